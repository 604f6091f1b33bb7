"""Questions that ask the same in other words."""

from __future__ import annotations

import random
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap import build_answers
from bot.conversation.grouping import grouped
from tests.conversation.paraphrases import KINDS, other_kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.answering import Answers
    from bot.models import Knowledge


@pytest.fixture(scope="module")
def answers(knowledge: Knowledge) -> Answers:
    return build_answers(knowledge, None)


def pairs(groups: list[list[int]]) -> set[tuple[int, int]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


@pytest.mark.parametrize(
    ("chosen", "least"),
    [(KINDS, 0.8), (other_kinds()[1::2], 0.65), (other_kinds(), 0.55)],
    ids=["tuned-on", "held-out", "sixty-kinds"],
)
def test_wordings_of_one_question_are_put_together(
    answers: Answers, chosen: Sequence[Sequence[str]], least: float
) -> None:
    labelled = [(kind, text) for kind, texts in enumerate(chosen) for text in texts]
    random.Random(3).shuffle(labelled)
    found = pairs(grouped([text for _, text in labelled], answers))
    kinds: dict[int, list[int]] = {}
    for number, (kind, _) in enumerate(labelled):
        kinds.setdefault(kind, []).append(number)
    right = pairs(list(kinds.values()))
    both = len(found & right)
    f1 = 2 * both / (len(found) + len(right))
    assert f1 >= least, f1


def test_few_questions_keep_what_they_have_in_common(answers: Answers) -> None:
    among = answers.gallery(["停车多少钱", "停车费怎么收", "狗能进吗"]).among()
    assert among[0, 1] > 0.58 > 0.2 > among[0, 2]
    assert answers.gallery(["停车", "停车"]).among()[0, 1] == pytest.approx(1, abs=1e-3)
    assert answers.gallery([]).among().shape == (0, 0)
