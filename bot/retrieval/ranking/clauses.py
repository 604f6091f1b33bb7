"""The clause of a long sentence that answers: what a reader should see first."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.models import Span
from bot.retrieval.question.expectation import fulfilment
from bot.retrieval.ranking.evidence import coverage
from bot.retrieval.ranking.signals import soft_degrees

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.retrieval.question.query import Query
    from bot.retrieval.ranking.signals import Scored

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


def clause(query: Query, found: Scored) -> Span:
    """The run of clauses, of at most `LONG` characters, that covers most of the query and has what it asks for."""
    text, sentence = found.document.text, found.document.text.sentences[found.sentence]
    said = text.original[sentence.start : sentence.end]
    ends = [match.end() for match in _END.finditer(said)]
    bounds = [0, *ends[: _MOST - 1], len(said)]
    pieces = [(start, end) for start, end in pairwise(bounds) if start < end]
    if len(pieces) < 2:
        return sentence
    begins = [text.position(sentence.start + start) for start, _ in pieces]
    begins.append(text.position(sentence.end))
    covered = _by_clause(query, found, begins)
    best, most = (0, len(said)), -1.0
    for first, (start, _) in enumerate(pieces):
        degrees = covered[first]
        for last in range(first, len(pieces)):
            end = pieces[last][1]
            if last > first and end - start > LONG:
                break
            degrees = [max(pair) for pair in zip(degrees, covered[last], strict=True)]
            done = fulfilment(query.expected, text.text[begins[first] : begins[last + 1]]) or 0.0
            worth = coverage(query, degrees) + _FULFILLED * done - _A_CHARACTER * (end - start)
            if worth > most:
                best, most = (start, end), worth
    start, end = best
    for first, last in pieces:
        if first == end and last - start <= _SHORT:
            end = last
    kept = said[start:end].rstrip("，；：,;: ")
    return Span(sentence.start + start, sentence.start + start + len(kept))


def _by_clause(query: Query, found: Scored, begins: Sequence[int]) -> list[list[float]]:
    """How far each clause covers each unit; `begins` are their places in the normalised text, and the end of the last."""
    rows = [[0.0] * len(query.units) for _ in begins[1:]]
    for _, hit in found.evidence.hits:
        if begins[0] <= hit.at < min(begins[-1], hit.until):
            row = rows[bisect_right(begins, hit.at) - 1]
            for unit in range(hit.start, hit.end):
                row[unit] = max(row[unit], hit.degree)
    text, meaning = found.document.text.text, found.document.meaning
    words = meaning.of_sentence(found.sentence)
    cosines = np.zeros((len(query.words), len(rows)), np.float32)
    at = begins[0]
    for number in range(words.start, words.stop):
        place = text.find(meaning.words[number], at, begins[-1])
        if place >= 0:
            at = place
            column = cosines[:, bisect_right(begins, place) - 1]
            np.maximum(column, query.vectors @ meaning.matrix[number], out=column)
    return [soft_degrees(query, row, cosines[:, index]) for index, row in enumerate(rows)]
