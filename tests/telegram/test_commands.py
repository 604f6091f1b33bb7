"""Commands, their menus, and deep links."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot.models import Answered, Knowledge
from tests.botapi.refusals import RefusedError
from tests.fakes import ScriptedAnswers
from tests.telegram.conftest import TITLE, found, polling, tea_article

if TYPE_CHECKING:
    from tests.botapi import FakeBotAPI
    from tests.telegram.conftest import Start

EVERYBODYS = ["ask", "sections", "source", "help", "privacy", "forget_me", "start"]


async def test_the_bot_sets_its_commands_by_scope_and_language(
    start: Start, tea: Knowledge, api: FakeBotAPI
) -> None:
    await start(ScriptedAnswers(), tea, admin_ids="7, 8")
    await api.until(lambda: "chat 8" in {scope for scope, _ in api.world.menus})
    menus = api.world.menus
    for code in ("", "zh", "en"):
        assert [command for command, _ in menus["all_private_chats", code]] == EVERYBODYS
        assert [command for command, _ in menus["all_group_chats", code]] == ["ask"]
    assert menus["all_group_chats", "zh"] == [("ask", "提问，后面写上问题")]
    assert menus["all_group_chats", "en"] == [("ask", "Ask a question, written behind it")]
    assert [command for command, _ in menus["chat 7", ""]] == [
        *EVERYBODYS,
        "gaps",
        "stats",
        "status",
        "reload",
    ]
    for kind in ("description", "short"):
        assert {code for what, code in api.world.descriptions if what == kind} == {"", "zh", "en"}
    assert "註明出處" in api.world.descriptions["description", "zh"]


async def test_a_reader_of_traditional_chinese_gets_a_menu_in_it(
    start: Start, tea: Knowledge, api: FakeBotAPI
) -> None:
    running = await start(ScriptedAnswers(), tea)
    await running.person(5, "zh-TW").says("/start")
    await running.person(6, "zh-CN").says("/start")
    assert api.world.menus["chat 5", ""][0] == ("ask", "提問，後面寫上問題")
    assert ("chat 6", "") not in api.world.menus


async def test_menus_that_cannot_be_set_are_one_line_in_the_log(api: FakeBotAPI, tea: Knowledge) -> None:
    api.fail("setMyCommands", RefusedError(500, "Internal Server Error"))
    with capture_logs() as logs:
        async with polling(api, ScriptedAnswers(), tea) as running:
            assert len(await running.person().says("问")) == 1
    told = [line["event"] for line in logs if line["log_level"] == "warning"]
    assert told == ["the commands and descriptions could not be set"]


async def test_source_names_the_source_and_the_credits(start: Start) -> None:
    article = replace(tea_article(), credits=("统筹/王一", "文/李二"))
    person = (await start(ScriptedAnswers(), Knowledge((article,)))).person()
    (reply,) = await person.says("/source")
    assert reply.text == f"《{TITLE}》\n统筹/王一\n文/李二\n日期：文中没有写明\n出处：村报"
    await person.presses("看目录")
    assert reply.labels == ["导语", "采茶", "卖茶"]


async def test_status_is_for_administrators_in_their_own_chat(start: Start, tea: Knowledge) -> None:
    answers = ScriptedAnswers({"问": Answered((found(tea, "今年新开了网店。"),))})
    running = await start(answers, tea, admin_ids="1001")
    admin, other, group = running.person(), running.person(2), running.group()
    await admin.says("问")
    await other.says("没有的事")
    (status,) = await admin.says("/status")
    assert status.text.startswith("版本 0123abcd\n文章 1 篇，段落 7 段")
    assert status.text.endswith("回答 1，相近 0，没有 1")
    (unknown,) = await other.says("/status")
    assert "/sections" in unknown.text
    assert await group.hears(admin, "/status@article_test_bot") == []


@pytest.mark.parametrize("payload", ["", "x", "p", "pAAAA", "s____", "inline", "p" * 64, "p" * 65, "<b>"])
async def test_a_link_that_leads_nowhere_is_a_plain_start(start: Start, tea: Knowledge, payload: str) -> None:
    (welcome,) = await (await start(ScriptedAnswers(), tea)).person().says(f"/start {payload}")
    assert TITLE in welcome.text


async def test_an_old_link_leads_to_where_its_passage_is_now(api: FakeBotAPI, tea: Knowledge) -> None:
    answers = ScriptedAnswers({"问": Answered((found(tea, "去年茶卖了一千二百万元。"),))})
    async with polling(api, answers, tea) as running:
        ((link,),) = (await running.person().types_inline("问"))["results"][0]["reply_markup"][
            "inline_keyboard"
        ]
    moved = Knowledge((tea_article({"新闻": ("去年茶卖了一千二百万元。",)}),), version="2")
    gone = Knowledge((tea_article({"甲": ("一。",), "乙": ("二。",), "丙": ("三。",)}),), version="3")
    async with polling(api, ScriptedAnswers(), moved) as running:
        (reply,) = await running.person().follows(link["url"])
        assert "文章更新过了，这一段现在在这里：" in reply.text
        assert reply.marked("bold") == ["去年茶卖了一千二百万元。"]
    async with polling(api, ScriptedAnswers(), gone) as running:
        (reply,) = await running.person().follows(link["url"])
        assert reply.labels == ["茶山小报 › 丙 › 第1段", "看目录"]
