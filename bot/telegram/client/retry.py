"""Calls to Telegram that are repeated until they succeed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = structlog.get_logger(__name__)

T = TypeVar("T")


class Watch(Protocol):
    """Told how the front gets on with Telegram."""

    def tried(self) -> None:
        """A request for updates has ended, well or not."""
        ...

    def fetched(self, updates: int) -> None:
        """Telegram has handed over so many updates, or none after a while."""
        ...

    def answered(self, seconds: float) -> None:
        """An update has been dealt with, so long after it was handed in."""
        ...

    def failed(self, kind: str) -> None:
        """A request to Telegram failed."""
        ...


@dataclass(frozen=True, slots=True)
class Retry:
    """Repeats a call to Telegram until it succeeds; waits longer each time, and says so once."""

    first: float = 1.0
    longest: float = 30.0
    watch: Watch | None = None

    def after(self, pause: float) -> float:
        """The pause that follows this one."""
        return min(self.longest, pause * 2)

    async def call(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """What `attempt` returns once it succeeds.

        Raises:
            SettingsError: Telegram refuses the token.

        """
        pause = self.first
        away = False
        while True:
            try:
                result = await attempt()
            except InvalidToken:
                break
            except TelegramError as error:
                if self.watch is not None:
                    self.watch.failed(type(error).__name__)
                if isinstance(error, RetryAfter):
                    pause = seconds(error.retry_after)
                self._tell(error, log.debug if away else log.warning)
                away = not isinstance(error, RetryAfter)
            else:
                if away:
                    log.info("Telegram is back")
                return result
            await asyncio.sleep(pause)
            pause = self.after(pause)
        # Outside the handler, so that the refused token, which python-telegram-bot puts into its message,
        # does not travel on as the context of this error.
        raise SettingsError("BOT_TOKEN", "Telegram refuses it; check it, or get a new one from @BotFather")

    @staticmethod
    def _tell(error: TelegramError, say: Callable[..., object]) -> None:
        match error:
            case RetryAfter():
                log.warning("Telegram asks to wait", seconds=seconds(error.retry_after))
            case Conflict():
                say(
                    "another process fetches the updates of this bot; stop it, or let both share one "
                    "database, where the second waits until the first is gone",
                    problem=str(error),
                )
            case _:
                say("Telegram cannot be reached; trying again", problem=str(error))


def seconds(span: float | timedelta) -> float:
    """A span of time as python-telegram-bot gives it, in seconds."""
    return span.total_seconds() if isinstance(span, timedelta) else span
