"""The operating curve: what each threshold for "answer" would give."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.evaluation.outcomes import Result


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What happens when passages are given as the answer from this confidence on."""

    threshold: float
    coverage: float
    """The share of the answerable questions that are answered, and right."""
    precision: float
    """The share of all answers, to unanswerable questions too, that are right."""
    false: float | None
    """The share of the unanswerable questions that are answered; None when there are none."""


def operating_curve(outcomes: Iterable[Result]) -> tuple[CurvePoint, ...]:
    """A point for each confidence that occurs, highest first; none without answerable questions."""
    outcomes = sorted(outcomes, key=lambda outcome: outcome.score, reverse=True)
    answerable = sum(outcome.answerable for outcome in outcomes)
    unanswerable = len(outcomes) - answerable
    if not answerable:
        return ()
    points = []
    answered = right = false = 0
    for threshold, tied in groupby(outcomes, key=lambda outcome: outcome.score):
        # Small talk and what nothing was found for is never answered.
        if threshold <= 0:
            break
        for outcome in tied:
            answered += 1
            right += outcome.rank == 1
            false += not outcome.answerable
        points.append(
            CurvePoint(
                threshold,
                right / answerable,
                right / answered,
                false / unanswerable if unanswerable else None,
            )
        )
    return tuple(points)


def point_at(curve: Sequence[CurvePoint], threshold: float) -> CurvePoint | None:
    """What this threshold gives; None when nothing would be answered."""
    return next((point for point in reversed(curve) if point.threshold >= threshold), None)
