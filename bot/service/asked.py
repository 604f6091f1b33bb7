"""The question log, read from the store by whoever works on the content."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.service.store.database import Database, StoreAwayError, database_url, sqlite_in
from bot.service.store.memory import read_log

if TYPE_CHECKING:
    from bot.models import LoggedQuestion
    from bot.settings import Settings


def read_asked(settings: Settings, days: int) -> tuple[LoggedQuestion, ...]:
    """The questions of the last days, oldest first; none where no bot has run yet.

    Raises:
        BotError: the database cannot be read.

    """
    given = settings.database_url
    url = database_url(given.get_secret_value()) if given else sqlite_in(settings.state_dir)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        # The bot has not run here yet.
        return ()
    return asyncio.run(_read(Database(url), days))


async def _read(database: Database, days: int) -> tuple[LoggedQuestion, ...]:
    try:
        if not await database.open():
            raise BotError("BOT_DATABASE_URL: the database cannot be reached; is it that of the running bot?")
        return await read_log(database, days)
    except StoreAwayError:
        raise BotError("BOT_DATABASE_URL: the database cannot be read; try again") from None
    finally:
        await database.close()
