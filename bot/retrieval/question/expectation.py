"""What a question asks for, such as a person, a time or a price; and whether a sentence has it.

The kinds and their signs stand in lists/kinds.toml; here is what a sign alone cannot tell.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from bot.retrieval.text.numbers import numbers
from bot.retrieval.text.words import word_list


class Kind(Enum):
    """The kind of thing that would be an answer."""

    ANY = "any"
    LIST = "list"
    CONTACT = "contact"
    YEAR = "year"
    DAY = "day"
    WEEKDAY = "weekday"
    DURATION = "duration"
    CLOCK = "clock"
    TIME = "time"
    AGE = "age"
    AREA = "area"
    MEASURE = "measure"
    MONEY = "money"
    SHARE = "share"
    QUANTITY = "quantity"
    NAME = "name"
    PERSON = "person"
    PLACE = "place"
    SPEECH = "speech"
    REASON = "reason"
    MANNER = "manner"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is asked for, and the range [start, end) of the text that says so.

    `unit` is what is counted (辆, 个项目), measured (高), defined or done, or how many a list has.
    """

    kind: Kind
    unit: str = ""
    start: int = 0
    end: int = 0


class _Signs(NamedTuple):
    """The patterns of the kinds, and the parts that they are made of."""

    parts: dict[str, str]
    asks: list[tuple[Kind, re.Pattern[str]]]
    has: dict[Kind, re.Pattern[str]]


_VAGUE_MEASURES = "个款样号门种些类"
"""Measure words that go with nearly anything, so that a passage need not repeat them."""
_WHETHER = re.compile("吗|有没有|是不是")
_CLAUSE = re.compile(r"[,。;:—]")
_AND = re.compile(r"[和与及]|”“|》《")
_UNSURE = 0.6
"""How far a sentence has what has no sure sign: a person, a place, a reason, a definition."""
_UNNAMED = 0.85
"""How far a length fulfils 多高 that is not said to be a height."""
_UNFIT = 0.4
"""How far a number fulfils a question for a quantity of something else."""
_UNTOLD = 0.4
"""How far a sentence tells how something is done that neither names it nor tells of any way."""
_NO_SURE_SIGN = frozenset({Kind.PERSON, Kind.PLACE, Kind.REASON, Kind.NAME})


@cache
def _signs() -> _Signs:
    text = files("bot.retrieval.text").joinpath("lists", "kinds.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    parts: dict[str, str] = data["parts"]

    def pattern(lines: list[str]) -> re.Pattern[str]:
        return re.compile(re.sub(r"«(\w+)»", lambda part: parts[part[1]], "|".join(lines)))

    asks = [(Kind(entry["name"]), pattern(entry["asks"])) for entry in data["kind"]]
    has = {Kind(entry["name"]): pattern(entry["has"]) for entry in data["kind"] if "has" in entry}
    return _Signs(parts, asks, has)


def expectation(text: str) -> Expectation:
    """What a normalised question asks for, by its question words."""
    for kind, pattern in _signs().asks:
        match = pattern.search(text)
        # 几座城市 means some in 几座城市的路线有吗.
        if match is None or (kind is Kind.QUANTITY and match[0][0] == "几" and _WHETHER.search(text)):
            continue
        unit = next((found for found in match.groupdict().values() if found), "")
        if kind in {Kind.DEFINITION, Kind.MANNER}:
            # What is to be defined or done is content; nothing of it names a kind.
            return Expectation(kind, unit)
        if kind is Kind.QUANTITY:
            # 多少 and the measure name the kind; what is counted (多少项目) is content.
            counted = 1 if unit[:1] and unit[0] in word_list("measure") else 0
            return Expectation(kind, unit, match.start(), match.end() - len(unit) + counted)
        # 税收 in 税收多少 is content that an answer must have; 价格 in 价格多少 is not.
        start = match.end("of") if match.groupdict().get("of") else match.start()
        return Expectation(kind, unit, start, match.end())
    return Expectation(Kind.ANY)


def fulfilment(expected: Expectation, text: str) -> float | None:
    """How far a normalised sentence has what is asked for, 0 to 1; None when nothing definite is asked."""
    kind = expected.kind
    if kind is Kind.ANY:
        return None
    if kind in _OF_UNITS:
        return _OF_UNITS[kind](text, expected.unit)
    has = _signs().has[kind].search(text) is not None
    if kind is Kind.MANNER:
        return 1.0 if expected.unit[:2] in text else _UNSURE if has else _UNTOLD
    if not has:
        return _UNSURE if kind in _NO_SURE_SIGN else 0.0
    return 1.0 if kind is not Kind.MEASURE or expected.unit in text else _UNNAMED


def _defines(text: str, term: str) -> float:
    """Whether the sentence says what the term is, not merely something with it."""
    says = r"(?::|,?是|,?指|,?即|,?又称|,?也叫|,?就是|,?为|——)"
    told = re.search(rf"{re.escape(term)}[”\"'』》」]*(?:[(（][^)）]*[)）])?\s*{says}", text)
    return 1.0 if told else _UNSURE


def _counts(text: str, unit: str) -> float:
    """Whether a number stands close to what is counted: 多少辆 wants a number and 辆."""
    number = _signs().parts["num"]
    measure = re.escape(unit[:1]) if unit[:1] and unit[0] not in _VAGUE_MEASURES else ""
    noun = unit.lstrip("".join(word_list("measure")) + "的")[:2]
    if measure and re.search(rf"{number}多?余?[余多]?[{measure}]", text):
        return 1.0
    if len(noun) == 2 and re.search(
        rf"{number}.{{0,8}}{re.escape(noun)}|{re.escape(noun)}.{{0,10}}?{number}", text
    ):
        return 1.0
    if not _signs().has[Kind.QUANTITY].search(text):
        return 0.0
    return _UNFIT if measure or len(noun) == 2 else 0.8


def _enumerates(text: str, count: str) -> float:
    """Whether as many things are named in a row as are asked for, or at least two."""
    found = numbers(count)
    wanted = int(found[0].value) if found else 2
    items = max((run.count("、") + len(_AND.findall(run)) + 1 for run in _CLAUSE.split(text)), default=0)
    return 1.0 if items >= wanted else 0.0


_OF_UNITS: Final = {Kind.LIST: _enumerates, Kind.QUANTITY: _counts, Kind.DEFINITION: _defines}
"""What is told by what is counted or defined."""
