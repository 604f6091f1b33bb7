"""What a question asks for, and whether a sentence has it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.question.expectation import Expectation, Kind, expectation, fulfilment
from bot.retrieval.text.normalization import normalize


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("第一位守塔人是谁", Kind.PERSON),
        ("who was the first keeper", Kind.PERSON),
        ("灯塔在哪里", Kind.PLACE),
        ("where is the lighthouse", Kind.PLACE),
        ("什么时候开始采茶", Kind.TIME),
        ("灯塔是哪年建成的", Kind.YEAR),
        ("渡船几月开", Kind.DAY),
        ("大黄蜂星期几来", Kind.WEEKDAY),
        ("晒茶要多久", Kind.DURATION),
        ("晒茶要几个小时", Kind.DURATION),
        ("采茶季有多少天", Kind.DURATION),
        ("守塔人几岁", Kind.AGE),
        ("塔身有多高", Kind.MEASURE),
        ("栏杆长度是多少", Kind.MEASURE),
        ("渡船票价是多少", Kind.MONEY),
        ("茶园投资了多少钱", Kind.MONEY),
        ("占百分之几", Kind.SHARE),
        ("茶园占地多大", Kind.AREA),
        ("有多少辆车", Kind.QUANTITY),
        ("办证处的电话是多少", Kind.CONTACT),
        ("分别是哪些村子", Kind.LIST),
        ("哪三个村子", Kind.LIST),
        ("为什么叫大黄蜂", Kind.REASON),
        ("怎么登上灯塔", Kind.MANNER),
        ("什么是杀青", Kind.DEFINITION),
        ("雾号是什么意思", Kind.DEFINITION),
        ("守塔人叫什么名字", Kind.NAME),
        ("塔上的灯归谁管", Kind.PERSON),
        ("大黄蜂", Kind.ANY),
        ("", Kind.ANY),
    ],
)
def test_the_question_words_tell_what_is_asked_for(question: str, kind: Kind) -> None:
    assert expectation(question).kind is kind


def test_a_quantity_comes_with_what_is_counted() -> None:
    asked = expectation("一共有多少册图书")
    assert (asked.kind, asked.unit) == (Kind.QUANTITY, "册图书")


def test_a_list_comes_with_how_many() -> None:
    asked = expectation("哪三个村子")
    assert (asked.kind, asked.unit) == (Kind.LIST, "三")


@pytest.mark.parametrize(
    ("question", "wording"),
    [
        ("渡船的票价是多少", "票价是多少"),
        ("渡船多少钱", "多少钱"),
        ("塔身高度是多少", "高度是多少"),
        ("书架上有多少册图书", "多少册"),
        ("雾号响了多少遍", "多少遍"),
        ("办证处电话是多少", "电话是多少"),
        ("请问晒茶需要多久", "需要多久"),
        ("什么是杀青", ""),
        ("怎么登上灯塔", ""),
        ("灯塔", ""),
    ],
)
def test_the_wording_that_names_the_kind_is_told_from_content(question: str, wording: str) -> None:
    asked = expectation(question)
    assert question[asked.start : asked.end] == wording


def test_nearly_is_no_question_for_a_number() -> None:
    assert expectation("几乎没有人").kind is Kind.ANY


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
        ("晒茶要多久", "晒茶要一刻钟。"),
        ("晒茶要多久", "晒茶要两个季度。"),
        ("晒茶要多久", "晒茶要五个工作日。"),
        ("晒茶要多久", "晒茶要半天。"),
        ("星期几出车", "礼拜四出车。"),
        ("几点开门", "9:30开门。"),
        ("绳梯有多长", "绳梯有15m。"),
        ("绳梯有多长", "绳梯有60 cm。"),
        ("绳梯有多长", "绳梯有24英寸。"),
        ("塔身有多高", "塔身高二十六米。"),
        ("雾号的号码是多少", "号码是三六九七八一二。"),
        ("电话是多少", "热线95533。"),
        ("电话是多少", "电话是120。"),
        ("票价是多少", "票价壹佰元整。"),
        ("票价是多少", "不收费。"),
        ("守塔人几岁", "守塔人六十岁。"),
        ("值班室在几楼", "值班室在二楼。"),
        ("什么是杀青", "杀青是制茶的第一步。"),
        ("怎么登上灯塔", "登上灯塔要爬台阶。"),
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
        ("晒茶要多久", "晒茶要晴天。"),
        ("绳梯有多长", "绳梯有许多节。"),
        ("星期几出车", "出车前要检查。"),
        ("守塔人几岁", "守塔人住在岛上。"),
        ("怎么登上灯塔", "灯塔改用太阳能供电。"),
    ],
)
def test_a_sentence_without_it_does_not(question: str, sentence: str) -> None:
    assert (fulfilment(expectation(normalize(question)), normalize(sentence)) or 0.0) < 0.5


@pytest.mark.parametrize(
    "sentence", ["每人付三元。", "每人付十元。", "每人付三斤米。", "每人付12。", "每人付三十。"]
)
def test_a_bare_question_for_a_quantity_is_fulfilled_by_any(sentence: str) -> None:
    assert (fulfilment(expectation("每人付多少"), sentence) or 0.0) > 0.5


def test_a_number_of_something_else_fulfils_less_than_of_what_is_counted() -> None:
    wanted = expectation("有多少册书")
    other, counted = fulfilment(wanted, "走遍十七个村子。"), fulfilment(wanted, "有两千册。")
    assert other is not None
    assert counted is not None
    assert 0 < other < counted


def test_a_sentence_that_says_what_a_term_is_fulfils_more_than_one_that_only_has_it() -> None:
    wanted = expectation("什么是杀青")
    told, named = (fulfilment(wanted, text) or 0.0 for text in ("杀青是第一步。", "杀青之后揉捻。"))
    assert told > named


def test_a_question_for_nothing_definite_is_neither_fulfilled_nor_not() -> None:
    assert fulfilment(expectation("大黄蜂"), "车身是黄色的。") is None


@pytest.mark.parametrize("run", ["7", "七", "7,", "山", "、"])
def test_a_long_run_takes_time_by_its_length_only(run: str) -> None:
    began = time.perf_counter()
    for kind in Kind:
        fulfilment(Expectation(kind, "册书"), run * 100_000)
    assert time.perf_counter() - began < 5


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("多少几哪什么价格高长是的钱年a "), st.characters()), max_size=40
    )
)
def test_the_wording_lies_within_any_text(text: str) -> None:
    asked = expectation(text)
    assert 0 <= asked.start <= asked.end <= len(text)


@given(st.sampled_from(Kind), st.text(max_size=8), st.text(max_size=80))
def test_any_sentence_fulfils_to_some_degree(kind: Kind, unit: str, text: str) -> None:
    done = fulfilment(Expectation(kind, unit), text)
    assert done is None or 0 <= done <= 1
