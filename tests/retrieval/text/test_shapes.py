"""Shapes: characters that are taken for one another."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.text.normalization import normalize
from bot.retrieval.text.shapes import shape
from bot.retrieval.text.wordlists import word_list


@pytest.mark.parametrize(
    ("misread", "meant"),
    [("末来", "未来"), ("入才", "人才"), ("己经", "已经"), ("干亿", "千亿"), ("中徽子", "中微子")],
)
def test_look_alikes_have_one_shape(misread: str, meant: str) -> None:
    assert shape(misread) == shape(meant)


@pytest.mark.parametrize(("one", "other"), [("灯塔", "茶园"), ("江门", "河门"), ("三", "四")])
def test_other_characters_have_another_shape(one: str, other: str) -> None:
    assert shape(one) != shape(other)


def test_no_character_is_in_two_groups() -> None:
    counted = Counter("".join(word_list("shapes")))
    assert [char for char, times in counted.items() if times > 1] == []


def test_groups_are_few_and_in_normalised_characters() -> None:
    groups = word_list("shapes")
    assert len(groups) <= 120
    assert all(len(group) > 1 and normalize(group) == group for group in groups)


@given(st.text(max_size=60))
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(shape(text)) == len(text)
    assert shape(shape(text)) == shape(text)
