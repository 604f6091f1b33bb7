"""A webhook: Telegram is told where to bring updates; who receives them there hands them to the worker."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import structlog
from telegram.error import InvalidToken

from bot.telegram.client.retry import Retry
from bot.telegram.client.updates import ALLOWED_UPDATES
from bot.telegram.delivery.lifecycle import Lifecycle

if TYPE_CHECKING:
    from bot.telegram.application import TelegramFront
    from bot.telegram.client.retry import Watch
    from bot.telegram.delivery.worker import Worker

_CONNECTIONS: Final = 100
_LOOK_EVERY: Final = 60.0

log = structlog.get_logger(__name__)


class Webhook:
    """A front whose updates Telegram brings to `url`, with the secret in a header."""

    def __init__(
        self,
        front: TelegramFront,
        worker: Worker,
        url: str,
        secret: str,
        retry: Retry | None = None,
        watch: Watch | None = None,
        look_every: float = _LOOK_EVERY,
    ) -> None:
        self._bot = front.bot
        self._worker = worker
        self._url = url
        self._secret = secret
        self._retry = retry or Retry()
        self._watch = watch
        self._look_every = look_every
        self._session = Lifecycle(front, worker, self._retry)

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
        log.info("listening", bot=f"@{self._bot.username}", webhook=without_credentials(self._url))
        if self._watch is not None:
            self._watch.blocked("")
        told = ""
        while True:
            await asyncio.sleep(self._look_every)
            problem = await self._problem()
            if problem and problem != told:
                log.error("Telegram does not bring updates here", problem=problem)
            told = problem
            if self._watch is not None:
                self._watch.blocked(problem)

    async def _problem(self) -> str:
        """Why Telegram brings no updates here; "" when it does, as far as it says itself."""
        try:
            found = await self._retry.call(self._bot.get_webhook_info, (InvalidToken,))
            if not found.url:
                log.warning("somebody has removed the webhook; it is set again")
                await self._retry.call(self._register, (InvalidToken,))
                return ""
        except InvalidToken:
            return "Telegram refuses the token; get a new one from @BotFather, set BOT_TOKEN and restart"
        except (TypeError, ValueError, AttributeError, LookupError) as error:
            # What a look at the webhook cannot read is no reason to stop answering.
            log.warning("what Telegram says of the webhook cannot be read", problem=type(error).__name__)
            return ""
        if found.url != self._url:
            elsewhere = without_credentials(found.url)
            return f"another program has set the webhook to {elsewhere}; stop it, then restart this one"
        return ""

    async def _register(self) -> None:
        await self._bot.set_webhook(
            self._url,
            secret_token=self._secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=_CONNECTIONS,
        )


def without_credentials(url: str) -> str:
    """The URL as a log may show it."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl()
