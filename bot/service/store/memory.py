"""What the Telegram front has kept beyond one update, in tables."""

from __future__ import annotations

import json
import secrets
import time
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, delete, func, insert, select

from bot.conversation.conversation import Turn
from bot.models import Language, LoggedQuestion, PassageId, Span, Status
from bot.service.store.database import StoreAwayError
from bot.service.store.group_commit import GroupCommit
from bot.service.store.history import StoredHistory
from bot.service.store.masking import masked
from bot.service.store.schema import allowance, facts, inbox, preferences, questions, replies, turns, votes
from bot.telegram.memory.bounded import ENTRIES, Bounded
from bot.telegram.memory.ports import Permission, Preference, Where, Who

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from sqlalchemy import RowMapping, Table
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.service.store.database import Database
    from bot.telegram.memory.ports import History, QuestionRecord, Vote

    _Row: TypeAlias = RowMapping | dict[str, Any]

TURN_SECONDS: Final = 600.0
"""How long a turn is remembered."""
REPLY_SECONDS: Final = 2 * 86_400.0
"""How long the answer to an edited question is found: Telegram lets people edit for two days."""
CLAIM_SECONDS: Final = 86_400.0
_MINUTE: Final = 60.0
_KEY: Final = "key of pseudonyms"
_OF_A_PERSON: Final = (turns, replies, questions, votes, preferences)


class Store:
    """Keeps it in a database, shared by all replicas; what this process kept last is in its memory as well.

    So nothing waits for a write, and while the database is away that memory does. `days` is None for a
    database that ends with the process, `per_minute` is how many questions one person may ask, 0 allows all,
    and `on_question` hears of each question.
    """

    def __init__(
        self,
        database: Database,
        writes: GroupCommit | None = None,
        *,
        days: int | None = None,
        per_minute: int = 0,
        on_question: Callable[[QuestionRecord], None] | None = None,
    ) -> None:
        self.days = days
        self.began = time.monotonic()
        self.history: History | None = StoredHistory(database) if days is not None else None
        self._database = database
        self._writes = writes or GroupCommit(database)
        self._per_minute = per_minute
        self._on_question = on_question
        # A passing one, until that of the database was read.
        self._key = secrets.token_bytes(32)
        self._recent: Bounded[tuple[str, *tuple[Any, ...]], _Row] = Bounded(4 * ENTRIES)
        self._upsert = {
            each: database.upsert(each) for each in (turns, replies, preferences, votes, allowance)
        }
        self._log = insert(questions)
        self._withdraw = delete(votes).where(*(key == bindparam(f"_{key.name}") for key in votes.primary_key))
        self._forget = {each: delete(each).where(each.c.who == bindparam("_who")) for each in _OF_A_PERSON}
        database.on_open.append(self._load_key)

    def who(self, user: int) -> Who:
        """The person's hash."""
        return Who(self._hash(f"user {user}"))

    def where(self, chat: int, topic: int | None) -> Where:
        """The chat's or topic's hash."""
        return Where(self._hash(f"chat {chat} {topic}"))

    async def remember_turn(self, who: Who, where: Where, turn: Turn) -> None:
        """Put this turn in place of the one before."""
        kept = {
            "shown": [[each.article, each.section, each.paragraph] for each in turn.shown],
            "marked": [turn.marked.start, turn.marked.end] if turn.marked else None,
            "offered": [[each.article, each.section, each.paragraph] for each in turn.offered],
        }
        asked = _storable(turn.question)
        self._put(turns, who=who, place=where, question=asked, shown=json.dumps(kept))

    async def last_turn(self, who: Who, where: Where) -> Turn | None:
        """The last turn of this person there, unless it is forgotten; the newer of what is here and there counts."""
        here = self._recent.get((turns.name, who, where))
        there = await self._read(turns, who, where)
        row = there if here is None or (there is not None and there["at"] > here["at"]) else here
        if row is None or time.time() - row["at"] >= TURN_SECONDS:
            return None
        return _turn(row["question"], json.loads(row["shown"]))

    async def remember_answer(self, who: Who, where: Where, question: int, answer: int) -> None:
        """Message `answer` answers message `question` there."""
        self._put(replies, who=who, place=where, question=question, answer=answer)

    async def answer_to(self, where: Where, question: int) -> int | None:
        """The answer to that message, unless it is forgotten."""
        row = self._recent.get((replies.name, where, question)) or await self._read(replies, where, question)
        return row["answer"] if row else None

    async def record(self, who: Who, asked: QuestionRecord) -> None:
        """Add a question to the log."""
        if self._on_question:
            self._on_question(asked)
        place = asked.passage
        row = _place(place) if place else {"article": None, "section": None, "paragraph": None}
        row |= {"who": who, "at": int(time.time()), "text": masked(_storable(asked.text))}
        self._writes.later(self._log, row | {"outcome": asked.outcome.value, "score": asked.score})

    async def vote(self, who: Who, vote: Vote) -> None:
        """Record the vote in place of an earlier one for the same passage and version."""
        row = _place(vote.passage) | {"question": masked(_storable(vote.question)), "at": int(time.time())}
        self._writes.later(
            self._upsert[votes], row | {"who": who, "version": vote.version, "good": vote.good}
        )

    async def withdraw(self, who: Who, vote: Vote) -> None:
        """Remove the vote for this passage and version."""
        key = _place(vote.passage) | {"who": who, "version": vote.version}
        self._writes.later(self._withdraw, {f"_{name}": value for name, value in key.items()})

    async def prefer(self, who: Who, preference: Preference) -> None:
        """Put this in place of how the person read before."""
        language = preference.language.value
        self._put(preferences, who=who, language=language, converted=preference.converted)

    async def preference(self, who: Who) -> Preference | None:
        """How the person reads."""
        row = self._recent.get((preferences.name, who))
        if row is None and (row := await self._read(preferences, who)):
            self._recent[preferences.name, who] = row
        return Preference(Language(row["language"]), row["converted"]) if row else None

    async def take(self, who: Who) -> Permission:
        """Count one question, if allowed, over all replicas."""
        if not self._per_minute:
            return Permission.ALLOWED
        key = allowance.name, who
        # One process counts faster by itself, and a file is not for several machines.
        if not self._database.is_sqlite:
            wanted = select(allowance).where(allowance.c.who == who).with_for_update()
            try:
                async with self._database.writing() as connection:
                    row = (await connection.execute(wanted)).mappings().one_or_none()
                    verdict, counted = self._count(who, row)
                    await connection.execute(self._upsert[allowance], counted)
                    return verdict
            except StoreAwayError:
                # Then this replica counts alone.
                pass
        verdict, self._recent[key] = self._count(who, self._recent.get(key))
        return verdict

    async def forget(self, who: Who) -> bool:
        """Remove all that is kept of this person, and return whether it is in no file any more."""
        for key in [
            key for key, row in self._recent.items() if row["who"] == who and key[0] != allowance.name
        ]:
            del self._recent[key]
        for statement in self._forget.values():
            self._writes.later(statement, {"_who": who})
        if not await self._writes.flush():
            return False
        await self._database.scrub()
        return True

    async def _load_key(self, connection: AsyncConnection) -> None:
        key = await connection.scalar(select(facts.c.value).where(facts.c.name == _KEY))
        if key is None:
            # The migration's lock is still held, so nobody else puts another one there.
            key = secrets.token_hex(32)
            await connection.execute(insert(facts).values(name=_KEY, value=key))
        self._key = bytes.fromhex(str(key))

    def _hash(self, text: str) -> str:
        return blake2b(text.encode(), key=self._key, digest_size=16).hexdigest()

    def _put(self, table: Table, **row: object) -> None:
        row["at"] = int(time.time())
        self._recent[table.name, *(row[key.name] for key in table.primary_key)] = row
        self._writes.later(self._upsert[table], row)

    async def _read(self, table: Table, *key: object) -> _Row | None:
        """The row with this key; None while the database is away."""
        its = [column == value for column, value in zip(table.primary_key, key, strict=True)]
        try:
            async with self._database.reading() as connection:
                return (await connection.execute(select(table).where(*its))).mappings().one_or_none()
        except StoreAwayError:
            return None

    def _count(self, who: Who, row: _Row | None) -> tuple[Permission, dict[str, Any]]:
        """The verdict on one more question of somebody whose row is this, and the row that follows from it."""
        now = time.time()
        # A clock that was set back would count what lies ahead of it for hours.
        asked = [each for each in json.loads(row["asked"]) if now - _MINUTE < each <= now + 1] if row else []
        refused = row["refused_at"] if row else None
        if len(asked) < self._per_minute:
            asked.append(round(now, 3))
            verdict = Permission.ALLOWED
        else:
            told = refused is not None and now - _MINUTE < refused <= now + 1
            verdict, refused = Permission.SLOWED if told else Permission.WARNED, now
        return verdict, {"who": who, "at": int(now), "asked": json.dumps(asked), "refused_at": refused}


async def read_log(database: Database, days: int) -> tuple[LoggedQuestion, ...]:
    """The questions of the last days, oldest first, each with what its asker thought of the answer.

    Raises:
        StoreAwayError: the database cannot be used.

    """
    since = int(time.time()) - days * 86_400
    async with database.reading() as connection:
        down = select(votes.c.who, votes.c.question).where(votes.c.good.is_(False), votes.c.at >= since)
        disliked = {(row.who, row.question) for row in await connection.execute(down)}
        wanted = select(questions).where(questions.c.at >= since).order_by(questions.c.id)
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
    last = func.max(questions.c.at).desc()
    wanted = select(questions.c.text).group_by(questions.c.text).order_by(last).limit(most)
    try:
        async with database.reading() as connection:
            return tuple(await connection.scalars(wanted))
    except StoreAwayError:
        return ()


async def purge(connection: AsyncConnection, retention_days: int) -> None:
    """Remove what has been kept for long enough; an update that is unanswered stays, however old it is."""
    now = int(time.time())
    ages = {
        questions: retention_days * 86_400.0,
        votes: retention_days * 86_400.0,
        preferences: retention_days * 86_400.0,
        turns: TURN_SECONDS,
        replies: REPLY_SECONDS,
        allowance: 2 * _MINUTE,
    }
    for table, age in ages.items():
        await connection.execute(delete(table).where(table.c.at < int(now - age)))
    old = inbox.c.received_at < int(now - CLAIM_SECONDS)
    await connection.execute(delete(inbox).where(old, inbox.c.payload.is_(None)))


def _place(passage: PassageId) -> dict[str, Any]:
    return {"article": passage.article, "section": passage.section, "paragraph": passage.paragraph}


def _storable(text: str) -> str:
    # PostgreSQL takes no null character, and no database half a surrogate pair.
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _turn(question: str, kept: Any) -> Turn:  # noqa: ANN401 - as json gives it
    # A list of passages alone is what an earlier version has written.
    kept = {"shown": kept} if isinstance(kept, list) else kept
    marked = kept.get("marked")
    shown, offered = (tuple(PassageId(*each) for each in kept.get(name, ())) for name in ("shown", "offered"))
    return Turn(question, shown, Span(*marked) if marked else None, offered)
