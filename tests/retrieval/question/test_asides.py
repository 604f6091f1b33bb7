"""Asides: what a long message says beside its question."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.question.asides import asides
from bot.retrieval.text.normalization import normalize


def said_beside(text: str) -> list[str]:
    text = normalize(text)
    return [text[start:end] for start, end in asides(text)]


def test_clauses_that_ask_nothing_are_asides_when_another_asks() -> None:
    text = "小编你好，我在省城做茶叶生意，上个月刚去过南坡，想问茶园一年收入多少？"
    assert said_beside(text) == ["小编你好,", "我在省城做茶叶生意,", "上个月刚去过南坡,"]


@pytest.mark.parametrize(
    "text",
    [
        "你好，灯塔有多高？",
        "灯塔有多高？茶园一年的总收入是多少？图书馆有多少册书？",
        "云岭茶园位于海拔八百米的南坡，种茶已有一百二十年，今年雨水偏多。",
        "",
    ],
)
def test_a_short_message_and_one_of_a_kind_have_none(text: str) -> None:
    assert said_beside(text) == []


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("，。？ 多少灯塔\n"), st.characters(exclude_categories=())),
        max_size=120,
    )
)
def test_asides_lie_in_order_within_the_text_and_leave_some_of_it(text: str) -> None:
    found = asides(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(found))
    assert not found or sum(end - start for start, end in found) < len(text)
