"""Who polls: of several processes one fetches updates, and another takes over when it shows no life."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import or_, select

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
        free = pollers.c.owner.not_in(select(replicas.c.id))
        self._claim = (
            database.insert(pollers)
            .on_conflict_do_update(
                index_elements=("bot",),
                set_={"owner": owner},
                where=or_(pollers.c.owner == owner, free),
            )
            .returning(pollers.c.owner)
        )
        self._row = {"bot": bot, "owner": owner}
        self._held = asyncio.Event()
        self._lost = asyncio.Event()

    async def held(self) -> None:
        """Return while it is this process's turn."""
        await self._held.wait()

    async def lost(self) -> None:
        """Return when it is no longer this process's turn."""
        await self._lost.wait()

    @property
    def standing_by(self) -> bool:
        """Whether another process has it."""
        return self._lost.is_set()

    async def attempt(self) -> None:
        """Try to get it, or make sure of it."""
        try:
            async with self._database.writing() as connection:
                mine = await connection.scalar(self._claim, self._row) is not None
        except StoreAwayError:
            mine = not self.standing_by
        if mine is self.standing_by:
            told = "the other process is gone; taking over"
            log.info(told if mine else "another process fetches the updates; standing by until it is gone")
        (self._lost if mine else self._held).clear()
        (self._held if mine else self._lost).set()
