"""Long polling: fetching updates until told to stop, and confirming none before it is safe."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlencode

import structlog
from telegram.error import Conflict, NetworkError, TelegramError

from bot.telegram.client.retry import Retry
from bot.telegram.client.updates import ALLOWED_UPDATES
from bot.telegram.delivery.inbox import RawUpdate, raw_updates
from bot.telegram.delivery.lifecycle import Lifecycle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram.request import BaseRequest

    from bot.telegram.application import TelegramFront
    from bot.telegram.client.retry import Watch
    from bot.telegram.delivery.worker import Worker

_HOLD: Final = 25
"""For how many seconds Telegram may hold a request for updates open."""
_SLACK: Final = 10.0
_UNSAFE_PAUSE: Final = 1.0

log = structlog.get_logger(__name__)


class PollingLock(Protocol):
    """Decides which of several processes fetches the updates: Telegram allows one at a time."""

    async def held(self) -> None:
        """Return while it is this process's turn."""
        ...

    async def lost(self) -> None:
        """Return when it is no longer this process's turn."""
        ...


class OnlyRunner:
    """The polling lock of a process that is alone."""

    async def held(self) -> None:
        """It always is."""

    async def lost(self) -> None:
        """It never is."""
        await asyncio.Event().wait()


class Polling:
    """A front fed by long polling; `request` is for that alone."""

    def __init__(
        self,
        front: TelegramFront,
        worker: Worker,
        request: BaseRequest,
        retry: Retry | None = None,
        polling_lock: PollingLock | None = None,
        watch: Watch | None = None,
    ) -> None:
        self._bot = front.bot
        self._request = request
        self._worker = worker
        self._retry = retry or Retry()
        self._polling_lock = polling_lock or OnlyRunner()
        self._watch = watch
        self._session = Lifecycle(front, worker, self._retry)
        self._offset = 0
        self._unsafe: dict[int, asyncio.Future[None]] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch updates until `stop` is set, then finish the replies under way.

        Raises:
            SettingsError: Telegram refuses the token.

        """
        await self._request.initialize()
        try:
            await self._session.run(stop, self._work)
        finally:
            if self._offset:
                # Telegram takes the offset as the receipt: without it the last updates would come again.
                with suppress(TelegramError, TimeoutError):
                    async with asyncio.timeout(1):
                        await self._get(hold=0, limit=1)
            await self._request.shutdown()
            await self._session.close()

    async def _work(self) -> None:
        self._worker.open()
        while True:
            await self._polling_lock.held()
            fetching = asyncio.create_task(self._fetch())
            losing = asyncio.create_task(self._polling_lock.lost())
            try:
                await asyncio.wait({fetching, losing}, return_when=asyncio.FIRST_COMPLETED)
                if fetching.done():
                    await fetching
                log.warning("another process fetches the updates now; standing by")
            finally:
                fetching.cancel()
                losing.cancel()
                await asyncio.gather(fetching, losing, return_exceptions=True)

    async def _fetch(self) -> None:
        # A webhook left from another way of running would keep all updates to itself.
        await self._retry.call(self._bot.delete_webhook)
        log.info("listening", bot=f"@{self._bot.username}")
        while True:
            updates = await self._retry.call(self._next)
            if updates:
                await self._take(updates)
            await self._worker.room()

    async def _take(self, updates: Sequence[RawUpdate]) -> None:
        claimed = await self._worker.inbox.admit(updates)
        tasks = {update.id: self._worker.begin(update) for update in claimed.updates}
        last = max(update.id for update in updates) + 1
        if claimed.safe:
            self._offset = last
            return
        # Kept nowhere, so that Telegram has to: confirmed is what stands before the first one unanswered.
        self._unsafe |= tasks
        if self._unsafe:
            await asyncio.wait(self._unsafe.values(), timeout=_UNSAFE_PAUSE)
        self._unsafe = {number: task for number, task in self._unsafe.items() if not task.done()}
        self._offset = min(self._unsafe, default=last)

    async def _next(self) -> tuple[RawUpdate, ...]:
        try:
            updates = await self._get(_HOLD)
        except Conflict as conflict:
            if "webhook" in str(conflict):
                await self._bot.delete_webhook()
            raise
        finally:
            if self._watch is not None:
                self._watch.tried()
        if self._watch is not None:
            self._watch.fetched(len(updates))
        return updates

    async def _get(self, hold: int, limit: int = 100) -> tuple[RawUpdate, ...]:
        # Unparsed, as it is kept: what the library would make of it and back is not what Telegram sent.
        query = {"timeout": hold, "limit": limit, "allowed_updates": json.dumps(ALLOWED_UPDATES)}
        if self._offset:
            query["offset"] = self._offset
        url = f"{self._bot.base_url}/getUpdates?{urlencode(query)}"
        body = await self._request.retrieve(url, read_timeout=hold + _SLACK)
        try:
            found = tuple(json.loads(body)["result"])
        except (ValueError, LookupError, TypeError, RecursionError):
            raise NetworkError("what came is no answer of the Bot API") from None
        updates = raw_updates(found)
        if found and not updates:
            # Not one of them can be confirmed; asked again at once, Telegram would send the same.
            raise NetworkError("Telegram sent nothing but what is no update")
        return updates
