"""The ports kept in memory: for one process without a store, and bounded, so that it never grows."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from bot.telegram.memory.bounded import ENTRIES, Bounded, Key, Value
from bot.telegram.memory.ports import Keeping, Permission, Where, Who

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from bot.conversation.conversation import Turn
    from bot.telegram.memory.ports import Preference, QuestionRecord, Vote

TURN_SECONDS: Final = 600.0
"""How long a turn is remembered."""
_MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True)
class KeyedHashes:
    """Pseudonyms by a secret key; whoever has the key alone can say whose they are."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def who(self, user: int) -> Who:
        """The person's hash."""
        return Who(self._hash(f"user {user}"))

    def where(self, chat: int, topic: int | None) -> Where:
        """The chat's or topic's hash."""
        return Where(self._hash(f"chat {chat} {topic}"))

    def _hash(self, text: str) -> str:
        return blake2b(text.encode(), key=self.key, digest_size=16).hexdigest()


class MemoryTurns:
    """Turns that are forgotten after ten minutes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._turns: Bounded[tuple[Who, Where], tuple[float, Turn]] = Bounded()

    async def remember(self, who: Who, where: Where, turn: Turn) -> None:
        """Put this turn in place of the one before."""
        self._turns[who, where] = (self._clock() + TURN_SECONDS, turn)

    async def last(self, who: Who, where: Where) -> Turn | None:
        """The last turn of this person there, unless it is forgotten."""
        until, turn = self._turns.get((who, where), (0.0, None))
        if turn is not None and self._clock() > until:
            del self._turns[who, where]
            return None
        return turn

    async def forget(self, who: Who) -> None:
        """Remove all turns of this person."""
        _drop(self._turns, [key for key in self._turns if key[0] == who])


class MemoryReplies:
    """The latest pairs of question and answer."""

    def __init__(self) -> None:
        self._pairs: Bounded[tuple[Where, int], tuple[Who, int]] = Bounded()

    async def remember(self, who: Who, where: Where, question: int, answer: int) -> None:
        """Message `answer` answers message `question` there."""
        self._pairs[where, question] = (who, answer)

    async def answer_to(self, where: Where, question: int) -> int | None:
        """The answer to that message, unless it is forgotten."""
        pair = self._pairs.get((where, question))
        return pair[1] if pair else None

    async def forget(self, who: Who) -> None:
        """Remove all pairs of this person."""
        _drop(self._pairs, [key for key, pair in self._pairs.items() if pair[0] == who])


class MemoryQuestionLog:
    """The latest questions."""

    def __init__(self) -> None:
        self.asked: deque[tuple[Who, QuestionRecord]] = deque(maxlen=ENTRIES)

    async def record(self, who: Who, asked: QuestionRecord) -> None:
        """Add a question."""
        self.asked.append((who, asked))

    async def forget(self, who: Who) -> None:
        """Remove all questions of this person."""
        kept = [each for each in self.asked if each[0] != who]
        self.asked.clear()
        self.asked.extend(kept)


class MemoryVotes:
    """The latest votes."""

    def __init__(self) -> None:
        self.votes: Bounded[tuple[Who, Hashable, str], Vote] = Bounded()

    async def cast(self, who: Who, vote: Vote) -> None:
        """Record the vote in place of an earlier one for the same passage and version."""
        self.votes[who, vote.passage, vote.version] = vote

    async def withdraw(self, who: Who, vote: Vote) -> None:
        """Remove the vote for this passage and version."""
        self.votes.pop((who, vote.passage, vote.version), None)

    async def forget(self, who: Who) -> None:
        """Remove all votes of this person."""
        _drop(self.votes, [key for key in self.votes if key[0] == who])


class MemoryPreferences:
    """How the latest people read."""

    def __init__(self) -> None:
        self._known: Bounded[Who, Preference] = Bounded()

    async def remember(self, who: Who, preference: Preference) -> None:
        """Put this in place of what was before."""
        self._known[who] = preference

    async def of(self, who: Who) -> Preference | None:
        """What is known of this person."""
        return self._known.get(who)

    async def forget(self, who: Who) -> None:
        """Remove what is known of this person."""
        self._known.pop(who, None)


@dataclass(slots=True)
class _Pace:
    asked: deque[float] = field(default_factory=deque)
    refused: float | None = None


class MemoryAllowance:
    """So many questions within any minute; 0 allows all."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._paces: Bounded[Who, _Pace] = Bounded()

    async def take(self, who: Who) -> Permission:
        """Count one question, if allowed."""
        if not self._limit:
            return Permission.ALLOWED
        now = self._clock()
        pace = self._paces.get(who) or _Pace()
        self._paces[who] = pace
        while pace.asked and pace.asked[0] <= now - _MINUTE:
            pace.asked.popleft()
        if len(pace.asked) < self._limit:
            pace.asked.append(now)
            return Permission.ALLOWED
        told = pace.refused is not None and pace.refused > now - _MINUTE
        pace.refused = now
        return Permission.SLOWED if told else Permission.WARNED


def in_memory(questions_per_minute: int) -> Keeping:
    """All ports in memory."""
    return Keeping(
        pseudonyms=KeyedHashes(),
        turns=MemoryTurns(),
        replies=MemoryReplies(),
        questions=MemoryQuestionLog(),
        votes=MemoryVotes(),
        preferences=MemoryPreferences(),
        allowance=MemoryAllowance(questions_per_minute),
    )


def _drop(entries: OrderedDict[Key, Value], keys: list[Key]) -> None:
    for key in keys:
        del entries[key]
