"""Which process this is among those that share a database, and which of the others have died."""

from __future__ import annotations

import fcntl
import math
import os
import re
import secrets
import time
from contextlib import suppress
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


class Identity:
    """A name that survives the death of the process: the next one on the same state folder takes it over.

    So what a killed process has left is known as its own at once; several processes on one folder get a
    name each.
    """

    def __init__(self, folder: Path) -> None:
        self.name = secrets.token_hex(8)
        self._path: Path | None = None
        self._file = -1
        # Where nothing can be written the name of one life will do: others take over what it leaves.
        with suppress(OSError):
            self._path, self._file = _locked(folder)
            # Whatever a power cut or a careless hand has left there is no name.
            if _NAME.fullmatch(written := os.pread(self._file, 256, 0).decode("ascii", "replace")):
                self.name = written
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, self.name.encode("ascii"), 0)

    def beside(self, kind: str) -> Path | None:
        """Where the bearer of this name alone may write; None where nothing can be kept."""
        return self._path.with_suffix(f".{kind}") if self._path else None

    def release(self) -> None:
        """Give the name up."""
        if self._path is not None:
            os.close(self._file)
            self._path = None


def _locked(folder: Path) -> tuple[Path, int]:
    """The first file that no other process holds; the system lets go of it when this one dies, however it dies."""
    number = 0
    while True:
        path = folder / f"replica-{number}"
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(file)
            if not isinstance(error, BlockingIOError):
                raise
        else:
            return path, file
        number += 1


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
