"""What was asked, read back: bounded, and in portions, so that no answer waits for it."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, Final

from sqlalchemy import distinct, exists, func, or_, select

from bot.models import LoggedQuestion, PassageId, Status, Usage
from bot.service.store import schema
from bot.service.store.database import StoreAwayError

if TYPE_CHECKING:
    from sqlalchemy import Row, Subquery, Table

    from bot.service.store.database import Database

_COUNTED: Final = 100_000
"""The newest rows that are looked at: half a second of SQLite, a tenth of what the database's patience allows."""
_READ: Final = 5_000
_PORTION: Final = 250
"""Rows that are made into objects at once: two milliseconds of the loop."""
_BUSIEST: Final = 10


class StoredHistory:
    """The questions and votes of all replicas."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def asked(self, since: float, until: float) -> tuple[LoggedQuestion, ...] | None:
        """The newest 5,000 questions that were not answered, or whose answer was voted down, oldest first."""
        questions, votes = _newest(schema.questions, since, until), schema.votes.c
        down = exists().where(
            votes.who == questions.c.who, votes.question == questions.c.text, votes.good.is_(False)
        )
        wanted = (
            select(questions, down.label("disliked"))
            .where(or_(questions.c.outcome != Status.ANSWER.value, down))
            .order_by(questions.c.at.desc(), questions.c.id.desc())
            .limit(_READ)
        )
        found: list[LoggedQuestion] = []
        try:
            async with self._database.reading() as connection:
                async for rows in (await connection.stream(wanted)).partitions(_PORTION):
                    found += map(_logged, rows)
        except StoreAwayError:
            return None
        return tuple(reversed(found))

    async def usage(self, since: float, until: float) -> Usage | None:
        """How much was asked, and how it ended, of the newest 100,000 questions."""
        questions, votes = _newest(schema.questions, since, until), _newest(schema.votes, since, until)
        count = func.count().label("count")
        place = (questions.c.article, questions.c.section, questions.c.paragraph)
        by_outcome = select(questions.c.outcome, count).group_by(questions.c.outcome)
        by_vote = select(votes.c.good, count).group_by(votes.c.good)
        busiest = (
            select(*place, count)
            .where(questions.c.outcome == Status.ANSWER.value, questions.c.article.is_not(None))
            .group_by(*place)
            .order_by(count.desc(), *place)
            .limit(_BUSIEST)
        )
        try:
            async with self._database.reading() as connection:
                outcomes = {row.outcome: int(row[1]) for row in await connection.execute(by_outcome)}
                thumbs = {bool(row.good): int(row[1]) for row in await connection.execute(by_vote)}
                people = await connection.scalar(select(func.count(distinct(questions.c.who))))
                places = [(PassageId(*row[:3]), int(row[3])) for row in await connection.execute(busiest)]
        except StoreAwayError:
            return None
        return Usage(
            outcomes.get(Status.ANSWER, 0),
            outcomes.get(Status.RELATED, 0),
            outcomes.get(Status.NONE, 0),
            int(people or 0),
            thumbs.get(True, 0),
            thumbs.get(False, 0),
            tuple(places),
        )


def _newest(table: Table, since: float, until: float) -> Subquery:
    # Rows know whole seconds: the one that has not ended yet belongs to what was until now.
    newest = select(table).where(table.c.at >= floor(since), table.c.at < ceil(until))
    return newest.order_by(table.c.at.desc()).limit(_COUNTED).subquery()


def _logged(row: Row[tuple[object, ...]]) -> LoggedQuestion:
    place = PassageId(row.article, row.section, row.paragraph) if row.article is not None else None
    return LoggedQuestion(
        row.text, Status(row.outcome), row.at, row.score, place, disliked=bool(row.disliked)
    )
