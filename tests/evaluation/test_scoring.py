from __future__ import annotations

import pytest

from bot.evaluation.scoring import MEASURES, Score, measure, scorecard
from bot.models import Status
from tests.evaluation.conftest import outcome, unanswerable

OUTCOMES = [
    outcome("fact", Status.ANSWER, 1, sentence_hit=True, elapsed_ms=1),
    outcome("fact", Status.ANSWER, 1, sentence_hit=False, elapsed_ms=2),
    outcome("fact", Status.ANSWER, 4, elapsed_ms=3),
    outcome("fact", Status.RELATED, 2, elapsed_ms=4),
    outcome("trad", Status.NONE, 1, elapsed_ms=5),
    outcome("trad", Status.NONE, None, elapsed_ms=6),
    unanswerable("near", Status.ANSWER),
    unanswerable("near", Status.RELATED),
    unanswerable("near", Status.NONE),
    unanswerable("near", Status.NONE),
    unanswerable("chitchat", Status.NONE),
]


def score(name: str) -> Score:
    found = scorecard(OUTCOMES).score(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("fact.r1", 0.5),
        ("fact.r3", 0.75),
        ("fact.mrr", (1 + 1 + 1 / 4 + 1 / 2) / 4),
        ("fact.shown", 0.75),
        ("fact.answered", 0.5),
        ("fact.wrong", 0.25),
        ("fact.sentence", 0.5),
        ("fact.precision", 2 / 3),
        ("fact.median_ms", 2.5),
        ("fact.p95_ms", 4),
        # Ranked, but not shown.
        ("trad.r1", 0.5),
        ("trad.shown", 0.0),
        ("near.false", 0.25),
        ("near.related", 0.25),
        ("near.none", 0.5),
        ("other.none", 1.0),
        ("answerable.answered", 2 / 6),
        ("answerable.precision", 2 / 3),
        ("all.precision", 2 / 4),
        ("all.false", 1 / 5),
    ],
)
def test_a_measure_is_the_share_that_its_name_says(key: str, value: float) -> None:
    name, _, of = key.partition(".")
    assert measure(score(name), of) == pytest.approx(value)


@pytest.mark.parametrize(
    "key", ["fact.false", "trad.precision", "trad.sentence", "near.r1", "near.precision"]
)
def test_a_share_of_nothing_is_none(key: str) -> None:
    name, _, of = key.partition(".")
    assert measure(score(name), of) is None


def test_styles_keep_the_order_of_the_files_and_the_totals_follow() -> None:
    card = scorecard(OUTCOMES)

    assert [score.name for score in card.styles] == ["fact", "trad", "near", "chitchat"]
    assert [(score.name, score.answerable, score.unanswerable) for score in card.totals] == [
        ("answerable", 6, 0),
        ("near", 0, 4),
        ("other", 0, 1),
        ("all", 6, 5),
    ]


def test_a_total_without_a_question_is_left_out() -> None:
    assert [score.name for score in scorecard([outcome()]).totals] == ["answerable", "all"]


def test_every_measure_is_a_field_of_the_score() -> None:
    assert set(MEASURES) == set(Score.__slots__) - {"name", "answerable", "unanswerable"}
