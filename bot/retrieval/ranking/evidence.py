"""Evidence: which units of a query a text covers, how surely, where, and by which channel."""

from __future__ import annotations

from operator import attrgetter, mul
from typing import TYPE_CHECKING, NamedTuple

from bot.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.retrieval.passages.text import Text
    from bot.retrieval.question.query import Query

HINT = 0.3
"""The degree up to which what was found is a hint, not worth showing as matched."""


class Hit(NamedTuple):
    """The units [start, end) of a query stand, as surely as `degree` (0 to 1), at [at, until) of a normalised text."""

    start: int
    end: int
    degree: float
    at: int
    until: int


class Evidence:
    """How a text covers a query: a degree (0 to 1) for each unit, over all of it and over each sentence."""

    __slots__ = ("hits", "met", "overall", "rows", "text")

    def __init__(self, units: int, text: Text) -> None:
        self.text = text
        self.overall = [0.0] * units
        self.rows: dict[int, list[float]] = {}
        """By the index of a sentence; one that covers nothing is left out."""
        self.met: dict[tuple[int, int], tuple[str, Hit]] = {}
        """For units [start, end), the channel and the hit that cover them best."""
        self.hits: list[Hit] = []

    def take(self, channel: str, hits: Iterable[Hit]) -> None:
        """Take note of what a channel found."""
        overall = self.overall
        for hit in hits:
            start, end, degree, at, until = hit
            sentence = self.text.sentence_at(at)
            row = self.rows.get(sentence)
            if row is None:
                row = self.rows[sentence] = [0.0] * len(overall)
            for unit in range(start, end):
                if row[unit] < degree:
                    row[unit] = degree
                    overall[unit] = max(overall[unit], degree)
            self.hits.append(hit)
            if degree > HINT and until > at:
                known = self.met.get((start, end))
                if known is None or known[1].degree < degree:
                    self.met[start, end] = channel, hit

    def spans(self) -> Iterator[Span]:
        """What was matched, as ranges of the original text, not overlapping, in order."""
        last: Span | None = None
        # One character of the original may be several of the normalised text: ½ is 1, a stroke, and 2.
        for span in sorted(
            (
                self.text.original_span(hit.at, hit.until)
                for hit in self.hits
                if hit.degree > HINT and hit.until > hit.at
            ),
            key=attrgetter("start", "end"),
        ):
            if last is None or span.start > last.end:
                if last is not None:
                    yield last
                last = span
            else:
                last = Span(last.start, max(last.end, span.end))
        if last is not None:
            yield last


def coverage(query: Query, degrees: Sequence[float]) -> float:
    """The share of the query's weight that is covered, 0 to 1; 0 for a query without content."""
    if not query.weight:
        return 0.0
    covered: float = sum(map(mul, query.weights, degrees))
    return covered / query.weight
