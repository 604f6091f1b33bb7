"""An application at work: brought up through every absence of Telegram, and ended in time."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from telegram.error import TelegramError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.telegram.application import TelegramApplication
    from bot.telegram.client.retry import Retry
    from bot.telegram.delivery.worker import Worker

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """What both ways of getting updates have in common; `grace` is for the replies under way at the end."""

    application: TelegramApplication
    worker: Worker
    retry: Retry
    grace: float = 6.0

    async def run(self, stop: asyncio.Event, work: Callable[[], Awaitable[None]]) -> None:
        """Bring the application up and do the work until `stop` is set, then finish the replies under way.

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
        """Let go of everything that the application holds."""
        application = self.application
        with suppress(TimeoutError, TelegramError):
            async with asyncio.timeout(1):
                if application.running:
                    await application.stop()
                await application.shutdown()
                # What a start that never got through has opened, the application itself does not close.
                await application.bot.shutdown()

    async def _work(self, work: Callable[[], Awaitable[None]]) -> None:
        await self.retry.call(self.application.initialize)
        await self.application.start()
        await work()
