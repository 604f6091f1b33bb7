"""Normalised text: the one form in which questions and articles are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from opencc import OpenCC

from bot.retrieval.text.words import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff〇"
"""The Chinese characters, as the inside of a regular expression's class."""

# Control, format (zero-width, direction marks), surrogate, private use, unassigned; marks stacked on letters.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})
_ACCENTED = ("LATIN", "GREEK", "CYRILLIC")
"""Scripts whose accents people leave out; in others a mark makes another letter (か, が), written apart or not."""
_VOICED = "\u3099\u309a"
# Typesetting spreads a title or a label out; a line break may part two lines that do not belong together.
_SPREAD = re.compile(rf"(?<=[{HAN}])[ \t]+(?=[{HAN}])")
# A point at half height between figures is a point: 3·15.
_MIDDLE_POINT = re.compile(r"(?<=\d)[·・](?=\d)")


class _Table(dict[int, str]):
    """A table for str.translate that works a character out when it is first met."""

    def __init__(self) -> None:
        super().__init__()
        self._to_simplified = OpenCC("t2s")
        self._radicals = {pair[0]: pair[1] for pair in word_list("radicals")}
        self.uneven: set[str] = set()
        """The characters met that become none or several."""

    def __missing__(self, code: int) -> str:
        value = self._normalize(chr(code))
        self[code] = value
        if len(value) != 1:
            self.uneven.add(chr(code))
        return value

    def _normalize(self, char: str) -> str:
        if char in "\t\r":
            return " "
        if char in "\n\u2028\u2029":
            return "\n"
        if char not in _VOICED and unicodedata.category(char) in _DROPPED:
            return ""
        folded = unicodedata.normalize("NFKC", self._radicals.get(char, char)).casefold()
        if unicodedata.name(folded[:1], "").startswith((*_ACCENTED, "HIRAGANA", "KATAKANA")):
            folded = unicodedata.normalize("NFD", folded)
        # 薴 takes two steps, by way of 苧.
        simplified = self._to_simplified.convert(self._to_simplified.convert(folded))
        return "".join(c for c in simplified if c in _VOICED or unicodedata.category(c) not in _DROPPED)


@cache
def _table() -> _Table:
    return _Table()


def normalize(text: str) -> str:
    """The text in NFKC, case folded, in simplified characters, without accents and invisible characters.

    Each character is converted by itself, so that it is the same in every context; then spaces that spread Chinese
    characters out are closed.
    """
    return _SPREAD.sub("", _MIDDLE_POINT.sub(".", text.translate(_table())))


@dataclass(frozen=True, slots=True)
class Normalized:
    """Normalised text with the place in the original of each of its characters."""

    text: str
    origin: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original text that the normalised range [start, end) came from."""
        if start >= end:
            return (0, 0)
        return (self.origin[start], self.origin[end - 1] + 1)


def normalize_with_origin(text: str) -> Normalized:
    """As normalize(), with the place of every character."""
    table = _table()
    plain = text.translate(table)
    origin: Sequence[int] = range(len(text))
    if not table.uneven.isdisjoint(text):
        origin = [at for at, char in enumerate(text) for _ in table[ord(char)]]
    plain = _MIDDLE_POINT.sub(".", plain)
    spread = [match.span() for match in _SPREAD.finditer(plain)]
    if not spread:
        return Normalized(plain, origin)
    closed = {at for start, end in spread for at in range(start, end)}
    kept = [at for at in range(len(plain)) if at not in closed]
    return Normalized("".join(plain[at] for at in kept), [origin[at] for at in kept])


def is_han(char: str) -> bool:
    """Whether the character is a Chinese one: a unified ideograph of any plane, or 〇."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or "\U00020000" <= char <= "\U0003ffff"
        or char == "〇"
    )


@lru_cache(maxsize=65_536)
def is_rare(char: str) -> bool:
    """Whether it is a Chinese character that GB 2312 lacks: one so rare that by itself it tells as much as a word."""
    if len(char) != 1 or not is_han(char) or char == "〇":
        return False
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
