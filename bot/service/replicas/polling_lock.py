"""Who polls: of several processes one fetches updates, and another takes over when it shows no life."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.service.store.database import StoreAwayError
from bot.service.store.schema import pollers, replicas

if TYPE_CHECKING:
    from bot.service.store.database import Database

log = structlog.get_logger(__name__)


class SharedPollingLock:
    """The polling lock of the replicas that share a database: a row that names one of them, for as long as it lives.

    While nobody can tell whose it is, who has it keeps it, and who starts takes it: better two that Telegram
    plays off against each other than none.
    """

    def __init__(self, database: Database, bot: int, owner: str) -> None:
        self._database = database
        insert = (sqlite_insert if database.is_sqlite else postgresql_insert)(pollers)
        free = pollers.c.owner.not_in(select(replicas.c.id))
        self._claim = insert.on_conflict_do_update(
            index_elements=("bot",),
            set_={"owner": owner},
            where=or_(pollers.c.owner == owner, free),
        ).returning(pollers.c.owner)
        self._row = {"bot": bot, "owner": owner}
        self._held = asyncio.Event()
        self._lost = asyncio.Event()
        self._standing_by = False

    async def held(self) -> None:
        """Return while it is this process's turn."""
        await self._held.wait()

    async def lost(self) -> None:
        """Return when it is no longer this process's turn."""
        await self._lost.wait()

    @property
    def standing_by(self) -> bool:
        """Whether another process has it."""
        return self._standing_by

    async def attempt(self) -> None:
        """Try to get it, or make sure of it."""
        try:
            async with self._database.writing() as connection:
                mine: bool | None = await connection.scalar(self._claim, self._row) is not None
        except StoreAwayError:
            mine = None
        self._take(mine)

    def _take(self, mine: bool | None) -> None:
        if mine is False:
            if not self._standing_by:
                log.info("another process fetches the updates; standing by until it is gone")
            self._standing_by = True
            self._held.clear()
            self._lost.set()
        elif mine or not self._standing_by:
            if self._standing_by:
                log.info("the other process is gone; taking over")
            self._standing_by = False
            self._lost.clear()
            self._held.set()
