"""Who sends the weekly digest is settled in the database."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.service.store.database import StoreAwayError
from bot.service.store.digest_mark import DigestMark

if TYPE_CHECKING:
    from bot.service.store.database import Database

BOT = 4242
FIRST, SECOND = date(2026, 12, 28), date(2027, 1, 4)


async def test_of_several_replicas_one_gets_each_week(database: Database) -> None:
    replicas = [DigestMark(database, BOT) for _ in range(4)]
    for week in (FIRST, SECOND):
        assert sorted(await asyncio.gather(*(each.claim(week) for each in replicas))) == [False] * 3 + [True]
        assert await replicas[0].last() == week
    assert not await replicas[0].claim(FIRST)
    assert await replicas[0].last() == SECOND


async def test_each_bot_that_shares_the_database_has_its_own(database: Database) -> None:
    assert await DigestMark(database, BOT).claim(FIRST)
    other = DigestMark(database, 2**63)
    assert await other.last() is None
    assert await other.claim(FIRST)


async def test_what_is_put_back_can_be_had_again(database: Database) -> None:
    mark = DigestMark(database, BOT)
    for last, due in ((None, FIRST), (FIRST, SECOND)):
        for _ in range(2):
            assert await mark.claim(due)
            await mark.put_back(due, last)
            assert await mark.last() == last
        assert await mark.claim(due)
    await mark.put_back(FIRST, None)
    assert await mark.last() == SECOND


async def test_while_the_database_is_away_nobody_gets_it(database: Database) -> None:
    mark = DigestMark(database, BOT)
    await database.close()
    with pytest.raises(StoreAwayError):
        await mark.claim(FIRST)
