"""Every type of update that the Bot API knows, wanted or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs
from telegram import Update

from bot.telegram.delivery.inbox import RawUpdate
from tests.fakes import ScriptedAnswers

if TYPE_CHECKING:
    from bot.models import Knowledge
    from tests.botapi import FakeBotAPI
    from tests.telegram.conftest import Start

WHEN = 1_750_000_000
USER = {"id": 1001, "is_bot": False, "first_name": "人"}
GROUP: dict[str, Any] = {"id": -1_001_234, "type": "supergroup", "title": "群"}
CHANNEL = {"id": -1_005_678, "type": "channel", "title": "频道"}
TEXT = {"message_id": 5, "date": WHEN, "text": "/ask 问"}
IN_GROUP = TEXT | {"chat": GROUP, "from": USER, "text": "聊天"}
POST = TEXT | {"chat": CHANNEL, "sender_chat": CHANNEL}
BUSINESS = TEXT | {"chat": {"id": 1001, "type": "private", "first_name": "人"}, "from": USER}
MEMBER = {"user": USER, "status": "member"}
LEFT = {"user": USER, "status": "left"}
CHANGE = {"chat": GROUP, "from": USER, "date": WHEN, "old_chat_member": LEFT, "new_chat_member": MEMBER}
ADDRESS = {
    "country_code": "CN",
    "state": "",
    "city": "江门",
    "street_line1": "",
    "street_line2": "",
    "post_code": "1",
}
BOOST = {
    "boost_id": "1",
    "add_date": WHEN,
    "expiration_date": WHEN,
    "source": {"source": "premium", "user": USER},
}
OPTION = {"text": "甲", "voter_count": 1, "persistent_id": "1"}
POLL = {
    "id": "1",
    "question": "几时？",
    "options": [OPTION],
    "total_voter_count": 1,
    "is_closed": True,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
EVERY: dict[str, dict[str, Any]] = {
    "message": IN_GROUP,
    "edited_message": IN_GROUP | {"edit_date": WHEN},
    "channel_post": POST,
    "edited_channel_post": POST | {"edit_date": WHEN},
    "business_connection": {"id": "b", "user": USER, "user_chat_id": 1001, "date": WHEN, "is_enabled": True},
    "business_message": BUSINESS | {"business_connection_id": "b"},
    "edited_business_message": BUSINESS | {"business_connection_id": "b", "edit_date": WHEN},
    "deleted_business_messages": {
        "business_connection_id": "b",
        "chat": BUSINESS["chat"],
        "message_ids": [5],
    },
    "guest_message": IN_GROUP,
    "message_reaction": {
        "chat": GROUP,
        "message_id": 5,
        "user": USER,
        "date": WHEN,
        "old_reaction": [],
        "new_reaction": [{"type": "emoji", "emoji": "👍"}],
    },
    "message_reaction_count": {"chat": GROUP, "message_id": 5, "date": WHEN, "reactions": []},
    "inline_query": {"id": "i", "from": USER, "query": "", "offset": ""},
    "chosen_inline_result": {"result_id": "p0", "from": USER, "query": "问", "inline_message_id": "m"},
    "callback_query": {"id": "c", "from": USER, "chat_instance": "1", "inline_message_id": "m", "data": "x"},
    "shipping_query": {"id": "s", "from": USER, "invoice_payload": "x", "shipping_address": ADDRESS},
    "pre_checkout_query": {
        "id": "k",
        "from": USER,
        "currency": "XTR",
        "total_amount": 1,
        "invoice_payload": "x",
    },
    "purchased_paid_media": {"from": USER, "paid_media_payload": "x"},
    "poll": POLL,
    "poll_answer": {"poll_id": "1", "user": USER, "option_ids": [0], "option_persistent_ids": ["1"]},
    "my_chat_member": CHANGE,
    "chat_member": CHANGE,
    "chat_join_request": {"chat": GROUP, "from": USER, "user_chat_id": 1001, "date": WHEN},
    "chat_boost": {"chat": GROUP, "boost": BOOST},
    "removed_chat_boost": {"chat": GROUP, "boost_id": "1", "remove_date": WHEN, "source": BOOST["source"]},
    "managed_bot": {"user": USER, "bot": USER | {"is_bot": True}},
}
GAME = {"id": "c", "from": USER, "chat_instance": "1", "message": IN_GROUP, "game_short_name": "g"}


def test_none_is_missing() -> None:
    assert set(Update.ALL_TYPES) <= set(EVERY)


async def test_no_type_of_update_fails_or_is_answered_where_nobody_asked(
    start: Start, tea: Knowledge, api: FakeBotAPI
) -> None:
    running = await start(ScriptedAnswers(), tea)
    await running.person().says("/help")
    api.world.inline["i"] = api.world.presses["c"] = None
    before = [call for call in api.calls if call.method.startswith(("send", "edit"))]
    with capture_logs() as logs:
        for number, (kind, content) in enumerate([*EVERY.items(), ("hologram", {"id": 1})]):
            await running.worker.begin(RawUpdate(number, {"update_id": number, kind: content}))
    assert [line for line in logs if line["log_level"] != "debug"] == []
    assert [call for call in api.calls if call.method.startswith(("send", "edit"))] == before
    assert api.world.presses["c"] == "文章更新过了"


@pytest.mark.parametrize(
    "content",
    [
        {"new_chat_members": [USER]},
        {"left_chat_member": USER},
        {"pinned_message": IN_GROUP},
        {"migrate_to_chat_id": -1_009},
        {"forum_topic_closed": {}},
        {"video_chat_started": {}},
        {"write_access_allowed": {}},
        {"hologram": {"depth": 3}},
        {"sender_chat": CHANNEL, "is_automatic_forward": True, "text": "转来的"},
    ],
)
async def test_what_is_no_message_of_a_persons_is_let_be(
    start: Start, tea: Knowledge, api: FakeBotAPI, content: dict[str, Any]
) -> None:
    running = await start(ScriptedAnswers(), tea)
    running.person()
    with capture_logs() as logs:
        for number, chat in enumerate(({"id": 1001, "type": "private", "first_name": "人"}, GROUP)):
            message = {"message_id": 1, "date": WHEN, "chat": chat, "from": USER} | content
            update = {"update_id": number, "message": message}
            await running.worker.begin(RawUpdate(number, update))
    assert [line for line in logs if line["log_level"] != "debug" and line["event"] != "listening"] == []
    assert [call for call in api.calls if call.method.startswith("send")] == []


async def test_a_press_on_a_game_is_acknowledged(start: Start, tea: Knowledge, api: FakeBotAPI) -> None:
    running = await start(ScriptedAnswers(), tea)
    api.world.chats[GROUP["id"]] = GROUP
    await running.person().says("/help")
    api.world.presses["c"] = None
    await running.worker.begin(RawUpdate(1, {"update_id": 1, "callback_query": GAME}))
    assert api.world.presses["c"] is not None
