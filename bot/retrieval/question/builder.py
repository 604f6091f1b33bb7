"""The draft of a query: word by word, text becomes units with their weights, of which the query is made."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from bot.retrieval.question.asides import asides
from bot.retrieval.question.expectation import expectation
from bot.retrieval.question.grams import Place, grams, sound_grams
from bot.retrieval.question.query import Gram, Query, Unit
from bot.retrieval.text.normalization import is_han
from bot.retrieval.text.numbers import numbers
from bot.retrieval.text.sounds import parse_pinyin, sound
from bot.retrieval.text.wording import asks, function_words, light_words, measure_words, pinyin_particles
from bot.retrieval.text.wordlists import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.retrieval.question.rarity import Rarity
    from bot.retrieval.question.thesaurus import Expansion
    from bot.retrieval.text.segmentation import Segmenter

_ASIDE = 0.15
"""What the clauses of a long message count for that ask nothing, while another asks."""
_LONE_CHARACTER = 0.6
"""What a word of one character counts for, against longer ones: it is ambiguous."""
_LIGHT = 0.2
"""What words count for that any question may hold, whatever its subject: 数量, 好处, 构成."""
_DIGIT = 1.5
"""The weight of a single digit, which is in every other passage by chance."""
_PINYIN = 6.0
"""The weight of a word typed as pinyin, whose rarity cannot be known: a content word's usual one."""
_WHEREABOUTS = frozenset({"在", "从", "住", "住在", "来自", "人在", "我在", "我是", "飞"})
_FAINT = 0.8
"""The weight of a character up to which its word is no focus: it is light, or all over the content."""
_NEAR = 4
"""Units from a question word within which a content word is what it asks about."""
_LONGEST_READING = 4
"""Syllables of the longest function word that is looked for in pinyin."""


@cache
def _function_words_by_sound() -> dict[str, str]:
    """Function words by their sound, so that shenme shihou is read as 什么时候."""
    # Of words that sound the same, the first is meant, and one that asks before all others.
    words = (*word_list("question"), *word_list("function"))
    return {sound(word): word for word in reversed(words) if len(word) > 1 and all(map(is_han, word))}


class Draft:
    """A query under construction, word by word."""

    def __init__(self, rarity: Rarity, segmenter: Segmenter, *, english: bool) -> None:
        self._rarity = rarity
        self._segmenter = segmenter
        self._english = english
        self._places: list[Place] = []
        self._words: list[str] = []
        self._core: list[str] = []
        self._read: list[str] = []
        self._abbreviations: list[Gram] = []
        self._asked_at: list[int] = []
        self._joined = False
        self._symbol = ""

    def add_symbol(self, symbol: str) -> None:
        """Add a mark: what follows does not go on from what came before, but for names such as 法+侨."""
        self._symbol = symbol if self._joined else ""
        self._joined = False

    def add_word(self, word: str, start: int) -> None:
        """Add a word of Chinese characters."""
        asking = asks(word)
        counted = word in measure_words() and self._asked_at[-1:] == [len(self._places) - 1]
        if asking:
            self._asked_at.append(len(self._places))
        weight = 0.0
        if not (asking or counted or word in function_words()):
            weight = self._rarity.weight(word) * (_LONE_CHARACTER if len(word) == 1 else 1.0)
            weight *= _LIGHT if word in light_words() else 1.0
            self._core.append(word)
        # In Canada, from Chengdu: mostly where the asker is, not what is asked about.
        aside = self._words[-1:] and self._words[-1] in _WHEREABOUTS
        name = weight > 0 and not aside and self._segmenter.is_name(word)
        familiar = len(word) > 1 and self._segmenter.is_familiar(word)
        for offset, (char, symbol) in enumerate(zip(word, sound(word), strict=True)):
            at = start + offset
            self._add(Unit(char, symbol, weight / len(word), len(self._words), name, familiar), at, at + 1)
        self._words.append(word)

    def add_number(self, digits: str, start: int) -> None:
        """Add a number in digits; it is matched by its value."""
        self._core.append(digits)
        weight = _DIGIT if len(digits) == 1 else self._rarity.weight(digits)
        self._add(Unit(digits, "", weight, len(self._words)), start, start + len(digits))
        self._words.append(digits)
        self._joined = False

    def add_latin(self, word: str, start: int, wordings: Sequence[str]) -> None:
        """Add a Latin word: one that stands for other wordings, English, pinyin, or its first letters."""
        understood = self._english or bool(wordings) or self._rarity.occurs(word)
        syllables = None if understood else parse_pinyin(word)
        if syllables is not None:
            self._add_syllables(word, syllables, start)
            return
        weight = 0.0
        if word not in function_words():
            # An alias tells as much as what it stands for.
            weight = max(map(self._rarity.weight, wordings or (word,)))
            self._core.append(word)
            if not understood:
                self._add_abbreviation(word)
        self._joined = False
        unit = Unit(word, "", weight, len(self._words), name=not understood)
        self._add(unit, start, start + len(word))
        self._words.append(word)
        self._joined = False

    def _add_abbreviation(self, letters: str) -> None:
        at = len(self._places)
        if self._abbreviations and self._abbreviations[-1].end == at:
            before = self._abbreviations.pop()
            self._abbreviations.append(Gram(before.text + letters, before.start, at + 1))
        else:
            self._abbreviations.append(Gram(letters, at, at + 1))

    def _add_syllables(self, run: str, syllables: str, start: int) -> None:
        known = _function_words_by_sound()
        at = 0
        while at < len(syllables):
            ahead = (syllables[at : at + length] for length in range(_LONGEST_READING, 0, -1))
            word = next((known[reading] for reading in ahead if reading in known), "")
            weight = 0.0 if word or run in pinyin_particles() else _PINYIN / len(syllables)
            for symbol in syllables[at : at + (len(word) or 1)]:
                self._add(Unit("", symbol, weight, len(self._words)), start, start + len(run))
            at += len(word) or 1
            if word:
                self._words.append(word)
                self._read.append(word)
        self._words.append(run)

    def _add(self, unit: Unit, start: int, end: int) -> None:
        self._places.append(Place(unit, start, end, self._joined, self._symbol))
        self._joined = True
        self._symbol = ""

    def query(self, text: str, expansions: Sequence[Expansion]) -> Query:
        """The finished query; `expansions` are those of the text."""
        places, asking = self._without_asides(text)
        units = tuple(place.unit for place in places)
        weights = tuple(unit.weight for unit in units)
        return Query(
            text=text,
            units=units,
            words=tuple(self._words),
            expansions=self._over_units(expansions),
            numbers=self._numbers(text),
            abbreviations=tuple(self._abbreviations),
            grams=tuple(grams(places)),
            sound_grams=tuple(sound_grams(places)),
            expected=expectation(f"{asking} {''.join(self._read)}".strip()),
            core="".join(self._core),
            weights=weights,
            weight=sum(weights),
            characters=frozenset(text),
            focus=self._focus(units),
        )

    def _without_asides(self, text: str) -> tuple[list[Place], str]:
        """The places with those in asides made lighter, and the part of the text that asks."""
        silent = {at for start, end in asides(text) for at in range(start, end)}
        if not silent:
            return self._places, text
        places = [
            replace(place, unit=replace(place.unit, weight=place.unit.weight * _ASIDE))
            if place.start in silent
            else place
            for place in self._places
        ]
        return places, "".join(char for at, char in enumerate(text) if at not in silent)

    def _focus(self, units: Sequence[Unit]) -> tuple[int, ...]:
        found: dict[int, None] = {}
        for asked_at in self._asked_at:
            after = range(asked_at, min(asked_at + _NEAR + 1, len(units)))
            before = range(asked_at - 1, max(asked_at - _NEAR, 0) - 1, -1)
            for side in (after, before):
                at = next((index for index in side if units[index].weight > _FAINT), None)
                if at is not None:
                    found.update(dict.fromkeys(_whole_word(units, at)))
        return tuple(found)

    def _over_units(self, expansions: Sequence[Expansion]) -> tuple[Expansion, ...]:
        ranges = [self._range(expansion.start, expansion.end) for expansion in expansions]
        return tuple(
            replace(expansion, start=start, end=end)
            for expansion, (start, end) in zip(expansions, ranges, strict=True)
        )

    def _numbers(self, text: str) -> tuple[Gram, ...]:
        # A lone numeral is more often part of a word (一起, 万一) than a quantity.
        return tuple(
            Gram(number.key, *self._range(number.start, number.end))
            for number in numbers(text)
            if number.end - number.start > 1 or text[number.start].isascii()
        )

    def _range(self, start: int, end: int) -> tuple[int, int]:
        """The units whose text reaches into [start, end) of the text."""
        first = bisect_right(self._places, start, key=lambda place: place.end)
        last = bisect_left(self._places, end, key=lambda place: place.start)
        return (first, last) if first < last else (0, 0)


def _whole_word(units: Sequence[Unit], at: int) -> range:
    """The units of the word that the unit belongs to."""
    word = units[at].word
    start, end = at, at + 1
    while start and units[start - 1].word == word:
        start -= 1
    while end < len(units) and units[end].word == word:
        end += 1
    return range(start, end)
