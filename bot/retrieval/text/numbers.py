"""Numbers in any writing, found in text and compared by value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

_DIGITS = (
    {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}
    | {
        "〇": 0,
        "两": 2,
        "幺": 1,
    }
    | {numeral: value for value, numeral in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
)
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_SCORES = {"廿": "二十", "卅": "三十", "卌": "四十"}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9} | _TENS | _MYRIADS

_NUMERAL = "[零〇一二三四五六七八九十百千万亿两幺壹贰叁肆伍陆柒捌玖拾佰仟廿卅卌]+"
_HAN = rf"{_NUMERAL}(?:点[零〇一二三四五六七八九]+[万亿]*)?"
_ARABIC = r"[0-9]+(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
# 成 is a tenth, but not in 成功, 成立 and the like.
_TENTH = "成(?![功立为员果就本长套都])"
_NUMBER = re.compile(
    rf"""
      (?P<percentage>百分之(?P<hundredths>{_HAN}|{_ARABIC}))
    | (?P<fraction>(?P<below>{_NUMERAL})分之(?P<above>{_NUMERAL}))
    | (?P<ratio>(?P<over>[0-9]+)/(?P<under>[0-9]+))
    | (?P<arabic>(?<![a-z0-9])(?P<digits>{_ARABIC})
        (?:\s*(?:(?P<percent>%|percent|per\ cent)|(?P<tenth>{_TENTH})
        |(?P<scale>[十百千]?[万亿]+|[百千](?!分)|thousand|million|billion|hundred)))?)
    | (?P<tenths>(?P<whole>[一二三四五六七八九])(?:成(?P<more>[一二三四五六七八九])|{_TENTH}))
    | (?P<han>{_HAN})
    """,
    re.VERBOSE,
)
_DATE = re.compile(
    r"""(?<!\d)(?:
      (?P<year>(?:\d\d)?\d\d)(?:年|[-/.](?=\d\d?[-/.]))(?P<month>\d\d?)[-/.月](?P<day>\d\d?)
    | (?P<y8>(?:19|20)\d\d)(?P<m8>[01]\d)(?P<d8>[0-3]\d)
    | (?P<m2>\d\d?)[/月](?P<d2>\d\d?)
    )(?!\d)""",
    re.VERBOSE,
)
_CENTURY = 2000
_LONGEST = 40
"""Longer than any quantity that people write; it keeps the work bounded."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number at [start, end) of a normalised text; `key` is equal for equal values, however written."""

    start: int
    end: int
    value: Fraction

    @property
    def key(self) -> str:
        """An index term for the value."""
        return f"#{self.value.numerator}" if self.value.denominator == 1 else f"#{float(self.value):.6g}"


def numbers(text: str) -> tuple[Number, ...]:
    """The numbers in a normalised text, in order: digits, numerals, %, 成, 分之, 万 and 亿, English scales.

    A single numeral such as 一 counts too; whether it means a quantity (not so in 一起) the caller knows.
    """
    found = []
    for match in _NUMBER.finditer(text):
        if match.end() - match.start() <= _LONGEST:
            value = _value(match)
            if value is not None:
                found.append(Number(match.start(), match.end(), value))
    return tuple(found)


_WEEKDAY = re.compile("(?:周|星期|礼拜)([一二三四五六日天])")
_WEEKDAYS = "一二三四五六日"


class Date(NamedTuple):
    """A day at [start, end) of a normalised text; `keys` are index terms for it, with its year (if told) and without."""

    start: int
    end: int
    keys: tuple[str, ...]


def dates(text: str) -> tuple[Date, ...]:
    """The days in a normalised text: 2024年5月1日, 2024-05-01, 20240501, 24年5月1日, 5/1; 星期一, 周一, 礼拜一."""
    found = []
    for match in _WEEKDAY.finditer(text):
        day = _WEEKDAYS.find(match[1].replace("天", "日")) + 1
        found.append(Date(match.start(), match.end(), (f"@w{day}",)))
    for match in _DATE.finditer(text):
        year, month, day = (
            int(match[name] or 0)
            for name in (("y8", "m8", "d8") if match["y8"] else ("year", "month", "day"))
        )
        if match["m2"]:
            month, day = int(match["m2"]), int(match["d2"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            year += _CENTURY if match["year"] and len(match["year"]) == 2 else 0
            keys = (f"@{month}-{day}", f"@{year}-{month}-{day}") if year else (f"@{month}-{day}",)
            found.append(Date(match.start(), match.end(), keys))
    return tuple(found)


def _value(match: re.Match[str]) -> Fraction | None:
    match match.lastgroup:
        case "percentage":
            return _plain(match["hundredths"]) / 100
        case "fraction":
            return _quotient(_plain(match["above"]), _plain(match["below"]))
        case "ratio":
            return _quotient(_plain(match["over"]), _plain(match["under"]))
        case "tenths":
            return Fraction(_DIGITS[match["whole"]] * 10 + _DIGITS.get(match["more"], 0), 100)
        case "arabic":
            return _with_unit(match)
        case _:
            return _plain(match["han"])


def _with_unit(match: re.Match[str]) -> Fraction:
    value = _plain(match["digits"])
    if match["percent"]:
        return value / 100
    if match["tenth"]:
        return value / 10
    return value * _scale(match["scale"] or "")


def _quotient(above: Fraction, below: Fraction) -> Fraction | None:
    return above / below if below else None


def _plain(text: str) -> Fraction:
    """The value of digits or numerals, without a unit."""
    if text.isascii():
        return Fraction(text.replace(",", ""))
    whole, point, decimals = text.partition("点")
    if not point:
        return Fraction(_whole(whole))
    digits = decimals.rstrip("万亿")
    value = _whole(whole) + Fraction(_in_digits(digits), 10 ** len(digits))
    return value * _scale(decimals[len(digits) :])


def _whole(numerals: str) -> int:
    for score, plain in _SCORES.items():
        numerals = numerals.replace(score, plain)
    if all(numeral in _DIGITS for numeral in numerals):
        return _in_digits(numerals)
    total = section = digit = 0
    unit = 1
    for numeral in numerals:
        if numeral in _DIGITS:
            digit, unit = _DIGITS[numeral], 1 if numeral in "零〇" else unit
        elif numeral in _TENS:
            section += (digit or 1) * _TENS[numeral]
            digit, unit = 0, _TENS[numeral] // 10
        else:
            scale = _MYRIADS[numeral]
            if numeral == "亿":
                total = (total + section + digit or 1) * scale
            else:
                total += (section + digit or 1) * scale
            section = digit = 0
            unit = scale // 10
    # The colloquial 三千五 is 3,500: a last digit stands for the unit below the one before it.
    return total + section + digit * unit


def _in_digits(numerals: str) -> int:
    """The value of numerals that are written like digits, as in 二〇二三."""
    return int("".join(str(_DIGITS[numeral]) for numeral in numerals))


def _scale(text: str) -> int:
    """The factor of 万, 千万, 亿, million and the like; 1 for none."""
    if text in _SCALES:
        return _SCALES[text]
    value = 1
    for numeral in text:
        value *= _SCALES[numeral]
    return value
