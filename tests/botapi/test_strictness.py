"""The fake refuses what Telegram refuses: the other tests are worth no more than this."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.botapi import FakeBotAPI, rules
from tests.botapi.formatting import Formatted, parse_html
from tests.botapi.refusals import RefusedError

CHAT = {"id": 7, "type": "private", "first_name": "七"}


def button(**fields: str) -> str:
    return json.dumps({"inline_keyboard": [[{"text": "按"} | fields]]})


def results(number: int, **fields: str) -> str:
    content = {"message_text": "<b>好</b>", "parse_mode": "HTML"}
    one = {"type": "article", "title": "题", "input_message_content": content}
    return json.dumps([{"id": str(each)} | one | fields for each in range(number)])


async def call(
    api: FakeBotAPI, method: str, token: str | None = None, **parameters: object
) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        return await client.post(f"{api.url}{token or api.token}/{method}", data=parameters)


@pytest.mark.parametrize(
    ("method", "parameters", "status", "problem"),
    [
        ("sendMessage", {"chat_id": 7, "text": "好" * 4096}, 200, ""),
        ("sendMessage", {"chat_id": 7, "text": "好" * 4097}, 400, "too long"),
        ("sendMessage", {"chat_id": 7, "text": "😀" * 2049}, 400, "too long"),
        ("sendMessage", {"chat_id": 7, "text": " \u200b\n"}, 400, "empty"),
        ("sendMessage", {"chat_id": 7, "text": "<b></b>", "parse_mode": "HTML"}, 400, "empty"),
        ("sendMessage", {"chat_id": 7, "text": "<b>" + "好" * 4096 + "</b>", "parse_mode": "HTML"}, 200, ""),
        ("sendMessage", {"chat_id": 7, "text": "<b>好", "parse_mode": "HTML"}, 400, "find end tag"),
        ("sendMessage", {"chat_id": 7, "text": "好", "parse_mode": "Markdown"}, 400, "parse_mode"),
        ("sendMessage", {"chat_id": 8, "text": "好"}, 400, "chat not found"),
        ("sendMessage", {"chat_id": "七", "text": "好"}, 400, "chat_id"),
        ("sendMessage", {"text": "好"}, 400, "required"),
        ("sendMessage", {"chat_id": 7, "text": "好", "colour": "red"}, 400, "colour"),
        (
            "sendMessage",
            {"chat_id": 7, "text": "好", "reply_markup": button(callback_data="x" * 65)},
            400,
            "DATA",
        ),
        ("sendMessage", {"chat_id": 7, "text": "好", "reply_markup": button(callback_data="")}, 400, "DATA"),
        ("sendMessage", {"chat_id": 7, "text": "好", "reply_markup": button()}, 400, "TYPE"),
        (
            "sendMessage",
            {"chat_id": 7, "text": "好", "reply_markup": button(text=" ", callback_data="x")},
            400,
            "empty",
        ),
        ("sendMessage", {"chat_id": 7, "text": "好", "reply_markup": "[]"}, 400, "reply_markup"),
        ("editMessageText", {"chat_id": 7, "message_id": 99, "text": "好"}, 400, "to edit not found"),
        ("sendChatAction", {"chat_id": 7, "action": "dancing"}, 400, "action"),
        ("answerCallbackQuery", {"callback_query_id": "5"}, 400, "too old"),
        ("sendMessage", {"chat_id": 7, "text": "好", "message_thread_id": 5}, 400, "thread not found"),
        (
            "sendMessage",
            {"chat_id": 7, "text": "好", "reply_parameters": '{"message_id": 99}'},
            400,
            "replied",
        ),
        (
            "sendMessage",
            {
                "chat_id": 7,
                "text": "好",
                "reply_parameters": '{"message_id": 99, "allow_sending_without_reply": true}',
            },
            200,
            "",
        ),
        ("sendMessage", {"chat_id": 7, "text": "好", "reply_parameters": '{"id": 99}'}, 400, "parse reply"),
        ("sendMessage", {"chat_id": 7, "text": "好", "reply_markup": button(url="bad")}, 400, "URL"),
        (
            "sendMessage",
            {"chat_id": 7, "text": "好", "reply_markup": button(url="https://t.me/b?start=" + "x" * 65)},
            400,
            "START_PARAM",
        ),
        ("setMyCommands", {"commands": '[{"command": "ask", "description": "问"}]'}, 200, ""),
        ("setMyCommands", {"commands": '[{"command": "Ask", "description": "问"}]'}, 400, "COMMAND_INVALID"),
        ("setMyCommands", {"commands": '[{"command": "ask", "description": ""}]'}, 400, "DESCRIPTION"),
        ("setMyCommands", {"commands": "[]", "language_code": "zh-hant"}, 400, "language code"),
        ("setMyCommands", {"commands": "[]", "scope": '{"type": "chat"}'}, 400, "BotCommandScope"),
        ("setMyDescription", {"description": "长" * 513}, 400, "too long"),
        ("setMyShortDescription", {"short_description": "长" * 121}, 400, "too long"),
        ("answerInlineQuery", {"inline_query_id": "i", "results": results(1)}, 200, ""),
        ("answerInlineQuery", {"inline_query_id": "i", "results": results(51)}, 400, "TOO_MUCH"),
        ("answerInlineQuery", {"inline_query_id": "i", "results": results(2, id="x")}, 400, "DUPLICATE"),
        (
            "answerInlineQuery",
            {"inline_query_id": "i", "results": results(1, id="x" * 65)},
            400,
            "ID_INVALID",
        ),
        ("answerInlineQuery", {"inline_query_id": "i", "results": results(1, title="\u2800")}, 400, "title"),
        ("answerInlineQuery", {"inline_query_id": "late", "results": results(1)}, 400, "too old"),
        (
            "answerInlineQuery",
            {"inline_query_id": "i", "results": "[]", "button": '{"text": "x", "start_parameter": "问"}'},
            400,
            "START_PARAM",
        ),
        ("sendMesage", {}, 404, "Not Found"),
    ],
)
async def test_a_request_is_taken_or_refused(
    method: str, parameters: dict[str, Any], status: int, problem: str
) -> None:
    async with FakeBotAPI().running() as api:
        api.world.chats[7] = CHAT
        api.world.inline["i"] = None
        response = await call(api, method, **parameters)
    assert response.status_code == status
    assert problem in response.json().get("description", "")


async def test_an_unchanged_edit_a_second_answer_and_a_wrong_token_are_refused() -> None:
    async with FakeBotAPI().running() as api:
        api.world.chats[7] = CHAT
        api.world.presses["5"] = None
        sent = (await call(api, "sendMessage", chat_id=7, text="好")).json()["result"]
        same = await call(api, "editMessageText", chat_id=7, message_id=sent["message_id"], text="好")
        other = await call(api, "editMessageText", chat_id=7, message_id=sent["message_id"], text="坏")
        answers = [await call(api, "answerCallbackQuery", callback_query_id="5") for _ in range(2)]
        assert "not modified" in same.text
        assert other.status_code == 200
        assert [answer.status_code for answer in answers] == [200, 400]
        assert (await call(api, "getMe", token="1:x")).status_code == 401


async def test_text_that_is_no_utf_8_is_refused() -> None:
    async with FakeBotAPI().running() as api, httpx.AsyncClient(trust_env=False, verify=False) as client:
        response = await client.post(f"{api.url}{api.token}/sendMessage", content=b"chat_id=7&text=%ED%A0%80")
    assert response.status_code == 400


@pytest.mark.parametrize(
    "html",
    [
        "a < b",
        "a & b",
        "a > b",
        "<x>",
        "</b>",
        "<b><i></b></i>",
        "<b class='x'>a</b>",
        "&nbsp;",
        "<>",
        "<b/>",
    ],
)
def test_broken_html_is_refused(html: str) -> None:
    with pytest.raises(RefusedError, match="can't parse entities"):
        parse_html(html)


def test_a_quote_within_a_quote_is_refused() -> None:
    with pytest.raises(RefusedError, match="Nested"):
        parse_html("<blockquote>a<blockquote>b</blockquote></blockquote>")


def test_html_becomes_text_and_entities_in_utf_16() -> None:
    formatted = parse_html("😀<b>甲&lt;<i>乙</i></b>&amp;&#x27;<blockquote expandable>丙</blockquote>")
    assert formatted.text == "😀甲<乙&'丙"
    assert [(entity.type, entity.offset, entity.length) for entity in formatted.entities] == [
        ("bold", 2, 3),
        ("italic", 4, 1),
        ("blockquote", 7, 1),
    ]
    assert parse_html("&lt;b&gt;") == Formatted("<b>")


def test_a_keyboard_has_at_most_100_buttons_and_8_abreast() -> None:
    one = {"text": "按", "callback_data": "x"}
    rules.keyboard({"inline_keyboard": [[one]] * 100})
    for row, times in ((1, 101), (9, 1), (0, 1)):
        with pytest.raises(RefusedError):
            rules.keyboard({"inline_keyboard": [[one] * row] * times})
