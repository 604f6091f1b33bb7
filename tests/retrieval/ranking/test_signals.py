"""Signals: what is measured of a passage as an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from bot.retrieval.ranking.signals import Scored, Signals
    from bot.retrieval.retriever import Retriever
    from tests.retrieval.conftest import Over


def assessed(retriever: Retriever, question: str) -> Scored:
    return retriever.assess(question)[1][0]


def signals(retriever: Retriever, question: str) -> Signals:
    return assessed(retriever, question).signals


def test_a_passage_that_says_all_of_it_is_covered_in_full(over: Over) -> None:
    found = signals(over("塔身高二十六米。"), "塔身高二十六米")
    assert (found.bm25, found.union, found.sentence, found.meaning) == pytest.approx((1, 1, 1, 1))
    assert found.lacking == found.stranger == 0


def test_a_word_that_nothing_covers_is_lacking(over: Over) -> None:
    retriever = over("塔身高二十六米。")
    assert assessed(retriever, "塔身门票").lacking == ("门票",)
    assert assessed(retriever, "塔身高").lacking == ()
    assert signals(retriever, "塔身门票").union < signals(retriever, "塔身高").union


def test_a_name_that_nothing_covers_is_a_stranger(over: Over) -> None:
    retriever = over("渡船开往南坡。")
    assert signals(retriever, "渡船开往深圳吗").stranger > signals(retriever, "渡船开往南坡吗").stranger == 0


def test_a_word_of_like_meaning_counts_for_less_than_the_word_and_more_than_another(over: Over) -> None:
    retriever = over("补助按月发放。")
    same, like, other = (signals(retriever, f"{word}按月发放吗") for word in ("补助", "补贴", "天空"))
    assert same.sentence > like.sentence > other.sentence
    assert same.meaning > like.meaning > other.meaning


def test_forms_count_beside_the_passage(over: Over) -> None:
    retriever = over("塔身高二十六米。", "渡船每天靠岸。", forms={1: ("爬上去累不累", "有几层楼那么高")})
    found = assessed(retriever, "爬上去累不累")
    assert found.form == 0
    assert found.signals.form == pytest.approx(1)
    assert found.signals.sentence < found.signals.union < 1


def test_a_form_that_has_hardly_anything_of_the_question_counts_for_nothing(over: Over) -> None:
    retriever = over("塔身高二十六米。", forms={1: ("爬上去累不累",)})
    assert signals(retriever, "塔身").form == 0


def test_a_heading_counts_for_less_than_the_passage(over: Over) -> None:
    headed = signals(over("每周二出车。", section="图书馆"), "图书馆")
    assert 0 == headed.sentence < headed.union < 1
    assert 0 < headed.meaning < 1


def test_what_is_asked_for_is_there_or_is_not(over: Over) -> None:
    retriever = over("塔身高二十六米，建成于1887年。")
    assert signals(retriever, "塔身哪年建成").lacking == 0
    assert signals(retriever, "塔身花了多少钱").lacking == 1
    assert signals(retriever, "塔身").lacking == 0


def test_the_wording_that_names_the_kind_of_answer_is_covered_by_such_an_answer(over: Over) -> None:
    retriever = over("渡船八元。")
    assert signals(retriever, "渡船的价格是多少").union == pytest.approx(1)
    assert assessed(retriever, "渡船的价格是多少").lacking == ()
    assert signals(over("渡船很慢。"), "渡船的价格是多少").union < 1


def test_the_longest_common_substring_counts_by_its_length(over: Over) -> None:
    retriever = over("白沙灯塔用本地的花岗岩砌成在南坡。")
    assert signals(retriever, "沙灯塔").literal == pytest.approx(3 / 12)
    assert signals(retriever, "灯塔，白沙").literal == pytest.approx(2 / 12)
    assert signals(retriever, "白沙灯塔用本地的花岗岩砌成").literal == 1


def test_a_question_of_more_words_asks_more(over: Over) -> None:
    retriever = over("白沙灯塔用本地的花岗岩砌成。")
    assert 0 < signals(retriever, "灯塔").words < signals(retriever, "灯塔用本地的花岗岩砌成").words


def test_the_sentence_that_has_what_is_asked_for_is_chosen_among_those_that_cover_alike(over: Over) -> None:
    found = assessed(over("灯塔改建过。灯塔改建于1887年。"), "灯塔什么时候改建")
    assert found.sentence == 1


@given(st.text(alphabet="灯塔高建成年渡船多少什么1887%a bdt，。？", max_size=24))
def test_every_signal_is_a_share(retriever: Retriever, question: str) -> None:
    for found in retriever.assess(question)[1]:
        shares = found.signals._replace(meaning=abs(found.signals.meaning), words=0)
        assert all(-1e-9 <= value <= 1 + 1e-5 for value in shares), found.signals
        assert 0 <= found.signals.words <= 1.5
