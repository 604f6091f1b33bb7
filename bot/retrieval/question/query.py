"""The query: a question as the retrieval sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bot.retrieval.question.aliases import Expansion
    from bot.retrieval.question.expectation import Expectation
    from bot.retrieval.text.vectors import Matrix


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to be covered: a Chinese character, a run of letters or figures, or a syllable typed as pinyin.

    `text` is what stands in an article ("" for a bare syllable), `sounds` the symbols of its readings ("" for letters
    and figures), `weight` its share of the query's content, `word` the index of the word that it belongs to.
    """

    text: str
    sounds: str
    weight: float
    word: int
    name: bool = False
    """Whether it names one thing and no other: a place, an organisation, a number, a Latin word that nobody knows."""
    familiar: bool = False
    """Whether it belongs to a word that is in everybody's dictionary, and so is hardly a misspelling."""


class Gram(NamedTuple):
    """Neighbouring units [start, end), joined as an article would print or pronounce them."""

    text: str
    start: int
    end: int


class Word(NamedTuple):
    """A content word and its units [start, end)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the retrieval sees it."""

    text: str
    units: tuple[Unit, ...]
    weights: tuple[float, ...]
    """The units' weights."""
    weight: float
    """Their sum."""
    words: tuple[Word, ...]
    """The content words."""
    vectors: Matrix
    """Their vectors, a row a word (words × dimensions); a row of zeros for what the table cannot tell."""
    salience: Matrix
    """What each content word tells by its rarity in Chinese at large; they sum to 1."""
    grams: tuple[Gram, ...]
    """Pairs of characters and codes."""
    sound_grams: tuple[Gram, ...]
    """Pairs of syllables."""
    values: tuple[Gram, ...]
    """Numbers and days: the gram's text is the index term of the value."""
    expansions: tuple[Expansion, ...]
    """Ranges are of units."""
    denied: tuple[tuple[int, int, bool], ...]
    """Words, as units [start, end), that the question denies (True) or affirms (False), as in 无驾照 and 有驾照."""
    compares: bool
    """Whether the question itself compares (比, 超过), so that what the text compares with may be what it asks about."""
    expected: Expectation
    kind: tuple[int, int]
    """The units [start, end) of the wording that names the kind of answer, such as 价格是多少."""
    asked: float
    """How many content words it has, those typed as pinyin included."""
    telling: float
    """How far the question says enough to be answered, 0 to 1; 0 for one bare common word, or one over and over."""
    strangers: tuple[str, ...]
    """Names of places and organisations in it that no passage holds."""
    core: str
    """The content words alone, joined: what fuzzy ratios compare."""
    whole: str
    """The text without marks, spaces and closing particles: equal for questions that differ in no word."""
