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

    __slots__ = ("_rows", "hits", "overall", "text")

    def __init__(self, units: int, text: Text) -> None:
        self.text = text
        self.overall = [0.0] * units
        self.hits: list[tuple[str, Hit]] = []
        """All that was found, each with the channel that found it."""
        self._rows: dict[int, list[float]] | None = None

    def take(self, channel: str, hits: Iterable[Hit]) -> None:
        """Take note of what a channel found."""
        overall = self.overall
        for hit in hits:
            self.hits.append((channel, hit))
            for unit in range(hit.start, hit.end):
                overall[unit] = max(overall[unit], hit.degree)
        self._rows = None

    @property
    def rows(self) -> dict[int, list[float]]:
        """The degrees by the index of a sentence; one that covers nothing is left out."""
        if self._rows is None:
            self._rows = {}
            for _, hit in self.hits:
                row = self._rows.setdefault(self.text.sentence_at(hit.at), [0.0] * len(self.overall))
                for unit in range(hit.start, hit.end):
                    row[unit] = max(row[unit], hit.degree)
        return self._rows

    @property
    def met(self) -> dict[tuple[int, int], tuple[str, Hit]]:
        """For units [start, end), the channel and the hit that cover them best, hints left out."""
        best: dict[tuple[int, int], tuple[str, Hit]] = {}
        for channel, hit in self._shown():
            known = best.get((hit.start, hit.end))
            if known is None or known[1].degree < hit.degree:
                best[hit.start, hit.end] = channel, hit
        return best

    def _shown(self) -> Iterator[tuple[str, Hit]]:
        return (found for found in self.hits if found[1].degree > HINT and found[1].until > found[1].at)

    def spans(self) -> Iterator[Span]:
        """What was matched, as ranges of the original text, not overlapping, in order."""
        last: Span | None = None
        # One character of the original may be several of the normalised text: ½ is 1, a stroke, and 2.
        for span in sorted(
            (self.text.original_span(hit.at, hit.until) for _, hit in self._shown()),
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
