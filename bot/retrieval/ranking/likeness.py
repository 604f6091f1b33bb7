"""Likeness: what a question and a text share as strings, whatever the words mean."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.retrieval.question.query import Query

_OFTEN = 3
"""Occurrences of a word from which more of them say nothing more."""
_LITERAL = 12
"""Characters in a row from which a common substring could not be better."""
_LONG = 150
"""Characters of a long sentence."""


def repeats(query: Query, text: str) -> float:
    """How often the query's words occur in a normalised text, by their weight: 1 when each does three times."""
    if not query.weight:
        return 0.0
    weights: dict[int, float] = {}
    words: dict[int, str] = {}
    for unit in query.units:
        weights[unit.word] = weights.get(unit.word, 0.0) + unit.weight
        words[unit.word] = words.get(unit.word, "") + unit.text
    shares = (
        weights[at] * min(text.count(word), _OFTEN) for at, word in words.items() if word and weights[at]
    )
    return sum(shares) / (_OFTEN * query.weight)


def characters(query: Query, text: str) -> float:
    """The share of the query's different characters that occur in a normalised text."""
    return sum(char in text for char in query.characters) / max(len(query.characters), 1)


def literal(query: Query, text: str) -> float:
    """The length of the longest substring that query and text have in common, 1 from twelve characters on."""
    longest = 0
    asked = query.text
    for start in range(len(asked)):
        while (
            longest < _LITERAL and start + longest < len(asked) and asked[start : start + longest + 1] in text
        ):
            longest += 1
    return longest / _LITERAL


def length(text: str) -> float:
    """The length of a sentence on a logarithmic scale, 1 from 150 characters on: long ones cover more by chance."""
    return min(math.log1p(len(text)) / math.log1p(_LONG), 1.0)
