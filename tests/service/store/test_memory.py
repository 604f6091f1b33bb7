from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Table, func, select, update

from bot.conversation.conversation import Turn
from bot.models import Language, PassageId, Span, Status
from bot.service.store import schema
from bot.service.store.group_commit import WriteBehind
from bot.service.store.memory import (
    SharedAllowance,
    StoredHashes,
    StoredPreferences,
    StoredQuestions,
    StoredReplies,
    StoredTurns,
    StoredVotes,
    purge,
)
from bot.telegram.memory.in_memory import TURN_SECONDS
from bot.telegram.memory.ports import Permission, Preference, QuestionRecord, Vote, Where, Who

if TYPE_CHECKING:
    from bot.service.store.database import Database

HER, HIM = Who("her"), Who("him")
HERE = Where("here")
PLACE = PassageId("tea", 1, 2)
TURN = Turn("茶园在哪", (PLACE, PassageId("tea", 2, 1)))


@pytest.fixture
def write_behind(database: Database) -> WriteBehind:
    return WriteBehind(database)


async def rows(database: Database, table: Table) -> int:
    async with database.reading() as connection:
        return int(await connection.scalar(select(func.count()).select_from(table)) or 0)


async def test_every_replica_gives_a_person_the_same_name_and_keeps_it_over_restarts(
    database: Database,
) -> None:
    first, second = StoredHashes(), StoredHashes()
    passing = first.who(1001)
    for each in (first, second):
        async with database.writing() as connection:
            await each.load(connection)
    assert first.who(1001) == second.who(1001) != passing
    assert first.where(1001, None) == second.where(1001, None)
    assert "1001" not in first.who(1001)


async def test_a_turn_is_remembered_on_every_replica(database: Database, write_behind: WriteBehind) -> None:
    here, there = StoredTurns(database, write_behind), StoredTurns(database, WriteBehind(database))
    await here.remember(HER, HERE, TURN)
    assert await here.last(HER, HERE) == TURN
    await write_behind.flush()

    assert await there.last(HER, HERE) == TURN
    assert await there.last(HIM, HERE) is None


async def test_the_newer_turn_counts_wherever_it_was(
    database: Database, write_behind: WriteBehind, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = StoredTurns(database, write_behind), StoredTurns(database, write_behind)
    await here.remember(HER, HERE, TURN)
    later = time.time() + 5
    monkeypatch.setattr(time, "time", lambda: later)
    await there.remember(HER, HERE, Turn("那投资呢"))
    await write_behind.flush()

    assert await here.last(HER, HERE) == Turn("那投资呢")


async def test_a_turn_is_forgotten_after_a_while(
    database: Database, write_behind: WriteBehind, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = StoredTurns(database, write_behind)
    await turns.remember(HER, HERE, TURN)
    await write_behind.flush()
    later = time.time() + TURN_SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert await turns.last(HER, HERE) is None


async def test_the_answer_to_a_message_is_found_on_every_replica(
    database: Database, write_behind: WriteBehind
) -> None:
    await StoredReplies(database, write_behind).remember(HER, HERE, 7, 8)
    await write_behind.flush()
    there = StoredReplies(database, write_behind)
    assert await there.answer_to(HERE, 7) == 8
    assert await there.answer_to(HERE, 8) is None


async def test_a_second_vote_takes_the_place_of_the_first(
    database: Database, write_behind: WriteBehind
) -> None:
    votes = StoredVotes(database, write_behind)
    for good in (True, False):
        await votes.cast(HER, Vote(PLACE, "v1", good=good))
    await votes.cast(HIM, Vote(PLACE, "v1", good=True))
    await write_behind.flush()
    async with database.reading() as connection:
        wanted = select(schema.votes.c.who, schema.votes.c.good).order_by(schema.votes.c.who)
        assert [tuple(row) for row in await connection.execute(wanted)] == [("her", False), ("him", True)]


async def test_whatever_was_asked_can_be_kept(database: Database, write_behind: WriteBehind) -> None:
    questions = StoredQuestions(database, write_behind)
    for text in ("茶园在哪", "null \0 here", "half \ud83d"):
        await questions.record(HER, QuestionRecord(text, Status.ANSWER, PLACE, 0.9))
    await questions.record(HER, QuestionRecord("?", Status.NONE))
    assert await write_behind.flush()
    assert await rows(database, schema.questions) == 4


async def test_forget_me_leaves_nothing_of_one_and_all_of_the_others(
    database: Database, write_behind: WriteBehind
) -> None:
    turns, replies = StoredTurns(database, write_behind), StoredReplies(database, write_behind)
    questions, votes = StoredQuestions(database, write_behind), StoredVotes(database, write_behind)
    for number, who in enumerate((HER, HIM)):
        await turns.remember(who, HERE, TURN)
        await replies.remember(who, HERE, number, 8)
        await questions.record(who, QuestionRecord("茶", Status.NONE))
        await votes.cast(who, Vote(PLACE, "v1", good=True))
    for port in (turns, replies, questions, votes):
        await port.forget(HER)
    assert await write_behind.flush()
    for table in (schema.turns, schema.replies, schema.questions, schema.votes):
        async with database.reading() as connection:
            assert list(await connection.scalars(select(table.c.who))) == [HIM]
    assert await turns.last(HER, HERE) is None
    assert await turns.last(HIM, HERE) == TURN


async def test_what_is_noted_while_the_database_is_away_is_written_later(
    database: Database, write_behind: WriteBehind
) -> None:
    questions, turns = StoredQuestions(database, write_behind), StoredTurns(database, write_behind)
    await database.close()
    await questions.record(HER, QuestionRecord("茶", Status.NONE))
    await turns.remember(HER, HERE, TURN)
    assert not await write_behind.flush()
    assert await turns.last(HER, HERE) == TURN

    await database.open()

    assert await write_behind.flush()
    assert await rows(database, schema.questions) == 1


async def test_what_has_been_kept_long_enough_goes(database: Database, write_behind: WriteBehind) -> None:
    questions = StoredQuestions(database, write_behind)
    for _ in range(2):
        await questions.record(HER, QuestionRecord("茶", Status.NONE))
    await write_behind.flush()
    table = schema.questions
    async with database.writing() as connection:
        first = await connection.scalar(select(func.min(table.c.id)))
        await connection.execute(update(table).where(table.c.id == first).values(at=table.c.at - 31 * 86_400))
        await purge(connection, retention_days=30)
    assert await rows(database, table) == 1


async def test_what_one_may_ask_counts_over_all_replicas(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    replicas = [SharedAllowance(database, 2), SharedAllowance(database, 2)]
    verdicts = [await replicas[turn % 2].take(HER) for turn in range(4)]
    assert verdicts == [Permission.ALLOWED, Permission.ALLOWED, Permission.WARNED, Permission.SLOWED]
    assert await replicas[0].take(HIM) is Permission.ALLOWED
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    assert await replicas[0].take(HER) is Permission.ALLOWED


async def test_without_the_database_each_replica_counts_alone(database: Database) -> None:
    allowance = SharedAllowance(database, 1)
    await database.close()
    assert [await allowance.take(HER) for _ in range(2)] == [Permission.ALLOWED, Permission.WARNED]


async def test_how_a_person_reads_is_known_on_every_replica_until_it_is_forgotten(
    database: Database, write_behind: WriteBehind
) -> None:
    here = StoredPreferences(database, write_behind)
    assert await here.of(HER) is None
    await here.remember(HER, Preference(Language.ENGLISH))
    await here.remember(HER, Preference(Language.TRADITIONAL, converted=True))
    await write_behind.flush()
    there = StoredPreferences(database, WriteBehind(database))
    assert await there.of(HER) == Preference(Language.TRADITIONAL, converted=True)
    assert await there.of(HIM) is None
    await here.forget(HER)
    await write_behind.flush()
    assert await StoredPreferences(database, WriteBehind(database)).of(HER) is None
    assert await rows(database, schema.preferences) == 0


async def test_what_was_marked_is_remembered_with_the_turn(
    database: Database, write_behind: WriteBehind
) -> None:
    await StoredTurns(database, write_behind).remember(HER, HERE, Turn("茶", (PLACE,), Span(1, 4)))
    await write_behind.flush()
    there = StoredTurns(database, WriteBehind(database))
    assert await there.last(HER, HERE) == Turn("茶", (PLACE,), Span(1, 4))
