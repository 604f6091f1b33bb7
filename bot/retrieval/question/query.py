"""The query: a question as the retrieval sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.retrieval.question.expectation import Expectation
    from bot.retrieval.question.thesaurus import Expansion


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to be covered: a Chinese character, a Latin word, a number, or a syllable typed as pinyin.

    `text` is what stands in an article ("" for a bare syllable), `sound` its symbol ("" for Latin words and
    numbers), `weight` its share of the query's content, `word` the index of the word that it belongs to.
    """

    text: str
    sound: str
    weight: float
    word: int
    name: bool = False
    """Whether it belongs to the name of a place or an organisation, or to a Latin word that nobody knows."""
    familiar: bool = False
    """Whether it belongs to a word that is in everybody's dictionary, and so is hardly a misspelling."""


@dataclass(frozen=True, slots=True)
class Gram:
    """Neighbouring units [start, end) as an article would print them (two characters, or a Latin word)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the retrieval sees it."""

    text: str
    units: tuple[Unit, ...]
    words: tuple[str, ...]
    expansions: tuple[Expansion, ...]
    """Ranges are of units."""
    numbers: tuple[Gram, ...]
    """Numbers by value: the gram's text is the number's index term."""
    abbreviations: tuple[Gram, ...]
    """Latin runs that may be first letters of pinyin."""
    grams: tuple[Gram, ...]
    sound_grams: tuple[Gram, ...]
    expected: Expectation
    core: str
    """The content words alone, joined: what fuzzy ratios compare."""
    weights: tuple[float, ...]
    """The units' weights."""
    weight: float
    """Their sum."""
    characters: frozenset[str]
    """The different characters of the text."""
    focus: tuple[int, ...]
    """The units of the content words beside the question words: what the question is about to learn."""
