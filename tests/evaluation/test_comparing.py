from __future__ import annotations

from dataclasses import replace

from bot.evaluation.comparing import Direction, compare
from bot.models import Status
from tests.evaluation.conftest import outcome, unanswerable

RIGHT = outcome(question="甲")
MISSED = outcome(question="乙", status=Status.RELATED, rank=1)
DECLINED = unanswerable("near", Status.NONE, question="丙")


def test_questions_that_changed_are_listed_better_ones_first() -> None:
    now_wrong = replace(RIGHT, rank=2)
    now_right = replace(MISSED, status=Status.ANSWER)
    now_false = replace(DECLINED, status=Status.ANSWER)

    comparison = compare([RIGHT, MISSED, DECLINED], [now_wrong, now_right, now_false])

    assert [(change.turn, change.after) for change in comparison.changes] == [
        (Direction.RIGHT, now_right),
        (Direction.WRONG, now_wrong),
        (Direction.WRONG, now_false),
    ]


def test_another_rank_or_kind_of_answer_is_a_change_too() -> None:
    lower, shown = replace(MISSED, rank=5), replace(DECLINED, status=Status.RELATED)

    comparison = compare([RIGHT, MISSED, DECLINED], [replace(RIGHT, score=0.7, elapsed_ms=9), lower, shown])

    assert [(change.turn, change.after) for change in comparison.changes] == [
        (Direction.CHANGED, lower),
        (Direction.CHANGED, shown),
    ]


def test_every_total_is_told_before_and_after() -> None:
    comparison = compare([RIGHT, MISSED, DECLINED], [RIGHT, replace(MISSED, status=Status.ANSWER), DECLINED])

    totals = {total.key: (total.before, total.after) for total in comparison.totals}
    assert totals["answerable.answered"] == (0.5, 1.0)
    assert totals["answerable.sentence"] == (None, None)
    assert totals["near.false"] == (0.0, 0.0)
    assert totals["all.precision"] == (1.0, 1.0)
    assert not [key for key in totals if key.startswith("other")]


def test_questions_of_one_evaluation_alone_do_not_count() -> None:
    comparison = compare([RIGHT, MISSED], [RIGHT, DECLINED])

    assert (comparison.compared, comparison.only_before, comparison.only_after) == (1, 1, 1)
    assert not comparison.changes
    assert {total.after for total in comparison.totals if total.key == "answerable.answered"} == {1.0}
    assert compare([MISSED], [RIGHT]).totals == ()


def test_the_same_words_asked_twice_are_two_questions() -> None:
    worse = replace(RIGHT, rank=2)

    assert [change.before for change in compare([RIGHT, worse], [RIGHT, RIGHT]).changes] == [worse]
