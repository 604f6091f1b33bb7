"""The tables, and how a database of an earlier version of the bot gets there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    inspect,
    select,
    text,
    update,
)

from bot.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

_MIGRATION_LOCK: Final = 0x61727469

tables = MetaData()


_NAME: Final = partial(Column, type_=String(64), nullable=False)
_SHORT: Final = partial(Column, type_=String(16), nullable=False)
_TEXT: Final = partial(Column, type_=Text, nullable=False)
_NUMBER: Final = partial(Column, type_=BigInteger, nullable=False, autoincrement=False)
_SMALL: Final = partial(Column, type_=Integer, nullable=False)
_FLAG: Final = partial(Column, type_=Boolean, nullable=False)
_WHEN: Final = partial(_NUMBER, index=True)


def _key(kind: partial[Column[Any]]) -> partial[Column[Any]]:
    return partial(kind, primary_key=True)


def _maybe(kind: partial[Column[Any]]) -> partial[Column[Any]]:
    return partial(kind, nullable=True)


def _table(named: str, /, **columns: partial[Column[Any]]) -> Table:
    return Table(named, tables, *(kind(each) for each, kind in columns.items()))


version = Table("schema_version", MetaData(), _SMALL("version"))
facts = _table("facts", name=partial(Column, type_=String(32), primary_key=True), value=_TEXT)
# What was asked goes the moment it is answered; that it was here stays for a day.
inbox = _table(
    "inbox",
    bot=_key(_NUMBER),
    update_id=_key(_NUMBER),
    owner=_NAME,
    received_at=_NUMBER,
    payload=_maybe(_TEXT),
)
_unanswered = inbox.c.payload.is_not(None)
Index("inbox_unanswered", inbox.c.owner, sqlite_where=_unanswered, postgresql_where=_unanswered)
Index("inbox_received_at", inbox.c.received_at)
replicas = _table("replicas", id=_key(_NAME), beat=_NUMBER)
# Who fetches the updates of which bot.
pollers = _table("pollers", bot=_key(_NUMBER), owner=_NAME)
turns = _table("turns", who=_key(_NAME), place=_key(_NAME), at=_WHEN, question=_TEXT, shown=_TEXT)
replies = _table(
    "replies",
    place=_key(_NAME),
    question=_key(_NUMBER),
    answer=_NUMBER,
    who=partial(_NAME, index=True),
    at=_WHEN,
)
questions = _table(
    "questions",
    id=partial(
        Column, type_=BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    ),
    who=partial(_NAME, index=True),
    at=_WHEN,
    text=_TEXT,
    outcome=_SHORT,
    score=partial(Column, type_=Float, nullable=False),
    article=_maybe(_TEXT),
    section=_maybe(_SMALL),
    paragraph=_maybe(_SMALL),
)
votes = _table(
    "votes",
    who=_key(_NAME),
    article=_key(_TEXT),
    section=_key(_SMALL),
    paragraph=_key(_SMALL),
    version=_key(_SHORT),
    good=_FLAG,
    at=_WHEN,
    question=partial(_TEXT, server_default=""),
)
allowance = _table(
    "allowance",
    who=_key(_NAME),
    at=_WHEN,
    asked=_TEXT,
    refused_at=partial(Column, type_=Float, nullable=True),
)
preferences = _table("preferences", who=_key(_NAME), language=_SHORT, converted=_FLAG, at=_WHEN)


def _first(connection: Connection) -> None:
    later = (preferences, pollers)
    first = [each for each in tables.sorted_tables if each not in later]
    tables.create_all(connection, first, checkfirst=False)


def _second(connection: Connection) -> None:
    preferences.create(connection)


def _third(connection: Connection) -> None:
    pollers.create(connection)
    # A database that this step finds empty has the column already.
    if "question" not in {each["name"] for each in inspect(connection).get_columns("votes")}:
        connection.execute(text("ALTER TABLE votes ADD COLUMN question TEXT NOT NULL DEFAULT ''"))


# A change to the tables above is one more step here; a step that has been released is never changed, so the
# first one then needs the tables as they were.
STEPS: Final[tuple[Callable[[Connection], None], ...]] = (_first, _second, _third)


class StoreTooNewError(BotError):
    """A newer version of the bot has changed the database; `found` is the version of its tables."""

    def __init__(self, found: int) -> None:
        self.found = found
        super().__init__(
            f"BOT_DATABASE_URL: the database has tables of version {found}, this bot knows them up to "
            f"{len(STEPS)}; run the newer bot, or restore the backup made before the upgrade"
        )


def migrate(connection: Connection, *, newer: bool = False) -> int:
    """Bring the tables up to date inside the transaction under way; returns the version they had before.

    Raises:
        StoreTooNewError: they are ahead of this code, and may not be `newer`.

    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
    version.create(connection, checkfirst=True)
    found = connection.scalar(select(version.c.version))
    if found is None:
        connection.execute(insert(version).values(version=0))
    before = found or 0
    if before > len(STEPS) and not newer:
        raise StoreTooNewError(before)
    for step in STEPS[before:]:
        step(connection)
    if before < len(STEPS):
        connection.execute(update(version).values(version=len(STEPS)))
    return before
