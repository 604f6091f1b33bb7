"""The database: opened with patience, and never worth more than a question."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import asynccontextmanager, nullcontext, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog
from sqlalchemy import URL, delete, event, insert, make_url
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import ArgumentError, DataError, IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import SettingsError
from bot.service.store.schema import StoreTooNewError, facts, migrate

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from sqlalchemy import Connection, Table
    from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
    from sqlalchemy.pool import ConnectionPoolEntry

_PATIENCE: Final = 5.0
_LOCKED: Final = 0.1
_PROBE_SIZE: Final = 100_000
_READING: Final = "reading"
_BARE: Final = "bare"
_DRIVERS: Final = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}

log = structlog.get_logger(__name__)


class StoreAwayError(Exception):
    """The database cannot be used now."""


def database_url(value: str) -> URL:
    """The database that this setting names, with the driver that the bot brings.

    Raises:
        SettingsError: it is no database URL, or one of another kind, or one whose driver is not installed.

    """
    try:
        url = make_url(value)
        url = url.set(drivername=_DRIVERS[url.drivername])
    except (ArgumentError, KeyError):
        raise SettingsError(
            "BOT_DATABASE_URL",
            "is no URL such as postgresql://user:password@host/name or sqlite:////path/bot.sqlite3",
        ) from None
    if url.get_backend_name() != "sqlite" and find_spec("asyncpg") is None:
        raise SettingsError(
            "BOT_DATABASE_URL",
            "PostgreSQL needs the extra 'postgres', which is not installed; pip install 'article-bot[postgres]'",
        )
    return url


def sqlite_in(folder: Path) -> URL:
    """The database that needs no set-up."""
    return URL.create("sqlite+aiosqlite", database=str(folder / "bot.sqlite3"))


class Database:
    """Gives out connections; once the database is away, none until it is `open` again."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.on_open: list[Callable[[AsyncConnection], Awaitable[None]]] = []
        """What else belongs to opening; it runs in the same transaction as the migrations."""
        self._engine = _engine(url)
        # SQLite lets one connection write at a time, and those of one process can take turns without waiting
        # for its lock.
        self._writing = asyncio.Semaphore(1 if self.is_sqlite else 4)
        # In memory there is but one connection.
        self._reading = self._writing if self.is_sqlite and not self._path else nullcontext()
        self._up = False
        self._told = False
        self._used = False
        self._file: tuple[int, int] | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file on this machine, or lies in its memory."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def up(self) -> bool:
        """Whether the database could be used lately."""
        return self._up

    def insert(self, table: Table) -> SqliteInsert | PostgresqlInsert:
        """A statement for rows that may be there already."""
        return (sqlite_insert if self.is_sqlite else postgresql_insert)(table)

    def upsert(self, table: Table, *columns: str) -> SqliteInsert | PostgresqlInsert:
        """A statement that puts rows in place of those with the same keys, or in these columns alone."""
        statement = self.insert(table)
        names = columns or [each.name for each in table.c if not each.primary_key]
        return statement.on_conflict_do_update(
            index_elements=[each.name for each in table.primary_key],
            set_={name: statement.excluded[name] for name in names},
        )

    async def open(self) -> bool:
        """Try to reach the database and bring its tables up to date; returns whether it can be used.

        Raises:
            StoreTooNewError: a newer bot has changed it before this one has used it.

        """
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._open()
        except StoreTooNewError:
            raise
        except Exception as error:  # noqa: BLE001 - each driver has errors of its own for a database that is away
            self._lose(error)
            return False
        if self._told:
            log.info("the database is back")
        self._up, self._told, self._used = True, False, True
        self._file = self._identity()
        return True

    async def look(self) -> None:
        """Notice that the file of the database was taken away or put in place of another meanwhile."""
        if self._up and self._identity() != self._file:
            await self._dispose()
            self._lose(FileNotFoundError("its file was removed or replaced; a new one is made"))

    async def scrub(self) -> None:
        """Have SQLite let go of what its log of changes still holds of rows that are deleted."""
        if not self._path:
            return
        with suppress(StoreAwayError):
            async with self._guarded(), asyncio.timeout(_PATIENCE), self._engine.connect() as connection:
                await connection.execution_options(**{_BARE: True})
                await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @property
    def _path(self) -> Path | None:
        name = self.url.database
        return Path(name) if self.is_sqlite and name and name != ":memory:" else None

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat() if self._path else None
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found else None

    async def _dispose(self) -> None:
        # A connection that is at work while the others go would be closed by nobody.
        async with self._writing:
            await self._engine.dispose()

    async def _open(self) -> None:
        while True:
            try:
                async with self._engine.begin() as connection:
                    # A newer bot beside this one adds to the tables and takes nothing away.
                    await connection.run_sync(partial(migrate, newer=self._used))
                    for each in self.on_open:
                        await each(connection)
                if self._told:
                    await self._prove()
            except OperationalError as error:
                # SQLite does not wait its turn while another process turns the new file's log on.
                if "locked" not in str(error.orig):
                    raise
                await asyncio.sleep(_LOCKED)
            else:
                return

    async def _prove(self) -> None:
        # A full disk lets small things through, so that the database would be back and away by turns.
        async with self._engine.begin() as connection:
            await connection.execute(
                insert(facts).values(name=f"probe {secrets.token_hex(4)}", value="0" * _PROBE_SIZE)
            )
        async with self._engine.begin() as connection:
            await connection.execute(delete(facts).where(facts.c.name.startswith("probe ")))

    async def close(self) -> None:
        """Disconnect."""
        self._up = False
        await self._dispose()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction, committed at the end of the block.

        Raises:
            StoreAwayError: the database cannot be used; nothing was written.

        """
        async with (
            self._guarded(),
            self._writing,
            asyncio.timeout(_PATIENCE),
            self._engine.begin() as connection,
        ):
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection to read from.

        Raises:
            StoreAwayError: the database cannot be used.

        """
        async with (
            self._guarded(),
            self._reading,
            asyncio.timeout(_PATIENCE),
            self._engine.connect() as connection,
        ):
            await connection.execution_options(**{_READING: True})
            yield connection

    @asynccontextmanager
    async def _guarded(self) -> AsyncIterator[None]:
        if not self._up:
            raise StoreAwayError
        try:
            yield
        except (DataError, IntegrityError) as error:
            # Its words, and a traceback, may hold those of a person.
            log.error("the database refuses to keep something", problem=type(error.orig).__name__)  # noqa: TRY400
            raise StoreAwayError from error
        except Exception as error:
            self._lose(error)
            raise StoreAwayError from error

    def _lose(self, error: BaseException) -> None:
        self._up = False
        if not self._told:
            self._told = True
            log.error(
                "the database cannot be used; questions are answered without it",
                problem=_in_a_line(error),
                database=self.url.render_as_string(hide_password=True),
            )


def _in_a_line(error: BaseException) -> str:
    # Behind the first line SQLAlchemy shows the statement and what it was to write.
    words = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
    return words.splitlines()[0]


def _engine(url: URL) -> AsyncEngine:
    if url.get_backend_name() != "sqlite":
        return create_async_engine(
            url,
            pool_size=6,
            max_overflow=4,
            pool_pre_ping=True,
            pool_timeout=_PATIENCE,
            hide_parameters=True,
            connect_args={"timeout": _PATIENCE, "command_timeout": _PATIENCE},
        )
    engine = create_async_engine(url, hide_parameters=True, connect_args={"timeout": _PATIENCE})
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Python's driver would begin transactions by rules of its own, and none around changes of tables.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        # An update is confirmed to Telegram when it is kept, so that a power cut must not take it.
        "synchronous=FULL",
        "secure_delete=ON",
        "journal_size_limit=67108864",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later could be refused half-way, so a writer says so at once.
    options = connection.get_execution_options()
    if not options.get(_BARE):
        connection.exec_driver_sql("BEGIN" if options.get(_READING) else "BEGIN IMMEDIATE")
