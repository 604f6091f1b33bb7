"""The little of Markdown that articles and question forms use: headings, paragraphs, notes in comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.knowledge.problems import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.knowledge.folder import Source
    from bot.knowledge.problems import Problems


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that begins with one to six # and a space."""

    line: int
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text, without the space around it."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A note that the source lost text here."""

    line: int


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty line, or a rule such as ---: it ends a paragraph."""

    line: int


Token = Heading | Words | Gap | Blank

_COMMENT = re.compile(r"<!--(.*?)(-->|\Z)", re.DOTALL)
_SAYS_GAP = re.compile(r"\s*gap(?![a-z])", re.IGNORECASE)

# Stand in for comments; no file that gets here holds a control character of its own.
_NOTE = "\x00"
_GAP = "\x01"
_NOTE_AFTER_SPACE = re.compile(rf"(?<=\s){_NOTE}+\s*|{_NOTE}+")

# Characters of scripts that are written without spaces between words, and their punctuation.
_UNSPACED = re.compile(r"[\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s|[>|]")
_MARKED = re.compile(
    r"[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳]|\d{1,3}[、.．)]|[一二三四五六七八九十]{1,3}、|[a-zA-Z][.、)]|```|~~~|:::|\*\*"
)


def tokens(source: Source, problems: Problems, start: int = 0) -> Iterator[Token]:
    """The lines of a text from the offset `start` on, comments taken out, one after the other."""

    def stand_in(comment: re.Match[str]) -> str:
        if not comment[2]:
            line = source.text.count("\n", 0, start + comment.start()) + 1
            problems.error(source.path, line, "the note that begins with <!-- never ends; write --> after it")
        mark = _GAP if _SAYS_GAP.match(comment[1]) else _NOTE
        return mark + f"\n{_NOTE}" * comment[0].count("\n")

    first = source.text.count("\n", 0, start) + 1
    fenced = False
    for number, line in enumerate(_COMMENT.sub(stand_in, source.text[start:]).split("\n"), first):
        if not line.strip():
            yield Blank(number)
            continue
        is_fence = line.lstrip().startswith(("```", "~~~"))
        if fenced or is_fence:
            # Between fences a # heads nothing.
            fenced ^= is_fence
            yield Words(number, line.strip())
            continue
        for position, part in enumerate(_NOTE_AFTER_SPACE.sub("", line).split(_GAP)):
            if position:
                yield Gap(number)
            if part.strip():
                yield _token(number, part.strip(), source, problems)


def _token(number: int, text: str, source: Source, problems: Problems) -> Token:
    if text[0] in "-*_" and _is_rule(text):
        return Blank(number)
    title = text.lstrip("#")
    level = len(text) - len(title)
    if not 1 <= level <= 6:
        return Words(number, text)
    if not title:
        problems.warning(source.path, number, "the heading has no words; write some or delete the line")
        return Blank(number)
    if not title[0].isspace():
        problems.warning(
            source.path, number, f"{quoted(text)} is read as text; a heading needs a space after the #"
        )
        return Words(number, text)
    return Heading(number, level, _without_closing(title.strip()))


def _is_rule(text: str) -> bool:
    marks = "".join(text.split())
    return len(marks) >= 3 and marks == marks[0] * len(marks)


def _without_closing(title: str) -> str:
    """Markdown lets a heading end as it begins: `## title ##`."""
    bare = title.rstrip("#")
    return bare.rstrip() if bare != title and bare[-1:].isspace() else title


def is_item(text: str) -> bool:
    """Whether a line begins an item of a list in any of its usual marks, a quotation, a table or a code."""
    return _ITEM.match(text) is not None or _MARKED.match(text) is not None


def join_lines(lines: Sequence[str]) -> str:
    """The lines of one paragraph as one text.

    Where a line ends, words of a script with spaces get one, Chinese and Japanese get nothing; list items,
    quotations and table rows keep their line.
    """
    joined = [lines[0]]
    for left, right in pairwise(lines):
        if _ITEM.match(right):
            joined.append("\n")
        elif not (_is_unspaced(reversed(left)) or _is_unspaced(iter(right))):
            joined.append(" ")
        joined.append(right)
    return "".join(joined)


def _is_unspaced(characters: Iterator[str]) -> bool:
    """Whether the first that is more than a mark, such as quotation marks that scripts share, is unspaced."""
    for character in characters:
        if _UNSPACED.match(character):
            return True
        if character.isalnum():
            return False
    return False


class Outline:
    """The headings above a place in a text; a deeper one is named with those that it stands under."""

    def __init__(self) -> None:
        self._above: list[Heading] = []

    def enter(self, heading: Heading) -> str:
        """The section that begins with this heading: its title, after the titles of the headings above it."""
        while self._above and self._above[-1].level >= heading.level:
            self._above.pop()
        self._above.append(heading)
        return " › ".join(above.title for above in self._above)
