from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.service.replicas.replica import MISSES, Identity, Peers
from bot.service.store.schema import replicas

if TYPE_CHECKING:
    from pathlib import Path

    from bot.service.store.database import Database


def test_a_name_is_taken_over_by_the_next_process_on_the_same_folder(tmp_path: Path) -> None:
    first = Identity(tmp_path)
    beside = Identity(tmp_path)
    assert beside.name != first.name

    first.release()

    assert Identity(tmp_path).name == first.name
    beside.release()


def test_where_nothing_can_be_written_a_name_lasts_one_life(tmp_path: Path) -> None:
    nowhere = tmp_path / "missing"
    one = Identity(nowhere)
    assert one.name != Identity(nowhere).name
    assert one.beside("receipts") is None


def test_who_stops_counting_is_dead_after_some_looks_and_who_never_counts_too() -> None:
    peers = Peers("me")
    looks = [peers.look({"me": 7, "alive": beat, "dead": 3}) for beat in range(MISSES + 1)]
    assert looks == [frozenset()] * MISSES + [frozenset({"dead"})]


def test_who_counts_on_after_a_pause_of_all_is_alive() -> None:
    peers = Peers("me")
    for _ in range(MISSES):
        peers.look({"other": 1})
    assert peers.look({"other": 2}) == frozenset()


async def test_the_dead_are_struck_off_and_put_themselves_back(database: Database) -> None:
    alive, dead = Peers("alive"), Peers("dead")
    await dead.beat(database)
    for _ in range(MISSES + 1):
        await alive.beat(database)
    assert await names(database) == {"alive"}

    await dead.beat(database)

    assert await names(database) == {"alive", "dead"}


async def test_who_shows_life_is_sure_for_less_time_than_it_takes_to_be_struck_off(
    database: Database,
) -> None:
    peers = Peers("me", every=60)
    assert not peers.sure
    await peers.beat(database)
    assert peers.sure
    lapsed = Peers("me", every=0)
    await lapsed.beat(database)
    assert not lapsed.sure


@pytest.mark.parametrize("written", [b"caf\xc3\xa9", b"\0" * 16, b"../../etc/passwd", b""])
def test_what_is_no_name_is_replaced_by_one(written: bytes, tmp_path: Path) -> None:
    (tmp_path / "replica-0").write_bytes(written)
    name = Identity(tmp_path).name
    assert len(name) == 16
    assert (tmp_path / "replica-0").read_text() == name


async def names(database: Database) -> set[str]:
    async with database.reading() as connection:
        return set(await connection.scalars(select(replicas.c.id)))
