"""The content: articles, their sections and passages, and the words that an editor gives with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
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
    date: str = ""
    publisher: str = ""
    url: str = ""


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
    absent: tuple[str, ...] = ()
    """Questions that the articles do not answer, by the word of their editor."""

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
