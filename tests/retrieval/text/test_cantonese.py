"""Cantonese, in traditional and in simplified characters, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.text.cantonese import from_cantonese
from bot.retrieval.text.normalization import normalize
from bot.retrieval.text.words import word_list, word_pairs


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("邊個係守塔人", "谁是守塔人"),
        ("灯塔系边个起嘅", "灯塔系谁建的"),
        ("有幾多級", "有多少级"),
        ("有几多级", "有多少级"),
        ("點樣去", "怎样去"),
        ("点样去", "怎样去"),
        ("點解咁高", "为什么这么高"),
        ("点解会咁", "为什么会这么"),
        ("喺邊度", "在哪里"),
        ("边度有", "哪里有"),
        ("幾時開", "什么时候开"),
        ("几时开", "什么时候开"),
        ("有冇人", "有没有人"),
        ("佢哋嚟咗未", "他们来了未"),
        ("唔係呢度", "不是这里"),
        ("系唔系真嘅", "是不是真的"),
        ("邊條路", "哪条路"),
        ("呢座塔即係乜嘢", "这座塔就是什么"),
    ],
)
def test_function_words_become_those_of_standard_chinese(said: str, meant: str) -> None:
    assert normalize(from_cantonese(said)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "重点解决什么问题",
        "重點解決什麼問題",
        "海边度假区",
        "海邊度假",
        "周边个人",
        "旁边间隔多少",
        "关系",
        "關係",
        "体系和系数",
        "系统是什么",
        "而家庭呢",
        "灯塔在哪里",
        "电话是多少",
        "打工的人说话",
        "",
    ],
)
def test_standard_chinese_is_left_as_it_is(text: str) -> None:
    assert from_cantonese(text) == text


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("電話係幾多", "电话是多少"),
        ("仲裁院喺邊", "仲裁院在哪里"),
        ("重點解決咗乜", "重点解决了什么"),
        ("對話嘅關係", "对话的关系"),
    ],
)
def test_words_of_standard_chinese_are_kept_within_cantonese(said: str, meant: str) -> None:
    assert normalize(from_cantonese(said)) == meant


def test_what_other_text_may_hold_is_read_as_cantonese_only_beside_a_sure_sign() -> None:
    assert from_cantonese("返工") == "返工"
    assert from_cantonese("佢返工") == "他回工"


def test_the_simplified_form_of_the_copula_alone_is_no_sign() -> None:
    assert from_cantonese("灯塔系石头砌成") == "灯塔系石头砌成"


def test_no_word_is_in_two_lists() -> None:
    said = [*dict(word_pairs("cantonese")), *dict(word_pairs("cantonese_too")), *word_list("not_cantonese")]
    assert sorted(said) == sorted(set(said))


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(from_cantonese(text), str)
