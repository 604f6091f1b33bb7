from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Table, func, select, update

from bot.conversation.conversation import Turn
from bot.models import Language, PassageId, Span, Status
from bot.service.store import schema
from bot.service.store.database import Database, database_url, sqlite_in
from bot.service.store.memory import TURN_SECONDS, Store, purge
from bot.telegram.memory.ports import Permission, Preference, QuestionRecord, Vote, Where, Who

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

HER, HIM = Who("her"), Who("him")
HERE = Where("here")
PLACE = PassageId("tea", 1, 2)
TURN = Turn("茶园在哪", (PLACE, PassageId("tea", 2, 1)))


@pytest.fixture
async def here(database: Database) -> Store:
    """The store of one replica."""
    return Store(database, per_minute=2)


@pytest.fixture
async def there(database: Database) -> AsyncIterator[Store]:
    """That of another, over the same database."""
    other = Database(database.url)
    assert await other.open()
    yield Store(other, per_minute=2)
    await other.close()


async def written(store: Store) -> None:
    assert await store._writes.flush()


async def rows(database: Database, table: Table) -> int:
    async with database.reading() as connection:
        return int(await connection.scalar(select(func.count()).select_from(table)) or 0)


async def test_every_replica_gives_a_person_the_same_name_and_keeps_it_over_restarts(url: str) -> None:
    databases = [Database(database_url(url)) for _ in range(2)]
    first, second = (Store(each) for each in databases)
    passing = first.who(1001)
    for each in databases:
        assert await each.open()
        await each.close()
    assert first.who(1001) == second.who(1001) != passing
    assert first.where(1001, None) == second.where(1001, None)
    assert "1001" not in first.who(1001)


async def test_a_turn_is_remembered_on_every_replica(here: Store, there: Store) -> None:
    await here.remember_turn(HER, HERE, TURN)
    assert await here.last_turn(HER, HERE) == TURN
    await written(here)
    assert await there.last_turn(HER, HERE) == TURN
    assert await there.last_turn(HIM, HERE) is None


async def test_the_newer_turn_counts_wherever_it_was(
    here: Store, there: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await here.remember_turn(HER, HERE, TURN)
    await written(here)
    later = time.time() + 5
    monkeypatch.setattr(time, "time", lambda: later)
    await there.remember_turn(HER, HERE, Turn("那投资呢"))
    await written(there)
    assert await here.last_turn(HER, HERE) == Turn("那投资呢")


async def test_a_turn_is_forgotten_after_a_while(
    here: Store, there: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await here.remember_turn(HER, HERE, TURN)
    await written(here)
    later = time.time() + TURN_SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert await here.last_turn(HER, HERE) is None
    assert await there.last_turn(HER, HERE) is None


async def test_the_answer_to_a_message_is_found_on_every_replica(here: Store, there: Store) -> None:
    await here.remember_answer(HER, HERE, 7, 8)
    assert await here.answer_to(HERE, 7) == 8
    await written(here)
    assert await there.answer_to(HERE, 7) == 8
    assert await there.answer_to(HERE, 8) is None


async def test_a_second_vote_takes_the_place_of_the_first(here: Store, database: Database) -> None:
    for good in (True, False):
        await here.vote(HER, Vote(PLACE, "v1", good=good))
    await here.vote(HIM, Vote(PLACE, "v1", good=True))
    await written(here)
    async with database.reading() as connection:
        wanted = select(schema.votes.c.who, schema.votes.c.good).order_by(schema.votes.c.who)
        assert [tuple(row) for row in await connection.execute(wanted)] == [("her", False), ("him", True)]


async def test_what_is_taken_back_and_given_again_stands_in_the_order_of_its_coming(
    here: Store, database: Database
) -> None:
    vote = Vote(PLACE, "v1", good=True)
    await here.vote(HER, vote)
    await here.vote(HIM, vote)
    await here.withdraw(HER, vote)
    await here.withdraw(HIM, vote)
    await here.vote(HIM, vote)
    await written(here)
    async with database.reading() as connection:
        assert list(await connection.scalars(select(schema.votes.c.who))) == [HIM]


async def test_whatever_was_asked_can_be_kept(here: Store, database: Database) -> None:
    for text in ("茶园在哪", "null \0 here", "half \ud83d"):
        await here.record(HER, QuestionRecord(text, Status.ANSWER, PLACE, 0.9))
    await here.record(HER, QuestionRecord("?", Status.NONE))
    await written(here)
    assert await rows(database, schema.questions) == 4


async def test_forget_me_leaves_nothing_of_one_and_all_of_the_others(here: Store, database: Database) -> None:
    for number, who in enumerate((HER, HIM)):
        await here.remember_turn(who, HERE, TURN)
        await here.remember_answer(who, HERE, number, 8)
        await here.record(who, QuestionRecord("茶", Status.NONE))
        await here.vote(who, Vote(PLACE, "v1", good=True))
        await here.prefer(who, Preference(Language.ENGLISH))
    assert await here.forget(HER)
    tables = schema.turns, schema.replies, schema.questions, schema.votes, schema.preferences
    for table in tables:
        async with database.reading() as connection:
            assert list(await connection.scalars(select(table.c.who))) == [HIM]
    assert await here.last_turn(HER, HERE) is None
    assert await here.preference(HER) is None
    assert await here.last_turn(HIM, HERE) == TURN


async def test_what_is_kept_while_the_database_is_away_is_written_later(
    here: Store, database: Database
) -> None:
    await database.close()
    await here.record(HER, QuestionRecord("茶", Status.NONE))
    await here.remember_turn(HER, HERE, TURN)
    assert not await here.forget(HIM)
    assert await here.last_turn(HER, HERE) == TURN

    await database.open()

    await written(here)
    assert await rows(database, schema.questions) == 1


async def test_what_has_been_kept_long_enough_goes(here: Store, database: Database) -> None:
    for _ in range(2):
        await here.record(HER, QuestionRecord("茶", Status.NONE))
    await written(here)
    table = schema.questions
    async with database.writing() as connection:
        first = await connection.scalar(select(func.min(table.c.id)))
        await connection.execute(update(table).where(table.c.id == first).values(at=table.c.at - 31 * 86_400))
        await purge(connection, retention_days=30)
    assert await rows(database, table) == 1


async def test_what_one_may_ask_comes_back_after_a_minute(
    here: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, verdicts = time.time(), []
    for moment in (0, 10, 20, 30, 61, 62, 71, 72, 140, 141, 142, 143):
        monkeypatch.setattr(time, "time", lambda now=began + moment: now)
        verdicts.append((await here.take(HER)).value[0])
    # allowed, allowed, told, silent; one falls out at 60 and 70; told again once a minute without has passed.
    assert "".join(verdicts) == "aawsasasaaws"
    assert await here.take(HIM) is Permission.ALLOWED


async def test_no_limit_allows_all(database: Database) -> None:
    endless = Store(database, per_minute=0)
    assert {await endless.take(HER) for _ in range(50)} == {Permission.ALLOWED}


async def test_what_one_may_ask_counts_over_all_replicas(postgresql: str) -> None:
    databases = [Database(database_url(postgresql)) for _ in range(2)]
    replicas = [Store(each, per_minute=2) for each in databases]
    for each in databases:
        assert await each.open()
    verdicts = [await replicas[turn % 2].take(HER) for turn in range(4)]
    assert verdicts == [Permission.ALLOWED, Permission.ALLOWED, Permission.WARNED, Permission.SLOWED]
    for each in databases:
        await each.close()


async def test_without_the_database_each_replica_counts_alone(here: Store, database: Database) -> None:
    await database.close()
    verdicts = [await here.take(HER) for _ in range(3)]
    assert verdicts == [Permission.ALLOWED, Permission.ALLOWED, Permission.WARNED]


async def test_how_a_person_reads_is_known_on_every_replica_until_it_is_forgotten(
    here: Store, there: Store, database: Database
) -> None:
    assert await here.preference(HER) is None
    await here.prefer(HER, Preference(Language.ENGLISH))
    await here.prefer(HER, Preference(Language.TRADITIONAL, converted=True))
    await written(here)
    assert await there.preference(HIM) is None
    assert await there.preference(HER) == Preference(Language.TRADITIONAL, converted=True)
    assert await here.forget(HER)
    assert await rows(database, schema.preferences) == 0


async def test_what_was_marked_is_remembered_with_the_turn(here: Store, there: Store) -> None:
    await here.remember_turn(HER, HERE, Turn("茶", (PLACE,), Span(1, 4)))
    await written(here)
    assert await there.last_turn(HER, HERE) == Turn("茶", (PLACE,), Span(1, 4))


async def test_what_somebody_asked_is_in_no_file_once_it_is_forgotten(tmp_path: Path) -> None:
    database = Database(sqlite_in(tmp_path))
    store = Store(database, days=90)
    assert await database.open()
    await store.record(HER, QuestionRecord("only-here-zzz", Status.NONE))
    await written(store)
    assert await store.forget(HER)
    held = [path.name for path in tmp_path.iterdir() if b"only-here-zzz" in path.read_bytes()]
    await database.close()
    assert held == []
