"""The clause of a long sentence that answers: what a reader should see first."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.models import Span
from bot.retrieval.passages.document import Meaning
from bot.retrieval.passages.text import Text
from bot.retrieval.question.expectation import fulfilment
from bot.retrieval.ranking.signals import look, soft_degrees

if TYPE_CHECKING:
    from bot.retrieval.passages.document import Content
    from bot.retrieval.question.query import Query
    from bot.retrieval.text.vectors import WordVectors

LONG: Final = 60
"""Characters beyond which a sentence is shown by the clause that answers: what a telephone's notification holds."""
_MOST: Final = 24
"""Clauses of one sentence that are weighed."""
_FULFILLED: Final = 0.5
"""The coverage that a clause may lack and still be chosen for having what is asked for."""
_A_CHARACTER: Final = 0.001
"""The coverage that a character more has to be worth."""
_SHORT: Final = 30
"""Characters up to which what follows is added to the clause, for a number alone tells too little; chosen by hand."""
_END: Final = re.compile(r"[，；：,;:]+[”’」』》）)]*|——|…+")


def clause(query: Query, text: str, sentence: Span, content: Content, vectors: WordVectors) -> Span:
    """The run of clauses, of at most `LONG` characters, that covers most of the query and has what it asks for."""
    said = text[sentence.start : sentence.end]
    ends = [match.end() for match in _END.finditer(said)]
    bounds = [0, *ends[: _MOST - 1], len(said)]
    pieces = [(start, end) for start, end in pairwise(bounds) if start < end]
    if len(pieces) < 2:
        return sentence
    covered = [_degrees(query, said[start:end], content, vectors) for start, end in pieces]
    best, most = (0, len(said)), -1.0
    for first, (start, _) in enumerate(pieces):
        degrees = covered[first]
        for last in range(first, len(pieces)):
            end = pieces[last][1]
            if last > first and end - start > LONG:
                break
            degrees = [max(pair) for pair in zip(degrees, covered[last], strict=True)]
            share = sum(a * b for a, b in zip(query.weights, degrees, strict=True)) / (query.weight or 1.0)
            done = fulfilment(query.expected, Text(said[start:end]).text) or 0.0
            worth = share + _FULFILLED * done - _A_CHARACTER * (end - start)
            if worth > most:
                best, most = (start, end), worth
    start, end = best
    for first, last in pieces:
        if first == end and last - start <= _SHORT:
            end = last
    kept = said[start:end].rstrip("，；：,;: ")
    return Span(sentence.start + start, sentence.start + start + len(kept))


def _degrees(query: Query, said: str, content: Content, vectors: WordVectors) -> list[float]:
    text = Text(said)
    row = look(query, text).overall
    meaning = Meaning.of([content(text.text)], vectors)
    cosines = meaning.nearest(query.vectors)
    return soft_degrees(query, row, cosines[:, 0]) if cosines.shape[1] else row
