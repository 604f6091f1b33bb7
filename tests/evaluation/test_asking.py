from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.evaluation.asking import ask
from bot.evaluation.labelled import Labelled
from bot.evaluation.outcomes import Grade
from bot.models import Status
from tests.evaluation.conftest import TEXT

if TYPE_CHECKING:
    from bot.evaluation.asking import Engine


def test_an_answer_is_held_against_the_label(engine: Engine) -> None:
    outcome = ask(Labelled("头春茶几时开采？", "fact", ("四月",)), engine)

    assert (outcome.status, outcome.rank, outcome.score) == (Status.ANSWER, 1, 0.9)
    assert outcome.sentence_hit is True
    assert outcome.grade is Grade.RIGHT
    assert outcome.elapsed_ms > 0
    assert (outcome.expected, outcome.got) == (("四月",), "头春茶四月开采。")


def test_the_sentence_can_miss_where_the_passage_is_right(engine: Engine) -> None:
    outcome = ask(Labelled("头春茶几时开采？", "fact", ("六月",)), engine)

    assert outcome.grade is Grade.RIGHT
    assert outcome.sentence_hit is False


@pytest.mark.parametrize(
    ("question", "status", "rank", "score"),
    [
        ("茶几时开采？", Status.RELATED, 2, 0.3),
        # Nothing is shown, yet the retriever has ranked passages.
        ("采茶？", Status.NONE, 2, 0.3),
        # Small talk is never looked up.
        ("你好", Status.TALK, None, 0.0),
    ],
)
def test_what_is_not_answered_has_a_rank_all_the_same(
    engine: Engine, question: str, status: Status, rank: int | None, score: float
) -> None:
    outcome = ask(Labelled(question, "fact", ("四月",)), engine)

    assert (outcome.status, outcome.rank, outcome.score) == (status, rank, score)
    assert outcome.grade is Grade.MISSED
    assert outcome.sentence_hit is None


@pytest.mark.parametrize(
    ("question", "labelled", "verdict"),
    [
        ("头春茶几时开采？", Labelled("", "fact", ("七月",)), Grade.WRONG),
        ("头春茶几时开采？", Labelled("", "near"), Grade.FALSE),
        ("茶几时开采？", Labelled("", "near"), Grade.DECLINED),
        ("头春茶几时开采？", Labelled("", "squad", (), TEXT), Grade.RIGHT),
    ],
)
def test_every_verdict(engine: Engine, question: str, labelled: Labelled, verdict: Grade) -> None:
    asked = Labelled(question, labelled.style, labelled.answers, labelled.paragraph)

    assert ask(asked, engine).grade is verdict
