"""The inbox: updates lie safe in the database from their arrival to their answer, each claimed once."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog
from sqlalchemy import and_, delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.service.store.batching import Batcher
from bot.service.store.database import StoreAwayError
from bot.service.store.delivery_marks import DeliveryMarks
from bot.service.store.schema import inbox, replicas
from bot.telegram.delivery.worker import BriefInbox, ClaimedUpdates, RawUpdate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.service.store.database import Database

CLAIM_HOURS: Final = 24
_UNTOLD: Final = 10_000

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Arrived:
    updates: tuple[RawUpdate, ...]


@dataclass(frozen=True, slots=True)
class _Answered:
    update_id: int


class DurableInbox:
    """The inbox of one bot as this replica uses it; with the database away, what it knows lies in memory."""

    def __init__(
        self, database: Database, bot: int, owner: str, delivery_marks: DeliveryMarks | None = None
    ) -> None:
        self._database = database
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
        try:
            ours = await self._events.do(_Arrived(tuple(updates)))
        except StoreAwayError:
            return await self._brief.admit(updates)
        # Should the database go away, these are still known.
        new = (await self._brief.admit(ours)).updates
        return ClaimedUpdates(new, safe=True)

    def note(self, update: RawUpdate) -> None:
        """Write down at once that it is answered, since the database takes a moment."""
        self._delivery_marks.add(update.id)

    async def answered(self, update: RawUpdate) -> None:
        """Forget what was asked, and remember that it is answered."""
        try:
            await self._events.do(_Answered(update.id))
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
            found = [RawUpdate(number, payload) for number, payload in await connection.execute(mine)]
        return (await self._brief.admit(sorted(found, key=lambda each: each.id))).updates

    async def resume(self) -> tuple[RawUpdate, ...]:
        """What this replica itself has left unanswered in an earlier life.

        Raises:
            StoreAwayError: the database cannot be used.

        """
        left = inbox.c.bot == self._bot, inbox.c.owner == self._owner, inbox.c.payload.is_not(None)
        async with self._database.reading() as connection:
            rows = await connection.execute(
                select(inbox.c.update_id, inbox.c.payload).where(*left).order_by(inbox.c.update_id)
            )
            found = [RawUpdate(number, payload) for number, payload in rows]
        return (await self._brief.admit(found)).updates

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
            mine = each.updates if isinstance(each, _Arrived) else ()
            # The same update may have come twice in this group: it goes to the first.
            results.append(tuple(one for one in mine if one.id in claimed))
            claimed -= {one.id for one in mine}
        return results

    async def _insert(self, connection: AsyncConnection, updates: Sequence[RawUpdate]) -> set[int]:
        rows = self._rows({one.id: one.payload for one in updates})
        return set((await connection.execute(self._claim, rows)).scalars())

    def _rows(self, payloads: Mapping[int, str | None]) -> list[dict[str, object]]:
        common = {"bot": self._bot, "owner": self._owner, "received_at": int(time.time())}
        return [common | {"update_id": number, "payload": payload} for number, payload in payloads.items()]


async def purge_inbox(connection: AsyncConnection) -> None:
    """Drop the claims that are a day old."""
    await connection.execute(delete(inbox).where(inbox.c.received_at < int(time.time()) - CLAIM_HOURS * 3600))
