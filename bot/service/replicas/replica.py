"""Which process this is among those that share a database, and which of the others have died."""

from __future__ import annotations

import fcntl
import math
import os
import re
import secrets
import time
from itertools import count
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, insert, select, update

from bot.service.store.schema import replicas

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.service.store.database import Database

MISSES: Final = 3
"""Who has not been seen to live through so many looks is dead; what it left is taken over."""
BEAT: Final = 2.5
"""Seconds between the looks."""
_NAME: Final = re.compile("[0-9a-f]{16}")


class FileLock:
    """A lock on a file, which the system releases when the process dies, however it dies."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def acquire(self) -> bool:
        """Whether the lock is this process's, which it stays until `release`.

        Raises:
            OSError: the file cannot be written, or its file system has no locks.

        """
        if self._file is not None:
            return True
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        except OSError:
            os.close(file)
            raise
        self._file = file
        return True

    def read(self) -> str:
        """What is written in the locked file."""
        return os.pread(self._file, 256, 0).decode("ascii", "replace") if self._file is not None else ""

    def write(self, text: str) -> None:
        """Write into the locked file."""
        if self._file is not None:
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, text.encode("ascii"), 0)

    def release(self) -> None:
        """Let another process have it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


class Identity:
    """A name that survives the death of the process: the next one on the same state folder takes it over.

    So what a killed process has left is known as its own at once; several processes on one folder get a
    name each.
    """

    def __init__(self, folder: Path) -> None:
        self.name = secrets.token_hex(8)
        self._lock: FileLock | None = None
        try:
            locks = (FileLock(folder / f"replica-{number}") for number in count())
            self._lock = next(lock for lock in locks if lock.acquire())
            # Whatever a power cut or a careless hand has left there is no name.
            if _NAME.fullmatch(written := self._lock.read()):
                self.name = written
            self._lock.write(self.name)
        except OSError:
            # The name of one life will do: others take over what it leaves.
            return

    def beside(self, kind: str) -> Path | None:
        """Where the bearer of this name alone may write; None where nothing can be kept."""
        return self._lock.path.with_suffix(f".{kind}") if self._lock else None

    def release(self) -> None:
        """Give the name up."""
        if self._lock is not None:
            self._lock.release()


class Peers:
    """The replicas as one of them sees them.

    No clock is asked, since clocks jump and differ: each counts its beats up, and who has not counted on
    while this one has looked three times is dead.
    """

    def __init__(self, name: str, every: float = BEAT) -> None:
        self.name = name
        self._lease = (MISSES - 1) * every
        self._beaten = -math.inf
        self._term = 0
        self._seen: dict[str, tuple[int, int]] = {}

    @property
    def sure(self) -> bool:
        """Whether this replica has shown life so lately that no other can have taken it for dead."""
        return time.monotonic() - self._beaten < self._lease

    @property
    def term(self) -> int:
        """A number that grows whenever this replica may have been taken for dead in between."""
        return self._term

    @property
    def alone(self) -> bool:
        """Whether no other replica lived when this one looked last."""
        return not self._seen.keys() - {self.name}

    def look(self, beats: Mapping[str, int]) -> frozenset[str]:
        """Those that are dead, given the beat of each."""
        seen = {}
        for name, beat in beats.items():
            before, misses = self._seen.get(name, (None, 0))
            seen[name] = (beat, misses + 1 if beat == before else 0)
        self._seen = seen
        return frozenset(name for name, (_, misses) in seen.items() if misses >= MISSES and name != self.name)

    async def enroll(self, connection: AsyncConnection) -> None:
        """Show that this replica lives, before anything is claimed in its name."""
        mine = replicas.c.id == self.name
        counted = await connection.execute(update(replicas).where(mine).values(beat=replicas.c.beat + 1))
        if not counted.rowcount:
            await connection.execute(insert(replicas).values(id=self.name, beat=0))

    async def beat(self, database: Database) -> None:
        """Show that this replica lives, and strike off those that do not.

        Raises:
            StoreAwayError: the database cannot be used.

        """
        began = time.monotonic()
        async with database.writing() as connection:
            await self.enroll(connection)
            rows = await connection.execute(select(replicas.c.id, replicas.c.beat))
            if dead := self.look({row.id: row.beat for row in rows}):
                await connection.execute(delete(replicas).where(replicas.c.id.in_(dead)))
        if began - self._beaten >= self._lease:
            self._term += 1
        self._beaten = began

    async def leave(self, database: Database) -> None:
        """Strike this replica off: others may take over at once what it leaves.

        Raises:
            StoreAwayError: the database cannot be used.

        """
        async with database.writing() as connection:
            await connection.execute(delete(replicas).where(replicas.c.id == self.name))
