"""What a question asks for, and whether a sentence has it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.question.expectation import Asked, Expectation, expectation, fulfilment
from bot.retrieval.text.normalization import normalize


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("第一位守塔人是谁", Asked.PERSON),
        ("who was the first keeper", Asked.PERSON),
        ("灯塔在哪里", Asked.PLACE),
        ("where is the lighthouse", Asked.PLACE),
        ("什么时候开始采茶", Asked.TIME),
        ("灯塔是哪年建成的", Asked.YEAR),
        ("渡船几月开", Asked.MONTH),
        ("茶园投资了多少钱", Asked.MONEY),
        ("占百分之几", Asked.SHARE),
        ("茶园占地多大", Asked.AREA),
        ("有多少辆车", Asked.QUANTITY),
        ("办证处的电话是多少", Asked.CONTACT),
        ("分别是哪些村子", Asked.LIST),
        ("哪三个村子", Asked.LIST),
        ("为什么叫大黄蜂", Asked.ANY),
        ("大黄蜂", Asked.ANY),
        ("", Asked.ANY),
    ],
)
def test_the_question_words_tell_what_is_asked_for(question: str, asked: Asked) -> None:
    assert expectation(question).asked is asked


def test_a_quantity_comes_with_what_is_counted() -> None:
    assert expectation("一共有多少册图书") == Expectation(Asked.QUANTITY, "册图书")


def test_a_list_comes_with_how_many() -> None:
    assert expectation("哪三个村子") == Expectation(Asked.LIST, "三")


def test_nearly_is_no_question_for_a_number() -> None:
    assert expectation("几乎没有人").asked is Asked.ANY


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("灯塔是哪年建成的", "白沙灯塔建成于1887年。"),
        ("灯塔是哪年建成的", "建成于一八八七年。"),
        ("占百分之几", "干茶六成卖给省城。"),
        ("花了多少钱", "总收入是三百六十万元。"),
        ("面积多大", "占地9535平方公里。"),
        ("有多少册书", "车上有两千四百册书。"),
        ("有多少个村子", "一个月走遍十七个村子。"),
        ("电话是多少", "拨打0750-3333333。"),
        ("哪三个村子", "车去东村、西村和南村。"),
        ("谁建的", "由王先生出资。"),
    ],
)
def test_a_sentence_with_what_is_asked_for_fulfils(question: str, sentence: str) -> None:
    assert fulfilment(expectation(normalize(question)), normalize(sentence)) == 1


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("灯塔是哪年建成的", "灯塔改用太阳能供电。"),
        ("占百分之几", "干茶卖给省城的茶行。"),
        ("花了多少钱", "借书要押证件。"),
        ("有多少册书", "书架用皮带固定。"),
        ("电话是多少", "守塔人住在岛上。"),
        ("哪三个村子", "车去东村，也去西村。"),
    ],
)
def test_a_sentence_without_it_does_not(question: str, sentence: str) -> None:
    assert (fulfilment(expectation(normalize(question)), normalize(sentence)) or 0.0) < 0.5


def test_a_number_of_something_else_fulfils_less_than_of_what_is_counted() -> None:
    wanted = expectation("有多少册书")
    other, counted = fulfilment(wanted, "走遍十七个村子。"), fulfilment(wanted, "有两千册。")
    assert other is not None
    assert counted is not None
    assert 0 < other < counted


def test_a_question_for_nothing_definite_is_neither_fulfilled_nor_not() -> None:
    assert fulfilment(expectation("为什么叫大黄蜂"), "车身是黄色的。") is None


@pytest.mark.parametrize("run", ["7", "七", "7,", "山", "、"])
def test_a_long_run_takes_time_by_its_length_only(run: str) -> None:
    began = time.perf_counter()
    for asked in Asked:
        fulfilment(Expectation(asked, "册书"), run * 100_000)
    assert time.perf_counter() - began < 5


@given(st.sampled_from(Asked), st.text(max_size=8), st.text(max_size=80))
def test_any_sentence_fulfils_to_some_degree(asked: Asked, unit: str, text: str) -> None:
    done = fulfilment(Expectation(asked, unit), text)
    assert done is None or 0 <= done <= 1
