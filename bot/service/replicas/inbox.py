"""The inbox: updates lie safe in the database from their arrival to their answer, each claimed once."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Final

import structlog
from sqlalchemy import and_, or_, select, update

from bot.service.store.database import StoreAwayError
from bot.service.store.schema import inbox, replicas
from bot.telegram import BriefInbox, ClaimedUpdates, RawUpdate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement

    from bot.service.replicas.delivery_marks import DeliveryMarks
    from bot.service.replicas.replica import Peers
    from bot.service.store.database import Database
    from bot.service.store.group_commit import GroupCommit

_UNSURE_PAUSE: Final = 0.5

log = structlog.get_logger(__name__)


class DurableInbox:
    """The inbox of one bot as this replica uses it; with the database away, what it knows lies in memory."""

    def __init__(
        self, database: Database, writes: GroupCommit, bot: int, peers: Peers, marks: DeliveryMarks
    ) -> None:
        self._database = database
        self._writes = writes
        self._bot = bot
        self._peers = peers
        self._marks = marks
        self._kept: dict[int, int] = {}
        """The updates that lie in the database for this replica, with the term in which it was sure of that."""
        self._brief = BriefInbox()
        # What a killed process had answered and not yet told the database.
        self._untold = marks.read()
        self._brief.know(self._untold)
        self._claim = database.insert(inbox).on_conflict_do_nothing().returning(inbox.c.update_id)
        # What was answered while the database was away has no row yet.
        self._close = database.upsert(inbox, "payload")

    async def admit(self, updates: Sequence[RawUpdate]) -> ClaimedUpdates:
        """Keep and claim those of the updates that no replica has claimed before."""
        term = self._peers.term
        rows = [self._row(each.id, json.dumps(each.content)) for each in updates]
        try:
            claimed = await self._writes.now(self._claim, rows)
        except StoreAwayError:
            return await self._brief.admit(updates)
        ours = [each for each in {one.id: one for one in updates}.values() if each.id in claimed]
        return ClaimedUpdates(await self._take(ours, term), safe=True)

    async def mine(self, update: RawUpdate) -> bool:
        """Whether the update is still this replica's: another takes over what one that shows no life has left.

        With the database away nobody can tell. Alone this replica goes on; beside others it waits, since who
        still has the database takes the update over.
        """
        while update.id in self._kept:
            term = self._peers.term
            if self._database.up and self._peers.sure and self._kept[update.id] == term:
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
                if self._peers.alone:
                    return True
                await asyncio.sleep(_UNSURE_PAUSE)
            else:
                if found == self._peers.name:
                    self._kept[update.id] = term
                    return True
                # Should it come back to this one, it is new again.
                del self._kept[update.id]
                self._brief.forget(update.id)
                return False
        return True

    def note(self, update: RawUpdate) -> None:
        """Write down at once that it is answered, since the database takes a moment."""
        self._marks.add(update.id)

    async def answered(self, update: RawUpdate) -> None:
        """Forget what was asked, and remember that it is answered."""
        self._kept.pop(update.id, None)
        self._settle(update.id)

    async def adopt(self, *, own: bool = False) -> tuple[RawUpdate, ...]:
        """Take over what replicas that are gone have left unanswered, in the order of arrival.

        After a restart also what this one has left, but for what its marks say is answered: `own`.

        Raises:
            StoreAwayError: the database cannot be used.

        """
        term = self._peers.term
        gone: ColumnElement[bool] = inbox.c.owner.not_in(select(replicas.c.id))
        if own:
            for number in self._untold:
                self._settle(number)
            await self._writes.flush()
            gone = or_(gone, inbox.c.owner == self._peers.name)
        left = and_(inbox.c.bot == self._bot, inbox.c.payload.is_not(None), gone)
        async with self._database.reading() as connection:
            if await connection.scalar(select(inbox.c.update_id).where(left).limit(1)) is None:
                return ()
        mine = update(inbox).where(left).values(owner=self._peers.name)
        async with self._database.writing() as connection:
            rows = await connection.execute(mine.returning(inbox.c.update_id, inbox.c.payload))
            found = [_read(*row) for row in rows]
        return await self._take(sorted(found, key=lambda each: each.id), term)

    async def _take(self, updates: Sequence[RawUpdate], term: int) -> tuple[RawUpdate, ...]:
        """Those that are new to this process, and not in another claim of the group; they are known without the database."""
        new = (await self._brief.admit(updates)).updates
        self._kept |= dict.fromkeys((each.id for each in new), term)
        return new

    def _settle(self, number: int) -> None:
        written = self._writes.later(self._close, self._row(number, None))
        written.add_done_callback(lambda done: None if done.cancelled() else self._marks.settle(number))

    def _row(self, number: int, payload: str | None) -> dict[str, object]:
        owner, now = self._peers.name, int(time.time())
        return {
            "bot": self._bot, "update_id": number, "owner": owner, "received_at": now, "payload": payload
        }  # fmt: skip


def _read(number: int, payload: str) -> RawUpdate:
    try:
        return RawUpdate(number, json.loads(payload))
    except (ValueError, RecursionError):
        log.warning("a kept update cannot be read", update=number)
        return RawUpdate(number, {})
