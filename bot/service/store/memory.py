"""What the Telegram front keeps beyond one update, kept in the database; in memory while that is away."""

from __future__ import annotations

import json
import secrets
import time
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Delete, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.conversation.conversation import Turn
from bot.models import Language, LoggedQuestion, PassageId, Span, Status
from bot.service.store import schema
from bot.service.store.database import StoreAwayError
from bot.service.store.masking import masked
from bot.telegram.memory.bounded import Bounded
from bot.telegram.memory.in_memory import (
    TURN_SECONDS,
    KeyedHashes,
    MemoryAllowance,
    MemoryPreferences,
    MemoryReplies,
)
from bot.telegram.memory.ports import Keeping, Permission, Preference, Where, Who

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.service.store.database import Database
    from bot.service.store.group_commit import WriteBehind
    from bot.settings import Settings
    from bot.telegram.memory.ports import QuestionRecord, Vote

REPLY_SECONDS: Final = 2 * 86_400.0
"""How long the answer to an edited question is found: Telegram lets people edit for two days."""
_MINUTE: Final = 60.0
_KEY: Final = "key of pseudonyms"


class StoredHashes:
    """Pseudonyms by the key that lies in the database, by a passing one until that was read."""

    def __init__(self) -> None:
        self._hashes = KeyedHashes()

    async def load(self, connection: AsyncConnection) -> None:
        """Take the key from the database, which gets one if it has none."""
        facts = schema.facts
        wanted = select(facts.c.value).where(facts.c.name == _KEY)
        key = await connection.scalar(wanted)
        if key is None:
            # The migration's lock is still held, so nobody else puts another one there.
            key = secrets.token_hex(32)
            await connection.execute(insert(facts).values(name=_KEY, value=key))
        self._hashes = KeyedHashes(bytes.fromhex(str(key)))

    def who(self, user: int) -> Who:
        """The person's hash."""
        return self._hashes.who(user)

    def where(self, chat: int, topic: int | None) -> Where:
        """The chat's or topic's hash."""
        return self._hashes.where(chat, topic)


class StoredTurns:
    """The memory of follow-ups, shared by all replicas; the newer of what is here and there counts."""

    def __init__(self, database: Database, write_behind: WriteBehind) -> None:
        self._database = database
        self._write_behind = write_behind
        self._recent: Bounded[tuple[Who, Where], tuple[float, Turn]] = Bounded()
        self._put = _upsert(database, schema.turns, ("who", "place"))

    async def remember(self, who: Who, where: Where, turn: Turn) -> None:
        """Put this turn in place of the one before."""
        now = time.time()
        self._recent[who, where] = (now, turn)
        shown = json.dumps(
            {
                "shown": [[each.article, each.section, each.paragraph] for each in turn.shown],
                "marked": [turn.marked.start, turn.marked.end] if turn.marked else None,
                "offered": [[each.article, each.section, each.paragraph] for each in turn.offered],
            }
        )
        row = {
            "who": who,
            "place": where,
            "at": int(now),
            "question": _storable(turn.question),
            "shown": shown,
        }
        self._write_behind.note(self._put, row)

    async def last(self, who: Who, where: Where) -> Turn | None:
        """The last turn of this person there, unless it is forgotten."""
        at, turn = self._recent.get((who, where), (0.0, None))
        turns = schema.turns
        wanted = select(turns.c.at, turns.c.question, turns.c.shown).where(
            turns.c.who == who, turns.c.place == where
        )
        try:
            async with self._database.reading() as connection:
                row = (await connection.execute(wanted)).one_or_none()
        except StoreAwayError:
            row = None
        if row is not None and row.at > at:
            at, turn = row.at, _turn(row.question, json.loads(row.shown))
        return turn if time.time() - at < TURN_SECONDS else None

    async def forget(self, who: Who) -> None:
        """Remove all turns of this person."""
        for key in [key for key in self._recent if key[0] == who]:
            del self._recent[key]
        self._write_behind.note(_forget(schema.turns, who), {})


class StoredReplies:
    """Which message answers which, shared by all replicas."""

    def __init__(self, database: Database, write_behind: WriteBehind) -> None:
        self._database = database
        self._write_behind = write_behind
        self._recent = MemoryReplies()
        self._put = _upsert(database, schema.replies, ("place", "question"))

    async def remember(self, who: Who, where: Where, question: int, answer: int) -> None:
        """Message `answer` answers message `question` there."""
        await self._recent.remember(who, where, question, answer)
        row = {"who": who, "place": where, "question": question, "answer": answer, "at": int(time.time())}
        self._write_behind.note(self._put, row)

    async def answer_to(self, where: Where, question: int) -> int | None:
        """The answer to that message, unless it is forgotten."""
        if (recent := await self._recent.answer_to(where, question)) is not None:
            return recent
        replies = schema.replies
        wanted = select(replies.c.answer).where(replies.c.place == where, replies.c.question == question)
        try:
            async with self._database.reading() as connection:
                answer: int | None = await connection.scalar(wanted)
        except StoreAwayError:
            return None
        return answer

    async def forget(self, who: Who) -> None:
        """Remove all pairs of this person."""
        await self._recent.forget(who)
        self._write_behind.note(_forget(schema.replies, who), {})


class StoredQuestions:
    """The question log."""

    def __init__(self, database: Database, write_behind: WriteBehind) -> None:
        self._write_behind = write_behind
        self._put = _insert(database, schema.questions)

    async def record(self, who: Who, asked: QuestionRecord) -> None:
        """Add a question."""
        passage = asked.passage
        self._write_behind.note(
            self._put,
            {
                "who": who,
                "at": int(time.time()),
                "text": masked(_storable(asked.text)),
                "outcome": asked.outcome.value,
                "score": asked.score,
                "article": passage.article if passage else None,
                "section": passage.section if passage else None,
                "paragraph": passage.paragraph if passage else None,
            },
        )

    async def forget(self, who: Who) -> None:
        """Remove all questions of this person."""
        self._write_behind.note(_forget(schema.questions, who), {})


class StoredPreferences:
    """How each person reads, shared by all replicas."""

    def __init__(self, database: Database, write_behind: WriteBehind) -> None:
        self._database = database
        self._write_behind = write_behind
        self._recent = MemoryPreferences()
        self._put = _upsert(database, schema.preferences, ("who",))

    async def remember(self, who: Who, preference: Preference) -> None:
        """Put this in place of what was before."""
        await self._recent.remember(who, preference)
        row = {"who": who, "language": preference.language.value, "converted": preference.converted}
        self._write_behind.note(self._put, row | {"at": int(time.time())})

    async def of(self, who: Who) -> Preference | None:
        """What is known of this person."""
        if (recent := await self._recent.of(who)) is not None:
            return recent
        known = schema.preferences
        wanted = select(known.c.language, known.c.converted).where(known.c.who == who)
        try:
            async with self._database.reading() as connection:
                row = (await connection.execute(wanted)).one_or_none()
        except StoreAwayError:
            return None
        if row is None:
            return None
        preference = Preference(Language(row.language), row.converted)
        await self._recent.remember(who, preference)
        return preference

    async def forget(self, who: Who) -> None:
        """Remove what is known of this person."""
        await self._recent.forget(who)
        self._write_behind.note(_forget(schema.preferences, who), {})


class StoredVotes:
    """The thumbs."""

    def __init__(self, database: Database, write_behind: WriteBehind) -> None:
        self._write_behind = write_behind
        self._put = _upsert(database, schema.votes, ("who", "article", "section", "paragraph", "version"))

    async def cast(self, who: Who, vote: Vote) -> None:
        """Record the vote in place of an earlier one for the same passage and version."""
        self._write_behind.note(
            self._put,
            {
                "who": who,
                "article": vote.passage.article,
                "section": vote.passage.section,
                "paragraph": vote.passage.paragraph,
                "version": vote.version,
                "good": vote.good,
                "at": int(time.time()),
                "question": masked(_storable(vote.question)),
            },
        )

    async def withdraw(self, who: Who, vote: Vote) -> None:
        """Remove the vote for this passage and version."""
        votes, passage = schema.votes.c, vote.passage
        statement = delete(schema.votes).where(
            votes.who == who,
            votes.article == passage.article,
            votes.section == passage.section,
            votes.paragraph == passage.paragraph,
            votes.version == vote.version,
        )
        self._write_behind.note(statement, {})

    async def forget(self, who: Who) -> None:
        """Remove all votes of this person."""
        self._write_behind.note(_forget(schema.votes, who), {})


class SharedAllowance:
    """So many questions within any minute over all replicas; 0 allows all."""

    def __init__(self, database: Database, limit: int) -> None:
        self._database = database
        self._limit = limit
        self._alone = MemoryAllowance(limit)
        self._put = _upsert(database, schema.allowance, ("who",))

    async def take(self, who: Who) -> Permission:
        """Count one question, if allowed."""
        if not self._limit:
            return Permission.ALLOWED
        try:
            async with self._database.writing() as connection:
                return await self._take(connection, who)
        except StoreAwayError:
            return await self._alone.take(who)

    async def _take(self, connection: AsyncConnection, who: Who) -> Permission:
        allowance = schema.allowance
        wanted = select(allowance.c.asked, allowance.c.refused_at).where(allowance.c.who == who)
        row = (await connection.execute(wanted.with_for_update())).one_or_none()
        now = time.time()
        # A clock that was set back would count what lies ahead of it for hours.
        asked = [each for each in json.loads(row.asked) if now - _MINUTE < each <= now + 1] if row else []
        refused = row.refused_at if row else None
        if len(asked) < self._limit:
            asked.append(round(now, 3))
            verdict = Permission.ALLOWED
        else:
            told = refused is not None and now - _MINUTE < refused <= now + 1
            verdict, refused = Permission.SLOWED if told else Permission.WARNED, now
        row_now = {"who": who, "at": int(now), "asked": json.dumps(asked), "refused_at": refused}
        await connection.execute(self._put, row_now)
        return verdict


def keeping(
    database: Database, write_behind: WriteBehind, hashes: StoredHashes, settings: Settings
) -> Keeping:
    """All ports over this database."""
    limit = settings.questions_per_minute
    return Keeping(
        pseudonyms=hashes,
        turns=StoredTurns(database, write_behind),
        replies=StoredReplies(database, write_behind),
        questions=StoredQuestions(database, write_behind),
        votes=StoredVotes(database, write_behind),
        preferences=StoredPreferences(database, write_behind),
        # One process counts faster by itself, and a file is not for several machines.
        allowance=MemoryAllowance(limit) if database.is_sqlite else SharedAllowance(database, limit),
        lasting=True,
        days=settings.retention_days,
        settled=partial(_settled, database, write_behind),
    )


async def _settled(database: Database, write_behind: WriteBehind) -> bool:
    """Whether what was noted is in the database, and no longer in its log of changes."""
    if not await write_behind.flush():
        return False
    await database.scrub()
    return True


async def read_log(database: Database, days: int) -> tuple[LoggedQuestion, ...]:
    """The questions of the last days, oldest first, each with what its asker thought of the answer.

    Raises:
        StoreAwayError: the database cannot be used.

    """
    since = int(time.time()) - days * 86_400
    questions, votes = schema.questions.c, schema.votes.c
    async with database.reading() as connection:
        down = select(votes.who, votes.question).where(votes.good.is_(False), votes.at >= since)
        disliked = {(row.who, row.question) for row in await connection.execute(down)}
        wanted = (
            select(questions.who, questions.at, questions.text, questions.outcome, questions.score)
            .add_columns(questions.article, questions.section, questions.paragraph)
            .where(questions.at >= since)
            .order_by(questions.id)
        )
        return tuple(
            LoggedQuestion(
                row.text,
                Status(row.outcome),
                row.at,
                row.score,
                PassageId(row.article, row.section, row.paragraph) if row.article is not None else None,
                disliked=(row.who, row.text) in disliked,
            )
            for row in await connection.execute(wanted)
        )


async def asked_lately(database: Database, most: int = 200) -> tuple[str, ...]:
    """The questions asked last, each once; none while the database is away."""
    questions = schema.questions
    wanted = (
        select(questions.c.text)
        .group_by(questions.c.text)
        .order_by(func.max(questions.c.at).desc())
        .limit(most)
    )
    try:
        async with database.reading() as connection:
            return tuple(await connection.scalars(wanted))
    except StoreAwayError:
        return ()


async def purge(connection: AsyncConnection, retention_days: int) -> None:
    """Remove what has been kept for long enough."""
    now = int(time.time())
    ages = {
        schema.questions: retention_days * 86_400.0,
        schema.votes: retention_days * 86_400.0,
        schema.preferences: retention_days * 86_400.0,
        schema.turns: TURN_SECONDS,
        schema.replies: REPLY_SECONDS,
        schema.allowance: 2 * _MINUTE,
    }
    for table, age in ages.items():
        await connection.execute(delete(table).where(table.c.at < int(now - age)))


def _insert(database: Database, table: Table) -> SqliteInsert | PostgresqlInsert:
    return sqlite_insert(table) if database.is_sqlite else postgresql_insert(table)


def _upsert(database: Database, table: Table, key: tuple[str, ...]) -> SqliteInsert | PostgresqlInsert:
    statement = _insert(database, table)
    rest: dict[str, Any] = {
        each.name: statement.excluded[each.name] for each in table.c if each.name not in key
    }
    return statement.on_conflict_do_update(index_elements=key, set_=rest)


def _forget(table: Table, who: Who) -> Delete:
    return delete(table).where(table.c.who == who)


def _storable(text: str) -> str:
    # PostgreSQL takes no null character, and no database half a surrogate pair.
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _turn(question: str, kept: Any) -> Turn:  # noqa: ANN401 - as json gives it
    # A list of passages alone is what an earlier version has written.
    kept = {"shown": kept} if isinstance(kept, list) else kept
    marked = kept.get("marked")
    shown, offered = (tuple(PassageId(*each) for each in kept.get(name, ())) for name in ("shown", "offered"))
    return Turn(question, shown, Span(*marked) if marked else None, offered)
