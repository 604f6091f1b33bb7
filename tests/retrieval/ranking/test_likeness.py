"""Likeness: what a question and a text share as strings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.retrieval.ranking.likeness import characters, length, literal, repeats

if TYPE_CHECKING:
    from bot.retrieval.question.analyzer import Analyzer


def test_a_word_that_occurs_more_often_counts_for_more_up_to_three_times(analyzer: Analyzer) -> None:
    query = analyzer.analyze("灯塔")
    assert repeats(query, "没有") == 0
    assert (
        repeats(query, "灯塔") < repeats(query, "灯塔，灯塔") < repeats(query, "灯塔" * 3) == pytest.approx(1)
    )
    assert repeats(query, "灯塔" * 9) == pytest.approx(1)


def test_words_without_content_count_for_nothing(analyzer: Analyzer) -> None:
    assert repeats(analyzer.analyze("这是什么"), "这是什么") == 0


def test_the_share_of_different_characters_is_counted_once_each(analyzer: Analyzer) -> None:
    assert characters(analyzer.analyze("塔塔灯灯"), "灯") == 0.5
    assert characters(analyzer.analyze(""), "灯") == 0


def test_the_longest_common_substring_counts_by_its_length(analyzer: Analyzer) -> None:
    query = analyzer.analyze("白沙灯塔有多高")
    assert literal(query, "沙灯塔") == pytest.approx(3 / 12)
    assert literal(query, "灯塔，白沙") == pytest.approx(2 / 12)
    assert literal(query, "无") == 0
    long = "一二三四五六七八九十百千万"
    assert literal(analyzer.analyze(long), long) == 1


def test_a_longer_sentence_is_longer_up_to_a_bound() -> None:
    assert length("") == 0
    assert 0 < length("字" * 10) < length("字" * 100) < length("字" * 150) == length("字" * 999) == 1
