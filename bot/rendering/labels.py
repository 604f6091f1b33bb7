"""Labels that fit a telephone: a button's text, cut to a width at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from bot.models import Match, Passage, Section

WIDE: Final = 44
"""Columns of a button across the whole screen; a Chinese character takes two."""
_NUMBERED: Final = 36
_SECTION: Final = 16
_WORDS: Final = 26


def columns(text: str) -> int:
    """How wide the text is: Chinese characters, and the punctuation beside them, count two."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def elide(text: str, width: int) -> str:
    """The text on one line, its end replaced by … where it is wider than `width` columns."""
    # What lies past `width` characters cannot show, however narrow they are.
    line = " ".join(text[: width * 4].split())
    if columns(line) <= width and len(text) <= width * 4:
        return line
    room = width - columns("…")
    kept = ""
    for character in line:
        room -= columns(character)
        if room < 0:
            break
        kept += character
    return f"{kept.rstrip()}…"


def match_label(match: Match) -> str:
    """The section and the first words of the sentence that comes near."""
    words = elide(match.sentence_text, _WORDS)
    return f"{elide(match.passage.section, _SECTION)}｜{words}" if match.passage.section else words


def passage_label(passage: Passage) -> str:
    """The number of a paragraph and its first words."""
    return f"{passage.id.paragraph}. {elide(passage.text, _NUMBERED)}"


def section_label(section: Section, opening: str) -> str:
    """The heading of a section, or `opening` for what stands above the first."""
    return elide(section.title, WIDE) or opening
