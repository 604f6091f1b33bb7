"""Grams: neighbouring units of a query, joined as an article would print them or as they would sound."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.retrieval.question.query import Gram

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.retrieval.question.query import Unit


@dataclass(frozen=True, slots=True)
class Place:
    """A unit and its range [start, end) of the text; `joined` when it goes on from the unit before it."""

    unit: Unit
    start: int
    end: int
    joined: bool
    symbol: str
    """The single mark between this unit and the one before it, as in 法+侨."""


def grams(places: Sequence[Place]) -> Iterator[Gram]:
    """Pairs of characters of which at least one has weight, and Latin words that have; but no numbers."""
    for index, place in enumerate(places):
        unit = place.unit
        if not unit.text:
            continue
        if not unit.sound:
            if unit.weight and not unit.text[0].isdigit():
                yield Gram(unit.text, index, index + 1)
            continue
        if index + 1 < len(places) and (places[index + 1].joined or places[index + 1].symbol):
            following = places[index + 1].unit
            if following.text and following.sound and (unit.weight or following.weight):
                yield Gram(unit.text + places[index + 1].symbol + following.text, index, index + 2)


def sound_grams(places: Sequence[Place]) -> Iterator[Gram]:
    """Pairs of syllables of which at least one has weight, whether written as characters or as pinyin."""
    for index, (place, following) in enumerate(pairwise(places)):
        one, two = place.unit, following.unit
        if one.sound and two.sound and following.joined and (one.weight or two.weight):
            yield Gram(one.sound + two.sound, index, index + 2)
