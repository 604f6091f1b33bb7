"""Telegram's flood limits, kept chat by chat: nobody waits for another chat's wait."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import structlog
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

_BURST: Final = 5
"""Telegram wants one message a second in a chat, and lets short bursts pass."""
_GROUP_A_MINUTE: Final = 20
_TRIES: Final = 3
_CHATS: Final = 4096
_SENDING: Final = ("send", "edit", "copy", "forward")

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Window:
    """At most `limit` moments within any `seconds`."""

    limit: int
    seconds: float
    taken: deque[float] = field(default_factory=deque)

    def earliest(self, now: float) -> float:
        """When the next moment may be taken."""
        return now if len(self.taken) < self.limit else max(now, self.taken[0] + self.seconds)

    def take(self, moment: float) -> None:
        """Take a moment."""
        self.taken.append(moment)
        while len(self.taken) > self.limit:
            self.taken.popleft()

    def idle(self, now: float) -> bool:
        """Whether all moments taken are past."""
        return not self.taken or self.taken[-1] + self.seconds <= now


@dataclass(slots=True)
class _Pace:
    """What one chat has been sent, and until when Telegram wants nothing more in it."""

    windows: tuple[Window, ...]
    silent_until: float = 0.0

    def reserve(self, now: float) -> float:
        moment = max(self.silent_until, *(window.earliest(now) for window in self.windows))
        for window in self.windows:
            window.take(moment)
        return moment

    def idle(self, now: float) -> bool:
        return self.silent_until <= now and all(window.idle(now) for window in self.windows)


class RateLimit(BaseRateLimiter[None]):
    """Waits before a message where Telegram would refuse it, and after a refusal as long as it says.

    `per_second` is the limit over all chats; at 0 no limit is kept but what Telegram itself says.
    """

    def __init__(self, per_second: float) -> None:
        self._lifted = per_second == 0
        # Below one a second, the second grows instead.
        self._overall = Window(max(1, int(per_second)), max(1.0, 1 / per_second) if per_second else 1.0)
        self._paces: dict[int | str, _Pace] = {}

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to tear down."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,  # noqa: ANN401 - as the library has it
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002 - unused here
    ) -> Any:  # noqa: ANN401 - as the library has it
        """Carry out a request in its time."""
        chat = data.get("chat_id")
        counts = chat is not None and endpoint.startswith(_SENDING) and endpoint != "sendChatAction"
        for left in reversed(range(_TRIES)):
            if counts and chat is not None:
                await self._turn(chat)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                if not counts or chat is None or not left:
                    raise
                seconds = _seconds(error)
                self._pace(chat).silent_until = time.monotonic() + seconds
                log.warning("Telegram asks to wait in one chat", seconds=seconds)
        raise AssertionError("the last try returns or raises")

    async def _turn(self, chat: int | str) -> None:
        pace = self._pace(chat)
        now = time.monotonic()
        if self._lifted:
            await _sleep_until(pace.silent_until)
            return
        await _sleep_until(pace.reserve(now))
        # Only what may be sent now takes a moment from everybody.
        moment = self._overall.earliest(time.monotonic())
        self._overall.take(moment)
        await _sleep_until(moment)

    def _pace(self, chat: int | str) -> _Pace:
        if len(self._paces) >= _CHATS and chat not in self._paces:
            now = time.monotonic()
            self._paces = {each: pace for each, pace in self._paces.items() if not pace.idle(now)}
        if chat not in self._paces:
            windows = [Window(_BURST, float(_BURST))]
            # Groups, supergroups and channels have negative ids; a channel may go by its name.
            if isinstance(chat, str) or chat < 0:
                windows.append(Window(_GROUP_A_MINUTE, 60.0))
            self._paces[chat] = _Pace(tuple(windows))
        return self._paces[chat]


async def _sleep_until(moment: float) -> None:
    pause = moment - time.monotonic()
    if pause > 0:
        await asyncio.sleep(pause)


def _seconds(error: RetryAfter) -> float:
    span = error.retry_after
    return float(span) if isinstance(span, int | float) else span.total_seconds()
