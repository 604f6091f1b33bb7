"""A webhook: Telegram is told where to bring updates; who receives them there hands them to the worker."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import structlog

from bot.telegram.client.retry import Retry
from bot.telegram.client.updates import ALLOWED_UPDATES
from bot.telegram.delivery.lifecycle import Lifecycle

if TYPE_CHECKING:
    from bot.telegram.application import TelegramApplication
    from bot.telegram.delivery.worker import Worker

_CONNECTIONS: Final = 100

log = structlog.get_logger(__name__)


class Webhook:
    """An application whose updates Telegram brings to `url`, with the secret in a header."""

    def __init__(
        self,
        application: TelegramApplication,
        worker: Worker,
        url: str,
        secret: str,
        retry: Retry | None = None,
    ) -> None:
        self._application = application
        self._worker = worker
        self._url = url
        self._secret = secret
        self._retry = retry or Retry()
        self._session = Lifecycle(application, worker, self._retry)

    async def run(self, stop: asyncio.Event) -> None:
        """Answer what the worker is given until `stop` is set, then finish the replies under way.

        The webhook stays set: what arrives while no process listens is brought again by Telegram.

        Raises:
            SettingsError: Telegram refuses the token.

        """
        try:
            await self._session.run(stop, self._work)
        finally:
            await self._session.close()

    async def _work(self) -> None:
        self._worker.open()
        await self._retry.call(self._register)
        log.info("listening", bot=f"@{self._application.bot.username}", webhook=self._url)
        await asyncio.Event().wait()

    async def _register(self) -> None:
        await self._application.bot.set_webhook(
            self._url,
            secret_token=self._secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=_CONNECTIONS,
        )
