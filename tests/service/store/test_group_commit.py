from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select

from bot.service.store.database import StoreAwayError
from bot.service.store.group_commit import GroupCommit
from bot.service.store.schema import facts

if TYPE_CHECKING:
    from bot.service.store.database import Database

PUT = insert(facts)


def fact(name: str) -> dict[str, str]:
    return {"name": name, "value": "x"}


async def names(database: Database) -> list[str]:
    async with database.reading() as connection:
        known = await connection.scalars(select(facts.c.name).where(facts.c.name.startswith("test")))
        return sorted(known)


async def test_what_comes_together_is_written_in_one_transaction(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    transactions = 0
    writing = database.writing

    def counted() -> object:
        nonlocal transactions
        transactions += 1
        return writing()

    monkeypatch.setattr(database, "writing", counted)
    writes = GroupCommit(database)
    for number in range(5):
        writes.later(PUT, fact(f"test {number}"))
    await writes.now(PUT, [fact("test 5")])
    assert transactions == 1
    assert len(await names(database)) == 6


async def test_one_thing_that_is_refused_takes_no_other_along(database: Database) -> None:
    writes = GroupCommit(database)
    await writes.now(PUT, [fact("test 1")])
    before = writes.later(PUT, fact("test 0"))
    refused = writes.later(PUT, fact("test 1"))
    waited = asyncio.create_task(writes.now(PUT, [fact("test 1")]))
    after = writes.later(PUT, fact("test 2"))
    with pytest.raises(StoreAwayError):
        await waited
    assert await writes.flush()
    assert await names(database) == ["test 0", "test 1", "test 2"]
    assert refused.cancelled()
    assert before.done()
    assert not after.cancelled()


async def test_through_an_absence_the_last_are_kept_and_who_waits_is_told_at_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.service.store.group_commit._KEPT", 2)
    writes = GroupCommit(database)
    await database.close()
    for number in range(3):
        writes.later(PUT, fact(f"test {number}"))
    with pytest.raises(StoreAwayError):
        await writes.now(PUT, [fact("test 9")])
    assert not await writes.flush()
    await database.open()
    assert await writes.flush()
    assert await names(database) == ["test 1", "test 2"]


async def test_what_was_under_way_when_the_database_went_is_written_when_it_is_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = GroupCommit(database)
    monkeypatch.setattr("bot.service.store.group_commit._MOMENT", 60)
    writes.later(PUT, fact("test 1"))
    waited = asyncio.create_task(writes.now(PUT, [fact("test 2")]))
    await asyncio.sleep(0)
    database._lose(OSError("gone"))
    with pytest.raises(StoreAwayError):
        await waited
    await database.open()
    assert await writes.flush()
    assert await names(database) == ["test 1"]


async def test_a_flush_waits_for_what_came_before_it_and_not_for_what_comes_after(database: Database) -> None:
    writes, number = GroupCommit(database), 0
    writes.later(PUT, fact("test"))

    async def go_on() -> None:
        nonlocal number
        while True:
            number += 1
            writes.later(PUT, fact(f"more {number}"))
            await asyncio.sleep(0)

    coming = asyncio.create_task(go_on())
    async with asyncio.timeout(5):
        assert await writes.flush()
    coming.cancel()
    assert await names(database) == ["test"]
