"""Evidence: the best of all hits, unit by unit, sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Span
from bot.retrieval.passages.text import Text
from bot.retrieval.ranking.evidence import HINT, Evidence, Hit, coverage

if TYPE_CHECKING:
    from bot.retrieval.question.analyzer import Analyzer

TOWER = "灯塔很高。渡船很慢。"
HITS = st.lists(
    st.builds(
        lambda start, units, degree, at, length: Hit(start, start + units, degree, at, at + length),
        st.integers(0, 2),
        st.integers(1, 2),
        st.floats(0, 1),
        st.integers(0, 7),
        st.integers(1, 3),
    ),
    max_size=12,
)


def taken(*hits: Hit) -> Evidence:
    evidence = Evidence(4, Text(TOWER))
    evidence.take("written", hits)
    return evidence


def test_a_unit_has_the_best_degree_of_all_its_hits() -> None:
    evidence = taken(Hit(0, 2, 0.5, 0, 2), Hit(1, 3, 0.8, 0, 2), Hit(0, 1, 0.2, 0, 1))
    assert evidence.overall == [0.5, 0.8, 0.8, 0.0]


def test_each_sentence_has_a_row_when_it_covers_something() -> None:
    evidence = taken(Hit(0, 1, 1.0, 0, 2), Hit(1, 2, 0.6, 5, 7))
    assert evidence.rows == {0: [1.0, 0.0, 0.0, 0.0], 1: [0.0, 0.6, 0.0, 0.0]}
    assert taken().rows == {}


def test_what_was_met_is_told_with_the_best_channel() -> None:
    evidence = taken(Hit(0, 2, 0.8, 0, 2))
    evidence.take("sound", [Hit(0, 2, 0.9, 5, 7), Hit(2, 3, HINT, 3, 4)])
    assert evidence.met == {(0, 2): ("sound", Hit(0, 2, 0.9, 5, 7))}


def test_ranges_that_touch_or_overlap_are_told_as_one_and_hints_not_at_all() -> None:
    evidence = taken(Hit(0, 1, 1.0, 0, 2), Hit(1, 2, 1.0, 2, 3), Hit(2, 3, 1.0, 1, 2), Hit(3, 4, HINT, 6, 7))
    assert list(evidence.spans()) == [Span(0, 3)]


def test_a_hit_without_a_place_covers_but_is_not_shown() -> None:
    evidence = taken(Hit(0, 1, 1.0, 5, 0))
    assert evidence.rows == {1: [1.0, 0.0, 0.0, 0.0]}
    assert list(evidence.spans()) == []


def test_coverage_is_the_share_of_the_weight(analyzer: Analyzer) -> None:
    query = analyzer.analyze("灯塔雾号")
    half = coverage(query, [1, 1, 0, 0])
    assert half == pytest.approx(sum(query.weights[:2]) / query.weight)
    assert coverage(query, [1] * 4) == pytest.approx(1)
    assert coverage(query, [0] * 4) == 0
    assert coverage(analyzer.analyze("什么"), [1, 1]) == 0


@given(HITS)
def test_the_whole_is_the_best_of_the_sentences(hits: list[Hit]) -> None:
    evidence = taken(*hits)
    rows = [[0.0] * 4, *evidence.rows.values()]
    assert evidence.overall == [max(degrees) for degrees in zip(*rows, strict=True)]


@given(HITS)
def test_more_hits_never_cover_less(hits: list[Hit]) -> None:
    fewer, more = taken(*hits[:-1]), taken(*hits)
    assert all(one <= other for one, other in zip(fewer.overall, more.overall, strict=True))
