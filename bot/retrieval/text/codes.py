"""Codes: letters and figures that people join, space and hyphenate each in their own way, as in Wi-Fi 6 and wifi6.

A token is a run of letters or of figures; tokens side by side, or parted by one mark, make a run. Two writings are the
same code when their tokens, joined, are: so every way of joining neighbours is a term.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bot.retrieval.text.normalization import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTER = rf"(?:(?![{HAN}])[^\W\d_])"
"""A letter of any alphabet, as a regular expression."""

_TOKEN = re.compile(rf"{LETTER}+|[0-9]+(?:\.[0-9]+)*")
_MARKS = frozenset(" -_./&+×·:'’")
_SHORT = 3
"""Letters of a word up to which a space may part it from the rest of its code (Wi Fi); from figures it always may."""
_LONGEST = 5
"""Tokens of the longest code."""
_MISREAD = str.maketrans("ol", "01")


class Code(NamedTuple):
    """Neighbouring tokens, joined: the term and its range [start, end) of the normalised text."""

    term: str
    start: int
    end: int


def tokens(text: str) -> list[Code]:
    """The runs of letters and of figures in a normalised text, in order."""
    return [Code(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]


def codes(text: str) -> Iterator[Code]:
    """Every token of a normalised text, and every joining of neighbouring ones; × counts as the letter x."""
    found = tokens(text)
    for first, token in enumerate(found):
        yield token
        term = token.term
        for before, after in zip(found[first:], found[first + 1 : first + _LONGEST], strict=False):
            mark = text[before.end : after.start]
            if not _joined(before.term, mark, after.term):
                break
            term += ("x" if mark == "×" else "") + after.term
            yield Code(term, token.start, after.end)


def _joined(before: str, mark: str, after: str) -> bool:
    if mark not in _MARKS and mark:
        return False
    figures = before[0].isdigit() or after[0].isdigit()
    return mark != " " or figures or (len(before) <= _SHORT and len(after) <= _SHORT)


def misread(term: str) -> str:
    """The term with its o read as 0 and its l as 1, as hasty thumbs leave them, when that makes it a number."""
    if not any(map(str.isdigit, term)):
        return term
    figures = term.translate(_MISREAD)
    return figures if figures.isdigit() else term
