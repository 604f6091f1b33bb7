"""Updates on their way to an answer: each chat's in order, and none let go before it is dealt with."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

import structlog
from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.telegram.client.http import NotSentError
from bot.telegram.client.retry import Retry, seconds
from bot.telegram.client.turnstile import Ticket, Turnstile, ticket
from bot.telegram.delivery.chat_order import ChatOrder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from telegram.ext import ContextTypes

    from bot.telegram.application import TelegramApplication
    from bot.telegram.client.retry import Watch

FULL: Final = 1000
"""So many updates under way are enough; the next ones wait where they are safe."""
_REMEMBERED: Final = 10_000
_TRIES: Final = 4
"""How often a reply is sent that may have arrived although Telegram did not say so."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update as Telegram sent it, in JSON."""

    id: int
    payload: str


@dataclass(frozen=True, slots=True)
class ClaimedUpdates:
    """Which updates are this process's to answer; unless `safe`, they are lost if it dies before it has."""

    updates: tuple[RawUpdate, ...]
    safe: bool


class Inbox(Protocol):
    """What keeps updates until they are answered; it never raises because its store is away."""

    async def admit(self, updates: Sequence[RawUpdate]) -> ClaimedUpdates:
        """Keep and claim those of the updates that nobody has claimed before."""
        ...

    def note(self, update: RawUpdate) -> None:
        """Take down at once, as far as that is possible, that an update has been dealt with."""
        ...

    async def answered(self, update: RawUpdate) -> None:
        """Let go of an update that has been dealt with."""
        ...


class BriefInbox:
    """An inbox that keeps nothing, and knows the last updates that it saw."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._order: deque[int] = deque()

    async def admit(self, updates: Sequence[RawUpdate]) -> ClaimedUpdates:
        """Claim those that are new to this process."""
        new = tuple(update for update in updates if update.id not in self._seen)
        self.know(update.id for update in new)
        return ClaimedUpdates(new, safe=False)

    def note(self, update: RawUpdate) -> None:
        """Nothing is kept."""

    async def answered(self, update: RawUpdate) -> None:
        """Nothing was kept."""

    def know(self, numbers: Iterable[int]) -> None:
        """Take these for seen."""
        for number in numbers:
            if number not in self._seen:
                self._seen.add(number)
                self._order.append(number)
        while len(self._order) > _REMEMBERED:
            self._seen.discard(self._order.popleft())


class Worker:
    """Has an application deal with updates, and tells the inbox of each one that is through."""

    def __init__(
        self,
        application: TelegramApplication,
        inbox: Inbox | None = None,
        retry: Retry | None = None,
        watch: Watch | None = None,
        pace: float = 0.02,
    ) -> None:
        self._application = application
        self.inbox = inbox or BriefInbox()
        self._retry = retry or Retry()
        self._watch = watch
        self._order = ChatOrder()
        self._turnstile = Turnstile(pace)
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._failed: dict[int, Exception] = {}
        self._open = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        application.add_error_handler(self._note)

    @property
    def depth(self) -> int:
        """How many updates are under way."""
        return len(self._under_way)

    @property
    def full(self) -> bool:
        """Whether no more should be handed in for now."""
        return not self._room.is_set()

    async def room(self) -> None:
        """Return when more may be handed in."""
        await self._room.wait()

    def open(self) -> None:
        """Let answering begin; what was handed in before has waited for this."""
        self._open.set()

    def begin(self, update: RawUpdate) -> asyncio.Task[None]:
        """Deal with this update; the task ends when it is answered."""
        task = asyncio.create_task(self._answer(update))
        self._under_way[update.id] = task
        task.add_done_callback(partial(self._end, update.id))
        if len(self._under_way) >= FULL:
            self._room.clear()
        return task

    def under_way(self, update_id: int) -> asyncio.Task[None] | None:
        """The task that deals with this update, unless it is through."""
        return self._under_way.get(update_id)

    async def join(self) -> None:
        """Return when nothing is under way."""
        while self._under_way:
            await asyncio.wait(self._under_way.values())

    async def finish(self, grace: float) -> None:
        """Give what is under way so many seconds to end; the rest stays in the inbox, unanswered."""
        if self._open.is_set() and self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=grace)
        if left := list(self._under_way.values()):
            log.warning("stopped before every question was answered", left=len(left))
            for task in left:
                task.cancel()
            await asyncio.wait(left, timeout=1)

    def _end(self, update_id: int, task: asyncio.Task[None]) -> None:
        self._under_way.pop(update_id, None)
        if len(self._under_way) < FULL:
            self._room.set()
        if not task.cancelled() and (error := task.exception()):
            # It stays in the inbox for the next start. The error's own words may hold those of a person.
            log.error("an update could not be dealt with", update=update_id, problem=type(error).__name__)
            log.debug("the failure in full", exc_info=error)

    async def _answer(self, raw: RawUpdate) -> None:
        begun = time.perf_counter()
        await self._open.wait()
        update = self._read(raw)
        if update is not None:
            chat = update.effective_chat
            async with self._order.turn(chat.id if chat else None):
                mine = Ticket(self._turnstile)
                ticket.set(mine)
                try:
                    await self._deliver(update)
                    self.inbox.note(raw)
                finally:
                    mine.leave()
        await self.inbox.answered(raw)
        if self._watch is not None:
            self._watch.answered(time.perf_counter() - begun)

    def _read(self, raw: RawUpdate) -> Update | None:
        try:
            return Update.de_json(json.loads(raw.payload), self._application.bot)
        except Exception as error:  # noqa: BLE001 - whatever the library cannot read, it never will
            log.warning("an update could not be read", update=raw.id, problem=type(error).__name__)
            return None

    async def _deliver(self, update: Update) -> None:
        pause = self._retry.first
        tries = 0
        while True:
            await self._application.process_update(update)
            error = self._failed.pop(update.update_id, None)
            if error is None or (_may_have_arrived(error) and (tries := tries + 1) >= _TRIES):
                return
            if isinstance(error, RetryAfter):
                pause = seconds(error.retry_after)
            await asyncio.sleep(pause)
            pause = self._retry.after(pause)

    async def _note(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        error = context.error
        if error is not None and self._watch is not None:
            self._watch.failed(type(error).__name__)
        repeatable = isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)
        if repeatable and isinstance(update, Update) and isinstance(error, Exception):
            self._failed[update.update_id] = error


def _may_have_arrived(error: Exception) -> bool:
    """Whether Telegram may have done what it was asked to; a connection that never stood carried nothing."""
    return not isinstance(error, RetryAfter | NotSentError)
