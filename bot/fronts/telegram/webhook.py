"""A webhook: Telegram is told where to bring updates; who receives them there hands them to the intake."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import structlog

from bot.fronts.telegram.patience import Patience
from bot.fronts.telegram.session import Session
from bot.fronts.telegram.updates import ALLOWED_UPDATES

if TYPE_CHECKING:
    from bot.fronts.telegram.application import TelegramApplication
    from bot.fronts.telegram.intake import Intake

_CONNECTIONS: Final = 100

log = structlog.get_logger(__name__)


class Webhook:
    """An application whose updates Telegram brings to `url`, with the secret in a header."""

    def __init__(
        self,
        application: TelegramApplication,
        intake: Intake,
        url: str,
        secret: str,
        patience: Patience | None = None,
    ) -> None:
        self._application = application
        self._intake = intake
        self._url = url
        self._secret = secret
        self._patience = patience or Patience()
        self._session = Session(application, intake, self._patience)

    async def run(self, stop: asyncio.Event) -> None:
        """Answer what the intake is given until `stop` is set, then finish the replies under way.

        The webhook stays set: what arrives while no process listens is brought again by Telegram.

        Raises:
            SettingsError: Telegram refuses the token.

        """
        try:
            await self._session.run(stop, self._work)
        finally:
            await self._session.close()

    async def _work(self) -> None:
        self._intake.open()
        await self._patience.call(self._register)
        log.info("listening", bot=f"@{self._application.bot.username}", webhook=self._url)
        await asyncio.Event().wait()

    async def _register(self) -> None:
        await self._application.bot.set_webhook(
            self._url,
            secret_token=self._secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=_CONNECTIONS,
        )
