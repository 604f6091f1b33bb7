"""What the Telegram front keeps beyond one update, and what keeps it: memory here, a database elsewhere.

A port never raises because its store is away: it then forgets or allows, and says so in the log itself.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NewType, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.conversation.conversation import Turn
    from bot.models import Language, LoggedQuestion, PassageId, Status, Usage

Who = NewType("Who", str)
"""A person, as a keyed hash of the Telegram user id: the same person always gives the same one."""
Where = NewType("Where", str)
"""A chat, or a topic of a forum, as a keyed hash."""


class Permission(Enum):
    """Whether a person may ask now."""

    ALLOWED = "allowed"
    WARNED = "warned"
    """Too many questions, and this is the first one over: say so kindly."""
    SLOWED = "slowed"
    """Too many questions, and the person has been told: stay silent."""


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """A question for the log: what was asked, how it ended, and the first passage shown."""

    text: str
    outcome: Status
    passage: PassageId | None = None
    score: float = 0.0
    seconds: float = 0.0
    """How long the engine took."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A thumb up or down for a passage, in this version of the content, as the answer to a question."""

    passage: PassageId
    version: str
    good: bool
    question: str = ""


class Pseudonyms(Protocol):
    """Turns Telegram's ids into hashes; all other ports see nothing but these."""

    def who(self, user: int) -> Who:
        """The person with this user id, or the chat that speaks as one (an anonymous administrator)."""
        ...

    def where(self, chat: int, topic: int | None) -> Where:
        """The chat, or its topic."""
        ...


class Turns(Protocol):
    """The memory that a follow-up needs; each turn is forgotten after some minutes."""

    async def remember(self, who: Who, where: Where, turn: Turn) -> None:
        """Put this turn in place of the one before."""
        ...

    async def last(self, who: Who, where: Where) -> Turn | None:
        """The last turn of this person there, unless it is forgotten."""
        ...

    async def forget(self, who: Who) -> None:
        """Remove all turns of this person."""
        ...


class Replies(Protocol):
    """Which message of the bot answers which message of a person, so that an edit finds its answer."""

    async def remember(self, who: Who, where: Where, question: int, answer: int) -> None:
        """Message `answer` answers message `question` there; both are Telegram's message ids."""
        ...

    async def answer_to(self, where: Where, question: int) -> int | None:
        """The answer to that message, unless it is forgotten."""
        ...

    async def forget(self, who: Who) -> None:
        """Remove all pairs of this person."""
        ...


class QuestionLog(Protocol):
    """The questions asked, for the editor; kept as long as the settings say."""

    async def record(self, who: Who, asked: QuestionRecord) -> None:
        """Add a question."""
        ...

    async def forget(self, who: Who) -> None:
        """Remove all questions of this person."""
        ...


class Votes(Protocol):
    """The thumbs, for the editor; a person has one for each passage in each version."""

    async def cast(self, who: Who, vote: Vote) -> None:
        """Record the vote in place of an earlier one for the same passage and version."""
        ...

    async def withdraw(self, who: Who, vote: Vote) -> None:
        """Remove the vote for this passage and version."""
        ...

    async def forget(self, who: Who) -> None:
        """Remove all votes of this person."""
        ...


@dataclass(frozen=True, slots=True)
class Preference:
    """How somebody reads: the language of the interface, and whether quotes come in the other script."""

    language: Language
    converted: bool = False


class Preferences(Protocol):
    """How each person reads, by what they wrote and pressed last."""

    async def remember(self, who: Who, preference: Preference) -> None:
        """Put this in place of what was before."""
        ...

    async def of(self, who: Who) -> Preference | None:
        """What is known of this person."""
        ...

    async def forget(self, who: Who) -> None:
        """Remove what is known of this person."""
        ...


class Allowance(Protocol):
    """What one person may ask within any minute; it holds times alone, for a minute or two."""

    async def take(self, who: Who) -> Permission:
        """Count one question, if allowed.

        WARNED when none was refused to this person within the last minute, else SLOWED. What is refused does
        not count against the next minute.
        """
        ...


class History(Protocol):
    """What was asked from one moment to another (seconds since 1970), for whoever works on the content."""

    async def asked(self, since: float, until: float) -> tuple[LoggedQuestion, ...] | None:
        """The newest of the questions that were not answered, or whose answer was voted down, oldest first.

        None while the store is away.
        """
        ...

    async def usage(self, since: float, until: float) -> Usage | None:
        """How much was asked, and how it ended; None while the store is away."""
        ...


async def at_once() -> bool:
    """What is kept in memory alone is settled."""
    return True


@dataclass(frozen=True, slots=True)
class Keeping:
    """All ports together, as the front takes them.

    `lasting` is whether questions and votes are written to a store, which /privacy then says, with `days`,
    how long they stay there; `settled` returns whether what was asked of the ports has reached it. Without a
    store there is no `history`. `began` is when the service did, by the monotonic clock.
    """

    pseudonyms: Pseudonyms
    turns: Turns
    replies: Replies
    questions: QuestionLog
    votes: Votes
    preferences: Preferences
    allowance: Allowance
    lasting: bool = False
    days: int = 0
    settled: Callable[[], Awaitable[bool]] = at_once
    history: History | None = None
    began: float = field(default_factory=time.monotonic)

    async def forget(self, who: Who) -> bool:
        """Remove all that is kept of this person, and return whether it is gone; the allowance goes by itself."""
        await self.turns.forget(who)
        await self.replies.forget(who)
        await self.questions.forget(who)
        await self.votes.forget(who)
        await self.preferences.forget(who)
        return await self.settled()
