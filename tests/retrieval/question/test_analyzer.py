"""Analysis: what people type becomes units with their weights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.passages.index import Entry, LexicalIndex
from bot.retrieval.question.aliases import Aliases
from bot.retrieval.question.analyzer import MAX_QUERY
from bot.retrieval.question.builder import denies, whole
from bot.retrieval.question.expectation import Kind
from bot.retrieval.text.sounds import sound
from tests.retrieval.conftest import analyzer_over, paragraphs

if TYPE_CHECKING:
    from bot.retrieval.question.analyzer import Analyzer
    from bot.retrieval.question.query import Query
    from bot.retrieval.text.segmentation import Segmenter
    from bot.retrieval.text.vectors import WordVectors


def weighty(query: Query) -> str:
    """What of the query has weight, joined."""
    return "".join(unit.text or unit.sounds for unit in query.units if unit.weight)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("燈塔　有幾多級？", "灯塔有多少级?"),
        ("灯 塔 有 多 高", "灯塔有多高"),
        ("lighthouse 有 多 高", "lighthouse 有多高"),
        ("甚麼時候", "什么时候"),
        ("江门 市 图书馆", "江门市图书馆"),
        ("hai3ning2 zai4 na3li3", "haining zai nali"),
        ("hǎiníng", "haining"),
        ("mp3和usb3", "mp3和usb3"),
        ("hao3", "hao3"),
        ("B5纸和A4纸", "b5纸和a4纸"),
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
    rare, common = query.weights[2], query.weights[0]
    assert rare > common > 0
    assert query.weight == pytest.approx(sum(query.weights))


def test_a_word_that_any_question_may_hold_weighs_little(analyzer: Analyzer) -> None:
    query = analyzer.analyze("茶园规模")
    assert sum(query.weights[2:]) < sum(query.weights[:2]) / 2


def test_pairs_of_characters_reach_over_words_but_not_over_marks(analyzer: Analyzer) -> None:
    grams = {gram.text for gram in analyzer.analyze("灯塔台阶……渡船").grams}
    assert {"灯塔", "塔台", "台阶", "渡船"} <= grams
    assert "阶渡" not in grams


def test_a_mark_inside_a_name_is_part_of_it(analyzer: Analyzer) -> None:
    assert "法+侨" in {gram.text for gram in analyzer.analyze("法+侨平台").grams}


def test_a_rare_character_is_looked_up_by_itself(analyzer: Analyzer) -> None:
    assert "龘" in {gram.text for gram in analyzer.analyze("龘在哪里").grams}
    assert "灯" not in {gram.text for gram in analyzer.analyze("灯在哪里").grams}


def test_a_code_is_looked_up_in_every_way_of_joining_it(analyzer: Analyzer) -> None:
    for typed in ("Hi-Fi 4", "hifi4", "HI FI 4"):
        assert "hifi4" in {gram.text for gram in analyzer.analyze(f"{typed}在哪里").grams}


@pytest.mark.parametrize("text", ["2O23年", "２O２3年", "2o23年"])
def test_a_letter_typed_for_a_figure_is_read_as_one_beside_what_was_typed(
    analyzer: Analyzer, text: str
) -> None:
    assert {"2o23", "2023"} <= {gram.text for gram in analyzer.analyze(text).grams}


def test_a_letter_that_some_passage_prints_is_no_figure(segmenter: Segmenter, vectors: WordVectors) -> None:
    passages = paragraphs("L5 区停车。", "15 区停车。").passages
    index = LexicalIndex.build(map(Entry, passages), vectors)
    query = analyzer_over(index, segmenter, vectors, Aliases({})).analyze("l5在哪里")
    assert "l5" in {gram.text for gram in query.grams}
    assert "15" not in {gram.text for gram in query.grams}


def test_pinyin_is_read_as_syllables_and_its_function_words_as_such(analyzer: Analyzer) -> None:
    query = analyzer.analyze("dengta shenme shihou jiancheng")
    assert weighty(query) == sound("灯塔建成")
    assert query.expected.kind is Kind.TIME
    assert {gram.text for gram in query.sound_grams} >= {sound("灯塔"), sound("建成")}


def test_pinyin_that_can_be_parted_in_two_ways_is_read_as_some_passage_sounds(
    segmenter: Segmenter, vectors: WordVectors
) -> None:
    readings = {}
    for text in ("分店在西安。", "分店在先锋路。"):
        index = LexicalIndex.build(map(Entry, paragraphs(text).passages), vectors)
        analyzer = analyzer_over(index, segmenter, vectors, Aliases({}))
        readings[text] = weighty(analyzer.analyze("xian"))
    assert list(readings.values()) == [sound("西安"), sound("先")]


def test_an_apostrophe_is_read_as_the_parting_of_syllables(analyzer: Analyzer) -> None:
    assert (
        weighty(analyzer.analyze("Xi'an在哪里")) == weighty(analyzer.analyze("xi’an在哪里")) == sound("西安")
    )


def test_a_character_is_asked_for_in_all_its_readings(analyzer: Analyzer) -> None:
    grams = {gram.text for gram in analyzer.analyze("银行").sound_grams}
    assert {sound("银航"), sound("银形")} <= grams


def test_english_is_not_read_as_pinyin(analyzer: Analyzer) -> None:
    query = analyzer.analyze("when was the lighthouse open")
    assert "open" in [word.text for word in query.words]
    assert "lighthouse" in query.core
    assert "was" not in query.core


def test_an_alias_covers_the_units_that_it_is_written_with(analyzer: Analyzer) -> None:
    (expansion,) = analyzer.analyze("请问大黄蜂").expansions
    query = analyzer.analyze("请问大黄蜂")
    assert "".join(unit.text for unit in query.units[expansion.start : expansion.end]) == "大黄蜂"
    assert expansion.wordings == ("流动图书馆",)


@pytest.mark.parametrize("text", ["台阶142级", "台阶一百四十二级", "台阶１４２级", "台阶壹佰肆拾贰级"])
def test_a_number_is_known_by_its_value(analyzer: Analyzer, text: str) -> None:
    assert [number.text for number in analyzer.analyze(text).values] == ["#142"]


def test_a_lone_numeral_is_no_quantity_but_with_what_follows_it(analyzer: Analyzer) -> None:
    assert "#1" not in {value.text for value in analyzer.analyze("一起去").values}
    assert [value.text for value in analyzer.analyze("三号箱").values] == ["#3号"]


@pytest.mark.parametrize("text", ["2023年10月2日", "2023-10-02", "20231002", "23年10月2日"])
def test_a_day_is_known_in_any_writing(analyzer: Analyzer, text: str) -> None:
    assert "@2023-10-2" in {value.text for value in analyzer.analyze(text).values}


def test_what_a_question_word_is_glued_to_has_no_weight_when_it_is_a_measure(analyzer: Analyzer) -> None:
    assert weighty(analyzer.analyze("几册书")) == "书"
    assert weighty(analyzer.analyze("哪座塔")) == "塔"
    assert weighty(analyzer.analyze("茶园占地几亩")).startswith("茶园占地")
    assert "亩" not in weighty(analyzer.analyze("茶园占地几亩"))


def test_words_have_their_units_their_vectors_and_their_salience(analyzer: Analyzer) -> None:
    query = analyzer.analyze("请问灯塔的门票是多少")
    assert [word.text for word in query.words] == ["灯塔", "门票"]
    for word in query.words:
        assert "".join(unit.text for unit in query.units[word.start : word.end]) == word.text
    assert query.core == "灯塔门票"
    assert np.linalg.norm(query.vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert query.salience.sum() == pytest.approx(1)


def test_a_rarer_word_is_the_more_salient(analyzer: Analyzer) -> None:
    common, rare = analyzer.analyze("工作灯塔").salience
    assert common < rare


def test_the_wording_that_names_the_kind_of_answer_is_told(analyzer: Analyzer) -> None:
    query = analyzer.analyze("灯塔门票的价格是多少")
    start, end = query.kind
    assert "".join(unit.text for unit in query.units[start:end]) == "价格是多少"
    assert query.expected.kind is Kind.MONEY


@pytest.mark.parametrize("text", ["烤箱调到多少度", "门票多少钱", "晒茶要几分钟", "台阶有多高"])
def test_what_only_asks_is_no_content_word(analyzer: Analyzer, text: str) -> None:
    query = analyzer.analyze(text)
    assert [word.text for word in query.words if word.text.startswith(("多", "几"))] == []


def test_the_letter_of_a_version_tells_less_than_its_figures(analyzer: Analyzer) -> None:
    letter, figures = analyzer.analyze("v4.0.7").weights
    assert letter < figures


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("没有船票能上岛吗", {"船票": True}),
        ("无船票能上岛吗", {"船票": True}),
        ("有船票的人", {"船票": False}),
        ("有没有船票", {}),
        ("有船票吗", {}),
        ("船票多少钱", {}),
    ],
)
def test_what_the_question_says_to_be_with_or_without_is_told(
    analyzer: Analyzer, text: str, denied: dict[str, bool]
) -> None:
    query = analyzer.analyze(text)
    texts = [unit.text for unit in query.units]
    assert {"".join(texts[start:end]): said for start, end, said in query.denied} == denied


def test_text_that_denies_what_follows_is_told_from_other_text() -> None:
    assert all(map(denies, ("没有", "他不", "未", "禁止")))
    assert not any(map(denies, ("有", "可以", "")))


def test_a_name_that_no_passage_holds_is_a_stranger(analyzer: Analyzer) -> None:
    assert analyzer.analyze("深圳的灯塔有多高").strangers == ("深圳",)
    assert analyzer.analyze("白沙灯塔有多高").strangers == ()


def test_a_question_tells_enough_or_too_little(analyzer: Analyzer) -> None:
    assert analyzer.analyze("的呢").telling == 0
    assert analyzer.analyze("工作").telling == 0
    assert analyzer.analyze("雾号").telling > 0
    assert analyzer.analyze("灯塔的雾号多久响一次").telling == 1


def test_questions_that_differ_in_no_word_are_whole_the_same(analyzer: Analyzer) -> None:
    assert analyzer.analyze("灯塔有多高？").whole == analyzer.analyze("灯塔，有多高呢").whole == "灯塔有多高"
    assert whole("灯塔有多宽") != whole("灯塔有多高")


def test_what_a_long_message_says_beside_its_question_weighs_little(analyzer: Analyzer) -> None:
    query = analyzer.analyze("小编你好，我在省城做茶叶生意，上个月刚去过南坡，想问灯塔的台阶有多少级？")
    texts = "".join(unit.text for unit in query.units)
    tea, steps = (query.units[texts.index(word)].weight for word in ("茶叶", "台阶"))
    assert 0 < tea < steps / 2


@pytest.mark.parametrize(
    "text",
    [
        "灯塔有多高？茶园一年的总收入是多少？图书馆有多少册书？",
        "云岭茶园位于海拔八百米的南坡，种茶已有一百二十年，今年雨水偏多。",
    ],
)
def test_a_message_that_asks_or_tells_throughout_has_nothing_beside_its_question(
    analyzer: Analyzer, text: str
) -> None:
    query = analyzer.analyze(text)
    clauses = [analyzer.analyze(clause) for clause in re.split("[，。？]", text)]
    assert query.weight >= sum(clause.weight for clause in clauses) - 1e-6


ASIDE = "昨天我在省城办事，路上堵车，到家已经很晚，邻居说起这件事，大家都很好奇。"


@pytest.mark.parametrize(
    "around", [("", ASIDE * 20), (ASIDE * 20, ""), (ASIDE * 12, ASIDE * 12), (ASIDE * 100, "")]
)
def test_of_a_message_too_long_to_be_read_the_question_is_kept(
    analyzer: Analyzer, around: tuple[str, str]
) -> None:
    before, after = around
    query = analyzer.analyze(f"{before}灯塔的台阶有多少级？{after}")
    assert "灯塔的台阶有多少级" in query.text
    assert len(query.text) <= MAX_QUERY
    assert query.expected.kind is Kind.QUANTITY


@pytest.mark.parametrize("text", ["", " ", "？！", "的", "什么", "\x00\ud800", "😀"])
def test_a_message_without_content_weighs_nothing(analyzer: Analyzer, text: str) -> None:
    assert analyzer.analyze(text).weight == 0


def test_a_very_long_message_is_cut(analyzer: Analyzer) -> None:
    text = "".join(f"灯塔{number}号" for number in range(2000))
    assert len(analyzer.analyze(text).text) == MAX_QUERY


def test_what_is_said_over_and_over_is_heard_three_times_but_figures_stay(analyzer: Analyzer) -> None:
    assert analyzer.analyze("灯塔" * 400).text == "灯塔灯塔灯塔"
    assert analyzer.analyze("灯塔值1000000元").text == "灯塔值1000000元"


def test_the_core_of_a_form_is_its_content(analyzer: Analyzer) -> None:
    assert analyzer.core("请问灯塔的门票是多少") == "灯塔门票"


def test_words_are_chinese_latin_and_figures_without_marks(analyzer: Analyzer) -> None:
    assert list(analyzer.words("灯塔bus 4.8,hi-fi")) == ["灯塔", "bus", "4.8", "hi", "fi"]


@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from("灯塔的几多少无年a1 %。,？'-dengta三月日"), st.characters(exclude_categories=())
        ),
        max_size=120,
    )
)
def test_any_text_becomes_a_query_whose_parts_fit_together(analyzer: Analyzer, text: str) -> None:
    query = analyzer.analyze(text)
    assert query.weights == tuple(unit.weight for unit in query.units)
    assert all(weight >= 0 for weight in query.weights)
    ranges = [(gram.start, gram.end) for gram in (*query.grams, *query.sound_grams, *query.values)]
    ranges += [(expansion.start, expansion.end) for expansion in query.expansions]
    ranges += [(word.start, word.end) for word in query.words]
    ranges.append(query.kind)
    assert all(0 <= start <= end <= len(query.units) for start, end in ranges)
    assert all(query.units[word.start].weight for word in query.words)
    assert len(query.vectors) == len(query.words) == len(query.salience)
    assert all(0 <= at < len(query.units) for at, _, _ in query.denied)
    assert query.weight == pytest.approx(sum(query.weights))
    assert [unit.word for unit in query.units] == sorted(unit.word for unit in query.units)
