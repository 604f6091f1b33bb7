"""How text sounds: a second, weaker channel that finds homophones and pinyin.

Each syllable is a private-use character; a Chinese character has those of all its readings, the commonest first.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import islice, pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.retrieval.text.normalization import is_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FIRST = 0xE000
_PLACE, _PLACES = 0x100000, 0x10000
"""Where the characters begin that stand for places, of another plane than the symbols, and how many there are."""
# Pairs that many speakers do not tell apart: flat and retroflex initials, front and back nasal finals.
_BLURS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en"), ("ang", "an"))
_MAX_RUN = 60
_READINGS = 3
"""Readings of a character that are told apart; the table's further ones are of names and old books."""
_SYLLABLE_LETTERS = 6
_PARSES = 6
"""Readings of a run that are told apart."""
# The syllables that one letter alone may be; m, n and the like are interjections that nobody means in a word.
_VOWELS = frozenset("aeo")
_APOSTROPHE = re.compile("['’]")


@cache
def _toneless(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading)
    # The diaeresis of ü is kept as v, as input methods write it; the other marks are tones.
    return "".join(
        "v" if c == "\u0308" else c for c in letters if c == "\u0308" or not unicodedata.combining(c)
    ).replace("uv", "v")


def _blur(syllable: str) -> str:
    for sharp, blurred in _BLURS:
        if syllable.startswith(sharp) and sharp[0] in "zcs":
            syllable = blurred + syllable[len(sharp) :]
        elif syllable.endswith(sharp):
            syllable = syllable[: -len(sharp)] + blurred
    return syllable


def _readings() -> dict[str, str]:
    """Every character's readings, by code point in decimal; pypinyin's own table.

    The file is read without importing the package: its dictionary of phrases would triple the time.
    """
    spec = find_spec("pypinyin")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("No module named 'pypinyin'", name="pypinyin")
    table = Path(spec.origin).with_name("pinyin_dict.json").read_text(encoding="utf-8")
    readings: dict[str, str] = json.loads(table)
    return readings


class _Sounds:
    """The syllables of Chinese, the character that stands for each, and tables from characters to them."""

    def __init__(self) -> None:
        self.symbols: dict[str, str] = {}
        self.readings: dict[str, str] = {}
        self.syllables: dict[str, str] = {}
        for decimal, written in _readings().items():
            char = chr(int(decimal))
            syllables = [s for s in map(_toneless, written.split(",")) if s.isascii() and s.isalpha()]
            if is_han(char) and syllables:
                found = dict.fromkeys(map(self._symbol, syllables[:_READINGS]))
                self.readings[char] = "".join(found)
        self.commonest = {ord(char): symbols[0] for char, symbols in self.readings.items()}

    def _symbol(self, syllable: str) -> str:
        known = self.syllables.get(syllable)
        if known is None:
            known = self.symbols.setdefault(_blur(syllable), chr(_FIRST + len(self.symbols)))
            self.syllables[syllable] = known
        return known


@cache
def _sounds() -> _Sounds:
    return _Sounds()


def readings(char: str) -> str:
    """The symbols of the character's readings, the commonest first; "" for what is no Chinese character."""
    return _sounds().readings.get(char, "")


def sound(text: str) -> str:
    """The text with each Chinese character replaced by the symbol of its commonest reading."""
    return text.translate(_sounds().commonest)


def sound_pairs(text: str) -> Iterator[tuple[str, int]]:
    """Every reading of every two neighbouring Chinese characters of a normalised text, and where they stand."""
    known = _sounds().readings
    for at, (one, two) in enumerate(pairwise(text)):
        if one in known and two in known:
            for first, second in product(known[one], known[two]):
                yield first + second, at


class Heard(NamedTuple):
    """How a text sounds: by the commonest readings, a symbol a character, and what other readings make of its pairs.

    Of these each takes three characters: two symbols, and the place.
    """

    commonest: str
    others: str


def hear(text: str) -> Heard:
    """How a normalised text sounds; other readings are heard in its first 65,536 characters."""
    commonest = text.translate(_sounds().commonest)
    others = (
        f"{pair}{chr(_PLACE + at)}"
        for pair, at in sound_pairs(text[:_PLACES])
        if pair != commonest[at : at + 2]
    )
    return Heard(commonest, "".join(others))


def find_sounds(heard: Heard, wanted: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The places in a text of two neighbouring characters that may be read as one of the wanted pairs."""
    for pair in wanted:
        at = heard.commonest.find(pair)
        while at >= 0:
            yield pair, at
            at = heard.commonest.find(pair, at + 1)
        at = heard.others.find(pair)
        while at >= 0:
            yield pair, ord(heard.others[at + 2]) - _PLACE
            at = heard.others.find(pair, at + 3)


@lru_cache(maxsize=4096)
def parse_pinyin(run: str) -> tuple[str, ...]:
    """The symbols of a run of Latin letters, with apostrophes or not, read as toneless pinyin; nothing if it cannot be.

    Readings of fewer syllables come first: xian, then xi'an.
    """
    if len(run) > _MAX_RUN:
        return ()
    parts = [_parse(part) for part in _APOSTROPHE.split(run)]
    return tuple("".join(chosen) for chosen in islice(product(*parts), _PARSES))


def _parse(run: str) -> tuple[str, ...]:
    """The readings of a run of letters, those of fewest syllables first."""
    syllables = _sounds().syllables
    best: list[list[str]] = [[""]] + [[] for _ in run]
    for end in range(1, len(run) + 1):
        found = []
        for start in range(max(0, end - _SYLLABLE_LETTERS), end):
            letters = run[start:end]
            if letters in syllables and (len(letters) > 1 or letters in _VOWELS):
                found += [head + syllables[letters] for head in best[start]]
        best[end] = sorted(dict.fromkeys(found), key=len)[:_PARSES]
    return tuple(best[-1]) if run else ()
