"""Matching: what of a query a text covers, however it was typed."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.passages.text import Target
from bot.retrieval.ranking.channels import GAPPED, SHAPE, SOUND, SWAPPED, match, repair
from bot.retrieval.ranking.evidence import coverage

if TYPE_CHECKING:
    from bot.retrieval.question.analyzer import Analyzer
    from bot.retrieval.ranking.evidence import Evidence

TOWER = Target("白沙灯塔建成于1887年，塔身高二十六米。2009年以后改用太阳能供电，占全部用电的百分之三十八。")


def held_against(analyzer: Analyzer, text: str, target: Target = TOWER) -> tuple[Evidence, float]:
    query = analyzer.analyze(text)
    evidence = match(query, target)
    repair(query, evidence)
    return evidence, coverage(query, evidence.overall)


def matched(analyzer: Analyzer, text: str, target: Target = TOWER) -> list[str]:
    evidence, _ = held_against(analyzer, text, target)
    return [target.original[span.start : span.end] for span in evidence.spans()]


@pytest.mark.parametrize(
    "text",
    ["白沙灯塔", "白沙燈塔", "白 沙 灯 塔", "１８８７", "一八八七", "26", "38%", "38 percent", "三成八"],
)
def test_what_is_said_in_any_script_or_writing_is_covered_in_full(analyzer: Analyzer, text: str) -> None:
    assert held_against(analyzer, text)[1] == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("太羊能", SOUND),
        ("taiyangneng", SOUND),
        ("tyn", 0.7),
        ("大阳能", SHAPE),
        ("阳太能", SWAPPED),
        ("白灯塔", 0.7),
        ("白白沙灯塔", 0.7),
    ],
)
def test_what_is_mistyped_is_covered_for_the_most_part(analyzer: Analyzer, text: str, least: float) -> None:
    assert least - 0.1 <= held_against(analyzer, text)[1] < 1


def test_a_character_between_two_that_agree_is_forgiven(analyzer: Analyzer) -> None:
    evidence, _ = held_against(analyzer, "塔宽高")
    assert min(evidence.overall) >= GAPPED


@pytest.mark.parametrize("text", ["图书馆", "渡船", "柴油机", "2010", "39%"])
def test_what_is_not_there_is_not_covered(analyzer: Analyzer, text: str) -> None:
    assert held_against(analyzer, text)[1] < 0.35


def test_a_word_of_look_alikes_is_forgiven(analyzer: Analyzer) -> None:
    assert min(held_against(analyzer, "末来", Target("灯塔的未来"))[0].overall) == SHAPE


def test_a_character_alone_is_a_hint_and_not_told_as_matched(analyzer: Analyzer) -> None:
    target = Target("投入很大")
    assert 0 < held_against(analyzer, "投资", target)[1] < 0.35
    assert matched(analyzer, "投资", target) == []


def test_a_place_that_merely_sounds_like_what_stands_there_is_another_place(analyzer: Analyzer) -> None:
    assert held_against(analyzer, "北京", Target("背景介绍"))[1] < 0.35


def test_what_was_matched_is_told_in_the_words_of_the_text(analyzer: Analyzer) -> None:
    assert matched(analyzer, "燈塔26米") == ["灯塔", "二十六米"]


def test_matches_that_touch_are_told_as_one(analyzer: Analyzer) -> None:
    assert matched(analyzer, "白沙灯塔建成") == ["白沙灯塔建成"]


def test_an_alias_and_a_synonym_are_covered_by_what_they_stand_for(analyzer: Analyzer) -> None:
    assert held_against(analyzer, "lighthouse")[1] == pytest.approx(1)
    assert held_against(analyzer, "巴士", Target("一辆旧公共汽车"))[1] == pytest.approx(0.8)


def test_each_sentence_has_its_own_evidence(analyzer: Analyzer) -> None:
    evidence, _ = held_against(analyzer, "灯塔太阳能")
    assert set(evidence.rows) == {0, 1}
    assert max(evidence.rows[0][2:]) < max(evidence.rows[1][2:]) == 1


def test_the_coverage_of_a_query_without_content_is_nothing(analyzer: Analyzer) -> None:
    assert held_against(analyzer, "什么呢")[1] == 0


@given(
    st.text(alphabet="灯塔太阳能建成高米年1826%a,。 ", max_size=30),
    st.text(
        alphabet=st.one_of(
            st.sampled_from("灯塔太阳能建成高米。年1826%燈㎢\u200b"), st.characters(exclude_categories=())
        ),
        max_size=60,
    ),
)
def test_degrees_are_bounded_and_spans_lie_within_the_text_in_order(
    analyzer: Analyzer, text: str, original: str
) -> None:
    evidence, covered = held_against(analyzer, text, Target(original))
    assert 0 <= covered <= 1 + 1e-9
    assert all(0 <= degree <= 1 for degree in evidence.overall)
    for row in evidence.rows.values():
        assert all(one <= whole for one, whole in zip(row, evidence.overall, strict=True))
    spans = list(evidence.spans())
    assert all(0 <= span.start < span.end <= len(original) for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
