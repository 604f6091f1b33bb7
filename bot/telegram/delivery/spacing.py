"""Few answers on their way at a time: what is under way when the process dies is sent again by the next one."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_HEADWAY: Final = 0.06
"""Seconds: to a server 100 ms away two answers are on their way at once, sixteen a second."""


class Spacing:
    """Lets the next begin when the one before is through, or has been under way for `headway` seconds."""

    def __init__(self, headway: float = _HEADWAY) -> None:
        self._headway = headway
        self._under_way = 0
        self._none = asyncio.Event()
        self._door = asyncio.Lock()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Begin the block when it is the caller's turn."""
        async with self._door:
            if self._under_way:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._headway):
                        await self._none.wait()
            self._under_way += 1
            self._none.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._none.set()
