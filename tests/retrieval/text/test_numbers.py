"""Numbers in all writings, and what is none."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.text.normalization import normalize
from bot.retrieval.text.numbers import numbers


def values(text: str) -> list[Fraction]:
    return [number.value for number in numbers(normalize(text))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一千三百九十五平方公里", 1395),
        ("1,395", 1395),
        ("１３９５", 1395),
        ("9,535 km²", 9535),
        ("4.8万", 48000),
        ("四万八", 48000),
        ("四点八万", 48000),
        ("三千五", 3500),
        ("三千零五", 3005),
        ("三百五", 350),
        ("十五", 15),
        ("一百一十", 110),
        ("两万三千", 23000),
        ("二〇二三年", 2023),
        ("一点五亿", 150_000_000),
        ("1.5亿", 150_000_000),
        ("150 million", 150_000_000),
        ("三千五百亿", 350_000_000_000),
        ("一万亿", 10**12),
        ("兩萬", 20000),
        ("亿", 10**8),
        ("百分之三十八", Fraction(38, 100)),
        ("百分之38", Fraction(38, 100)),
        ("38%", Fraction(38, 100)),
        ("３８％", Fraction(38, 100)),
        ("38 percent", Fraction(38, 100)),
        ("三成五", Fraction(35, 100)),
        ("三成", Fraction(3, 10)),
        ("3成", Fraction(3, 10)),
        ("六分之一", Fraction(1, 6)),
        ("1/6", Fraction(1, 6)),
        ("万分之五", Fraction(5, 10000)),
        ("百分之三点五", Fraction(35, 1000)),
    ],
)
def test_a_number_has_its_value_in_any_writing(text: str, value: int | Fraction) -> None:
    assert values(text)[0] == value


@pytest.mark.parametrize(
    ("one", "other"), [("4.8万", "48,000"), ("三成五", "35%"), ("六分之一", "1/6"), ("一亿", "1亿")]
)
def test_equal_values_have_equal_keys(one: str, other: str) -> None:
    assert numbers(one)[0].key == numbers(other)[0].key


def test_the_key_of_a_share_is_another_than_that_of_its_digits() -> None:
    assert numbers("38%")[0].key != numbers("38")[0].key


@pytest.mark.parametrize("text", ["三成功", "3成立", "八成立法"])
def test_the_character_for_a_tenth_may_begin_another_word(text: str) -> None:
    assert values(text)[0] >= 3


@pytest.mark.parametrize("text", ["", "没有", "成功", "%", "百分之", "零分之一", "1/0", "km2", "agg01"])
def test_what_is_no_number_is_left_alone(text: str) -> None:
    assert [number for number in numbers(text) if number.value != 100] == []


def test_numbers_come_in_order_with_their_places() -> None:
    text = "2023年投资4.8万元, 增长百分之五"
    assert [text[number.start : number.end] for number in numbers(text)] == ["2023", "4.8万", "百分之五"]


def test_space_after_a_number_does_not_belong_to_it() -> None:
    (number,) = numbers("2023 年")
    assert (number.start, number.end) == (0, 4)


def test_digits_that_nobody_writes_as_a_quantity_are_skipped() -> None:
    assert numbers("7" * 41) == ()
    assert numbers("7" * 100_000) == ()


@given(st.text(max_size=60))
def test_any_text_has_numbers_in_order_within_it(text: str) -> None:
    found = numbers(text)
    assert all(0 <= number.start < number.end <= len(text) for number in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@given(st.text(alphabet="零一二两三九十百千万亿点成分之%/.,05 ", max_size=45))
def test_numerals_in_any_order_have_a_value_and_a_key(text: str) -> None:
    assert all(number.key.startswith("#") for number in numbers(text))


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_and_digits_with_commas_are_the_same(value: int) -> None:
    assert values(str(value)) == values(f"{value:,}") == [value]
