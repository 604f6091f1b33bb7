"""Telegram's flood limits, kept chat by chat: nobody waits for another chat's wait."""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.telegram.client.retry import seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

_BURST: Final = 5
"""Telegram wants one message a second in a chat, and lets short bursts pass."""
_GROUP_A_MINUTE: Final = 20
_CHATS: Final = 4096
_SENDING: Final = ("send", "edit", "copy", "forward")
_SHORT: Final = 1.0
"""Seconds that are slept through here; who has to wait longer waits where he takes nobody's place."""


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

    def earliest(self, now: float) -> float:
        return max(self.silent_until, *(window.earliest(now) for window in self.windows))

    def take(self, moment: float) -> None:
        for window in self.windows:
            window.take(moment)

    def idle(self, now: float) -> bool:
        return self.silent_until <= now and all(window.idle(now) for window in self.windows)


class PacedError(RetryAfter):
    """What Telegram would say if a message went out now, told before it is asked."""


class RateLimit(BaseRateLimiter[None]):
    """Waits a moment before a message that Telegram would refuse, and refuses what would have to wait longer.

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
        """Carry out a request in its time.

        Raises:
            PacedError: its time is more than a second off.
            TelegramError: Telegram refuses it.

        """
        chat = data.get("chat_id")
        if chat is None or not endpoint.startswith(_SENDING) or endpoint == "sendChatAction":
            return await callback(*args, **kwargs)
        await self._turn(chat)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            self._pace(chat).silent_until = time.monotonic() + seconds(error.retry_after)
            raise

    async def _turn(self, chat: int | str) -> None:
        pace = self._pace(chat)
        now = time.monotonic()
        moment = pace.silent_until if self._lifted else pace.earliest(now)
        if moment - now > _SHORT:
            raise PacedError(math.ceil(moment - now))
        if self._lifted:
            await _sleep_until(moment)
            return
        pace.take(moment)
        await _sleep_until(moment)
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
