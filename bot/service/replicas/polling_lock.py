"""Who polls: of several processes one fetches updates, and another takes over when it dies."""

from __future__ import annotations

import asyncio
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.service.replicas.replica import FileLock

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.service.store.database import Database

_PAUSE: Final = 2.0
_PATIENCE: Final = 4.0
# A machine that vanishes without a word is noticed after some ten seconds, not after hours.
_NOTICE: Final = {"tcp_keepalives_idle": "4", "tcp_keepalives_interval": "2", "tcp_keepalives_count": "3"}

log = structlog.get_logger(__name__)


class Claim(Protocol):
    """A lock that one process in all can have."""

    async def attempt(self) -> bool | None:
        """Try to get it, or make sure of it: whether it is this process's; None when nobody can tell now."""
        ...

    async def release(self) -> None:
        """Let another process have it."""
        ...


class FileClaim:
    """A lock on a file beside the SQLite database."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path)

    async def attempt(self) -> bool | None:
        """Try to get it."""
        try:
            return self._lock.acquire()
        except OSError:
            return None

    async def release(self) -> None:
        """Let another process have it."""
        self._lock.release()


class AdvisoryClaim:
    """A lock of a PostgreSQL session, gone with the connection that took it."""

    def __init__(self, database: Database, key: int) -> None:
        self._engine = create_async_engine(
            database.url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"timeout": _PATIENCE, "command_timeout": _PATIENCE, "server_settings": _NOTICE},
        )
        self._key = key
        self._connection: AsyncConnection | None = None

    async def attempt(self) -> bool | None:
        """Try to get it, or see whether the connection that has it stands."""
        try:
            async with asyncio.timeout(_PATIENCE):
                if self._connection is not None:
                    await self._connection.execute(text("SELECT 1"))
                    return True
                connection = await self._engine.connect()
                if await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": self._key}):
                    self._connection = connection
                    return True
                await connection.close()
        except Exception:  # noqa: BLE001 - each driver has errors of its own for a database that is away
            if self._connection is not None:
                await _drop(self._connection)
                self._connection = None
            return None
        return False

    async def release(self) -> None:
        """Let another process have it."""
        if self._connection is not None:
            await _drop(self._connection)
            self._connection = None
        await self._engine.dispose()


class SharedPollingLock:
    """The polling lock of processes that share a database.

    While nobody can tell whose it is, who has it keeps it, and who starts takes it: better two that Telegram
    plays off against each other than none.
    """

    def __init__(self, claim: Claim, pause: float = _PAUSE) -> None:
        self._claim = claim
        self._pause = pause
        self._held = asyncio.Event()
        self._lost = asyncio.Event()
        self._standing_by = False

    async def held(self) -> None:
        """Return while it is this process's turn."""
        await self._held.wait()

    async def lost(self) -> None:
        """Return when it is no longer this process's turn."""
        await self._lost.wait()

    @property
    def standing_by(self) -> bool:
        """Whether another process has it."""
        return self._standing_by

    async def run(self) -> None:
        """Try for the lock and hold on to it until cancelled."""
        try:
            while True:
                self._take(await self._claim.attempt())
                await asyncio.sleep(self._pause)
        finally:
            await self._claim.release()

    def _take(self, mine: bool | None) -> None:
        if mine is False:
            if not self._standing_by:
                log.info("another process fetches the updates; standing by until it is gone")
            self._standing_by = True
            self._held.clear()
            self._lost.set()
        elif mine or not self._standing_by:
            if self._standing_by:
                log.info("the other process is gone; taking over")
            self._standing_by = False
            self._lost.clear()
            self._held.set()


def claim_for(database: Database, bot: str) -> Claim:
    """The lock for this bot that the database offers."""
    digest = blake2b(f"polling {bot}".encode(), digest_size=8)
    if database.is_sqlite:
        path = Path(str(database.url.database))
        return FileClaim(path.with_name(f"{path.name}.polling-{digest.hexdigest()}"))
    return AdvisoryClaim(database, int.from_bytes(digest.digest(), signed=True))


async def _drop(connection: AsyncConnection) -> None:
    try:
        async with asyncio.timeout(1):
            await connection.invalidate()
            await connection.close()
    except Exception:  # noqa: BLE001 - it is broken, which is why it is dropped
        log.debug("a broken connection could not be closed")
