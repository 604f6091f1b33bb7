"""Updates on their way to an answer: each chat's in order, none held up by another chat, none let go too early."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

import structlog
from telegram import Update
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.telegram.client.retry import Retry
from bot.telegram.delivery.inbox import BriefInbox, RawUpdate
from bot.telegram.delivery.joining import awaits_more, continues, joined
from bot.telegram.delivery.spacing import Spacing

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from bot.telegram.application import TelegramFront
    from bot.telegram.client.retry import Watch
    from bot.telegram.delivery.inbox import Inbox

FULL: Final = 1000
"""So many chats at work are enough; the next updates wait where they are safe."""
WAITING: Final = 20 * FULL
"""So many more may wait for Telegram."""
BACKLOG: Final = 100
"""A chat's updates that wait for the one before: of more than these, the last are answered."""
_TYPED: Final = 1
"""Of what somebody types inline only the last counts."""
_A_DAY: Final = 86_400.0

_Line: TypeAlias = tuple[str, int]
"""What is answered in order: a chat's updates, or what one person types inline."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Waiting:
    """An update before its turn; `done` is set when it is dealt with."""

    raw: RawUpdate
    done: asyncio.Future[None]
    began: float = field(default_factory=time.perf_counter)


@dataclass(slots=True)
class _Backlog:
    updates: deque[_Waiting] = field(default_factory=deque)
    dropped: int = 0


class Worker:
    """Has the front answer updates, and tells the inbox of each one that is through.

    `settling` is for how many seconds the rest of what was sent as one is waited for.
    """

    def __init__(
        self,
        front: TelegramFront,
        inbox: Inbox | None = None,
        retry: Retry | None = None,
        watch: Watch | None = None,
        settling: float = 0.6,
    ) -> None:
        self._front = front
        self.inbox = inbox or BriefInbox()
        self._retry = retry or Retry()
        self._watch = watch
        self._settling = settling
        self._spacing = Spacing()
        self._backlogs: dict[_Line, _Backlog] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._under_way: dict[int, asyncio.Future[None]] = {}
        self._undelivered: set[_Line] = set()
        self._open = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    def swap(self, front: TelegramFront) -> None:
        """Have the next updates answered by this front; those under way end with the one before."""
        self._front = front

    @property
    def depth(self) -> int:
        """How many updates are under way."""
        return len(self._under_way)

    @property
    def undelivered(self) -> int:
        """How many chats wait for Telegram to take an answer."""
        return len(self._undelivered)

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

    def begin(self, raw: RawUpdate) -> asyncio.Future[None]:
        """Deal with this update when its chat's earlier ones are through; the future ends when it is answered."""
        one = _Waiting(raw, asyncio.get_running_loop().create_future())
        self._under_way[raw.id] = one.done
        one.done.add_done_callback(partial(self._through, raw.id))
        line, most = _line(raw)
        backlog = self._backlogs.get(line)
        if backlog is None:
            backlog = self._backlogs[line] = _Backlog()
            self._start(self._work_off(line, backlog))
        elif len(backlog.updates) >= most:
            # Answered by nobody: whoever writes faster than he can be answered is told so at the end.
            backlog.dropped += 1
            self._start(self._let_go(backlog.updates.popleft()))
        backlog.updates.append(one)
        self._measure()
        return one.done

    def under_way(self, update_id: int) -> asyncio.Future[None] | None:
        """What ends when this update is answered, unless it is through."""
        return self._under_way.get(update_id)

    async def join(self) -> None:
        """Return when nothing is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def finish(self, grace: float) -> None:
        """Give what is under way so many seconds to end; the rest stays in the inbox, unanswered."""
        if self._open.is_set() and self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        if left := list(self._tasks):
            log.warning("stopped before every question was answered", left=self.depth)
            for task in left:
                task.cancel()
            await asyncio.wait(left, timeout=1)
        for future in list(self._under_way.values()):
            future.cancel()

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _measure(self) -> None:
        waiting = len(self._undelivered)
        if len(self._backlogs) - waiting >= FULL or waiting >= WAITING:
            self._room.clear()
        else:
            self._room.set()

    def _through(self, update_id: int, _: asyncio.Future[None]) -> None:
        self._under_way.pop(update_id, None)

    async def _work_off(self, line: _Line, backlog: _Backlog) -> None:
        try:
            await self._open.wait()
            while backlog.updates:
                pieces = await self._pieces(backlog)
                raw = joined([one.raw for one in pieces])
                update = self._read(raw)
                await self._deal(line, pieces[0], update)
                for one in pieces[1:]:
                    await self._let_go(one)
                if backlog.dropped and not backlog.updates and update is not None:
                    log.info("a chat wrote faster than it could be answered", dropped=backlog.dropped)
                    backlog.dropped = 0
                    await self._front.overrun(update)
        finally:
            del self._backlogs[line]
            self._measure()

    async def _pieces(self, backlog: _Backlog) -> list[_Waiting]:
        """The next update, with those behind it that belong to it."""
        pieces = [backlog.updates.popleft()]
        while awaits_more(pieces[-1].raw):
            if not backlog.updates:
                await asyncio.sleep(self._settling)
            if not backlog.updates or not continues(pieces[-1].raw, backlog.updates[0].raw):
                break
            pieces.append(backlog.updates.popleft())
        return pieces

    async def _answer(self, raw: RawUpdate, update: Update | None) -> None:
        if update is None:
            await self._front.unreadable(raw.content)
        else:
            await self._front.answer(update)

    async def _deal(self, line: _Line, one: _Waiting, update: Update | None) -> None:
        try:
            if await self._deliver(line, one.raw, update):
                # Noted already, so that nobody need wait for the database to know.
                self._start(self.inbox.answered(one.raw))
            if self._watch is not None:
                self._watch.answered(time.perf_counter() - one.began)
        except Exception as error:
            # It stays in the inbox for the next start. The error's own words may hold those of a person.
            log.error("an update could not be dealt with", update=one.raw.id, problem=type(error).__name__)  # noqa: TRY400
            log.debug("the failure in full", exc_info=error)
            one.done.cancel()
        finally:
            if not one.done.done():
                one.done.set_result(None)

    async def _let_go(self, one: _Waiting) -> None:
        await self.inbox.answered(one.raw)
        if not one.done.done():
            one.done.set_result(None)

    def _read(self, raw: RawUpdate) -> Update | None:
        try:
            return Update.de_json(dict(raw.content), self._front.bot)
        except Exception as error:  # noqa: BLE001 - whatever the library cannot read, it never will
            log.warning("an update could not be read", update=raw.id, problem=type(error).__name__)
            return None

    async def _deliver(self, line: _Line, raw: RawUpdate, update: Update | None) -> bool:
        """Have the update answered, for a day if need be; whether it was this process's to answer."""

        async def attempt() -> bool:
            async with self._spacing.turn():
                # Asked last of all: during a pause another replica may have taken it over.
                if not await self.inbox.mine(raw):
                    return False
                await self._answer(raw, update)
                self.inbox.note(raw)
                return True

        try:
            return await self._retry.call(
                attempt,
                (BadRequest, Forbidden),
                within=_A_DAY,
                pausing=partial(self._waiting_for_telegram, line),
            )
        except Exception as error:  # noqa: BLE001 - the front tells them apart
            if self._watch is not None and isinstance(error, TelegramError):
                self._watch.failed(type(error).__name__)
            await self._front.failed(update, error)
            return True

    @contextmanager
    def _waiting_for_telegram(self, line: _Line) -> Iterator[None]:
        self._undelivered.add(line)
        self._measure()
        try:
            yield
        finally:
            self._undelivered.discard(line)
            self._measure()


def _line(raw: RawUpdate) -> tuple[_Line, int]:
    """Which line an update waits in, and how many may wait there; it is not parsed before its turn."""
    for kind, found in raw.content.items():
        if isinstance(found, dict):
            message = found.get("message", found)
            chat = message.get("chat") if isinstance(message, dict) else None
            if isinstance(chat, dict) and isinstance(number := chat.get("id"), int):
                return ("chat", number), BACKLOG
            person = found.get("from")
            if kind == "inline_query" and isinstance(person, dict) and isinstance(person.get("id"), int):
                return ("inline", person["id"]), _TYPED
    return ("update", raw.id), BACKLOG
