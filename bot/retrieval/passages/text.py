"""A text that queries are held against, with what the channels look things up in, made when first needed."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from bot.models import Span
from bot.retrieval.text.codes import codes
from bot.retrieval.text.normalization import normalize_with_origin
from bot.retrieval.text.numbers import dates, numbers
from bot.retrieval.text.sentences import sentences
from bot.retrieval.text.sounds import hear

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.retrieval.text.sounds import Heard

    Places = dict[str, list[tuple[int, int]]]

_MOST_PLACES = 100
"""Places of one wording in one text that are looked at: more tell nothing new, and could cost any time."""


class Text:
    """A text that queries are held against, of the article with this slug."""

    def __init__(self, original: str, article: str = "") -> None:
        self.original = original
        self.article = article
        self._normalized = normalize_with_origin(original)
        self.text = self._normalized.text

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, as ranges of the original text."""
        return sentences(self.original)

    @cached_property
    def _ends(self) -> list[int]:
        """For each sentence but the last, where the next one begins in the normalised text."""
        return [self.position(span.start) for span in self.sentences[1:]]

    @cached_property
    def sentence_texts(self) -> tuple[str, ...]:
        """The sentences, normalised."""
        return tuple(
            self.text[self.position(span.start) : self.position(span.end)] for span in self.sentences
        )

    @cached_property
    def codes(self) -> Places:
        """The places of codes and Latin words, whole and joined with their neighbours."""
        return _places((code.term, code.start, code.end) for code in codes(self.text))

    @cached_property
    def values(self) -> Places:
        """The places of numbers and days by their value's index term, and of numbers with the character behind them."""
        found = []
        for number in numbers(self.text):
            found.append((number.key, number.start, number.end))
            if after := self.text[number.end : number.end + 1]:
                found.append((number.key + after, number.start, number.end + 1))
        found += [(key, date.start, date.end) for date in dates(self.text) for key in date.keys]
        return _places(found)

    def position(self, place: int) -> int:
        """Where a place of the original text is in the normalised text."""
        return bisect_right(self._normalized.origin, place - 1)

    @cached_property
    def heard(self) -> Heard:
        """How it sounds."""
        return hear(self.text)

    def begin(self, sentence: int) -> int:
        """Where the sentence with this index begins in the normalised text."""
        return self._ends[sentence - 1] if sentence else 0

    def sentence_at(self, position: int) -> int:
        """The index of the sentence at a place of the normalised text."""
        return bisect_right(self._ends, position)

    def original_span(self, start: int, end: int) -> Span:
        """The original range of a normalised one."""
        return Span(*self._normalized.original(start, end))

    def find(self, wanted: str) -> Sequence[int]:
        """The first places of a wording in the normalised text; what is Latin of it only as whole words."""
        places = find_all(self.text, wanted) if wanted in self.text else ()
        if not places or not (_is_latin(wanted[0]) or _is_latin(wanted[-1])):
            return places
        return [at for at in places if _is_whole(self.text, at, wanted)]


def find_all(text: str, wanted: str) -> Sequence[int]:
    """The first places of a string in a text, overlapping ones too."""
    at = text.find(wanted)
    places: list[int] = []
    while at >= 0 and len(places) < _MOST_PLACES:
        places.append(at)
        at = text.find(wanted, at + 1)
    return places


def _places(found: Iterable[tuple[str, int, int]]) -> Places:
    places: dict[str, list[tuple[int, int]]] = {}
    for term, start, end in found:
        known = places.setdefault(term, [])
        if len(known) < _MOST_PLACES:
            known.append((start, end))
    return places


def _is_whole(text: str, at: int, wanted: str) -> bool:
    before, after = text[at - 1 : at], text[at + len(wanted) : at + len(wanted) + 1]
    return not (_is_latin(wanted[0]) and _is_latin(before)) and not (
        _is_latin(wanted[-1]) and _is_latin(after)
    )


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
