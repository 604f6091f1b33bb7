"""Who waits for whom: what belongs to one chat in order, chats beside each other."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class ChatOrder:
    """Deals with a chat's updates one after another: replies come in the order of the questions."""

    def __init__(self) -> None:
        self._locks: dict[int, asyncio.Lock] = {}
        self._waiting: Counter[int] = Counter()

    @asynccontextmanager
    async def turn(self, chat: int | None) -> AsyncIterator[None]:
        """Begin the block when those that came earlier for this chat are through; without a chat, at once."""
        if chat is None:
            yield
            return
        lock = self._locks.setdefault(chat, asyncio.Lock())
        self._waiting[chat] += 1
        try:
            async with lock:
                yield
        finally:
            self._waiting[chat] -= 1
            if not self._waiting[chat]:
                del self._locks[chat], self._waiting[chat]
