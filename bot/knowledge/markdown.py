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
    """A line of text, without the space around it; `indented` as Chinese paragraphs are, `hard` if it keeps its end."""

    line: int
    text: str
    indented: bool = False
    hard: bool = False


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of code, as it is."""

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


Token = Heading | Words | CodeLine | Gap | Blank

_COMMENT = re.compile(r"<!--(.*?)(-->|\Z)", re.DOTALL)
_SAYS_GAP = re.compile(r"\s*gap(?![a-z])", re.IGNORECASE)

# Stand in for comments; no file that gets here holds a control character of its own.
_NOTE = "\x00"
_GAP = "\x01"
_OPENING = "\x02"
_NOTE_AFTER_SPACE = re.compile(rf"(?<=\s){_NOTE}+\s*|{_NOTE}+")

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_LONGEST_TITLE = 40
"""Characters of a line that may be a heading by the line below it."""

# Characters of scripts that are written without spaces between words, and their punctuation.
_UNSPACED = re.compile(r"[\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s|[>|]")
_MARKED = re.compile(
    r"[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳]|\d{1,3}[、.．)]|\d{1,2}，(?!\d)|[一二三四五六七八九十]{1,3}、|[a-zA-Z][.、)]|```|~~~|:::|\*\*"
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
    text = _COMMENT.sub(stand_in, _hidden(source.text[start:]))
    reader = _LineReader(source, problems)
    for number, line in enumerate(text.split("\n"), first):
        yield from reader.read(number, line.replace(_OPENING, "<!--"))
    yield from reader.release()


class _LineReader:
    """Lines → tokens, with what has to be known of the lines before: an open fence, a title not yet underlined."""

    def __init__(self, source: Source, problems: Problems) -> None:
        self._source = source
        self._problems = problems
        self._fence = ""
        self._after_blank = True
        self._held: Words | None = None

    def read(self, number: int, line: str) -> Iterator[Token]:
        held = self._held
        if held is not None and (level := _underlined(held.text, line)):
            self._held = None
            self._after_blank = True
            yield Heading(held.line, level, held.text)
            return
        yield from self.release()
        found = _FENCE.match(line)
        if self._fence or found:
            yield from self._code(number, line, found)
        elif not line.strip():
            self._after_blank = True
            yield Blank(number)
        elif self._after_blank and line.startswith(("    ", "\t")) and not _ITEM.match(line.strip()):
            yield CodeLine(number, line.strip())
        else:
            yield from self._text(number, line)

    def release(self) -> Iterator[Token]:
        """The line that was held back, since nothing below made it a title."""
        if self._held is not None:
            yield self._held
            self._held = None

    def _code(self, number: int, line: str, found: re.Match[str] | None) -> Iterator[Token]:
        # Between fences a # heads nothing.
        self._after_blank = False
        if found and not self._fence:
            self._fence = found[1][:3]
        elif found and found[1].startswith(self._fence) and not line.strip(" `~"):
            self._fence = ""
        else:
            yield CodeLine(number, line.rstrip())

    def _text(self, number: int, line: str) -> Iterator[Token]:
        parts = _NOTE_AFTER_SPACE.sub("", line).split(_GAP)
        for position, part in enumerate(parts):
            if position:
                yield Gap(number)
            if not part.strip():
                continue
            token = _token(number, part, self._source, self._problems)
            if isinstance(token, Words) and self._after_blank and len(parts) == 1 and not is_item(token.text):
                self._held = token
            else:
                yield token
        self._after_blank = False


def _hidden(text: str) -> str:
    """The text with the beginnings of comments in code put out of sight: there they are words."""
    if "<!--" not in text or ("`" not in text and "~~~" not in text):
        return text
    lines = []
    fence = ""
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1][:3]
        elif found and found[1].startswith(fence):
            fence = ""
        within = fence or "`" not in line
        lines.append(
            line.replace("<!--", _OPENING)
            if fence
            else line
            if within
            else _SPAN.sub(lambda span: span[0].replace("<!--", _OPENING), line)
        )
    return "\n".join(lines)


def _underlined(text: str, line: str) -> int:
    """The level of a heading that is marked by a line of = or - below it; 0 when it is none."""
    mark = line.strip()
    if len(mark) < 2 or len(text) > _LONGEST_TITLE or text[-1] in "。！？；：，…”" or "|" in text:
        return 0
    return {"=": 1, "-": 2}.get(mark[0], 0) if mark == mark[0] * len(mark) else 0


def _token(number: int, line: str, source: Source, problems: Problems) -> Token:
    text = line.strip()
    if text[0] in "-*_" and _is_rule(text):
        return Blank(number)
    if text[0] == "＃":
        # Typed with a Chinese keyboard; no text begins so.
        marks = len(text) - len(text.lstrip("＃"))
        text = f"{'#' * marks} {text[marks:].strip()}"
    title = text.lstrip("#")
    level = len(text) - len(title)
    if not 1 <= level <= 6:
        return Words(number, text, line.startswith("　　"), line.endswith(("  ", "\\")))
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
    quotations and what ends with a line feed keep their line.
    """
    joined = [lines[0]]
    for left, right in pairwise(lines):
        if _ITEM.match(right) and not left.endswith("\n"):
            joined.append("\n")
        elif not left.endswith("\n") and not (is_unspaced(reversed(left)) or is_unspaced(iter(right))):
            joined.append(" ")
        joined.append(right)
    return "".join(joined).rstrip("\n")


def is_unspaced(characters: Iterator[str]) -> bool:
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
