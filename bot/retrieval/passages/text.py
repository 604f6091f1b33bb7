"""A text that queries are matched against."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from bot.models import Span
from bot.retrieval.text.normalization import normalize, normalize_with_origin
from bot.retrieval.text.numbers import numbers
from bot.retrieval.text.sentences import sentences
from bot.retrieval.text.shapes import shape
from bot.retrieval.text.sounds import initials, sound

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_PLACES = 100
"""Places of one wording in one text that are looked at: more tell nothing new, and could cost any time."""


class Target:
    """A text that queries are matched against, with what matching needs, made when first needed."""

    def __init__(self, original: str) -> None:
        self.original = original
        self._normalized = normalize_with_origin(original)
        self.text = self._normalized.text

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, as ranges of the original text."""
        return sentences(self.original)

    @cached_property
    def _ends(self) -> list[int]:
        """For each sentence but the last, where the next one begins in the normalised text."""
        origin = self._normalized.origin
        return [bisect_right(origin, span.start - 1) for span in self.sentences[1:]]

    @cached_property
    def sentence_texts(self) -> tuple[str, ...]:
        """The sentences, normalised."""
        return tuple(normalize(self.original[span.start : span.end]) for span in self.sentences)

    @cached_property
    def sound(self) -> str:
        """The sound string, character by character with `text`."""
        return sound(self.text)

    @cached_property
    def shape(self) -> str:
        """The text with characters of like shape made one, character by character with `text`."""
        return shape(self.text)

    @cached_property
    def initials(self) -> str:
        """The first letters of the pinyin, character by character with `text`."""
        return initials(self.text)

    @cached_property
    def numbers(self) -> dict[str, list[tuple[int, int]]]:
        """The first places of numbers by their value's index term."""
        found: dict[str, list[tuple[int, int]]] = {}
        for number in numbers(self.text):
            places = found.setdefault(number.key, [])
            if len(places) < _MOST_PLACES:
                places.append((number.start, number.end))
        return found

    def sentence_at(self, position: int) -> int:
        """The index of the sentence at a place of the normalised text."""
        return bisect_right(self._ends, position)

    def original_span(self, start: int, end: int) -> Span:
        """The original range of a normalised one."""
        return Span(*self._normalized.original(start, end))


def find(text: str, wanted: str) -> Sequence[int]:
    """The first places of a wording in a normalised text; what is Latin of it only as whole words."""
    places = find_all(text, wanted)
    if not places or not (_is_latin(wanted[0]) or _is_latin(wanted[-1])):
        return places
    return [at for at in places if _is_whole(text, at, wanted)]


def find_all(text: str, wanted: str) -> Sequence[int]:
    """The first places of a string in a text, overlapping ones too."""
    at = text.find(wanted)
    if at < 0:
        return ()
    places: list[int] = []
    while at >= 0 and len(places) < _MOST_PLACES:
        places.append(at)
        at = text.find(wanted, at + 1)
    return places


def _is_whole(text: str, at: int, wanted: str) -> bool:
    before, after = text[at - 1 : at], text[at + len(wanted) : at + len(wanted) + 1]
    return not (_is_latin(wanted[0]) and _is_latin(before)) and not (
        _is_latin(wanted[-1]) and _is_latin(after)
    )


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
