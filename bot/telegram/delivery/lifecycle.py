"""A front at work: brought up through every absence of Telegram, and ended in time."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.telegram.application import TelegramFront
    from bot.telegram.client.retry import Retry
    from bot.telegram.delivery.worker import Worker

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """What both ways of getting updates have in common; `grace` is for the replies under way at the end."""

    front: TelegramFront
    worker: Worker
    retry: Retry
    grace: float = 6.0

    async def run(self, stop: asyncio.Event, work: Callable[[], Awaitable[None]]) -> None:
        """Bring the front up and do the work until `stop` is set, then finish the replies under way.

        Raises:
            SettingsError: Telegram refuses the token.

        """
        working = asyncio.create_task(self._work(work))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                await working
        finally:
            working.cancel()
            stopping.cancel()
            await asyncio.gather(working, stopping, return_exceptions=True)
            await self.worker.finish(self.grace)

    async def close(self) -> None:
        """Let go of the connections."""
        with suppress(TimeoutError, TelegramError):
            async with asyncio.timeout(1):
                await self.front.bot.shutdown()

    async def _work(self, work: Callable[[], Awaitable[None]]) -> None:
        await self._initialize()
        introducing = asyncio.create_task(self.front.introduce())
        try:
            await work()
        finally:
            introducing.cancel()
            await asyncio.wait({introducing})

    async def _initialize(self) -> None:
        try:
            await self.retry.call(self.front.bot.initialize, (InvalidToken,))
        except InvalidToken:
            refused = True
        else:
            refused = False
        # Outside the handler, so that the refused token, which python-telegram-bot puts into its message,
        # does not travel on as the context of this error.
        if refused:
            raise SettingsError(
                "BOT_TOKEN", "Telegram refuses it; check it, or get a new one from @BotFather"
            )
