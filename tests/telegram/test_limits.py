"""Floods: Telegram's limits, its refusals, and people who ask too fast."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from bot.telegram.client.rate_limit import Window
from bot.telegram.delivery.inbox import RawUpdate
from tests.botapi.refusals import RefusedError
from tests.fakes import ScriptedAnswers

if TYPE_CHECKING:
    from bot.models import Knowledge
    from tests.botapi import FakeBotAPI, Person
    from tests.telegram.conftest import Running, Start


async def begin(running: Running, person: Person) -> None:
    """Hand a question straight to the bot, whatever the next fetching waits for."""
    world = running.api.world
    message = world.add(world.chats[person.id], person.user, {"text": "问"})
    update = {"update_id": message.id, "message": message.to_json()}
    await running.worker.begin(RawUpdate(message.id, update))


async def test_who_asks_too_fast_is_told_so_once_and_then_slowed(start: Start, tea: Knowledge) -> None:
    answers = ScriptedAnswers()
    running = await start(answers, tea, ("例子？",), questions_per_minute=3)
    person, other = running.person(), running.person(2)
    await other.says("/start")
    replies = [await person.says(f"问{number}") for number in range(6)]
    assert [len(each) for each in replies] == [1, 1, 1, 1, 0, 0]
    assert replies[3][0].text.startswith("问得有点快")
    assert await person.sends({"photo": [], "caption": "图"}) == []
    assert await person.edits(person.screen[2], "改") == []
    assert await person.says("/help") == []
    assert len(await person.says("/privacy")) == 1
    assert len(await other.says("问")) == 1
    assert {question.text for question in answers.asked} == {"问0", "问1", "问2", "问"}


async def test_a_tapped_question_too_many_is_told_above_the_chat(start: Start, tea: Knowledge) -> None:
    person = (await start(ScriptedAnswers(), tea, ("例子？",), questions_per_minute=2)).person()
    (welcome,) = await person.says("/start")
    await person.presses("例子", welcome)
    assert await person.presses("例子", welcome) == []
    assert person.notices[1] == "问得有点快，我跟不上了。歇一会儿，过一分钟再接着问吧。"


async def test_a_chat_told_to_wait_waits_alone(start: Start, tea: Knowledge, api: FakeBotAPI) -> None:
    running = await start(ScriptedAnswers(), tea)
    slow, quick = running.person(1), running.person(2)
    api.fail("sendMessage", RefusedError(429, "Too Many Requests: retry after 1", retry_after=1))
    began = time.monotonic()
    waiting = asyncio.create_task(slow.says("问"))
    await api.until(lambda: any(call.refusal for call in api.calls))
    await begin(running, quick)
    assert len(quick.screen) == 2
    assert time.monotonic() - began < 0.9
    assert len(await waiting) == 1
    assert time.monotonic() - began >= 1


@pytest.mark.slow
async def test_a_chat_gets_a_short_burst_and_then_one_message_a_second(
    start: Start, tea: Knowledge, api: FakeBotAPI
) -> None:
    running = await start(ScriptedAnswers(), tea, messages_per_second=1000)
    person, other = running.person(1), running.person(2)
    began = time.monotonic()
    for _ in range(5):
        await person.says("问")
    assert time.monotonic() - began < 1
    held_up = asyncio.create_task(person.says("问"))
    await api.until(lambda: len(person.screen) == 11)
    await begin(running, other)
    assert len(other.screen) == 2
    assert len(person.screen) == 11
    held_up.cancel()


async def test_all_chats_together_keep_the_overall_limit(start: Start, tea: Knowledge) -> None:
    running = await start(ScriptedAnswers(), tea, messages_per_second=20)
    people = [running.person(number) for number in range(1, 31)]
    began = time.monotonic()
    await asyncio.gather(*(begin(running, person) for person in people))
    assert all(len(person.screen) == 2 for person in people)
    assert 0.9 < time.monotonic() - began < 3


def test_a_window_lets_so_many_through_and_then_one_as_each_falls_out() -> None:
    window = Window(2, 60.0)
    assert window.earliest(100.0) == 100.0
    window.take(100.0)
    window.take(110.0)
    assert window.earliest(120.0) == 160.0
    window.take(160.0)
    assert window.earliest(161.0) == 170.0
    assert not window.idle(219.0)
    assert window.idle(220.0)


async def test_a_blocked_bot_is_quiet(start: Start, tea: Knowledge, api: FakeBotAPI) -> None:
    running = await start(ScriptedAnswers(), tea)
    gone, here = running.person(1), running.person(2)
    api.world.blocked.add(gone.id)
    with capture_logs() as logs:
        assert await gone.says("在吗") == []
        assert len(await here.says("在吗")) == 1
    assert {line["log_level"] for line in logs if line["event"] not in {"answered", "listening"}} == {"debug"}
