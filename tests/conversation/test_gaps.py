"""What was asked and not answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.bootstrap import build_answers
from bot.conversation.gaps import open_questions
from bot.models import LoggedQuestion, Status

if TYPE_CHECKING:
    from bot.conversation.answering import Answers
    from bot.models import Knowledge

DAY = 1_760_000_000


@pytest.fixture(scope="module")
def answers(knowledge: Knowledge) -> Answers:
    return build_answers(knowledge, None)


def logged(
    text: str, status: Status = Status.NONE, *, disliked: bool = False, at: int = DAY
) -> LoggedQuestion:
    return LoggedQuestion(text, status, at, disliked=disliked)


def test_the_most_frequent_come_first_and_what_is_answered_by_now_is_left_out(answers: Answers) -> None:
    log = [
        logged("每人一次可以借几本书？"),
        logged("火星上有几家咖啡馆？"),
        *[logged("停车多少钱", at=DAY + number) for number in range(3)],
        logged("停车费怎么收"),
        logged("灯塔建于哪一年？", Status.ANSWER),
    ]
    first, second, *rest = open_questions(log, answers)
    assert not [each for each in rest if "建于" in each.wordings[0]]
    assert (first.wordings, first.asked, first.last) == (("停车多少钱", "停车费怎么收"), 4, DAY + 2)
    assert second.wordings == ("火星上有几家咖啡馆？",)


def test_an_answer_voted_down_is_a_gap(answers: Answers) -> None:
    (found,) = open_questions([logged("灯塔有多高？", Status.ANSWER, disliked=True)], answers)
    assert found.disliked == 1
    assert "二十六米" in found.nearest[0].sentence_text
