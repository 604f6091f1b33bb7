"""The tables, and how a database of an earlier version of the bot gets there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
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

version = Table("schema_version", MetaData(), Column("version", Integer, nullable=False))

facts = Table(
    "facts", tables, Column("name", String(32), primary_key=True), Column("value", Text, nullable=False)
)

inbox = Table(
    "inbox",
    tables,
    Column("bot", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("owner", String(64), nullable=False),
    Column("received_at", BigInteger, nullable=False),
    # What was asked goes the moment it is answered; that it was here stays for a day.
    Column("payload", Text, nullable=True),
    PrimaryKeyConstraint("bot", "update_id"),
)
Index(
    "inbox_unanswered",
    inbox.c.owner,
    sqlite_where=inbox.c.payload.is_not(None),
    postgresql_where=inbox.c.payload.is_not(None),
)
Index("inbox_received_at", inbox.c.received_at)

replicas = Table(
    "replicas", tables, Column("id", String(64), primary_key=True), Column("beat", BigInteger, nullable=False)
)

# Who fetches the updates of which bot.
pollers = Table(
    "pollers",
    tables,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("owner", String(64), nullable=False),
)

turns = Table(
    "turns",
    tables,
    Column("who", String(64), nullable=False),
    Column("place", String(64), nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("shown", Text, nullable=False),
    PrimaryKeyConstraint("who", "place"),
)

replies = Table(
    "replies",
    tables,
    Column("place", String(64), nullable=False),
    Column("question", BigInteger, nullable=False),
    Column("answer", BigInteger, nullable=False),
    Column("who", String(64), nullable=False, index=True),
    Column("at", BigInteger, nullable=False, index=True),
    PrimaryKeyConstraint("place", "question"),
)

questions = Table(
    "questions",
    tables,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("who", String(64), nullable=False, index=True),
    Column("at", BigInteger, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("score", Float, nullable=False),
    Column("article", Text, nullable=True),
    Column("section", Integer, nullable=True),
    Column("paragraph", Integer, nullable=True),
)

votes = Table(
    "votes",
    tables,
    Column("who", String(64), nullable=False),
    Column("article", Text, nullable=False),
    Column("section", Integer, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("version", String(16), nullable=False),
    Column("good", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("question", Text, nullable=False, server_default=""),
    PrimaryKeyConstraint("who", "article", "section", "paragraph", "version"),
)

allowance = Table(
    "allowance",
    tables,
    Column("who", String(64), primary_key=True),
    Column("at", BigInteger, nullable=False, index=True),
    Column("asked", Text, nullable=False),
    Column("refused_at", Float, nullable=True),
)


preferences = Table(
    "preferences",
    tables,
    Column("who", String(64), primary_key=True),
    Column("language", String(16), nullable=False),
    Column("converted", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
)


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
