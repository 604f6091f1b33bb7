"""Whether the service is well, by what has really happened lately."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.service.watch.metrics import Metrics

FETCHED_WITHIN: Final = 90.0
FAILING_WITHIN: Final = 30.0


class Health:
    """Watches the front and answers for the service; no clock but the monotonic one is asked."""

    def __init__(self, metrics: Metrics, *, polls: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._metrics = metrics
        self._polls = polls
        self._clock = clock
        self._fetched = self._tried = clock()
        self.standing_by: Callable[[], bool] = lambda: False
        self.store_up: Callable[[], bool] = lambda: True
        self.stopping = False
        self._failing: float | None = None
        self._blocked = ""
        self._reached = False

    def tried(self) -> None:
        """A request for updates has ended, well or not."""
        self._tried = self._clock()

    def fetched(self, updates: int) -> None:  # noqa: ARG002 - the watch's
        """Telegram has handed over updates, or none after a while."""
        self._fetched = self._clock()
        self._reached = True

    def answered(self, seconds: float) -> None:
        """An update has been dealt with."""
        self._failing = None
        self._metrics.updates.inc()
        self._metrics.update_seconds.observe(seconds)

    def failed(self, kind: str) -> None:
        """A request to Telegram failed."""
        self._metrics.telegram_errors.labels(kind).inc()
        # One chat that has to wait is no sign of anything.
        if kind != "RetryAfter" and self._failing is None:
            self._failing = self._clock()

    def blocked(self, problem: str) -> None:
        """Why Telegram brings no updates, as it says itself; "" when it does."""
        self._blocked = problem
        self._reached = self._reached or not problem

    def sickness(self) -> str:
        """Why updates cannot have arrived lately; "" when they were fetched, or could have been brought."""
        if self._blocked:
            return self._blocked
        silence = self._clock() - self._fetched
        if self._waits_for_others() or silence <= FETCHED_WITHIN:
            return ""
        return f"no updates could be fetched from Telegram for {silence:.0f} s"

    def unreadiness(self) -> str:
        """Why the service cannot do all that it should; "" when it can."""
        if self.stopping:
            return "stopping"
        failing = self._clock() - self._failing if self._failing is not None else 0.0
        if failing > FAILING_WITHIN:
            return f"nothing has reached Telegram for {failing:.0f} s; answers are kept and tried again"
        return "" if self.store_up() else "the database cannot be used; questions are answered without it"

    def state(self) -> str:
        """What the service does, in a few words."""
        if problem := self.sickness() or self.unreadiness():
            return problem
        if self.standing_by():
            return "standing by for another process"
        return "answering" if self._reached else "waiting for Telegram"

    def moving(self) -> bool:
        """Whether the fetching goes on, be it in vain: a restart cures a hang, but no absence of Telegram."""
        return self._waits_for_others() or self._clock() - self._tried <= FETCHED_WITHIN

    def _waits_for_others(self) -> bool:
        if not self._polls:
            return True
        if self.standing_by():
            # The time of standing by is no time of silence.
            self._fetched = self._tried = self._clock()
            return True
        return False
