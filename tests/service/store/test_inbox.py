from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.service.replicas.replica import Peers
from bot.service.store.delivery_marks import DeliveryMarks
from bot.service.store.inbox import DurableInbox, purge_inbox
from bot.service.store.schema import inbox as table
from bot.telegram import RawUpdate

if TYPE_CHECKING:
    from pathlib import Path

    from bot.service.store.database import Database

BOT = 4242
ONE, TWO, THREE = (RawUpdate(number, f'{{"update_id": {number}}}') for number in (1, 2, 3))


async def enrolled(database: Database, name: str) -> DurableInbox:
    async with database.writing() as connection:
        await Peers(name).enroll(connection)
    return DurableInbox(database, BOT, name)


async def test_an_update_is_claimed_once_over_all_replicas(database: Database) -> None:
    first, second = await enrolled(database, "first"), await enrolled(database, "second")

    admissions = await asyncio.gather(*(each.admit([ONE, TWO]) for each in (first, second, first, second)))

    assert all(claimed.safe for claimed in admissions)
    claimed = [update.id for claimed in admissions for update in claimed.updates]
    assert sorted(claimed) == [1, 2]


async def test_the_same_number_of_another_bot_is_another_update(database: Database) -> None:
    other = DurableInbox(database, 17, "first")
    assert (await DurableInbox(database, BOT, "first").admit([ONE])).updates == (ONE,)
    assert (await other.admit([ONE])).updates == (ONE,)


async def test_what_was_not_answered_is_there_after_a_restart(database: Database) -> None:
    before = await enrolled(database, "first")
    await before.admit([ONE, TWO, THREE])
    await before.answered(TWO)

    assert await DurableInbox(database, BOT, "first").resume() == (ONE, THREE)


async def test_what_a_replica_left_goes_to_another_only_when_it_is_gone(database: Database) -> None:
    first, second = await enrolled(database, "first"), await enrolled(database, "second")
    await first.admit([ONE, TWO])
    assert await second.adopt() == ()

    await Peers("first").leave(database)

    assert await second.adopt() == (ONE, TWO)
    assert await second.adopt() == ()
    assert await DurableInbox(database, BOT, "second").resume() == (ONE, TWO)


async def test_the_words_are_gone_as_soon_as_they_are_answered(database: Database) -> None:
    inbox = await enrolled(database, "first")
    await inbox.admit([ONE])
    await inbox.answered(ONE)
    async with database.reading() as connection:
        assert list(await connection.scalars(select(table.c.payload))) == [None]


async def test_without_the_database_updates_are_taken_once_and_not_called_safe(database: Database) -> None:
    inbox = DurableInbox(database, BOT, "first")
    await database.close()

    first, again = await inbox.admit([ONE]), await inbox.admit([ONE])

    assert (first.updates, first.safe) == ((ONE,), False)
    assert again.updates == ()


async def test_what_was_answered_without_the_database_stays_answered_when_it_is_back(
    database: Database,
) -> None:
    inbox = await enrolled(database, "first")
    await database.close()
    await inbox.admit([ONE, TWO])
    await inbox.answered(ONE)

    await database.open()
    await inbox.catch_up()
    assert (await inbox.admit([ONE, TWO])).updates == ()
    await inbox.answered(TWO)

    other = await enrolled(database, "second")
    assert (await other.admit([ONE, TWO, THREE])).updates == (THREE,)
    assert await DurableInbox(database, BOT, "first").resume() == ()


async def test_a_receipt_on_disk_says_what_the_database_does_not_know_yet(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "receipts"
    before = DurableInbox(database, BOT, "first", DeliveryMarks(path))
    await before.admit([ONE, TWO])
    before.note(ONE)

    after = DurableInbox(database, BOT, "first", DeliveryMarks(path))
    await after.catch_up()

    assert await after.resume() == (TWO,)
    assert path.read_bytes() == b""


async def test_a_receipt_cut_off_by_the_crash_counts_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "receipts"
    path.write_bytes(b"12\n13\n1")
    assert DeliveryMarks(path).read() == (12, 13)


async def test_claims_last_a_day(database: Database) -> None:
    inbox = await enrolled(database, "first")
    await inbox.admit([ONE, TWO])
    async with database.writing() as connection:
        old = update(table).where(table.c.update_id == 1).values(received_at=table.c.received_at - 86_500)
        await connection.execute(old)
        await purge_inbox(connection)
        assert list(await connection.scalars(select(table.c.update_id))) == [2]
