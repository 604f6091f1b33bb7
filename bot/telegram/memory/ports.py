"""What the Telegram front has kept beyond one update."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NewType, Protocol

if TYPE_CHECKING:
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


@dataclass(frozen=True, slots=True)
class Preference:
    """How somebody reads: the language of the interface, and whether quotes come in the other script."""

    language: Language
    converted: bool = False


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


class Keeping(Protocol):
    """What keeps it; it never raises because its store is away, and then forgets or allows."""

    @property
    def began(self) -> float:
        """When it began to, by the monotonic clock."""
        ...

    @property
    def history(self) -> History | None:
        """What was asked; None when it is lost with the process."""
        ...

    @property
    def days(self) -> int | None:
        """How long questions and votes are kept; None when they are lost with the process."""
        ...

    def who(self, user: int) -> Who:
        """The person with this user id, or the chat that speaks as one (an anonymous administrator)."""
        ...

    def where(self, chat: int, topic: int | None) -> Where:
        """The chat, or its topic."""
        ...

    async def remember_turn(self, who: Who, where: Where, turn: Turn) -> None:
        """Put this turn in place of the one before; a follow-up needs it."""
        ...

    async def last_turn(self, who: Who, where: Where) -> Turn | None:
        """The last turn of this person there, unless some minutes have passed."""
        ...

    async def remember_answer(self, who: Who, where: Where, question: int, answer: int) -> None:
        """Message `answer` answers message `question` there, so that an edit finds it; both are Telegram's ids."""
        ...

    async def answer_to(self, where: Where, question: int) -> int | None:
        """The answer to that message, unless it is forgotten."""
        ...

    async def record(self, who: Who, asked: QuestionRecord) -> None:
        """Add a question to the log for the editor."""
        ...

    async def vote(self, who: Who, vote: Vote) -> None:
        """Record the vote in place of an earlier one for the same passage and version."""
        ...

    async def withdraw(self, who: Who, vote: Vote) -> None:
        """Remove the vote for this passage and version."""
        ...

    async def prefer(self, who: Who, preference: Preference) -> None:
        """Put this in place of how the person read before."""
        ...

    async def preference(self, who: Who) -> Preference | None:
        """How the person reads, by what they wrote and pressed last."""
        ...

    async def take(self, who: Who) -> Permission:
        """Count one question of what one person may ask within any minute, if allowed.

        WARNED when none was refused to this person within the last minute, else SLOWED. What is refused does
        not count against the next minute.
        """
        ...

    async def forget(self, who: Who) -> bool:
        """Remove all that is kept of this person, and return whether it is gone; what they may ask goes by itself."""
        ...
