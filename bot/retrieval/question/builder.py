"""The query under construction: word by word, text becomes units with their weights."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np

from bot.retrieval.question.expectation import Kind, expectation
from bot.retrieval.question.query import Gram, Query, Unit, Word
from bot.retrieval.text.codes import codes, misread
from bot.retrieval.text.normalization import is_han, is_rare
from bot.retrieval.text.numbers import dates, numbers
from bot.retrieval.text.sounds import parse_pinyin, readings, sound
from bot.retrieval.text.words import function_words, light_words, pinyin_particles, question_words, word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.retrieval.question.aliases import Aliases, Expansion
    from bot.retrieval.question.expectation import Expectation
    from bot.retrieval.question.rarity import Rarity
    from bot.retrieval.text.segmentation import Segmenter
    from bot.retrieval.text.vectors import Matrix, WordVectors

_ASIDES = 0.25
"""What the clauses of a long message that ask nothing count for, all together, against those that ask."""
_ENOUGH = 10.0
"""The weight up to which they make good what the asking clauses lack: about that of two content words."""
_LONE_CHARACTER = 0.6
"""What a word of one character counts for, against longer ones: it is ambiguous."""
_LIGHT = 0.2
"""What words count for that any question may hold, whatever its subject: 数量, 好处, 构成."""
_DIGIT = 1.5
"""The weight of a single figure, which is in every other passage by chance."""
_PINYIN = 6.0
"""The weight of a word typed as pinyin, whose rarity cannot be known: a content word's usual one."""
_SMOOTH = 3e-5
"""The a of a/(a+p), the weight of a word of probability p (Arora et al. 2017, A simple but tough-to-beat baseline)."""
_TELLING = 3.0
"""The weight from which a query says enough to be answered: about that of one ordinary content word."""
_COMMON = 1e-5
"""The share of all words from which a word alone (人口, 帮助) asks nothing."""
_OFTEN = 2
_WHEREABOUTS = frozenset({"在", "从", "住", "住在", "来自", "人在", "我在", "我是", "飞"})
_LONGEST_READING = 4
"""Syllables of the longest function word that is looked for in pinyin."""
_ASKS_WHICH = ("多少", "几", "哪")
_VERSION = re.compile(r"v(?=\d)")
_TAIL = re.compile(r"(?:[\W_]|[吗呢啊呀吧啦嘛哦么的了]$)+")

_DENIALS = (
    "没有",
    "不能",
    "不可以",
    "不可",
    "不得",
    "不会",
    "不是",
    "不予",
    "禁止",
    "未",
    "无",
    "没",
    "不",
    "非",
    "勿",
)
_AFFIRMATIONS = ("可以", "能够", "有", "能", "可", "得", "会", "是")
_COMPARES = re.compile(
    r"比|超过|超出|高于|低于|多于|少于|大于|小于|大过|多过|不如|相当于|总和|加起来|加埋|加在一起"
)
_HAVING = "持带有用交办满到的"
"""What may stand between a denial and the thing denied: 未持有驾照."""
_WHETHER = re.compile(r"(?:有没有|有无|是不是|能不能|会不会|可不可以|要不要|是否|能否|可否)$")
_CLAUSE = re.compile("[,。;:!?\n]")
_ASKS_WHETHER = re.compile(
    r"吗|[没不][?？]?$|没有[?？]?$|有没有|有无|是不是|能不能|会不会|可不可以|是否|能否|可否"
)


@cache
def _function_words_by_sound() -> dict[str, str]:
    """Function words by their sound, so that shenme shihou is read as 什么时候."""
    # Of words that sound the same, the first is meant, and one that asks before all others.
    words = (*word_list("question"), *word_list("function"))
    return {sound(word): word for word in reversed(words) if len(word) > 1 and all(map(is_han, word))}


@dataclass(frozen=True, slots=True)
class _Place:
    """A unit and its range [start, end) of the text; `joined` when it goes on from the unit before it."""

    unit: Unit
    start: int
    end: int
    joined: bool
    symbol: str
    """The single mark between this unit and the one before it, as in 法+侨."""


class Builder:
    """A query under construction."""

    def __init__(
        self,
        text: str,
        *,
        rarity: Rarity,
        segmenter: Segmenter,
        aliases: Aliases,
        vectors: WordVectors,
        english: bool,
    ) -> None:
        self._text = text
        self._rarity = rarity
        self._segmenter = segmenter
        self._aliases = aliases
        self._vectors = vectors
        self._english = english
        self._places: list[_Place] = []
        self._last = ""
        self._word = 0
        self._words: list[Word] = []
        self._read: list[str] = []
        self._joined = False
        self._symbol = ""
        expected = expectation(text)
        self._kind = range(expected.start, expected.end)

    def add_symbol(self, symbol: str) -> None:
        """Add a mark: what follows does not go on from what came before, but for names such as 法+侨."""
        self._symbol = symbol if self._joined else ""
        self._joined = False

    def add_word(self, word: str, start: int) -> None:
        """Add a word of Chinese characters; 几, 哪 and 多少 are parted from the measure that they are glued to."""
        asks = next((asks for asks in _ASKS_WHICH if word.startswith(asks) and word != asks), "")
        if asks and word not in question_words() and word not in function_words():
            self.add_word(asks, start)
            self.add_word(word.removeprefix(asks), start + len(asks))
            return
        weight = 0.0
        measure = start in self._kind and len(word) == 1
        if not (measure or word in question_words() or word in function_words()):
            weight = self._rarity.weight(word) * (_LONE_CHARACTER if len(word) == 1 else 1.0)
            weight *= _LIGHT if word in light_words() else 1.0
        # In Canada, from Chengdu: mostly where the asker is, not what is asked about.
        name = weight > 0 and self._last not in _WHEREABOUTS and self._segmenter.is_name(word)
        familiar = len(word) > 1 and self._segmenter.is_familiar(word)
        first = len(self._places)
        for at, char in enumerate(word, start):
            unit = Unit(char, readings(char), weight / len(word), self._word, name, familiar)
            self._add(unit, at, at + 1)
        self._end_word(word, first, content=weight > 0)

    def add_figures(self, figures: str, start: int) -> None:
        """Add a number in figures."""
        first = len(self._places)
        weight = _DIGIT if len(figures) == 1 else self._rarity.weight(figures)
        name = len(figures) > 1
        self._add(Unit(figures, "", weight, self._word, name), start, start + len(figures))
        self._end_word(figures, first, content=True)
        self._joined = False

    def add_latin(self, word: str, start: int) -> None:
        """Add a Latin word: one that stands for other wordings, English, or pinyin."""
        wordings = self._aliases.wordings(word)
        understood = self._english or bool(wordings) or self._rarity.occurs(word)
        found = () if understood else parse_pinyin(word)
        if found:
            self._add_syllables(word, self._heard(found), start)
            return
        first = len(self._places)
        weight = 0.0
        # The v of a version says nothing more than its figures.
        if word not in function_words() and not _VERSION.match(self._text, start):
            # An alias tells as much as what it stands for.
            weight = max(map(self._rarity.weight, wordings or (word,)))
        self._joined = False
        # A Latin word that nobody knows, unless it is a part of a code, names something.
        name = not understood and len(word) > 2
        self._add(Unit(word, "", weight, self._word, name=name), start, start + len(word))
        self._end_word(word, first, content=weight > 0)
        self._joined = False

    def _heard(self, found: tuple[str, ...]) -> str:
        """Of the readings of a run of pinyin the one that some passage has the sounds of, by default the first."""
        for symbols in found:
            if len(symbols) > 1 and all(self._rarity.sounds(one + two) for one, two in pairwise(symbols)):
                return symbols
        return found[0]

    def _end_word(self, word: str, first: int, *, content: bool) -> None:
        if content:
            self._words.append(Word(word, first, len(self._places)))
        self._last = word
        self._word += 1

    def _add_syllables(self, run: str, syllables: str, start: int) -> None:
        known = _function_words_by_sound()
        at = 0
        while at < len(syllables):
            ahead = (syllables[at : at + length] for length in range(_LONGEST_READING, 0, -1))
            word = next((known[reading] for reading in ahead if reading in known), "")
            weight = 0.0 if word or run in pinyin_particles() else _PINYIN / len(syllables)
            for symbol in syllables[at : at + (len(word) or 1)]:
                self._add(Unit("", symbol, weight, self._word), start, start + len(run))
            at += len(word) or 1
            if word:
                self._word += 1
                self._read.append(word)
        self._word += 1

    def _add(self, unit: Unit, start: int, end: int) -> None:
        self._places.append(_Place(unit, start, end, self._joined, self._symbol))
        self._joined = True
        self._symbol = ""

    def query(self, asides: Sequence[tuple[int, int]]) -> Query:
        """The finished query; `asides` are the ranges of the text that ask nothing while another does."""
        places = self._lightened(asides)
        units = tuple(place.unit for place in places)
        weights = tuple(unit.weight for unit in units)
        words = tuple(word for word in self._words if weights[word.start])
        expected = expectation(f"{self._asking(asides)} {''.join(self._read)}".strip())
        kind = self._range(expected.start, expected.end) if not asides and not self._read else (0, 0)
        return Query(
            text=self._text,
            units=units,
            weights=weights,
            weight=sum(weights),
            words=words,
            vectors=self._vectors.matrix([word.text for word in words]),
            salience=self._salience(words, weights),
            grams=(*_pairs(places), *self._codes()),
            sound_grams=tuple(_sound_pairs(places)),
            values=tuple(self._values()),
            expansions=self._over_units(self._aliases.expansions(self._text)),
            denied=tuple(self._denied()),
            compares=_COMPARES.search(self._text) is not None,
            expected=expected,
            kind=kind,
            asked=len(words) + sum(unit.weight for unit in units if not unit.text) / _PINYIN,
            telling=self._telling(words, weights, expected),
            strangers=self._strangers(words),
            core="".join(word.text for word in words),
            whole=whole(self._text),
        )

    def _salience(self, words: Sequence[Word], weights: Sequence[float]) -> Matrix:
        # What is lighter for standing in an aside tells as much less.
        lighter = [weights[word.start] / self._places[word.start].unit.weight for word in words]
        rarity = [_SMOOTH / (_SMOOTH + self._segmenter.share(word.text)) for word in words]
        tells = np.array(rarity, np.float32) * np.array(lighter, np.float32)
        return tells / tells.sum() if words else tells

    def _telling(self, words: Sequence[Word], weights: Sequence[float], expected: Expectation) -> float:
        said = {word.text: sum(weights[word.start : word.end]) for word in words}
        bare = expected.kind is Kind.ANY and len(said) == 1 and self._segmenter.share(words[0].text) > _COMMON
        if bare or (len(said) == 1 and len(words) > _OFTEN):
            return 0.0
        pinyin = sum(weights) - sum(sum(weights[word.start : word.end]) for word in words)
        return min((sum(said.values()) + pinyin) / _TELLING, 1.0)

    def _strangers(self, words: Sequence[Word]) -> tuple[str, ...]:
        """Names that no passage holds, nor their sounds: of jieba's dictionary, or put together, as 港珠澳 with 大桥."""
        names = []
        before, end = "", -1
        for word in words:
            before = before if word.start == end else ""
            end = word.end
            if len(before) > 1 and word.text in word_list("places"):
                names.append(before + word.text)
            named = self._places[word.start].unit.name and is_han(word.text[0])
            if named:
                names.append(word.text)
            before = word.text if named else before + word.text if len(word.text) == 1 else ""
        return tuple(
            name for name in names if not (self._rarity.stands(name) or self._aliases.wordings(name))
        )

    def _asking(self, asides: Sequence[tuple[int, int]]) -> str:
        silent = {at for start, end in asides for at in range(start, end)}
        return "".join(char for at, char in enumerate(self._text) if at not in silent)

    def _lightened(self, asides: Sequence[tuple[int, int]]) -> list[_Place]:
        """The places, with those in asides made lighter."""
        silent = {at for start, end in asides for at in range(start, end)}
        beside = sum(place.unit.weight for place in self._places if place.start in silent)
        if not beside:
            return self._places
        asking = sum(place.unit.weight for place in self._places) - beside
        share = min(max(_ASIDES * asking, _ENOUGH - asking) / beside, 1.0)
        return [
            replace(place, unit=replace(place.unit, weight=place.unit.weight * share))
            if place.start in silent
            else place
            for place in self._places
        ]

    def _codes(self) -> Iterator[Gram]:
        for code in codes(self._text):
            start, end = self._range(code.start, code.end)
            if end - start == 1 and not self._places[start].unit.weight:
                continue
            yield Gram(code.term, start, end)
            other = misread(code.term)
            # What is printed comes first: L3 is only read as 13 when no passage has L3.
            if other != code.term and not self._rarity.occurs(code.term):
                yield Gram(other, start, end)

    def _values(self) -> Iterator[Gram]:
        for number in numbers(self._text):
            after = self._text[number.end : number.end + 1]
            start, end = self._range(number.start, number.end)
            if not any(place.unit.weight for place in self._places[start:end]):
                # 一 in 哪一年 is part of the asking.
                continue
            if number.end - number.start == 1 and is_han(self._text[number.start]):
                # A lone numeral is more often part of a word (一起, 万一) than a quantity, but for 三号 and the like.
                if is_han(after):
                    yield Gram(number.key + after, start, end + 1)
                continue
            yield Gram(number.key, start, end)
        for date in dates(self._text):
            yield Gram(date.keys[-1], *self._range(date.start, date.end))

    def _denied(self) -> Iterator[tuple[int, int, bool]]:
        """What the question itself says with or without: 无驾照 and 有驾照, but not 有没有驾照 nor 有驾照吗."""
        asks_whether = _ASKS_WHETHER.search(self._text) is not None
        for word in self._words:
            before = self._text[: self._places[word.start].start]
            if _WHETHER.search(before) or not self._places[word.start].joined:
                continue
            if denies(before):
                yield word.start, word.end, True
            elif before.endswith(_AFFIRMATIONS) and not asks_whether:
                yield word.start, word.end, False

    def _over_units(self, expansions: Sequence[Expansion]) -> tuple[Expansion, ...]:
        ranges = [self._range(expansion.start, expansion.end) for expansion in expansions]
        return tuple(
            replace(expansion, start=start, end=end)
            for expansion, (start, end) in zip(expansions, ranges, strict=True)
        )

    def _range(self, start: int, end: int) -> tuple[int, int]:
        """The units whose text reaches into [start, end) of the text."""
        first = bisect_right(self._places, start, key=lambda place: place.end)
        last = bisect_left(self._places, end, key=lambda place: place.start)
        return (first, last) if first < last else (0, 0)


def denies(before: str) -> bool:
    """Whether the text that stands before a word denies it."""
    return before.endswith(_DENIALS) or before.rstrip(_HAVING).endswith(_DENIALS)


def compares(before: str) -> bool:
    """Whether the text that stands before a name compares something else with it: 超过香港、澳门."""
    clause = _CLAUSE.split(before)[-1]
    return _COMPARES.search(clause) is not None


def whole(text: str) -> str:
    """A normalised question without marks, spaces and closing particles."""
    return _TAIL.sub("", text)


def _pairs(places: Sequence[_Place]) -> Iterator[Gram]:
    """Pairs of characters of which at least one has weight, and rare characters alone."""
    for index, place in enumerate(places):
        if is_rare(place.unit.text):
            yield Gram(place.unit.text, index, index + 1)
    for index, (place, following) in enumerate(pairwise(places)):
        one, two = place.unit, following.unit
        if not (one.sounds and two.sounds and one.text and two.text and (one.weight or two.weight)):
            continue
        if following.joined or following.symbol:
            yield Gram(one.text + following.symbol + two.text, index, index + 2)


def _sound_pairs(places: Sequence[_Place]) -> Iterator[Gram]:
    """Pairs of syllables of which at least one has weight, in all readings, whether written or typed as pinyin."""
    for index, (place, following) in enumerate(pairwise(places)):
        one, two = place.unit, following.unit
        if one.sounds and two.sounds and following.joined and (one.weight or two.weight):
            for first, second in product(one.sounds, two.sounds):
                yield Gram(first + second, index, index + 2)
