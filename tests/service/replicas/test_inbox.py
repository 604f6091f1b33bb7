from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from bot.service.replicas.delivery_marks import DeliveryMarks
from bot.service.replicas.inbox import DurableInbox
from bot.service.replicas.replica import MISSES, Peers
from bot.service.store.group_commit import GroupCommit
from bot.service.store.memory import purge
from bot.service.store.schema import inbox as table
from bot.telegram import RawUpdate

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.service.store.database import Database

BOT = 4242
ONE, TWO, THREE = (RawUpdate(number, {"update_id": number}) for number in (1, 2, 3))


def inbox_of(
    database: Database, peers: Peers | str, marks: Path | None = None, bot: int = BOT
) -> DurableInbox:
    peers = Peers(peers) if isinstance(peers, str) else peers
    return DurableInbox(database, GroupCommit(database), bot, peers, DeliveryMarks(marks))


async def enrolled(database: Database, name: str) -> DurableInbox:
    async with database.writing() as connection:
        await Peers(name).enroll(connection)
    return inbox_of(database, name)


async def answered(inbox: DurableInbox, update: RawUpdate) -> None:
    await inbox.answered(update)
    assert await inbox._writes.flush()


async def test_an_update_is_claimed_once_over_all_replicas(database: Database) -> None:
    first, second = await enrolled(database, "first"), await enrolled(database, "second")

    admissions = await asyncio.gather(*(each.admit([ONE, TWO]) for each in (first, second, first, second)))

    assert all(claimed.safe for claimed in admissions)
    claimed = [update.id for claimed in admissions for update in claimed.updates]
    assert sorted(claimed) == [1, 2]


async def test_the_same_number_of_another_bot_is_another_update(database: Database) -> None:
    other = inbox_of(database, "first", bot=17)
    assert (await inbox_of(database, "first").admit([ONE])).updates == (ONE,)
    assert (await other.admit([ONE])).updates == (ONE,)


async def test_what_was_not_answered_is_there_after_a_restart(database: Database) -> None:
    before = await enrolled(database, "first")
    await before.admit([ONE, TWO, THREE])
    await answered(before, TWO)

    assert await inbox_of(database, "first").adopt(own=True) == (ONE, THREE)


async def test_what_a_replica_left_goes_to_another_only_when_it_is_gone(database: Database) -> None:
    first, second = await enrolled(database, "first"), await enrolled(database, "second")
    await first.admit([ONE, TWO])
    assert await second.adopt() == ()

    await Peers("first").leave(database)

    assert await second.adopt() == (ONE, TWO)
    assert await second.adopt() == ()
    assert await inbox_of(database, "second").adopt(own=True) == (ONE, TWO)


async def test_the_words_are_gone_as_soon_as_they_are_answered(database: Database) -> None:
    inbox = await enrolled(database, "first")
    await inbox.admit([ONE])
    await answered(inbox, ONE)
    async with database.reading() as connection:
        assert list(await connection.scalars(select(table.c.payload))) == [None]


async def test_without_the_database_updates_are_taken_once_and_not_called_safe(database: Database) -> None:
    inbox = inbox_of(database, "first")
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
    assert await inbox._writes.flush()
    assert (await inbox.admit([ONE, TWO])).updates == ()
    await answered(inbox, TWO)

    other = await enrolled(database, "second")
    assert (await other.admit([ONE, TWO, THREE])).updates == (THREE,)
    assert await inbox_of(database, "first").adopt(own=True) == ()


async def test_a_receipt_on_disk_says_what_the_database_does_not_know_yet(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "receipts"
    before = inbox_of(database, "first", path)
    await before.admit([ONE, TWO])
    before.note(ONE)

    after = inbox_of(database, "first", path)
    assert await after.adopt(own=True) == (TWO,)
    assert path.read_bytes() == b""


async def test_a_receipt_on_disk_counts_while_the_database_is_away(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "receipts"
    inbox_of(database, "first", path).note(ONE)
    await database.close()
    assert (await inbox_of(database, "first", path).admit([ONE, TWO])).updates == (TWO,)


async def test_a_receipt_cut_off_by_the_crash_counts_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "receipts"
    path.write_bytes(b"12\n\0\0\n99999999999999999999\n13\n1")
    assert DeliveryMarks(path).read() == (12, 13)


async def test_an_update_is_no_longer_its_first_owners_once_another_took_it_over(database: Database) -> None:
    paused, alive = Peers("first", every=0), Peers("second")
    await paused.beat(database)
    first, second = (
        inbox_of(database, paused),
        inbox_of(database, alive),
    )
    await first.admit([ONE, TWO])
    assert await first.mine(ONE)
    for _ in range(MISSES + 1):
        await alive.beat(database)
    assert await second.adopt() == (ONE, TWO)
    assert [await first.mine(each) for each in (ONE, TWO)] == [False, False]
    assert [await second.mine(each) for each in (ONE, TWO)] == [True, True]


async def test_beside_others_an_update_waits_for_the_database_and_alone_it_does_not(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.service.replicas.inbox._UNSURE_PAUSE", 0.01)
    peers = Peers("first")
    await peers.beat(database)
    inbox = inbox_of(database, peers)
    await inbox.admit([ONE])
    await database.close()
    assert await inbox.mine(ONE)

    await database.open()
    await Peers("second").beat(database)
    await peers.beat(database)
    await database.close()
    waiting = asyncio.create_task(inbox.mine(ONE))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    # What comes during the absence nobody else can have.
    assert await inbox.mine((await inbox.admit([TWO])).updates[0])
    await database.open()
    assert await waiting


async def test_the_same_update_twice_in_one_batch_is_claimed_once(database: Database) -> None:
    inbox = await enrolled(database, "first")
    assert (await inbox.admit([ONE, ONE])).updates == (ONE,)


async def test_the_same_update_brought_twice_at_once_is_claimed_once(database: Database) -> None:
    inbox = await enrolled(database, "first")
    several = await asyncio.gather(*(inbox.admit([ONE]) for _ in range(3)))
    assert [len(claimed.updates) for claimed in several] == [1, 0, 0]


async def test_claims_last_a_day_and_what_is_unanswered_until_it_is(database: Database) -> None:
    inbox = await enrolled(database, "first")
    await inbox.admit([ONE, TWO, THREE])
    await answered(inbox, ONE)
    async with database.writing() as connection:
        old = update(table).where(table.c.update_id != 2).values(received_at=table.c.received_at - 86_500)
        await connection.execute(old)
        await purge(connection, retention_days=1)
        assert list(await connection.scalars(select(table.c.update_id).order_by("update_id"))) == [2, 3]
