"""What was asked, read back for whoever works on the content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from bot.models import LoggedQuestion, PassageId, Status, Usage
from bot.service.store import schema
from bot.service.store.history import StoredHistory

if TYPE_CHECKING:
    from bot.service.store.database import Database

NOON = 1_760_000_000
PLACE = PassageId("tea", 1, 2)


def question(
    text: str, outcome: Status = Status.NONE, at: int = NOON, who: str = "her", place: PassageId | None = None
) -> dict[str, object]:
    row: dict[str, object] = {"who": who, "at": at, "text": text, "outcome": outcome.value, "score": 0.5}
    return row | {
        "article": place.article if place else None,
        "section": place.section if place else None,
        "paragraph": place.paragraph if place else None,
    }


def vote(
    text: str, *, good: bool, who: str = "her", at: int = NOON, place: PassageId = PLACE
) -> dict[str, object]:
    row = {"who": who, "article": place.article, "section": place.section, "paragraph": place.paragraph}
    return row | {"version": "v1", "good": good, "at": at, "question": text}


async def keep(
    database: Database, questions: list[dict[str, object]], votes: list[dict[str, object]] | None = None
) -> StoredHistory:
    async with database.writing() as connection:
        await connection.execute(insert(schema.questions), questions)
        if votes:
            await connection.execute(insert(schema.votes), votes)
    return StoredHistory(database)


async def test_what_was_not_answered_or_voted_down_is_read_oldest_first(database: Database) -> None:
    history = await keep(
        database,
        [
            question("早了", at=NOON - 1),
            question("没有", at=NOON),
            question("答了", Status.ANSWER, NOON + 1, place=PLACE),
            question("相近", Status.RELATED, NOON + 2, place=PLACE),
            question("点踩", Status.ANSWER, NOON + 3, place=PLACE),
            question("点踩", Status.ANSWER, NOON + 3, who="him", place=PLACE),
            question("晚了", at=NOON + 9),
        ],
        [vote("点踩", good=False), vote("答了", good=True, who="him")],
    )
    assert await history.asked(NOON, NOON + 9) == (
        LoggedQuestion("没有", Status.NONE, NOON, 0.5),
        LoggedQuestion("相近", Status.RELATED, NOON + 2, 0.5, PLACE),
        LoggedQuestion("点踩", Status.ANSWER, NOON + 3, 0.5, PLACE, disliked=True),
    )


async def test_of_very_many_the_newest_are_read(database: Database) -> None:
    history = await keep(database, [question(str(number), at=NOON + number) for number in range(5_003)])
    asked = await history.asked(NOON, NOON + 10_000)
    assert asked is not None
    assert [asked[0].text, asked[-1].text, len(asked)] == ["3", "5002", 5_000]


async def test_usage_counts_questions_people_votes_and_passages(database: Database) -> None:
    other = PassageId("tea", 2, 1)
    history = await keep(
        database,
        [
            question("早了", Status.ANSWER, NOON - 1, who="nobody", place=other),
            question("一", Status.ANSWER, place=other),
            question("二", Status.ANSWER, place=PLACE),
            question("三", Status.ANSWER, who="him", place=PLACE),
            question("四", Status.RELATED, place=PLACE),
            question("五"),
            question("晚了", at=NOON + 9, who="nobody"),
        ],
        [
            vote("一", good=True),
            vote("二", good=False, place=other),
            vote("三", good=True, who="him"),
            vote("早了", good=False, who="nobody", at=NOON - 1),
        ],
    )
    assert await history.usage(NOON, NOON + 9) == Usage(3, 1, 1, 2, 2, 1, ((PLACE, 2), (other, 1)))
    assert await history.usage(NOON + 20, NOON + 30) == Usage()
    # The second that is under way belongs to what was asked until now.
    this_second = await history.usage(NOON + 0.2, NOON + 0.7)
    assert this_second is not None
    assert this_second.asked == 5


async def test_while_the_database_is_away_there_is_no_history(database: Database) -> None:
    history = StoredHistory(database)
    await database.close()
    assert await history.asked(0, NOON) is None
    assert await history.usage(0, NOON) is None
