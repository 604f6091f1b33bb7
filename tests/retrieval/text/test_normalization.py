"""Normalisation: one form for what is the same, and where each character came from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.retrieval.text.normalization import is_han, is_rare, normalize, normalize_with_origin

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=80)


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("燈塔", "灯塔"),
        ("ＧＤＰ，２０２３", "gdp,2023"),
        ("㎢", "km2"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("a\tb\rc", "a b c"),
        ("a\nb\u2028c", "a\nb\nc"),
        ("灯\u200b塔\u202e\ufeff", "灯塔"),
        ("é", "e"),
        ("e\u0301", "e"),
        ("Müller", "muller"),
        ("Ёлка", "елка"),
        ("άλφα", "αλφα"),
        ("が", "か\u3099"),
        ("3·15", "3.15"),
        ("⻉⾦⻛", "贝金风"),
        ("薴", "苎"),
        ("\x00灯\x1b", "灯"),
        ("灯\ud800塔", "灯塔"),
        ("①", "1"),
        ("\u3000", " "),
        ("", ""),
    ],
)
def test_what_reads_the_same_becomes_the_same(text: str, normalized: str) -> None:
    assert normalize(text) == normalized


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("灯 塔", "灯塔"),
        ("灯  塔　高", "灯塔高"),
        ("𠀀 〇", "𠀀〇"),
        ("灯 2 塔", "灯 2 塔"),
        ("a b", "a b"),
        ("灯塔 a", "灯塔 a"),
    ],
)
def test_spaces_that_spread_chinese_out_are_closed_and_others_left(text: str, normalized: str) -> None:
    assert normalize(text) == normalized


def test_a_line_break_parts_what_stands_beside_it() -> None:
    assert normalize("灯塔\n茶园") == "灯塔\n茶园"


def test_a_mark_that_makes_another_letter_is_kept_however_it_was_typed() -> None:
    assert normalize("か\u3099") == normalize("が") != normalize("か")


def test_characters_are_converted_one_by_one_whatever_stands_beside_them() -> None:
    assert normalize("乾燥") == normalize("乾") + normalize("燥")


def test_places_lead_back_to_the_original() -> None:
    original = "登\u200b燈塔㎢"
    normalized = normalize_with_origin(original)
    assert normalized.text == "登灯塔km2"
    start, end = normalized.original(1, 3)
    assert original[start:end] == "燈塔"
    start, end = normalized.original(3, 4)
    assert original[start:end] == "㎢"


def test_places_lead_back_over_spaces_that_were_closed() -> None:
    original = "登 燈 塔"
    normalized = normalize_with_origin(original)
    assert normalized.text == "登灯塔"
    start, end = normalized.original(1, 3)
    assert original[start:end] == "燈 塔"


def test_an_empty_range_leads_to_an_empty_one() -> None:
    assert normalize_with_origin("灯塔").original(1, 1) == (0, 0)


@given(st.one_of(ANY_TEXT, st.text(alphabet="灯塔 \t\n3·a㎢\u200b", max_size=40)))
@example("\ufdfa" * 3)
@example("\x00\ud800\U000e0001")
def test_every_place_is_inside_the_original_and_in_order(text: str) -> None:
    normalized = normalize_with_origin(text)
    assert normalized.text == normalize(text)
    origin = list(normalized.origin)
    assert len(origin) == len(normalized.text)
    assert origin == sorted(origin)
    assert all(0 <= place < len(text) for place in origin)
    for start in range(len(origin)):
        first, last = normalized.original(start, len(origin))
        assert 0 <= first < last <= len(text)


@given(st.one_of(ANY_TEXT, st.text(alphabet="灯塔 \t\n3·･㎢éか\u3099\u200b", max_size=40)))
def test_normalised_text_has_nothing_invisible_and_stays_as_it_is(text: str) -> None:
    normalized = normalize(text)
    assert not [
        char
        for char in normalized
        if char not in "\n\u3099\u309a" and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Mn"}
    ]
    assert normalize(normalized) == normalized


def test_chinese_characters_are_told_from_others() -> None:
    assert all(map(is_han, "灯㐀〇鿿𠀀𬬻"))
    assert not any(map(is_han, "a1，、ア한"))


def test_a_character_that_few_can_type_is_rare() -> None:
    assert all(map(is_rare, "龘𬬻㐀"))
    assert not any(map(is_rare, "灯〇a1，"))
    assert not is_rare("")
    assert not is_rare("龘龘")
