"""Three hundred turns of all kinds, with the real engine: nothing refused, nothing left waiting, nothing raised."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot.bootstrap import build_answers
from tests.botapi.person import mention

if TYPE_CHECKING:
    from pathlib import Path

    from bot.models import Knowledge
    from tests.botapi import FakeBotAPI, Group, Message, Person
    from tests.telegram.conftest import Start

TURNS = 300
SAID = (
    "灯塔有多高？",
    "图书馆几点开门？茶园在哪里？",
    "那投资呢？",
    "还有呢",
    "为什么",
    "谢谢你",
    "不对，答非所问",
    "这篇文章讲了什么",
    "下一段",
    "目录",
    "繁體",
    "第1节第2段",
    "2",
    "lighthouse",
    "𠮷😀ﷺ<b>&lt;",
    "？？？",
    "長" * 4096,
    "/start",
    "/help",
    "/sections",
    "/source",
    "/ask",
    "/ask 茶叶卖多少钱",
    "/privacy",
    "/nonsense",
)
PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]


async def private(chance: random.Random, person: Person) -> None:
    """One turn in a private chat."""
    mine = [message for message in person.screen if message.sender["id"] == person.id]
    tappable = [message for message in person.screen if any("callback_data" in b for b in message.buttons)]
    match chance.randrange(10):
        case 0 | 1 | 2 if tappable:
            await tap(chance, person, chance.choice(tappable[-6:]))
        case 3 if mine:
            await person.edits(chance.choice(mine), chance.choice(SAID[:6]))
        case 4:
            await person.sends({"photo": PHOTO} | ({"caption": SAID[0]} if chance.random() < 0.5 else {}))
        case 5:
            await person.types_inline(chance.choice(("", "灯", "dengta", SAID[0], "😀")))
        case 6 if person.screen:
            await person.says(chance.choice(SAID[:8]), reply_to=chance.choice(person.screen[-8:]))
        case _:
            await person.says(chance.choice(SAID))


async def tap(chance: random.Random, person: Person, message: Message) -> None:
    """Tap one of the buttons of a message."""
    data = chance.choice([button["callback_data"] for button in message.buttons if "callback_data" in button])
    await person.taps(data, message.to_json())


async def public(chance: random.Random, group: Group, person: Person) -> None:
    """One turn in a group."""
    tappable = [message for message in group.screen if any("callback_data" in b for b in message.buttons)]
    match chance.randrange(4):
        case 0 if tappable:
            await tap(chance, person, chance.choice(tappable[-6:]))
        case 1 if group.screen:
            await group.hears(person, chance.choice(SAID), reply_to=chance.choice(group.screen[-8:]))
        case 2:
            await group.hears(person, f"{mention()} {chance.choice(SAID[:16])}")
        case _:
            await group.hears(person, chance.choice(SAID))


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.slow
async def test_nothing_is_refused_or_raised_in_three_hundred_turns(
    seed: int, start: Start, knowledge: Knowledge, api: FakeBotAPI, shared_state: Path
) -> None:
    chance = random.Random(seed)
    running = await start(build_answers(knowledge, shared_state), knowledge, ("灯塔有多高？",))
    people = [
        running.person(number, language) for number, language in enumerate(("zh-hans", "zh-TW", "en"), 1)
    ]
    group = running.group()
    for person in people:
        await person.says("/start")
    with capture_logs() as logs:
        for _ in range(TURNS // 2):
            await private(chance, chance.choice(people))
            await public(chance, group, chance.choice(people))
    assert [line for line in logs if line["log_level"] not in {"debug", "info"}] == []
    assert [call for call in api.calls if call.refusal and call.refusal.wrong] == []
    assert None not in api.world.presses.values()


async def test_a_guest_is_answered_in_one_message(
    start: Start, knowledge: Knowledge, api: FakeBotAPI, shared_state: Path
) -> None:
    running = await start(build_answers(knowledge, shared_state), knowledge)
    person = running.person()
    chat = {"id": -5, "type": "group", "title": "别处"}
    for number, words in enumerate(
        (f"{mention()} 灯塔有多高？", f"{mention()} 火星上有几家咖啡馆？", mention())
    ):
        message = api.world.add(chat, person.user, {"text": words, "guest_query_id": f"g{number}"})
        content = message.to_json() | {
            "entities": [{"type": "mention", "offset": 0, "length": len(mention())}]
        }
        await running.settled(await api.world.push("guest_message", content))
    assert set(api.world.guests) == {"g0", "g1"}
    assert "灯塔" in api.world.guests["g0"]["input_message_content"]["message_text"]


async def test_what_the_library_cannot_read_is_answered_as_what_is_no_text(
    start: Start, knowledge: Knowledge, shared_state: Path
) -> None:
    running = await start(build_answers(knowledge, shared_state), knowledge)
    (reply,) = await running.person().sends({"poll": {"id": "1", "question": "?"}})
    assert reply.text.startswith("我只看得懂文字")
