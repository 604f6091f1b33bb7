"""Question in, answer out: matches, why they match, and the outcomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, ClassVar

from bot.models.content import Language

if TYPE_CHECKING:
    from bot.models.content import Passage, PassageId


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked, as typed, and the language in which they read the interface."""

    text: str
    language: Language = Language.SIMPLIFIED


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range [start, end) of characters of a passage's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason for a match: its name, its value, and the weight that the ranking gave it."""

    name: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Meeting:
    """A wording of the question, what it met in the passage, through which channel, and how surely (0 to 1)."""

    asked: str
    met: str
    channel: str
    degree: float


@dataclass(frozen=True, slots=True)
class Why:
    """How a match came about, or why it is none.

    Signals, the matched spans of the passage, the nearest question form, which words met which, and the words of the
    question that neither the sentence, its neighbours nor the headings have.
    """

    signals: tuple[Signal, ...] = ()
    spans: tuple[Span, ...] = ()
    form: str | None = None
    meetings: tuple[Meeting, ...] = ()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A passage with the sentence in it that answers, and the confidence (0 to 1) that it does."""

    passage: Passage
    sentence: Span
    score: float
    why: Why = Why()
    clause: Span | None = None
    """The part of a long sentence that answers, where that was looked for."""

    @property
    def sentence_text(self) -> str:
        """The sentence that answers, verbatim."""
        return self.passage.text[self.sentence.start : self.sentence.end]


class Status(StrEnum):
    """How a message was dealt with, in the words of the contract, logs and metrics."""

    ANSWER = "answer"
    RELATED = "related"
    NONE = "none"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Answered:
    """The article says it: `matches[0]` is the reply, the rest are other candidates, best first."""

    matches: tuple[Match, ...]
    status: ClassVar = Status.ANSWER


@dataclass(frozen=True, slots=True)
class Related:
    """The article does not say it outright; these come nearest, best first, at least one."""

    matches: tuple[Match, ...]
    status: ClassVar = Status.RELATED


@dataclass(frozen=True, slots=True)
class LoggedQuestion:
    """A question that somebody asked: how it ended, when (seconds since 1970), and whether the answer was voted down."""

    text: str
    status: Status
    at: int
    score: float = 0.0
    passage: PassageId | None = None
    disliked: bool = False


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What several people asked in vain: their wordings, commonest first, and what comes nearest now.

    `asked` is how often, `disliked` how often an answer to it was voted down, `last` when (seconds since 1970);
    `lacking` are the words that the nearest passage has not.
    """

    wordings: tuple[str, ...]
    asked: int
    disliked: int
    last: int
    nearest: tuple[Match, ...]
    lacking: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Usage:
    """How much was asked within a span of time, by how many people, how it ended, and what was thought of it.

    `busiest` are the passages that answered most often, each with how often.
    """

    answered: int = 0
    related: int = 0
    none: int = 0
    people: int = 0
    liked: int = 0
    disliked: int = 0
    busiest: tuple[tuple[PassageId, int], ...] = ()

    @property
    def asked(self) -> int:
        """How many questions there were."""
        return self.answered + self.related + self.none


@dataclass(frozen=True, slots=True)
class Review:
    """What was asked between two moments (seconds since 1970), and what of it in vain, the most frequent first."""

    since: float
    until: float
    usage: Usage
    found: tuple[OpenQuestion, ...]


class Absence(Enum):
    """Where something was looked for and not found."""

    ARTICLE = "article"
    PASSAGE = "passage"
    """In the passage on the reader's screen and around it."""
    MORE = "more"
    """Among what had not been shown yet."""


@dataclass(frozen=True, slots=True)
class NotFound:
    """Nothing to show.

    `nearest` are the passages that came nearest, too far to be shown; they explain the outcome and are no part of it.
    """

    absence: Absence = Absence.ARTICLE
    instead: tuple[str, ...] = ()
    """Questions near it that the articles do answer."""
    nearest: tuple[Match, ...] = field(default=(), compare=False, repr=False)
    status: ClassVar = Status.NONE

    @property
    def matches(self) -> tuple[Match, ...]:
        """None."""
        return ()


class Talk(StrEnum):
    """What kind of message asks nothing of an article, in the words of the contract."""

    EMPTY = "empty"
    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    IDENTITY = "identity"
    HELP = "help"
    OVERVIEW = "overview"
    """What is this about?"""
    SOURCE = "source"
    """Who published this, and when?"""
    COMPLAINT = "complaint"
    HUMAN = "human"
    """A person is wanted."""
    TRANSLATE = "translate"


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """No question of the article; an overview brings its lead passages, a complaint others than were shown."""

    kind: Talk
    matches: tuple[Match, ...] = ()
    status: ClassVar = Status.TALK


Answer = Answered | Related | NotFound | SmallTalk
