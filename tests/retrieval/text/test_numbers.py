"""Numbers and days in all writings, and what is none."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.text.normalization import normalize
from bot.retrieval.text.numbers import dates, numbers

if TYPE_CHECKING:
    import datetime


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
        ("叁仟元整", 3000),
        ("壹佰贰拾萬", 1_200_000),
        ("陆拾柒", 67),
        ("廿六", 26),
        ("卅", 30),
        ("一百廿五", 125),
        ("卌二", 42),
    ],
)
def test_a_number_has_its_value_in_any_writing(text: str, value: int | Fraction) -> None:
    assert values(text)[0] == value


def test_a_lone_numeral_counts_too() -> None:
    assert values("三号箱和两把伞") == [3, 2]


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


@pytest.mark.parametrize(
    "text",
    [
        "2023年10月2日",
        "2023-10-02",
        "2023/10/2",
        "2023.10.2",
        "20231002",
        "23年10月2日",
        "２０２３年１０月２号",
    ],
)
def test_a_day_is_the_same_in_any_writing(text: str) -> None:
    (date,) = dates(normalize(text))
    assert set(date.keys) == set(dates("2023年10月2日")[0].keys)


@pytest.mark.parametrize("text", ["10月2日", "10/2", "10月2号"])
def test_a_day_without_its_year_shares_a_key_with_one_that_has_it(text: str) -> None:
    (date,) = dates(text)
    assert set(date.keys) < set(dates("2023年10月2日")[0].keys)


def test_days_of_different_years_share_only_what_both_say() -> None:
    one, other = dates("2023年10月2日和2024年10月2日")
    assert set(one.keys) & set(other.keys) == set(dates("10月2日")[0].keys)


@pytest.mark.parametrize(
    "text", ["", "10月", "2023年10月", "2023-13-02", "20231302", "3.1.2", "13/40", "0/0", "1395"]
)
def test_what_is_no_day_is_not_taken_for_one(text: str) -> None:
    assert dates(text) == ()


def test_days_come_in_order_with_their_places() -> None:
    text = "2023-10-02开园, 10/5闭园"
    assert [text[date.start : date.end] for date in dates(text)] == ["2023-10-02", "10/5"]


@given(st.text(alphabet="0123456789年月日/-. ", max_size=40))
def test_any_figures_have_days_in_order_within_them(text: str) -> None:
    found = dates(text)
    assert all(0 <= date.start < date.end <= len(text) and date.keys for date in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@given(st.dates())
def test_a_day_printed_by_a_machine_is_read(day: datetime.date) -> None:
    year, month, number = day.timetuple()[:3]
    (one,), (other,) = dates(day.isoformat()), dates(f"{year:04}年{month}月{number}日")
    assert one.keys == other.keys


@given(st.text(max_size=60))
def test_any_text_has_numbers_in_order_within_it(text: str) -> None:
    found = numbers(text)
    assert all(0 <= number.start < number.end <= len(text) for number in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@given(st.text(alphabet="零一二两三九十百千万亿叁佰廿卅点成分之%/.,05 ", max_size=45))
def test_numerals_in_any_order_have_a_value_and_a_key(text: str) -> None:
    assert all(number.key.startswith("#") for number in numbers(text))


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_and_digits_with_commas_are_the_same(value: int) -> None:
    assert values(str(value)) == values(f"{value:,}") == [value]
