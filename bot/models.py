"""What travels between the rooms: articles and their passages, questions, matches, answers, replies."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Language(StrEnum):
    """The languages that the interface speaks; quotes always stay in the article's own."""

    SIMPLIFIED = "zh-Hans"
    TRADITIONAL = "zh-Hant"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True, order=True)
class PassageId:
    """Where a passage stands: article slug, section (0 is what stands above the first), paragraph from 1."""

    article: str
    section: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of an article, verbatim, with all that a citation of it needs."""

    id: PassageId
    title: str
    section: str
    text: str
    breaks_off: bool = False
    """The source lost text at the end of this paragraph."""


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of an article; `number` 0 with the title "" holds what stands above the first heading."""

    number: int
    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One Markdown file of the knowledge folder."""

    slug: str
    title: str
    language: str
    source: str
    sections: tuple[Section, ...]
    credits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What people say (normalised) → what articles say: other names of the same thing, and words of near meaning."""

    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All content, read and validated: what an editor's folder says at one moment.

    `forms` are an editor's ways of asking for a passage, never shown. `synonyms` are by the slug of the article that
    they belong to, those of all articles under "". `version` is a hash of the content, 8 hexadecimal digits.
    """

    articles: tuple[Article, ...]
    forms: Mapping[PassageId, tuple[str, ...]] = field(default_factory=dict)
    dictionary: tuple[str, ...] = ()
    synonyms: Mapping[str, Synonyms] = field(default_factory=dict)
    version: str = "00000000"
    examples: tuple[str, ...] = ()
    """Questions to offer to somebody who does not know what to ask."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage in reading order."""
        return tuple(
            passage
            for article in self.articles
            for section in article.sections
            for passage in section.passages
        )

    def article(self, slug: str) -> Article | None:
        """The article with this slug, or None."""
        return next((article for article in self.articles if article.slug == slug), None)

    def passage(self, passage_id: PassageId) -> Passage | None:
        """The passage that stands there, or None when the content has no such place."""
        article = self.article(passage_id.article)
        if article is None:
            return None
        for section in article.sections:
            if section.number == passage_id.section and 1 <= passage_id.paragraph <= len(section.passages):
                return section.passages[passage_id.paragraph - 1]
        return None

    def around(self, passage_id: PassageId, reach: int = 1) -> tuple[Passage, ...]:
        """The passage with up to `reach` neighbours on each side, within its article, in reading order."""
        article = self.article(passage_id.article)
        if article is None:
            return ()
        passages = [passage for section in article.sections for passage in section.passages]
        for position, passage in enumerate(passages):
            if passage.id == passage_id:
                return tuple(passages[max(0, position - reach) : position + reach + 1])
        return ()


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

    @property
    def sentence_text(self) -> str:
        """The sentence that answers, verbatim."""
        return self.passage.text[self.sentence.start : self.sentence.end]


@dataclass(frozen=True, slots=True)
class Answered:
    """The article says it: `matches[0]` is the reply, the rest are other candidates, best first."""

    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """The article does not say it outright; these come nearest, best first, at least one."""

    matches: tuple[Match, ...]


class Talk(Enum):
    """What kind of message has no passage for an answer."""

    QUESTION = "question"
    EMPTY = "empty"
    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class NotFound:
    """Nothing to show; `talk` tells a question that the article does not answer from small talk.

    `nearest` are the passages that came nearest, too far to be shown; they explain the outcome and are no part of it.
    """

    talk: Talk = Talk.QUESTION
    nearest: tuple[Match, ...] = field(default=(), compare=False, repr=False)


Answer = Answered | Related | NotFound


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


@dataclass(frozen=True, slots=True)
class Reply:
    """What a front shows: a line of its own, quotes, a closing line, and choices; any of them may be empty."""

    lead: str = ""
    quotes: tuple[Quote, ...] = ()
    tail: str = ""
    choices: tuple[Choice, ...] = ()
