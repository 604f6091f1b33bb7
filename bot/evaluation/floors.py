"""Floors: what a scorecard must reach."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from bot.errors import FloorError
from bot.evaluation.scoring import ALL, LOW_IS_GOOD, MEASURES, measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.evaluation.scoring import Scorecard


@dataclass(frozen=True, slots=True)
class Floor:
    """A bound on one measure of one style or total: the least it may be, the most where less is better."""

    group: str
    measure: str
    bound: float

    @property
    def key(self) -> str:
        """How the measure is named."""
        return f"{self.group}.{self.measure}"

    def holds(self, value: float) -> bool:
        """Whether this value is good enough."""
        return value <= self.bound if self.measure in LOW_IS_GOOD else value >= self.bound


@dataclass(frozen=True, slots=True)
class Miss:
    """A floor that was not reached; without a value, because no question measures it."""

    floor: Floor
    value: float | None

    def __str__(self) -> str:
        value = "not measured by these questions" if self.value is None else f"{self.value:.4g}"
        limit = "at most" if self.floor.measure in LOW_IS_GOOD else "at least"
        return f"{self.floor.key} is {value}, must be {limit} {self.floor.bound:.4g}"


def parse_floor(text: str) -> Floor:
    """The floor that KEY=VALUE sets; a key is STYLE.MEASURE or TOTAL.MEASURE, a measure alone is that of all.

    Raises:
        FloorError: it is written otherwise, or no such measure exists.

    """
    key, equals, value = text.rpartition("=")
    if not equals:
        raise FloorError(text, "write KEY=VALUE, such as paraphrase.answered=.7")
    group, _, name = key.rpartition(".")
    if name not in MEASURES:
        raise FloorError(key, f"no measure has this name; there are {', '.join(MEASURES)}")
    try:
        bound = float(value)
    except ValueError:
        bound = float("nan")
    if not isfinite(bound):
        raise FloorError(key, f"{value!r} is no number")
    return Floor(group or ALL, name, bound)


def misses(card: Scorecard, floors: Iterable[Floor]) -> tuple[Miss, ...]:
    """The floors that the scorecard does not reach."""
    values = ((floor, _value(card, floor)) for floor in floors)
    return tuple(Miss(floor, value) for floor, value in values if value is None or not floor.holds(value))


def _value(card: Scorecard, floor: Floor) -> float | None:
    score = card.score(floor.group)
    return None if score is None else measure(score, floor.measure)
