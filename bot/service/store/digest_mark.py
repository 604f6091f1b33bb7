"""Up to when the administrators have had their digest: a row that whoever is about to send one moves on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.service.store.schema import facts

if TYPE_CHECKING:
    from bot.service.store.database import Database


class DigestMark:
    """The day on which the last digest of this bot was due, shared by all replicas."""

    def __init__(self, database: Database, bot: int) -> None:
        self._database = database
        self._name = f"digest {bot}"
        insert = (sqlite_insert if database.is_sqlite else postgresql_insert)(facts)
        self._claim = insert.on_conflict_do_update(
            index_elements=("name",),
            set_={"value": insert.excluded.value},
            where=facts.c.value < insert.excluded.value,
        ).returning(facts.c.value)

    async def last(self) -> date | None:
        """The day of the last one; None before the first.

        Raises:
            StoreAwayError: the database cannot be used.

        """
        async with self._database.reading() as connection:
            value = await connection.scalar(select(facts.c.value).where(facts.c.name == self._name))
        return date.fromisoformat(value) if value is not None else None

    async def claim(self, due: date) -> bool:
        """Move on to this day; whether nobody had before.

        Raises:
            StoreAwayError: the database cannot be used.

        """
        async with self._database.writing() as connection:
            row = {"name": self._name, "value": due.isoformat()}
            return await connection.scalar(self._claim, row) is not None

    async def put_back(self, due: date, last: date | None) -> None:
        """Go back from this day to the one before it: nothing was sent.

        Raises:
            StoreAwayError: the database cannot be used.

        """
        mine = facts.c.name == self._name, facts.c.value == due.isoformat()
        back = delete(facts) if last is None else update(facts).values(value=last.isoformat())
        async with self._database.writing() as connection:
            await connection.execute(back.where(*mine))
