"""Signals: what is measured of a passage as an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from bot.retrieval.ranking.signals import Assessment, Signals
    from bot.retrieval.retriever import Retriever
    from tests.retrieval.conftest import Over


def assessed(retriever: Retriever, question: str) -> Assessment:
    return retriever.assess(question)[1][0]


def signals(retriever: Retriever, question: str) -> Signals:
    return assessed(retriever, question).signals


def test_a_passage_that_says_all_of_it_is_covered_in_full(over: Over) -> None:
    found = signals(over("塔身高二十六米。"), "塔身高二十六米")
    assert found.bm25 == found.passage == found.sentence == pytest.approx(1)
    assert found.gap == found.stretch == found.stranger == 0


def test_a_word_that_nothing_covers_is_a_gap(over: Over) -> None:
    retriever = over("塔身高二十六米。")
    assert signals(retriever, "塔身门票").gap > signals(retriever, "塔身高").gap


def test_a_name_that_nothing_covers_is_a_stranger(over: Over) -> None:
    retriever = over("渡船开往南坡。")
    assert signals(retriever, "渡船开往深圳吗").stranger > signals(retriever, "渡船开往南坡吗").stranger == 0


def test_two_sentences_in_a_row_may_cover_more_than_one(over: Over) -> None:
    found = signals(over("塔身高二十六米。用花岗岩砌成。"), "塔身花岗岩")
    assert found.neighbours > found.sentence


def test_forms_count_beside_the_passage(over: Over) -> None:
    retriever = over("塔身高二十六米。", "渡船每天靠岸。", forms={1: ("爬上去累不累", "有几层楼那么高")})
    found = assessed(retriever, "爬上去累不累")
    assert found.form == 0
    assert found.signals.forms == found.signals.form == pytest.approx(1)
    assert found.signals.form_ratio == 1
    assert found.signals.passage < found.signals.union


def test_a_heading_counts_for_less_than_the_passage(over: Over) -> None:
    headed = signals(over("每周二出车。", section="图书馆"), "图书馆")
    assert 0 == headed.passage < headed.union < 1


def test_what_is_asked_for_is_there_or_is_not(over: Over) -> None:
    retriever = over("塔身高二十六米，建成于1887年。")
    assert signals(retriever, "塔身哪年建成").fulfilled == 1
    assert signals(retriever, "塔身花了多少钱").unfulfilled == 1
    assert signals(retriever, "塔身为什么高").unfulfilled == signals(retriever, "塔身为什么高").fulfilled == 0


def test_the_sentence_that_has_what_is_asked_for_is_chosen_among_those_that_cover_alike(over: Over) -> None:
    found = assessed(over("灯塔改建过。灯塔改建于1887年。"), "灯塔什么时候改建")
    assert found.sentence == 1


@given(st.text(alphabet="灯塔高建成年渡船多少什么1887%a bdt，。？", max_size=24))
def test_every_signal_is_a_share(retriever: Retriever, question: str) -> None:
    for found in retriever.assess(question)[1]:
        assert all(-1e-9 <= value <= 1 + 1e-9 for value in found.signals), found.signals
