"""Evidence: which units of a query a text covers, how surely, and where."""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.models import Span
    from bot.retrieval.passages.text import Target
    from bot.retrieval.question.query import Query

HINT = 0.3
"""The degree up to which what was found is a hint, not worth showing as matched."""


class Evidence:
    """How a text covers a query: a degree (0 to 1) for each unit, over all of it and over each sentence."""

    __slots__ = ("_places", "overall", "rows", "target")

    def __init__(self, units: int, target: Target) -> None:
        self.target = target
        self.overall = [0.0] * units
        self.rows: dict[int, list[float]] = {}
        """By the index of a sentence; one that covers nothing is left out."""
        self._places: list[tuple[int, int]] = []

    def hit(self, start: int, end: int, degree: float, at: int, length: int) -> None:
        """Take note that the units [start, end) stand at a place of the text."""
        sentence = self.target.sentence_at(at)
        row = self.rows.get(sentence)
        if row is None:
            row = self.rows[sentence] = [0.0] * len(self.overall)
        overall = self.overall
        for unit in range(start, end):
            if row[unit] < degree:
                row[unit] = degree
                overall[unit] = max(overall[unit], degree)
        if degree > HINT:
            self._places.append((at, at + length))

    def spans(self) -> Iterator[Span]:
        """What was matched, as ranges of the original text, not overlapping, in order."""
        merged: list[list[int]] = []
        for start, end in sorted(self._places):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        for start, end in merged:
            yield self.target.original_span(start, end)


def coverage(query: Query, degrees: Sequence[float]) -> float:
    """The share of the query's weight that is covered, 0 to 1; 0 for a query without content."""
    if not query.weight:
        return 0.0
    covered: float = sum(map(mul, query.weights, degrees))
    return covered / query.weight
