"""What is kept of a person, said and removed."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.models import Answered, Knowledge, Status
from bot.telegram.memory.bounded import Bounded
from bot.telegram.memory.in_memory import (
    KeyedHashes,
    MemoryAllowance,
    MemoryQuestionLog,
    MemoryReplies,
    MemoryTurns,
    MemoryVotes,
    in_memory,
)
from bot.telegram.memory.ports import Keeping, Permission, QuestionRecord
from tests.fakes import ScriptedAnswers
from tests.telegram.conftest import found, polling

if TYPE_CHECKING:
    from tests.botapi import FakeBotAPI
    from tests.telegram.conftest import Start

ID = 7_351_924_680


def kept(keeping: Keeping) -> list[object]:
    """Everything that the ports in memory hold."""
    turns, replies, questions, votes = keeping.turns, keeping.replies, keeping.questions, keeping.votes
    assert isinstance(turns, MemoryTurns)
    assert isinstance(replies, MemoryReplies)
    assert isinstance(questions, MemoryQuestionLog)
    assert isinstance(votes, MemoryVotes)
    entries = [*turns._turns.items(), *replies._pairs.items(), *questions.asked, *votes.votes.items()]
    return list(entries)


async def test_nothing_kept_names_a_person_and_forget_me_removes_all_of_it(
    start: Start, tea: Knowledge
) -> None:
    keeping = in_memory(20)
    answers = ScriptedAnswers({"问": Answered((found(tea, "今年新开了网店。"),))})
    running = await start(answers, tea, keeping=keeping)
    person, other = running.person(ID), running.person(2)
    for one in (person, other):
        (answer,) = await one.says("问")
        await one.presses("👍", answer)
    group = running.group()
    await group.hears(person, "/ask 问")
    assert len(kept(keeping)) == 11
    clear = pickle.dumps([kept(keeping), keeping.allowance._paces])  # type: ignore[attr-defined]
    for sign in (str(ID).encode(), ID.to_bytes(8, "little").rstrip(b"\0"), person.name.encode()):
        assert sign not in clear

    (done,) = await person.says("/forget_me")
    assert done.text.startswith("好的，关于你的")
    assert len(kept(keeping)) == 4


async def test_privacy_says_what_holds_in_memory_and_what_holds_in_a_store(
    api: FakeBotAPI, tea: Knowledge
) -> None:
    async with polling(api, ScriptedAnswers(), tea) as running:
        (brief,) = await running.person().says("/privacy")
    assert "程序重启就没有了" in brief.text
    assert "/forget_me" in brief.text
    lasting = replace(in_memory(0), lasting=True, days=90)
    async with polling(api, ScriptedAnswers(), tea, keeping=lasting) as running:
        (english,) = await running.person(3, "en").says("/privacy")
    assert "at most 90 days" in english.text


def test_a_person_has_one_hash_for_each_key() -> None:
    one, other = KeyedHashes(), KeyedHashes()
    assert one.who(ID) == one.who(ID)
    assert one.who(ID) != other.who(ID)
    assert one.where(ID, None) != one.where(ID, 7)
    assert str(one.where(ID, None)) != str(one.who(ID))
    assert str(ID) not in one.who(ID) + repr(one)


def test_what_is_bounded_lets_go_of_the_oldest() -> None:
    entries: Bounded[int, int] = Bounded(2)
    for number in (1, 2, 1, 3):
        entries[number] = number
    assert list(entries) == [1, 3]


async def test_the_log_in_memory_is_bounded() -> None:
    log, who = MemoryQuestionLog(), KeyedHashes().who(1)
    for number in range(5000):
        await log.record(who, QuestionRecord(str(number), Status.NONE))
    assert len(log.asked) == 4096


async def test_the_allowance_comes_back_after_a_minute() -> None:
    now = [0.0]
    allowance, who = MemoryAllowance(2, lambda: now[0]), KeyedHashes().who(1)
    verdicts = []
    for moment in (0, 10, 20, 30, 61, 62, 71, 72, 140, 141, 142, 143):
        now[0] = float(moment)
        verdicts.append((await allowance.take(who)).value[0])
    # allowed, allowed, told, silent; one falls out at 60 and 70; told again once a minute without has passed.
    assert "".join(verdicts) == "aawsasasaaws"
    assert await MemoryAllowance(0).take(who) is Permission.ALLOWED
