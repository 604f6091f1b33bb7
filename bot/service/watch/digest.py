"""The weekly digest: on Monday at nine, or as soon after it as somebody is there to send it, once."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

import structlog
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.service.store.database import StoreAwayError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.models import Review
    from bot.service.store.digest_mark import DigestMark
    from bot.telegram import Retry, Reviewing

_AT: Final = time(9)
_WEEK: Final = timedelta(weeks=1)
_LONGEST: Final = timedelta(weeks=4)
"""How far a digest goes back, when nobody was there to send those before it."""
_A_DAY: Final = 86_400.0

log = structlog.get_logger(__name__)


def local_now() -> datetime:
    """The time, in the time zone of the process."""
    return datetime.now(UTC).astimezone()


def last_due(now: datetime) -> datetime:
    """The Monday at nine that was last, by the clock on the wall."""
    began = now - timedelta(hours=_AT.hour)
    return _due(began.date() - timedelta(days=began.weekday()), now)


class WeeklyDigest:
    """Tells the administrators what was asked since the last digest, and what in vain; nothing when nobody asked."""

    def __init__(
        self,
        mark: DigestMark,
        reviewing: Callable[[], Reviewing],
        admins: Iterable[int],
        retry: Retry,
        now: Callable[[], datetime] = local_now,
        every: float = 60.0,
    ) -> None:
        self._mark = mark
        self._reviewing = reviewing
        self._admins = sorted(admins)
        self._retry = retry
        self._now = now
        self._every = every
        self._done: date | None = None

    async def run(self) -> None:
        """Send each digest when it is due, until cancelled."""
        while True:
            # A process that starts has better to do.
            await asyncio.sleep(self._every)
            due = last_due(self._now())
            if not self._admins or due.date() == self._done:
                continue
            try:
                await self._send(due)
            except StoreAwayError:
                continue
            except Exception as error:  # noqa: BLE001 - nobody goes unanswered because of a digest
                # The error's own words may hold those of a person.
                log.error("the weekly digest could not be made", problem=type(error).__name__)  # noqa: TRY400
            self._done = due.date()

    async def _send(self, due: datetime) -> None:
        last = await self._mark.last()
        if last is not None and last >= due.date():
            return
        since = due - _WEEK if last is None else max(_due(last, due), due - _LONGEST)
        review = await self._reviewing().between(since.timestamp(), due.timestamp())
        if review is None:
            raise StoreAwayError
        # Made before it is claimed, so that a process that dies meanwhile leaves it to another.
        if not await self._mark.claim(due.date()) or not review.usage.asked:
            return
        await self._tell(review, due, last)

    async def _tell(self, review: Review, due: datetime, last: date | None) -> None:
        through = 0

        async def tell(admin: int) -> None:
            nonlocal through
            try:
                await self._retry.call(
                    lambda: self._reviewing().tell(admin, review, due.tzinfo),
                    (BadRequest, Forbidden),
                    within=_A_DAY,
                )
            except TelegramError as error:
                log.warning("an administrator did not get the weekly digest", problem=str(error))
            through += 1

        try:
            await asyncio.gather(*map(tell, self._admins))
        finally:
            if not through:
                # Telegram was away until this process ended: the next one sends it.
                with suppress(StoreAwayError):
                    await self._mark.put_back(due.date(), last)
        log.info("the weekly digest was sent", questions=review.usage.asked, open=len(review.found))


def _due(day: date, like: datetime) -> datetime:
    return datetime.combine(day, _AT, like.tzinfo)
