"""What a front shows, and what tapping does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.models.answers import Span
    from bot.models.content import PassageId


@dataclass(frozen=True, slots=True)
class ShowPassage:
    """Tapping shows this passage in full; `sentence` is marked when the passage was offered for a question."""

    passage: PassageId
    sentence: Span | None = None


@dataclass(frozen=True, slots=True)
class ShowSection:
    """Tapping lists the paragraphs of this section; `page` counts from 0."""

    article: str
    section: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowSections:
    """Tapping lists the sections of this article, without one the articles (of the only article, its sections)."""

    article: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """Tapping asks this question, as if it had been typed."""

    text: str


Action = ShowPassage | ShowSection | ShowSections | Ask


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap or to pick: a label in the reader's language and what it does."""

    label: str
    action: Action


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as it is shown: the article's words, the sentence to mark, and the citation.

    `note` is the interface's own remark on the quote (the source lost text here), never the article's words.
    """

    text: str
    sentence: Span | None
    citation: str
    note: str = ""
    headline: Span | None = None
    """What answers, to be read before all else: the sentence, or its clause."""
    link: str = ""
    """Where the citation leads."""
    question: str = ""
    """What the quote answers, where one reply answers several questions."""
    short: bool = False
    """Whether its sentence alone is shown, for a choice among several."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a front shows: a line of its own, quotes, a closing line, and choices; any of them may be empty."""

    lead: str = ""
    quotes: tuple[Quote, ...] = ()
    tail: str = ""
    choices: tuple[Choice, ...] = ()
