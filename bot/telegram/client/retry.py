"""Calls to Telegram that are repeated until they succeed."""

from __future__ import annotations

import asyncio
import time
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

import httpx
import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AbstractContextManager

_NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_UNSURE: Final = 4

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

    def blocked(self, problem: str) -> None:
        """Why Telegram brings no updates, as it says itself; "" when it does."""
        ...


@dataclass(frozen=True, slots=True)
class Retry:
    """Repeats a call to Telegram until it succeeds, with pauses in seconds that grow from `first` to `longest`."""

    first: float = 1.0
    longest: float = 60.0
    watch: Watch | None = None

    async def call(
        self,
        attempt: Callable[[], Awaitable[T]],
        final: tuple[type[TelegramError], ...] = (),
        *,
        within: float = float("inf"),
        pausing: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> T:
        """What `attempt` returns once it succeeds.

        What may have been done although nothing says so is repeated later than what was refused. Each pause
        lies in a context of `pausing`.

        Raises:
            TelegramError: one of `final` at once; any other only when `within` seconds are over.

        """
        pause = self.first
        until = time.monotonic() + within
        away = False
        while True:
            try:
                result = await attempt()
            except TelegramError as error:
                if isinstance(error, final):
                    raise
                if self.watch is not None:
                    self.watch.failed(type(error).__name__)
                wait = seconds(error.retry_after) if isinstance(error, RetryAfter) else pause
                if time.monotonic() + wait > until:
                    raise
                _tell(error, log.debug if away else log.warning)
                away = not isinstance(error, RetryAfter)
                pause = min(self.longest, pause * (_UNSURE if _may_be_done(error) else 2))
            else:
                if away:
                    log.info("Telegram is back")
                return result
            with pausing():
                await asyncio.sleep(wait)


def _may_be_done(error: TelegramError) -> bool:
    """Whether Telegram may have done what it was asked to: the line broke after the request was sent."""
    cause = error.__cause__
    return isinstance(cause, httpx.HTTPError) and not isinstance(cause, _NOT_SENT)


def _tell(error: TelegramError, say: Callable[..., object]) -> None:
    match error:
        case RetryAfter():
            log.warning("Telegram asks to wait", seconds=seconds(error.retry_after))
        case Conflict():
            say(
                "another program fetches the updates of this bot; stop it, or let both share a database",
                problem=str(error),
            )
        case InvalidToken():
            # The library's own words hold the token.
            log.error("Telegram refuses the token; check BOT_TOKEN, or get a new one from @BotFather")
        case _:
            say("Telegram cannot be reached; trying again", problem=str(error))


def seconds(span: float | timedelta) -> float:
    """A span of time as python-telegram-bot gives it, in seconds."""
    return span.total_seconds() if isinstance(span, timedelta) else span
