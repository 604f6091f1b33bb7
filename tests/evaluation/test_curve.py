from __future__ import annotations

import pytest

from bot.evaluation.curve import CurvePoint, operating_curve, point_at
from bot.models import Status
from tests.evaluation.conftest import outcome, unanswerable

OUTCOMES = [
    outcome(score=0.5, rank=2),
    outcome(score=0.9),
    unanswerable("near", Status.ANSWER, 0.5),
    outcome(score=0.2, status=Status.RELATED),
    unanswerable("chitchat", Status.NONE, 0.0),
]


def test_each_confidence_that_occurs_is_a_threshold_from_the_highest_down() -> None:
    assert operating_curve(OUTCOMES) == (
        CurvePoint(0.9, 1 / 3, 1.0, 0.0),
        CurvePoint(0.5, 1 / 3, 1 / 3, 0.5),
        CurvePoint(0.2, 2 / 3, 2 / 4, 0.5),
    )


@pytest.mark.parametrize(
    ("threshold", "at"), [(0.95, None), (0.9, 0), (0.6, 0), (0.5, 1), (0.3, 1), (0.01, 2)]
)
def test_a_threshold_between_two_answers_what_lies_above_it(threshold: float, at: int | None) -> None:
    curve = operating_curve(OUTCOMES)

    assert point_at(curve, threshold) == (None if at is None else curve[at])


def test_without_an_answerable_question_there_is_no_curve() -> None:
    assert operating_curve([unanswerable("near", Status.ANSWER)]) == ()


def test_without_an_unanswerable_question_nothing_is_false() -> None:
    assert operating_curve([outcome(score=0.9)]) == (CurvePoint(0.9, 1.0, 1.0, None),)
