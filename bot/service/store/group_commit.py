"""Group commit: what is written while a transaction is under way goes into the next one, together."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import structlog

from bot.service.store.database import StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Delete, Insert

    from bot.service.store.database import Database

_GROUP: Final = 500
_MOMENT: Final = 0.05
"""Seconds that what nobody waits for waits for company."""
_KEPT: Final = 20_000

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Write:
    statement: Insert | Delete
    rows: Sequence[dict[str, Any]]
    patient: bool
    done: asyncio.Future[set[Any]] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class GroupCommit:
    """Writes rows in the order in which they came; one object for each kind of statement makes groups of them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[_Write] = deque()
        self._urgent = asyncio.Event()
        self._working: asyncio.Task[None] | None = None
        self._last: asyncio.Future[set[Any]] | None = None

    async def now(self, statement: Insert | Delete, rows: Sequence[dict[str, Any]]) -> set[Any]:
        """Write the rows; the keys that the statement returns, in one set for all whose rows went together.

        Raises:
            StoreAwayError: nothing was written.

        """
        if not self._database.up:
            raise StoreAwayError
        self._urgent.set()
        return await self._put(_Write(statement, rows, patient=False))

    def later(self, statement: Insert | Delete, row: dict[str, Any]) -> asyncio.Future[set[Any]]:
        """Have the row written soon; through an absence of the database the last 20,000 are kept for it."""
        if len(self._waiting) >= _KEPT and not self._database.up:
            self._waiting.popleft().done.cancel()
        self._last = self._put(_Write(statement, (row,), patient=True))
        return self._last

    def resume(self) -> None:
        """Have what is kept written, now that the database is back."""
        if self._waiting and self._database.up and (self._working is None or self._working.done()):
            self._working = asyncio.create_task(self._work_off())

    async def flush(self) -> bool:
        """Write what waits by now; returns whether it is in the database."""
        last = self._last
        if last is None or last.done():
            return True
        self._urgent.set()
        self.resume()
        if self._working is not None:
            ends: set[asyncio.Future[Any]] = {last, self._working}
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        return last.done()

    def _put(self, write: _Write) -> asyncio.Future[set[Any]]:
        self._waiting.append(write)
        self.resume()
        return write.done

    async def _work_off(self) -> None:
        singly = 0
        while self._waiting:
            if not singly:
                with suppress(TimeoutError):
                    async with asyncio.timeout(_MOMENT):
                        await self._urgent.wait()
                self._urgent.clear()
            size = 1 if singly else min(_GROUP, len(self._waiting))
            group = [self._waiting.popleft() for _ in range(size)]
            singly = max(0, singly - 1)
            try:
                await self._write(group)
            except StoreAwayError as error:
                if not self._database.up:
                    self._keep(group, error)
                    return
                if size > 1:
                    # One among them is refused, and must not take the others along.
                    self._waiting.extendleft(reversed(group))
                    singly = size
                elif group[0].patient:
                    group[0].done.cancel()
                    log.error("something could not be kept and is dropped")  # noqa: TRY400 - the words are a person's
                else:
                    _fail(group, error)

    async def _write(self, group: Sequence[_Write]) -> None:
        found = []
        async with self._database.writing() as connection:
            # The tables know nothing of each other, so that the order counts within each of them alone.
            ordered = sorted(group, key=lambda each: each.statement.table.description)
            for _, alike in groupby(ordered, key=lambda each: id(each.statement)):
                writes = list(alike)
                result = await connection.execute(
                    writes[0].statement, [row for each in writes for row in each.rows]
                )
                keys = set(result.scalars()) if result.returns_rows else set()
                found += [(each, keys) for each in writes]
        for each, keys in found:
            if not each.done.done():
                each.done.set_result(keys)

    def _keep(self, group: Sequence[_Write], error: StoreAwayError) -> None:
        """Keep what is patient for the return of the database, and let go of what somebody waits for."""
        every = [*group, *self._waiting]
        self._waiting = deque(each for each in every if each.patient)
        _fail([each for each in every if not each.patient], error)


def _fail(group: Sequence[_Write], error: StoreAwayError) -> None:
    for each in group:
        if not each.done.done():
            each.done.set_exception(error)
