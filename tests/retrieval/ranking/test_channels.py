"""Channels: what of a query a text covers, however it was typed."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Synonyms
from bot.retrieval.passages.index import LexicalIndex
from bot.retrieval.passages.text import Text
from bot.retrieval.question.aliases import Aliases
from bot.retrieval.ranking.channels import (
    CLOSER,
    DENIED,
    FAMILIAR_SOUND,
    FIRST,
    GAPPED,
    LONE_WORD,
    SOUND,
    SOUNDS,
    VALUE,
)
from bot.retrieval.ranking.evidence import Evidence, coverage
from tests.retrieval.conftest import analyzer_over

if TYPE_CHECKING:
    from bot.retrieval.question.analyzer import Analyzer
    from bot.retrieval.text.segmentation import Segmenter
    from bot.retrieval.text.vectors import WordVectors

TOWER = Text("白沙灯塔建成于1887年，塔身高二十六米。2009年以后改用太阳能供电，占全部用电的百分之三十八。")


def held_against(analyzer: Analyzer, text: str, held: Text = TOWER) -> tuple[Evidence, float]:
    query = analyzer.analyze(text)
    evidence = Evidence(len(query.units), held)
    for name, channel in (*FIRST, *CLOSER):
        evidence.take(name, channel(query, held, [not degree for degree in evidence.overall]))
    return evidence, coverage(query, evidence.overall)


def matched(analyzer: Analyzer, text: str, held: Text = TOWER) -> list[str]:
    evidence, _ = held_against(analyzer, text, held)
    return [held.original[span.start : span.end] for span in evidence.spans()]


@pytest.mark.parametrize("text", ["白沙灯塔", "白沙燈塔", "白 沙 灯 塔", "１８８７", "太陽能 1887"])
def test_what_is_said_in_any_script_is_covered_in_full(analyzer: Analyzer, text: str) -> None:
    assert held_against(analyzer, text)[1] == pytest.approx(1)


@pytest.mark.parametrize("text", ["一八八七", "26", "38%", "38 percent", "三成八", "廿六", "贰拾陆米"])
def test_a_number_in_another_writing_is_covered_but_for_a_little(analyzer: Analyzer, text: str) -> None:
    assert held_against(analyzer, text)[1] == pytest.approx(1, abs=1 - VALUE + 0.05)


@pytest.mark.parametrize("text", ["2023-10-02", "20231002", "10/2", "23年10月2日"])
def test_a_day_in_another_writing_is_covered(analyzer: Analyzer, text: str) -> None:
    day = Text("2023年10月2日开馆。")
    other = Text("2023年10月3日开馆。")
    assert held_against(analyzer, text, day)[1] >= VALUE - 0.05
    assert held_against(analyzer, text, day)[1] > held_against(analyzer, text, other)[1]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("hifi4", "Hi-Fi 4"),
        ("HI FI", "hi-fi"),
        ("T 72", "T72"),
        ("M6x40", "M6×40"),
        ("6.18", "6·18"),
        ("2o23", "2023"),
    ],
)
def test_a_code_is_covered_however_it_is_spaced(analyzer: Analyzer, text: str, printed: str) -> None:
    assert held_against(analyzer, text, Text(f"放着{printed}，别动"))[1] == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "printed"), [("T72", "T7"), ("hifi4", "Hi-Fi 5"), ("b2o", "820"), ("9", "90")]
)
def test_another_code_is_not(analyzer: Analyzer, text: str, printed: str) -> None:
    assert held_against(analyzer, text, Text(f"放着{printed}，别动"))[1] < 0.9


def test_a_rare_character_is_covered_by_itself(analyzer: Analyzer) -> None:
    assert held_against(analyzer, "龘在哪里", Text("门上有龘字"))[1] == pytest.approx(1)


def test_a_number_at_the_very_end_is_told_as_matched(analyzer: Analyzer) -> None:
    assert matched(analyzer, "95533", Text("热线是95533")) == ["95533"]
    assert matched(analyzer, "九五五三三", Text("热线是95533")) == ["95533"]


@pytest.mark.parametrize(
    ("text", "printed", "other"),
    [
        ("无船票的人", "没有船票的人不能上岛", "有船票的人先上岛"),
        ("没有船票的人", "无船票者不能上岛", "有船票的人先上岛"),
        ("没船票的人", "未持船票者不能上岛", "持船票者先上岛"),
        ("有船票的人", "有船票的人先上岛", "没有船票的人不能上岛"),
        ("不能登塔的人", "不能登塔的人在岸上等", "能登塔的人先上"),
        ("不收押金的证件", "不收押金的证件有两种", "收押金的证件有三种"),
    ],
)
def test_what_the_question_denies_is_covered_better_where_the_text_denies_it_too(
    analyzer: Analyzer, text: str, printed: str, other: str
) -> None:
    assert held_against(analyzer, text, Text(printed))[1] > held_against(analyzer, text, Text(other))[1]


def test_what_is_denied_is_not_nothing(analyzer: Analyzer) -> None:
    evidence, _ = held_against(analyzer, "无船票", Text("有船票"))
    assert max(evidence.overall) == DENIED


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("太羊能", SOUND),
        ("taiyangneng", SOUND),
        ("白灯塔", 0.7),
        ("白白沙灯塔", 0.7),
    ],
)
def test_what_is_mistyped_is_covered_for_the_most_part(analyzer: Analyzer, text: str, least: float) -> None:
    assert least - 0.1 <= held_against(analyzer, text)[1] < 1


@pytest.mark.parametrize(("text", "printed"), [("银航", "银行"), ("音月", "音乐"), ("虫庆", "重庆")])
def test_a_homophone_of_any_reading_is_forgiven(analyzer: Analyzer, text: str, printed: str) -> None:
    assert held_against(analyzer, text, Text(f"去{printed}的路"))[1] >= SOUND - 0.1


def test_three_syllables_in_a_row_that_sound_alike_are_surer_than_two(analyzer: Analyzer) -> None:
    text = Text("白沙灯塔")
    assert held_against(analyzer, "baisha dengta", text)[1] == pytest.approx(SOUNDS)
    assert held_against(analyzer, "baisha", text)[1] == pytest.approx(SOUND)


def test_a_common_word_that_merely_sounds_alike_is_a_hint(analyzer: Analyzer) -> None:
    evidence, _ = held_against(analyzer, "公式", Text("一家公司"))
    assert max(evidence.overall) <= max(FAMILIAR_SOUND, LONE_WORD)


def test_a_character_between_two_that_agree_is_forgiven(analyzer: Analyzer) -> None:
    evidence, _ = held_against(analyzer, "塔宽高")
    assert min(evidence.overall) >= GAPPED


@pytest.mark.parametrize("text", ["图书馆", "渡船", "柴油机", "2010", "39%"])
def test_what_is_not_there_is_not_covered(analyzer: Analyzer, text: str) -> None:
    assert held_against(analyzer, text)[1] < 0.35


def test_a_character_alone_is_a_hint_and_not_told_as_matched(analyzer: Analyzer) -> None:
    held = Text("投入很大")
    assert 0 < held_against(analyzer, "投资", held)[1] < 0.35
    assert matched(analyzer, "投资", held) == []


def test_a_place_that_merely_sounds_like_what_stands_there_is_another_place(analyzer: Analyzer) -> None:
    assert held_against(analyzer, "北京", Text("背景介绍"))[1] < 0.35


def test_what_was_matched_is_told_in_the_words_of_the_text(analyzer: Analyzer) -> None:
    assert matched(analyzer, "燈塔26米") == ["灯塔", "二十六米"]


def test_matches_that_touch_are_told_as_one(analyzer: Analyzer) -> None:
    assert matched(analyzer, "白沙灯塔建成") == ["白沙灯塔建成"]


def test_an_alias_and_a_synonym_are_covered_by_what_they_stand_for(analyzer: Analyzer) -> None:
    assert held_against(analyzer, "lighthouse")[1] == pytest.approx(1)
    assert held_against(analyzer, "巴士", Text("一辆旧公共汽车"))[1] == pytest.approx(0.8)


def test_an_alias_of_another_article_covers_nothing(segmenter: Segmenter, vectors: WordVectors) -> None:
    index = LexicalIndex.build([], vectors)
    tables = Aliases({"tea": Synonyms({"黄金叶": ("头春茶",)})})
    analyzer = analyzer_over(index, segmenter, vectors, tables)
    assert held_against(analyzer, "黄金叶", Text("头春茶", "tea"))[1] == pytest.approx(1)
    assert held_against(analyzer, "黄金叶", Text("头春茶", "bus"))[1] == 0


def test_each_sentence_has_its_own_evidence(analyzer: Analyzer) -> None:
    evidence, _ = held_against(analyzer, "灯塔太阳能")
    assert set(evidence.rows) == {0, 1}
    assert max(evidence.rows[0][2:]) < max(evidence.rows[1][2:]) == 1


def test_the_coverage_of_a_query_without_content_is_nothing(analyzer: Analyzer) -> None:
    assert held_against(analyzer, "什么呢")[1] == 0


@given(
    st.text(alphabet="灯塔太阳能建成高米年无有1826%a-,。 ", max_size=30),
    st.text(
        alphabet=st.one_of(
            st.sampled_from("灯塔太阳能建成高米。年无有1826%a-燈㎢\u200b"),
            st.characters(exclude_categories=()),
        ),
        max_size=60,
    ),
)
def test_degrees_are_bounded_and_spans_lie_within_the_text_in_order(
    analyzer: Analyzer, text: str, original: str
) -> None:
    evidence, covered = held_against(analyzer, text, Text(original))
    assert 0 <= covered <= 1 + 1e-9
    assert all(0 <= degree <= 1 for degree in evidence.overall)
    for row in evidence.rows.values():
        assert all(one <= whole for one, whole in zip(row, evidence.overall, strict=True))
    spans = list(evidence.spans())
    assert all(0 <= span.start < span.end <= len(original) for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
