from __future__ import annotations

import pytest

from bot.errors import FloorError
from bot.evaluation.floors import Floor, misses, parse_floor
from bot.evaluation.scoring import scorecard
from bot.models import Status
from tests.evaluation.conftest import outcome, unanswerable

CARD = scorecard([outcome("fact"), outcome("fact", rank=2), unanswerable("near", Status.ANSWER)])


@pytest.mark.parametrize(
    ("text", "floor"),
    [
        ("paraphrase.answered=.7", Floor("paraphrase", "answered", 0.7)),
        ("precision=1", Floor("all", "precision", 1)),
        # Styles are named by whoever labels, or by a file.
        ("v1.1=dev.r1=0.5", Floor("v1.1=dev", "r1", 0.5)),
    ],
)
def test_a_floor_is_a_style_a_measure_and_a_bound(text: str, floor: Floor) -> None:
    assert parse_floor(text) == floor


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "write KEY=VALUE"),
        ("near.false", "write KEY=VALUE"),
        ("near.flase=1", "no measure has this name; there are r1, "),
        ("near.n=1", "no measure has this name"),
        ("near.false=few", "'few' is no number"),
        ("near.false=nan", "'nan' is no number"),
        ("near.false=", "'' is no number"),
    ],
)
def test_what_is_no_floor_is_refused(text: str, problem: str) -> None:
    with pytest.raises(FloorError, match=problem):
        parse_floor(text)


@pytest.mark.parametrize("text", ["fact.r1=.5", "fact.answered=.4", "near.false=1", "median_ms=1"])
def test_a_floor_that_is_just_reached_is_not_missed(text: str) -> None:
    assert misses(CARD, [parse_floor(text)]) == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("fact.r1=.6", "fact.r1 is 0.5, must be at least 0.6"),
        ("precision=.5", "all.precision is 0.3333, must be at least 0.5"),
        ("near.false=.2", "near.false is 1, must be at most 0.2"),
        ("fact.wrong=.2", "fact.wrong is 0.5, must be at most 0.2"),
        # A floor that nothing measures must not pass for reached.
        ("pinyin.r1=0", "pinyin.r1 is not measured by these questions, must be at least 0"),
        ("near.r1=0", "near.r1 is not measured by these questions, must be at least 0"),
    ],
)
def test_a_missed_floor_is_named_with_its_value(text: str, line: str) -> None:
    assert [str(miss) for miss in misses(CARD, [parse_floor(text)])] == [line]
