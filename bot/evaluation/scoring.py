"""Outcomes → scorecard: each style, and the totals."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import TYPE_CHECKING, Final

from bot.evaluation.outcomes import Grade
from bot.models import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.evaluation.outcomes import Result

ANSWERABLE: Final = "answerable"
NEAR: Final = "near"
OTHER: Final = "other"
ALL: Final = "all"
TOTALS: Final = frozenset({ANSWERABLE, OTHER, ALL})
"""Names that no style may have; "near" is a total too, which is that style's own."""
_SHOWN: Final = 3
"""Passages that a person is shown at first."""


@dataclass(frozen=True, slots=True)
class Score:
    """How a group of questions went: shares from 0 to 1, None where there is nothing to take a share of."""

    name: str
    answerable: int
    unanswerable: int
    r1: float | None
    """Of the answerable: a right passage is ranked first."""
    r3: float | None
    """Of the answerable: a right passage is among the first three."""
    mrr: float | None
    """The mean over the answerable of 1 / rank of the first right passage."""
    shown: float | None
    """Of the answerable: a right passage is among the three shown, be it as an answer or as related."""
    answered: float | None
    """Of the answerable: answered, and right."""
    wrong: float | None
    """Of the answerable: answered, and wrong."""
    sentence: float | None
    """Of those answered and right: the marked sentence holds the answer."""
    precision: float | None
    """Of all that were answered: right."""
    false: float | None
    """Of the unanswerable: answered all the same."""
    related: float | None
    """Of the unanswerable: passages are shown as related."""
    none: float | None
    """Of the unanswerable: nothing is shown."""
    median_ms: float
    p95_ms: float


MEASURES: Final = (
    "r1",
    "r3",
    "mrr",
    "shown",
    "answered",
    "wrong",
    "sentence",
    "precision",
    "false",
    "related",
    "none",
    "median_ms",
    "p95_ms",
)
"""The fields of a score that can have a floor."""
LOW_IS_GOOD: Final = frozenset({"wrong", "false", "median_ms", "p95_ms"})
"""Those of which less is better."""


def measure(score: Score, name: str) -> float | None:
    """The value of one of MEASURES."""
    value: float | None = getattr(score, name)
    return value


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The scores of all styles, in the order in which the files have them, and the totals."""

    styles: tuple[Score, ...]
    totals: tuple[Score, ...]
    """Those of answerable, near, other (the rest of the unanswerable) and all that have any question."""

    def score(self, name: str) -> Score | None:
        """The score of this style or total."""
        return next((score for score in (*self.styles, *self.totals) if score.name == name), None)


def scorecard(outcomes: Sequence[Result]) -> Scorecard:
    """The scorecard of these outcomes, of which there is at least one."""
    styles = {outcome.style: None for outcome in outcomes}
    totals: tuple[tuple[str, Callable[[Result], bool]], ...] = (
        (ANSWERABLE, lambda outcome: outcome.answerable),
        (NEAR, lambda outcome: outcome.style == NEAR),
        (OTHER, lambda outcome: not outcome.answerable and outcome.style != NEAR),
        (ALL, lambda _: True),
    )
    members = ((name, [outcome for outcome in outcomes if belongs(outcome)]) for name, belongs in totals)
    return Scorecard(
        tuple(_score(style, [outcome for outcome in outcomes if outcome.style == style]) for style in styles),
        tuple(_score(name, group) for name, group in members if group),
    )


def _score(name: str, group: Sequence[Result]) -> Score:
    answerable = [outcome for outcome in group if outcome.answerable]
    unanswerable = [outcome for outcome in group if not outcome.answerable]
    answered = [outcome for outcome in group if outcome.answered]
    right = [outcome for outcome in answered if outcome.grade is Grade.RIGHT]
    times = sorted(outcome.elapsed_ms for outcome in group)
    return Score(
        name=name,
        answerable=len(answerable),
        unanswerable=len(unanswerable),
        r1=_mean(outcome.rank == 1 for outcome in answerable),
        r3=_mean(_within(outcome, 3) for outcome in answerable),
        mrr=_mean(1 / outcome.rank if outcome.rank else 0.0 for outcome in answerable),
        shown=_mean(_within(outcome, _SHOWN) and outcome.status is not Status.NONE for outcome in answerable),
        answered=_mean(outcome.grade is Grade.RIGHT for outcome in answerable),
        wrong=_mean(outcome.grade is Grade.WRONG for outcome in answerable),
        sentence=_mean(outcome.sentence_hit for outcome in right if outcome.sentence_hit is not None),
        precision=_mean(outcome.grade is Grade.RIGHT for outcome in answered) if answerable else None,
        false=_mean(outcome.answered for outcome in unanswerable),
        related=_mean(outcome.status is Status.RELATED for outcome in unanswerable),
        none=_mean(outcome.status is Status.NONE for outcome in unanswerable),
        median_ms=median(times),
        p95_ms=times[ceil(0.95 * len(times)) - 1],
    )


def _within(outcome: Result, places: int) -> bool:
    return outcome.rank is not None and outcome.rank <= places


def _mean(values: Iterable[float]) -> float | None:
    values = list(values)
    return sum(values) / len(values) if values else None
