"""The inbox: updates lie safe in the database from their arrival to their answer, each claimed once."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import structlog
from sqlalchemy import and_, delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.service.replicas.delivery_marks import DeliveryMarks
from bot.service.store.batching import Batcher
from bot.service.store.database import StoreAwayError
from bot.service.store.schema import inbox, replicas
from bot.telegram import BriefInbox, ClaimedUpdates, RawUpdate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.service.store.database import Database

CLAIM_HOURS: Final = 24
_UNSURE_PAUSE: Final = 0.5
_UNTOLD: Final = 10_000

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Arrived:
    updates: tuple[RawUpdate, ...]


@dataclass(frozen=True, slots=True)
class _Answered:
    update_id: int


class Lease(Protocol):
    """What this replica knows of the others."""

    @property
    def sure(self) -> bool:
        """Whether nobody can have taken this one for dead lately."""
        ...

    @property
    def term(self) -> int:
        """A number that grows whenever that may have happened in between."""
        ...

    @property
    def alone(self) -> bool:
        """Whether there was no other when it looked last."""
        ...


class Alone:
    """The lease of a process that has no others beside it."""

    sure = True
    term = 0
    alone = True


class DurableInbox:
    """The inbox of one bot as this replica uses it; with the database away, what it knows lies in memory."""

    def __init__(
        self,
        database: Database,
        bot: int,
        owner: str,
        delivery_marks: DeliveryMarks | None = None,
        lease: Lease | None = None,
    ) -> None:
        self._database = database
        self._lease = lease or Alone()
        self._kept: dict[int, int] = {}
        """The updates that lie in the database for this replica, with the term in which it was sure of that."""
        self._bot = bot
        self._owner = owner
        self._brief = BriefInbox()
        self._delivery_marks = delivery_marks or DeliveryMarks(None)
        # What a killed process had answered and not yet told the database.
        self._untold: deque[int] = deque(self._delivery_marks.read(), maxlen=_UNTOLD)
        self._brief.know(self._untold)
        self._events: Batcher[_Arrived | _Answered, tuple[RawUpdate, ...]] = Batcher(self._write)
        insert = sqlite_insert if database.is_sqlite else postgresql_insert
        self._claim = insert(inbox).on_conflict_do_nothing().returning(inbox.c.update_id)
        # What was answered while the database was away has no row yet.
        self._close = insert(inbox).on_conflict_do_update(
            index_elements=("bot", "update_id"), set_={"payload": None}
        )

    async def admit(self, updates: Sequence[RawUpdate]) -> ClaimedUpdates:
        """Keep and claim those of the updates that no replica has claimed before."""
        term = self._lease.term
        try:
            ours = await self._events.do(_Arrived(tuple(updates)))
        except StoreAwayError:
            return await self._brief.admit(updates)
        # Should the database go away, these are still known.
        return ClaimedUpdates(await self._take(ours, term), safe=True)

    async def mine(self, update: RawUpdate) -> bool:
        """Whether the update is still this replica's: another takes over what one that shows no life has left.

        With the database away nobody can tell. Alone this replica goes on; beside others it waits, since who
        still has the database takes the update over.
        """
        while update.id in self._kept:
            term = self._lease.term
            if self._database.up and self._lease.sure and self._kept[update.id] == term:
                return True
            try:
                async with self._database.reading() as connection:
                    found = await connection.scalar(
                        select(inbox.c.owner).where(
                            inbox.c.bot == self._bot,
                            inbox.c.update_id == update.id,
                            inbox.c.payload.is_not(None),
                        )
                    )
            except StoreAwayError:
                if self._lease.alone:
                    return True
                await asyncio.sleep(_UNSURE_PAUSE)
            else:
                if found == self._owner:
                    self._kept[update.id] = term
                    return True
                # Should it come back to this one, it is new again.
                del self._kept[update.id]
                self._brief.forget(update.id)
                return False
        return True

    def note(self, update: RawUpdate) -> None:
        """Write down at once that it is answered, since the database takes a moment."""
        self._delivery_marks.add(update.id)

    async def answered(self, update: RawUpdate) -> None:
        """Forget what was asked, and remember that it is answered."""
        self._kept.pop(update.id, None)
        try:
            await self._events.do(_Answered(update.id), patient=True)
        except StoreAwayError:
            self._untold.append(update.id)

    async def catch_up(self) -> None:
        """Tell the database what was answered while it was away."""
        while self._untold:
            await self._events.do(_Answered(self._untold[0]))
            self._untold.popleft()

    async def adopt(self) -> tuple[RawUpdate, ...]:
        """Take over what replicas that are gone have left unanswered, in the order of arrival.

        Raises:
            StoreAwayError: the database cannot be used.

        """
        term = self._lease.term
        left = and_(
            inbox.c.bot == self._bot,
            inbox.c.payload.is_not(None),
            inbox.c.owner.not_in(select(replicas.c.id)),
        )
        async with self._database.reading() as connection:
            if await connection.scalar(select(inbox.c.update_id).where(left).limit(1)) is None:
                return ()
        mine = (
            update(inbox).where(left).values(owner=self._owner).returning(inbox.c.update_id, inbox.c.payload)
        )
        async with self._database.writing() as connection:
            found = [_read(*row) for row in await connection.execute(mine)]
        return await self._take(sorted(found, key=lambda each: each.id), term)

    async def resume(self) -> tuple[RawUpdate, ...]:
        """What this replica itself has left unanswered in an earlier life.

        Raises:
            StoreAwayError: the database cannot be used.

        """
        term = self._lease.term
        left = inbox.c.bot == self._bot, inbox.c.owner == self._owner, inbox.c.payload.is_not(None)
        async with self._database.reading() as connection:
            rows = await connection.execute(
                select(inbox.c.update_id, inbox.c.payload).where(*left).order_by(inbox.c.update_id)
            )
            found = [_read(*row) for row in rows]
        return await self._take(found, term)

    async def _take(self, updates: Sequence[RawUpdate], term: int) -> tuple[RawUpdate, ...]:
        """Those that are new to this process; should the database go away, they are still known."""
        new = (await self._brief.admit(updates)).updates
        self._kept |= dict.fromkeys((each.id for each in new), term)
        return new

    async def idle(self) -> None:
        """Return when all is written."""
        await self._events.idle()

    async def _write(self, events: Sequence[_Arrived | _Answered]) -> Sequence[tuple[RawUpdate, ...]]:
        arrived = [one for each in events if isinstance(each, _Arrived) for one in each.updates]
        answered = [each.update_id for each in events if isinstance(each, _Answered)]
        async with self._database.writing() as connection:
            claimed = await self._insert(connection, arrived) if arrived else set()
            if answered:
                await connection.execute(self._close, self._rows(dict.fromkeys(answered)))
        self._delivery_marks.settle(answered)
        results = []
        for each in events:
            # The same update may have come twice in this group, or in one event: it goes to the first.
            mine = {one.id: one for one in each.updates} if isinstance(each, _Arrived) else {}
            results.append(tuple(one for number, one in mine.items() if number in claimed))
            claimed -= mine.keys()
        return results

    async def _insert(self, connection: AsyncConnection, updates: Sequence[RawUpdate]) -> set[int]:
        rows = self._rows({one.id: json.dumps(one.content) for one in updates})
        return set((await connection.execute(self._claim, rows)).scalars())

    def _rows(self, payloads: Mapping[int, str | None]) -> list[dict[str, object]]:
        common = {"bot": self._bot, "owner": self._owner, "received_at": int(time.time())}
        return [common | {"update_id": number, "payload": payload} for number, payload in payloads.items()]


async def purge_inbox(connection: AsyncConnection) -> None:
    """Drop the claims of a day ago; what is still unanswered stays, however old it is."""
    old = inbox.c.received_at < int(time.time()) - CLAIM_HOURS * 3600
    await connection.execute(delete(inbox).where(old, inbox.c.payload.is_(None)))


def _read(number: int, payload: str) -> RawUpdate:
    try:
        return RawUpdate(number, json.loads(payload))
    except (ValueError, RecursionError):
        log.warning("a kept update cannot be read", update=number)
        return RawUpdate(number, {})
