"""Normalised text: the one form in which questions and articles are compared."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from opencc import OpenCC

if TYPE_CHECKING:
    from collections.abc import Sequence

# Control, format (zero-width, direction marks), surrogate, private use, unassigned; marks stacked on letters.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})


class _Table(dict[int, str]):
    """A table for str.translate that works a character out when it is first met."""

    def __init__(self) -> None:
        super().__init__()
        self._to_simplified = OpenCC("t2s")

    def __missing__(self, code: int) -> str:
        value = self._normalize(chr(code))
        self[code] = value
        return value

    def _normalize(self, char: str) -> str:
        if char in "\t\n\r":
            return " "
        if unicodedata.category(char) in _DROPPED:
            return ""
        folded = unicodedata.normalize("NFKC", char).casefold()
        # 薴 takes two steps, by way of 苧.
        simplified = self._to_simplified.convert(self._to_simplified.convert(folded))
        return "".join(c for c in simplified if unicodedata.category(c) not in _DROPPED)


@cache
def _table() -> _Table:
    return _Table()


def normalize(text: str) -> str:
    """The text in NFKC, case folded, in simplified characters, without invisible ones.

    Each character is converted by itself, so that it is the same in every context.
    """
    return text.translate(_table())


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
    if len(plain) == len(text) and all(len(table[ord(char)]) == 1 for char in set(text)):
        return Normalized(plain, range(len(text)))
    origin: list[int] = []
    for position, char in enumerate(text):
        origin.extend([position] * len(table[ord(char)]))
    return Normalized(plain, origin)


def is_han(char: str) -> bool:
    """Whether the character is a Chinese one (the unified ideographs with extension A, and 〇)."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char == "〇"
