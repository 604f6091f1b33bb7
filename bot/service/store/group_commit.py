"""Writes that nobody waits for: gathered for a moment, kept through an absence of the database."""

from __future__ import annotations

import asyncio
from collections import deque
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import structlog

from bot.service.store.database import StoreAwayError

if TYPE_CHECKING:
    from sqlalchemy import Executable

    from bot.service.store.database import Database

_GATHERING: Final = 0.3
_KEPT: Final = 10_000
_GROUP: Final = 1_000

log = structlog.get_logger(__name__)


class WriteBehind:
    """Executes statements in the order noted; past 10,000 that wait, the oldest are dropped."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[tuple[Executable, dict[str, Any]]] = deque(maxlen=_KEPT)
        self._something = asyncio.Event()
        self._flushing = asyncio.Lock()

    def note(self, statement: Executable, parameters: dict[str, Any]) -> None:
        """Have the statement executed soon; one object for each kind of statement makes groups of them."""
        self._waiting.append((statement, parameters))
        self._something.set()

    async def run(self) -> None:
        """Write what is noted until cancelled."""
        while True:
            await self._something.wait()
            await asyncio.sleep(_GATHERING)
            if not await self.flush():
                # The heartbeat finds out when the database is back.
                await asyncio.sleep(1)

    async def flush(self) -> bool:
        """Write what is noted; returns whether it is all in the database."""
        async with self._flushing:
            while self._waiting:
                group = [self._waiting.popleft() for _ in range(min(_GROUP, len(self._waiting)))]
                try:
                    await self._write(group)
                except StoreAwayError:
                    if self._database.up and len(group) == 1:
                        continue
                    self._put_back(group)
                    if not self._database.up:
                        return False
                    await self._write_singly()
            self._something.clear()
            return True

    async def _write(self, group: list[tuple[Executable, dict[str, Any]]]) -> None:
        async with self._database.writing() as connection:
            # Only neighbours are written together: what is deleted in between must not delete what comes after.
            for _, alike in groupby(group, key=lambda noted: id(noted[0])):
                rows = list(alike)
                await connection.execute(rows[0][0], [parameters for _, parameters in rows])

    async def _write_singly(self) -> None:
        # Something among them is refused; it must not take the others along.
        for _ in range(len(self._waiting)):
            one = self._waiting.popleft()
            try:
                await self._write([one])
            except StoreAwayError:
                if not self._database.up:
                    self._put_back([one])
                    return
                log.error("something could not be kept and is dropped")  # noqa: TRY400 - the words are a person's

    def _put_back(self, group: list[tuple[Executable, dict[str, Any]]]) -> None:
        self._waiting.extendleft(reversed(group[: _KEPT - len(self._waiting)]))
