"""Two evaluations of the same questions: what got better, and what got worse."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.evaluation.scoring import ALL, ANSWERABLE, NEAR, OTHER, measure, scorecard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.evaluation.outcomes import Result
    from bot.evaluation.scoring import Scorecard

_TOTALS: Final = (
    (ANSWERABLE, ("r1", "r3", "mrr", "shown", "answered", "wrong", "sentence")),
    (NEAR, ("false", "related", "none")),
    (OTHER, ("false", "related", "none")),
    (ALL, ("precision", "median_ms", "p95_ms")),
)


class Direction(StrEnum):
    """How a question's outcome changed."""

    RIGHT = "newly right"
    WRONG = "newly wrong"
    CHANGED = "changed"
    """As right or wrong as before, but with another rank or another kind of answer."""


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose outcome changed."""

    turn: Direction
    before: Result
    after: Result


@dataclass(frozen=True, slots=True)
class TotalChange:
    """A measure of a total, before and after."""

    key: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed in the questions that both evaluations have, and how many only one of them has."""

    changes: tuple[Change, ...]
    totals: tuple[TotalChange, ...]
    compared: int
    only_before: int
    only_after: int


def compare(before: Sequence[Result], after: Sequence[Result]) -> Comparison:
    """Hold an evaluation against an earlier one; a question is known by its style and words."""
    earlier, later = _keyed(before), _keyed(after)
    both = [(earlier[key], outcome) for key, outcome in later.items() if key in earlier]
    changes = [
        Change(turn, was, outcome)
        for was, outcome in both
        for turn in [_turn(was, outcome)]
        if turn is not None
    ]
    changes.sort(key=lambda change: list(Direction).index(change.turn))
    return Comparison(
        changes=tuple(changes),
        totals=_total_changes(both) if both else (),
        compared=len(both),
        only_before=len(earlier) - len(both),
        only_after=len(later) - len(both),
    )


def _keyed(outcomes: Iterable[Result]) -> dict[tuple[str, str, int], Result]:
    # Public sets ask the same question of two paragraphs; the first is compared with the first.
    seen: Counter[tuple[str, str]] = Counter()
    keyed = {}
    for outcome in outcomes:
        seen[outcome.style, outcome.question] += 1
        keyed[outcome.style, outcome.question, seen[outcome.style, outcome.question]] = outcome
    return keyed


def _turn(before: Result, after: Result) -> Direction | None:
    if before.failed != after.failed:
        return Direction.WRONG if after.failed else Direction.RIGHT
    same = (before.status, before.rank) == (after.status, after.rank)
    return None if same else Direction.CHANGED


def _total_changes(both: Sequence[tuple[Result, Result]]) -> tuple[TotalChange, ...]:
    before = scorecard([was for was, _ in both])
    after = scorecard([now for _, now in both])
    return tuple(
        TotalChange(f"{name}.{each}", _value(before, name, each), _value(after, name, each))
        for name, measures in _TOTALS
        for each in measures
        if before.score(name) or after.score(name)
    )


def _value(card: Scorecard, name: str, each: str) -> float | None:
    score = card.score(name)
    return None if score is None else measure(score, each)
