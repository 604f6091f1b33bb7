"""Messages go out one after another, so that few are on their way when the process dies."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from contextvars import ContextVar


class Turnstile:
    """Lets the next in when the one before is through, and after `pace` seconds even if it is not.

    What was sent when the process dies, and not yet known to be, is sent again by the next one. To a server
    near by one at a time is no slower; to one far away the pace keeps many on their way at once.
    """

    def __init__(self, pace: float) -> None:
        self._pace = pace
        self._inside = 0
        self._empty = asyncio.Event()
        self._queue = asyncio.Lock()

    async def enter(self) -> None:
        """Return when it is the caller's turn."""
        async with self._queue:
            if self._inside:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._pace):
                        await self._empty.wait()
            self._inside += 1
            self._empty.clear()

    def leave(self) -> None:
        """The caller is through."""
        self._inside -= 1
        if not self._inside:
            self._empty.set()


class Ticket:
    """One update's way through the turnstile: in with its first message, out when it is answered."""

    def __init__(self, turnstile: Turnstile) -> None:
        self._turnstile = turnstile
        self._inside = False

    async def enter(self) -> None:
        """Return when the update may send; every time but the first, at once."""
        if not self._inside:
            await self._turnstile.enter()
            # Two messages of one update may have waited at once.
            self.leave()
            self._inside = True

    def leave(self) -> None:
        """The update is answered, or will not be."""
        if self._inside:
            self._turnstile.leave()
            self._inside = False


ticket: ContextVar[Ticket] = ContextVar("ticket")
"""The ticket of the update that is being dealt with."""
