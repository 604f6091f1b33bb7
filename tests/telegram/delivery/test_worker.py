"""Who waits for whom, and what becomes of too much."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.telegram.delivery import worker as module
from bot.telegram.delivery.inbox import BriefInbox, RawUpdate
from tests.botapi.refusals import RefusedError
from tests.fakes import ScriptedAnswers

if TYPE_CHECKING:
    from bot.models import Knowledge
    from tests.botapi import FakeBotAPI, Person
    from tests.telegram.conftest import Running, Start

HOUR = RefusedError(429, "Too Many Requests: retry after 3600", retry_after=3600)
numbers = iter(range(10_000, 1_000_000))


def hand_in(running: Running, person: Person, text: str = "问", count: int = 1) -> list[asyncio.Future[None]]:
    """Hand messages straight to the worker."""
    world = running.api.world
    futures = []
    for _ in range(count):
        message = world.add(world.chats[person.id], person.user, {"text": text})
        number = next(numbers)
        update = {"update_id": number, "message": message.to_json()}
        futures.append(running.worker.begin(RawUpdate(number, update)))
    return futures


def typed(person: Person, text: str, number: int) -> RawUpdate:
    """An inline query."""
    query = {"id": f"i{number}", "from": person.user, "query": text, "offset": ""}
    return RawUpdate(next(numbers), {"update_id": number, "inline_query": query})


def written(person: Person) -> list[str]:
    return [message.text for message in person.screen if message.sender["id"] != person.id]


@pytest.mark.slow
async def test_a_chat_told_to_wait_an_hour_takes_no_place_from_others(
    start: Start, tea: Knowledge, api: FakeBotAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FULL", 3)
    running = await start(ScriptedAnswers(), tea)
    other = running.person(1)
    await other.says("问")
    for number in range(2, 8):
        api.fail("sendMessage", HOUR)
        waiting = hand_in(running, running.person(number), count=200)
        await asyncio.sleep(0.02)
        assert not any(each.done() for each in waiting[-50:])
    assert running.worker.undelivered == 6
    assert not running.worker.full
    async with asyncio.timeout(1):
        await asyncio.gather(*hand_in(running, other))
    assert len(written(other)) == 2


async def test_of_more_than_a_chat_may_have_waiting_the_last_are_answered_and_it_is_told_once(
    start: Start, tea: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BACKLOG", 3)
    answers = ScriptedAnswers()
    running = await start(answers, tea)
    person = running.person()
    world = running.api.world
    for number in range(9):
        message = world.add(world.chats[person.id], person.user, {"text": f"问{number}"})
        running.worker.begin(RawUpdate(number, {"update_id": number, "message": message.to_json()}))
    await running.worker.join()
    assert [question.text for question in answers.asked][-3:] == ["问6", "问7", "问8"]
    assert [text.startswith("刚才消息太多") for text in written(person)].count(True) == 1
    assert written(person)[-1].startswith("刚才消息太多")


async def test_a_chat_is_answered_in_order(start: Start, tea: Knowledge, api: FakeBotAPI) -> None:
    answers = ScriptedAnswers()
    running = await start(answers, tea)
    person = running.person()
    api.fail("sendMessage", RefusedError(502, "Bad Gateway"), times=3)
    for text in ("一", "二", "三"):
        hand_in(running, person, text)
    await running.worker.join()
    texts = [question.text for question in answers.asked]
    assert list(dict.fromkeys(texts)) == ["一", "二", "三"]
    assert texts == sorted(texts, key="一二三".index)


async def test_trying_again_costs_nobody_his_questions(start: Start, tea: Knowledge, api: FakeBotAPI) -> None:
    running = await start(ScriptedAnswers(), tea, questions_per_minute=2)
    person = running.person()
    api.fail("sendMessage", RefusedError(500, "Internal Server Error"), times=4)
    assert len(await person.says("问")) == 1
    assert len(await person.says("问")) == 1


async def test_of_what_somebody_types_inline_only_the_last_is_looked_up(
    start: Start, tea: Knowledge, api: FakeBotAPI
) -> None:
    answers = ScriptedAnswers()
    running = await start(answers, tea)
    person = running.person()
    await person.says("问")
    words = [f"第{number}个" for number in range(400)]
    for number, text in enumerate(words):
        api.world.inline[f"i{number}"] = None
        running.worker.begin(typed(person, text, number))
    await running.worker.join()
    asked = [question.text for question in answers.asked if question.text in words]
    assert len(asked) <= 2
    assert asked[-1] == words[-1]
    for number in range(400):
        del api.world.inline[f"i{number}"]


async def test_typing_on_inline_is_one_question_and_other_words_are_another(
    start: Start, tea: Knowledge, api: FakeBotAPI
) -> None:
    answers = ScriptedAnswers()
    running = await start(answers, tea, questions_per_minute=2)
    person = running.person()
    await person.says("/privacy")
    for number, text in enumerate(("茶", "茶山", "茶山在", "茶山在哪", "采茶", "卖茶", "网店")):
        api.world.inline[f"i{number}"] = None
        await running.worker.begin(typed(person, text, number))
    assert [question.text for question in answers.asked] == ["茶", "茶山", "茶山在", "茶山在哪", "采茶"]


class LostInbox(BriefInbox):
    """An inbox whose updates another replica has taken over."""

    settled: list[int]

    def __init__(self) -> None:
        super().__init__()
        self.settled = []

    async def mine(self, update: RawUpdate) -> bool:  # noqa: ARG002 - the protocol's
        return False

    async def answered(self, update: RawUpdate) -> None:
        self.settled.append(update.id)


async def test_what_another_replica_has_taken_over_is_neither_answered_nor_settled(
    start: Start, tea: Knowledge
) -> None:
    running = await start(ScriptedAnswers(), tea)
    running.worker.inbox = inbox = LostInbox()
    person = running.person()
    await asyncio.gather(*hand_in(running, person))
    assert written(person) == []
    assert inbox.settled == []


@pytest.mark.parametrize("content", [{"message": {"date": "never"}}, {"message": None}, {}])
async def test_what_cannot_be_read_is_settled(content: dict[str, Any], start: Start, tea: Knowledge) -> None:
    running = await start(ScriptedAnswers(), tea)
    await running.worker.begin(RawUpdate(1, {"update_id": 1} | content))
    assert running.worker.depth == 0
