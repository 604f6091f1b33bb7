from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, insert, inspect, select, text, update
from structlog.testing import capture_logs

from bot.errors import SettingsError
from bot.service.store.database import Database, StoreAwayError, database_url, sqlite_in
from bot.service.store.schema import STEPS, StoreTooNewError, facts, tables, version

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "url", ["bot.sqlite3", "mysql://root@127.0.0.1/bot", "postgresql+psycopg://x/y", ":"]
)
def test_what_is_no_database_of_ours_is_a_setting_to_mend(url: str) -> None:
    with pytest.raises(SettingsError, match="BOT_DATABASE_URL"):
        database_url(url)


def test_postgresql_without_its_extra_is_one_line_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.service.store.database.find_spec", {}.get)
    with pytest.raises(SettingsError, match=r"^BOT_DATABASE_URL: .*article-bot\[postgres\]"):
        database_url("postgresql://bot@127.0.0.1/bot")
    assert database_url("sqlite:////tmp/bot.sqlite3").get_backend_name() == "sqlite"


async def test_several_processes_may_set_up_one_empty_database_at_once(url: str) -> None:
    several = [Database(database_url(url)) for _ in range(4)]
    assert await asyncio.gather(*(each.open() for each in several)) == [True] * 4
    async with several[0].reading() as connection:
        assert await connection.scalar(select(version.c.version)) == len(STEPS)
        found = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    assert set(tables.tables) <= set(found)
    for each in several:
        await each.close()


async def test_a_database_of_a_newer_bot_is_left_alone(url: str) -> None:
    database = Database(database_url(url))
    await database.open()
    async with database.writing() as connection:
        await connection.execute(update(version).values(version=len(STEPS) + 1))
    older = Database(database_url(url))
    with pytest.raises(StoreTooNewError, match="restore the backup"):
        await older.open()
    await older.close()
    async with database.writing() as connection:
        await connection.execute(update(version).values(version=len(STEPS)))
    await database.close()


async def test_who_works_beside_a_newer_bot_goes_on_after_an_absence_of_the_database(url: str) -> None:
    database = Database(database_url(url))
    await database.open()
    async with database.writing() as connection:
        await connection.execute(update(version).values(version=len(STEPS) + 1))
    assert await database.open()
    async with database.writing() as connection:
        await connection.execute(update(version).values(version=len(STEPS)))
    await database.close()


async def test_a_database_of_the_version_before_gets_what_is_new(url: str) -> None:
    before = Database(database_url(url))
    await before.open()
    async with before.writing() as connection:
        await connection.execute(text("ALTER TABLE votes DROP COLUMN question"))
        await connection.execute(text("DROP TABLE pollers"))
        await connection.execute(update(version).values(version=2))
    await before.close()
    database = Database(database_url(url))
    assert await database.open()
    async with database.reading() as connection:
        assert list(await connection.execute(select(tables.tables["votes"].c.question))) == []
        assert list(await connection.execute(select(tables.tables["pollers"].c.owner))) == []
    await database.close()


async def test_a_file_that_is_taken_away_is_noticed_and_made_anew(tmp_path: Path) -> None:
    database = Database(sqlite_in(tmp_path))
    assert await database.open()
    for path in tmp_path.iterdir():
        path.unlink()
    await database.look()
    assert not database.up
    assert await database.open()
    async with database.writing() as connection:
        await connection.execute(insert(facts).values(name="new", value="file"))
    await database.close()


async def test_what_was_deleted_is_in_no_file_after_a_scrub(tmp_path: Path) -> None:
    database = Database(sqlite_in(tmp_path))
    await database.open()
    async with database.writing() as connection:
        await connection.execute(insert(facts).values(name="words", value="only-here-zzz"))
    async with database.writing() as connection:
        await connection.execute(delete(facts).where(facts.c.name == "words"))
    await database.scrub()
    held = [path.name for path in tmp_path.iterdir() if b"only-here-zzz" in path.read_bytes()]
    await database.close()
    assert held == []


async def test_a_database_in_memory_is_one_for_all_who_read_and_write_at_once() -> None:
    database = Database(database_url("sqlite://"))
    assert await database.open()

    async def put(name: str) -> None:
        async with database.writing() as connection:
            await connection.execute(insert(facts).values(name=name, value="x"))
            await asyncio.sleep(0)

    async def read() -> None:
        async with database.reading() as connection:
            await connection.execute(select(facts))
            await asyncio.sleep(0)

    await asyncio.gather(*(each for number in range(9) for each in (put(f"{number}"), read())))
    async with database.reading() as connection:
        assert len(list(await connection.execute(select(facts)))) == 9
    await database.close()


async def test_what_fails_in_a_block_is_not_written(database: Database) -> None:

    async def half() -> None:
        async with database.writing() as connection:
            await connection.execute(insert(facts).values(name="half", value="done"))
            await connection.execute(text("SELECT * FROM nowhere"))

    with pytest.raises(StoreAwayError):
        await half()
    assert await database.open()
    async with database.reading() as connection:
        assert await connection.scalar(select(facts.c.value).where(facts.c.name == "half")) is None


async def test_one_thing_that_is_refused_is_no_absence(database: Database) -> None:
    for wanted in (True, False):
        try:
            async with database.writing() as connection:
                await connection.execute(insert(facts).values(name="same", value="x"))
        except StoreAwayError:
            assert not wanted
    assert database.up


async def test_an_absence_is_told_once_without_the_password_and_so_is_the_return(tmp_path: Path) -> None:
    folder = tmp_path / "away"
    database = Database(sqlite_in(folder))
    with capture_logs() as logs:
        assert not await database.open()
        assert not await database.open()
        with pytest.raises(StoreAwayError):
            await database.reading().__aenter__()
        folder.mkdir()
        assert await database.open()
    assert [line["event"] for line in logs] == [
        "the database cannot be used; questions are answered without it",
        "the database is back",
    ]
    await database.close()


async def test_a_server_that_is_not_there_is_an_absence_and_its_password_stays_secret() -> None:
    database = Database(database_url("postgresql://bot:hunter2@127.0.0.1:1/bot"))
    with capture_logs() as logs:
        assert not await database.open()
    assert "hunter2" not in str(logs)
    assert "bot:***@127.0.0.1" in str(logs)
    await database.close()
