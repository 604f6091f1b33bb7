"""The store over a database that lies in memory and ends with the test."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.service.store.database import Database, database_url
from bot.service.store.memory import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Row, Table

    from bot.settings import Settings


def store_without_database(settings: Settings | None = None) -> Store:
    """The store while its database is away."""
    per_minute = settings.questions_per_minute if settings else 0
    return Store(Database(database_url("sqlite://")), per_minute=per_minute)


@asynccontextmanager
async def store_in_memory(days: int | None = None, per_minute: int = 0) -> AsyncIterator[Store]:
    """The store, empty."""
    database = Database(database_url("sqlite://"))
    store = Store(database, days=days, per_minute=per_minute)
    assert await database.open()
    yield store
    await store._writes.flush()
    await database.close()


async def rows(store: Store, table: Table) -> list[Row[Any]]:
    """All that the store holds in this table."""
    assert await store._writes.flush()
    async with store._database.reading() as connection:
        return list(await connection.execute(select(table)))
