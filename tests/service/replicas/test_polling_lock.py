from __future__ import annotations

from typing import TYPE_CHECKING

from bot.service.replicas.polling_lock import SharedPollingLock
from bot.service.replicas.replica import MISSES, Peers

if TYPE_CHECKING:
    from bot.service.store.database import Database

BOT = 4242


async def test_one_has_it_and_the_next_gets_it_when_the_first_has_left(database: Database) -> None:
    peers = Peers("first"), Peers("second")
    for each in peers:
        await each.beat(database)
    first, second, other = (
        SharedPollingLock(database, bot, owner)
        for bot, owner in ((BOT, "first"), (BOT, "second"), (17, "second"))
    )
    for lock in (first, second, other, first):
        await lock.attempt()
    assert [lock.standing_by for lock in (first, second, other)] == [False, True, False]

    await peers[0].leave(database)
    await second.attempt()
    assert not second.standing_by
    await second.held()


async def test_who_shows_no_life_loses_it_and_stands_by_when_back(database: Database) -> None:
    stopped, alive = Peers("first"), Peers("second")
    await stopped.beat(database)
    await alive.beat(database)
    first, second = (SharedPollingLock(database, BOT, owner) for owner in ("first", "second"))
    await first.attempt()
    for _ in range(MISSES):
        await alive.beat(database)
        await second.attempt()
    assert not second.standing_by

    await stopped.beat(database)
    await first.attempt()
    assert first.standing_by
    await first.lost()


async def test_who_starts_while_nobody_knows_fetches_all_the_same(database: Database) -> None:
    await database.close()
    lock = SharedPollingLock(database, BOT, "first")
    await lock.attempt()
    await lock.held()


async def test_who_stands_by_goes_on_doing_so_while_nobody_knows(database: Database) -> None:
    await Peers("first").beat(database)
    await SharedPollingLock(database, BOT, "first").attempt()
    second = SharedPollingLock(database, BOT, "second")
    await second.attempt()
    await database.close()
    await second.attempt()
    assert second.standing_by
