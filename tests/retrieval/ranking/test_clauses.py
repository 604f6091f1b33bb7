"""The clause of a long sentence that a reader is shown first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.retrieval.conftest import Over

LONG = (
    "白沙岛上最老的房子是渔民合作社的仓库，灯塔建成于1887年，塔身高二十六米，用本地的花岗岩砌成，"
    "守塔人罗海生在那里住了三十一年，每天傍晚七点点灯，渡船每周来两次，带来米、油和报纸。"
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("灯塔哪年建成", "灯塔建成于1887年"),
        ("塔身有多高", "塔身高二十六米"),
        ("守塔人住了多久", "守塔人罗海生在那里住了三十一年"),
        ("几点点灯", "每天傍晚七点点灯"),
        ("渡船带来什么", "渡船每周来两次，带来米、油和报纸"),
    ],
)
def test_the_clause_holds_what_is_asked_and_is_short(over: Over, question: str, said: str) -> None:
    match = over(LONG, "茶园在山上。").retrieve(question).matches[0]
    assert match.clause is not None
    shown = LONG[match.clause.start : match.clause.end]
    assert said in shown
    assert len(shown) <= 60


def test_a_short_sentence_is_shown_whole(over: Over) -> None:
    assert over("灯塔建成于1887年，塔身高二十六米。").retrieve("灯塔哪年建成").matches[0].clause is None
