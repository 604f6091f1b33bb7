"""Analysis: what people type becomes units with their weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.question.analyzer import MAX_QUERY
from bot.retrieval.question.expectation import Asked
from bot.retrieval.text.sounds import sound

if TYPE_CHECKING:
    from bot.retrieval.question.analyzer import Analyzer
    from bot.retrieval.question.query import Query


def weighty(query: Query) -> str:
    """What of the query has weight, joined."""
    return "".join(unit.text or unit.sound for unit in query.units if unit.weight)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("燈塔　有幾多級？", "灯塔有多少级?"),
        ("灯 塔 有 多 高", "灯塔有多高"),
        ("lighthouse 有 多 高", "lighthouse 有多高"),
        ("甚麼時候", "什么时候"),
        ("２O２3年", "2023年"),
        ("2O23年", "2023年"),
        ("l64个", "164个"),
        ("3OO万", "300万"),
        ("no l in hotel", "no l in hotel"),
        ("灯\u200b塔\x00", "灯塔"),
        ("  ", ""),
    ],
)
def test_what_was_typed_is_cleaned(analyzer: Analyzer, text: str, cleaned: str) -> None:
    assert analyzer.clean(text) == cleaned


def test_only_content_has_weight(analyzer: Analyzer) -> None:
    assert weighty(analyzer.analyze("请问一下灯塔的门票是多少呢？")) == "灯塔门票"


def test_a_rare_word_weighs_more_than_a_common_one(analyzer: Analyzer) -> None:
    query = analyzer.analyze("灯塔雾号")
    assert query.weights[2] > query.weights[0] > 0
    assert query.weight == pytest.approx(sum(query.weights))


def test_a_word_that_any_question_may_hold_weighs_little(analyzer: Analyzer) -> None:
    query = analyzer.analyze("茶园规模")
    assert sum(query.weights[2:]) < sum(query.weights[:2]) / 2


def test_what_stands_beside_the_question_word_is_its_focus(analyzer: Analyzer) -> None:
    query = analyzer.analyze("灯塔的台阶有几级")
    assert "台阶" in "".join(query.units[at].text for at in query.focus)


def test_pairs_of_characters_reach_over_words_but_not_over_marks(analyzer: Analyzer) -> None:
    grams = {gram.text for gram in analyzer.analyze("灯塔台阶……渡船").grams}
    assert {"灯塔", "塔台", "台阶", "渡船"} <= grams
    assert "阶渡" not in grams


def test_a_mark_inside_a_name_is_part_of_it(analyzer: Analyzer) -> None:
    assert "法+侨" in {gram.text for gram in analyzer.analyze("法+侨平台").grams}


def test_pinyin_is_read_as_syllables_and_its_function_words_as_such(analyzer: Analyzer) -> None:
    query = analyzer.analyze("dengta shenme shihou jiancheng")
    assert weighty(query) == sound("灯塔建成")
    assert query.expected.asked is Asked.TIME
    assert {gram.text for gram in query.sound_grams} >= {sound("灯塔"), sound("建成")}


def test_first_letters_of_pinyin_are_kept_as_an_abbreviation(analyzer: Analyzer) -> None:
    (abbreviation,) = analyzer.analyze("bsdt有多高").abbreviations
    assert abbreviation.text == "bsdt"


def test_letters_typed_apart_are_one_abbreviation(analyzer: Analyzer) -> None:
    (abbreviation,) = analyzer.analyze("bs dt 有多高").abbreviations
    assert abbreviation.text == "bsdt"
    assert (abbreviation.start, abbreviation.end) == (0, 2)


def test_english_is_not_read_as_pinyin(analyzer: Analyzer) -> None:
    query = analyzer.analyze("when was the lighthouse open")
    assert "open" in query.words
    assert query.abbreviations == ()
    assert "lighthouse" in query.core
    assert "was" not in query.core


def test_an_alias_covers_the_units_that_it_is_written_with(analyzer: Analyzer) -> None:
    (expansion,) = analyzer.analyze("请问大黄蜂").expansions
    query = analyzer.analyze("请问大黄蜂")
    assert "".join(unit.text for unit in query.units[expansion.start : expansion.end]) == "大黄蜂"
    assert expansion.wordings == ("流动图书馆",)


@pytest.mark.parametrize("text", ["台阶142级", "台阶一百四十二级", "台阶１４２级"])
def test_a_number_is_known_by_its_value(analyzer: Analyzer, text: str) -> None:
    assert [number.text for number in analyzer.analyze(text).numbers] == ["#142"]


def test_a_lone_numeral_is_no_quantity(analyzer: Analyzer) -> None:
    assert analyzer.analyze("一起去").numbers == ()


def test_a_counted_measure_word_has_no_weight(analyzer: Analyzer) -> None:
    assert weighty(analyzer.analyze("几册书")) == "书"
    assert weighty(analyzer.analyze("哪座塔")) == "塔"


def test_what_a_long_message_says_beside_its_question_weighs_little(analyzer: Analyzer) -> None:
    query = analyzer.analyze("小编你好，我在省城做茶叶生意，上个月刚去过南坡，想问灯塔的台阶有多少级？")
    at = query.text.index("茶叶"), query.text.index("台阶")
    texts = "".join(unit.text for unit in query.units)
    tea, steps = (query.units[texts.index(query.text[place])].weight for place in at)
    assert 0 < tea < steps / 2


@pytest.mark.parametrize("text", ["", " ", "？！", "的", "什么", "\x00\ud800", "😀"])
def test_a_message_without_content_weighs_nothing(analyzer: Analyzer, text: str) -> None:
    assert analyzer.analyze(text).weight == 0


def test_a_very_long_message_is_cut(analyzer: Analyzer) -> None:
    assert len(analyzer.analyze("灯塔" * 4096).units) == MAX_QUERY
    assert len(analyzer.analyze("\ufdfa" * 4096).text) <= MAX_QUERY


def test_the_core_of_a_form_is_its_content(analyzer: Analyzer) -> None:
    assert analyzer.core("请问灯塔的门票是多少") == "灯塔门票"


@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from("灯塔的几多少年a1 %。dengta"), st.characters(exclude_categories=())
        ),
        max_size=120,
    )
)
def test_any_text_becomes_a_query_whose_parts_fit_together(analyzer: Analyzer, text: str) -> None:
    query = analyzer.analyze(text)
    assert query.weights == tuple(unit.weight for unit in query.units)
    assert all(weight >= 0 for weight in query.weights)
    ranges = [
        (gram.start, gram.end)
        for gram in (*query.grams, *query.sound_grams, *query.numbers, *query.abbreviations)
    ]
    ranges += [(expansion.start, expansion.end) for expansion in query.expansions]
    assert all(0 <= start <= end <= len(query.units) for start, end in ranges)
    assert all(0 <= at < len(query.units) and query.units[at].weight for at in query.focus)
    assert [unit.word for unit in query.units] == sorted(unit.word for unit in query.units)
