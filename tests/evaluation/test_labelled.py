from __future__ import annotations

import pytest

from bot.evaluation.labelled import Labelled
from bot.models import Span
from tests.evaluation.conftest import TEXT, match, passage


def test_a_passage_is_right_that_contains_any_of_the_answers() -> None:
    labelled = Labelled("?", "fact", ("五月", "六月"))

    assert labelled.is_answered_by(passage(TEXT))
    assert not labelled.is_answered_by(passage("四月"))


def test_with_a_paragraph_only_that_text_is_right_wherever_it_stands() -> None:
    labelled = Labelled("?", "fact", ("四月",), TEXT)

    assert labelled.is_answered_by(passage(TEXT, 7))
    assert not labelled.is_answered_by(passage("四月"))


@pytest.mark.parametrize(
    ("labelled", "answerable"),
    [
        (Labelled("?", "near"), False),
        (Labelled("?", "fact", ("四月",)), True),
        (Labelled("?", "fact", (), TEXT), True),
    ],
)
def test_without_an_answer_and_a_paragraph_no_passage_answers(labelled: Labelled, answerable: bool) -> None:
    assert labelled.answerable is answerable


@pytest.mark.parametrize(
    ("answers", "sentence", "hit"),
    [
        (("四月",), Span(0, 8), True),
        (("六月",), Span(0, 8), False),
        (("五月", "四月"), Span(0, 8), True),
        (("开采。夏茶",), Span(0, 8), True),
        (("采。夏茶六",), Span(0, 8), False),
        (("采。夏茶",), Span(0, 8), True),
        # It stands in both sentences.
        (("月开采",), Span(8, 15), True),
        (("四",), Span(4, 4), False),
    ],
)
def test_the_marked_sentence_holds_an_answer_or_half_of_it(
    answers: tuple[str, ...], sentence: Span, hit: bool
) -> None:
    assert Labelled("?", "fact", answers).is_marked_by(match(TEXT, 0.9, sentence)) is hit
