"""Questions that ask the same in other words."""

from __future__ import annotations

import random
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap import build_answers
from bot.conversation.grouping import grouped
from tests.conversation.paraphrases import KINDS

if TYPE_CHECKING:
    from bot.conversation.answering import Answers
    from bot.models import Knowledge


@pytest.fixture(scope="module")
def answers(knowledge: Knowledge) -> Answers:
    return build_answers(knowledge, None)


def pairs(groups: list[list[int]]) -> set[tuple[int, int]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def test_wordings_of_one_question_are_put_together(answers: Answers) -> None:
    labelled = [(kind, text) for kind, texts in enumerate(KINDS) for text in texts]
    random.Random(3).shuffle(labelled)
    found = pairs(grouped([text for _, text in labelled], answers))
    kinds: dict[int, list[int]] = {}
    for number, (kind, _) in enumerate(labelled):
        kinds.setdefault(kind, []).append(number)
    right = pairs(list(kinds.values()))
    both = len(found & right)
    f1 = 2 * both / (len(found) + len(right))
    assert f1 >= 0.75, f1


def test_what_most_questions_say_makes_no_two_alike(answers: Answers) -> None:
    shared = ["请问你们那里图书馆几点关门", "请问你们那里停车怎么收费", "停车费"]
    among = answers.gallery(
        [*shared, *(f"请问你们那里{each}" for each in ("有狗吗", "卖票吗", "下雪吗"))]
    ).among()
    assert (among == among.T).all()
    assert among[1, 2] > among[1, 0]
