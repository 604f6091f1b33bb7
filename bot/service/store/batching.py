"""Work that comes one by one and is done in groups."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")

_GROUP: Final = 500
_MOMENT: Final = 0.05
"""Seconds that what is patient waits for company."""


class Batcher(Generic[Item, Result]):
    """Does alone what comes alone, and as one group what comes while the group before is being done.

    What is patient waits a moment for others to go along with.
    """

    def __init__(self, work: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]]) -> None:
        self._work = work
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._working: asyncio.Task[None] | None = None
        self._urgent = asyncio.Event()

    async def do(self, item: Item, *, patient: bool = False) -> Result:
        """What the work makes of this item; what it raises for the group."""
        if not patient:
            self._urgent.set()
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work_off())
        return await done

    async def idle(self) -> None:
        """Return when nothing waits to be done."""
        while self._working is not None and not self._working.done():
            await asyncio.wait({self._working})

    async def _work_off(self) -> None:
        while self._waiting:
            with suppress(TimeoutError):
                async with asyncio.timeout(_MOMENT):
                    await self._urgent.wait()
            self._urgent.clear()
            group, self._waiting = self._waiting[:_GROUP], self._waiting[_GROUP:]
            try:
                results = await self._work([item for item, _ in group])
            except Exception as error:  # noqa: BLE001 - it belongs to those who wait for the items
                for _, done in group:
                    if not done.done():
                        done.set_exception(error)
            else:
                for (_, done), result in zip(group, results, strict=True):
                    if not done.done():
                        done.set_result(result)
