"""One Markdown file → one Article, word for word."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, assert_never

from bot.knowledge.front_matter import read_front_matter
from bot.knowledge.markdown import Blank, Gap, Heading, Outline, Words, is_item, join_lines, tokens
from bot.knowledge.problems import quoted
from bot.models import Article, Passage, PassageId, Section

if TYPE_CHECKING:
    from pathlib import Path

    from bot.knowledge.folder import Source
    from bot.knowledge.problems import Problems

# Far above any text that people write; a hostile one of blank lines would fill the memory.
_MOST_PARAGRAPHS = 2_000_000
_COLONS = ("：", ":")
_LONGEST_LIST = 600
"""Characters from which a list's further items stand for themselves."""


def slug_of(path: Path) -> str:
    """The name of an article's file without its ending, composed as most systems, but not all, store it."""
    return unicodedata.normalize("NFC", path.stem)


def read_article(source: Source, problems: Problems) -> Article:
    """The article of a file, after noting what is wrong with it."""
    slug = slug_of(source.path)
    front = read_front_matter(source, problems)
    draft = _Draft(source, problems)
    draft.read(front.end)
    if not any(part.paragraphs for part in draft.parts):
        problems.error(source.path, None, "has no text; write at least one paragraph")
    title = draft.title or front.title or slug
    sections: list[Section] = []
    for part in draft.parts:
        paragraphs = [(paragraph.text, paragraph.breaks_off) for paragraph in part.paragraphs]
        if part is draft.parts[0] and front.credits:
            paragraphs.append(("\n".join(front.credits), False))
        if not paragraphs:
            continue
        number = sections[-1].number + 1 if sections else int(bool(part.title))
        passages = tuple(
            Passage(PassageId(slug, number, count), title, part.title, text, breaks_off)
            for count, (text, breaks_off) in enumerate(paragraphs, 1)
        )
        sections.append(Section(number, part.title, passages))
    return Article(slug, title, front.language, front.source, tuple(sections), front.credits)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is read: one block of lines, or what leads in a list, a code or a quotation, and its blocks."""

    blocks: list[list[str]]
    breaks_off: bool = False

    @property
    def text(self) -> str:
        return "\n".join(map(join_lines, self.blocks))

    def leads_in(self, text: str) -> bool:
        """Whether a block that begins so belongs to this paragraph: what a colon announces, item by item."""
        if not is_item(text) or sum(map(len, chain(*self.blocks))) > _LONGEST_LIST:
            return False
        return len(self.blocks) > 1 or self.blocks[0][-1].endswith(_COLONS)


@dataclass(slots=True)
class _Part:
    """A section while it is read; the first part of an article is what stands above the first heading."""

    title: str
    line: int
    level: int
    paragraphs: list[_Paragraph] = field(default_factory=list)


class _Draft:
    """An article while it is read, token by token."""

    def __init__(self, source: Source, problems: Problems) -> None:
        self.title = ""
        self.parts = [_Part("", 1, 0)]
        self._source = source
        self._problems = problems
        self._outline = Outline()
        self._titles: set[str] = set()
        self._is_open = False
        self._size = 0

    def read(self, start: int) -> None:
        for token in tokens(self._source, self._problems, start):
            if self._size > _MOST_PARAGRAPHS:
                problem = f"has more than {_MOST_PARAGRAPHS:,} paragraphs and headings; split the article"
                self._problems.error(self._source.path, token.line, problem)
                return
            match token:
                case Heading():
                    self._head(token)
                case Words(text=text):
                    self._write(text)
                case Gap(line=line):
                    self._break_off(line)
                case Blank():
                    pass
                case _:
                    assert_never(token)
            self._is_open = isinstance(token, Words)
        self._close_part()

    def _head(self, heading: Heading) -> None:
        if heading.level == 1 and not self.title and len(self.parts) == 1:
            self.title = heading.title
            return
        if heading.level == 1:
            self._warn(heading.line, "a second # heading; it is read as a section, write ## for one")
        self._close_part(heading)
        title = self._outline.enter(heading)
        if title in self._titles:
            self._warn(
                heading.line, f"the section {quoted(title)} stands here twice; give one another heading"
            )
        self._titles.add(title)
        self.parts.append(_Part(title, heading.line, heading.level))
        self._size += 1

    def _write(self, text: str) -> None:
        paragraphs = self.parts[-1].paragraphs
        if self._is_open:
            paragraphs[-1].blocks[-1].append(text)
        elif paragraphs and paragraphs[-1].leads_in(text):
            paragraphs[-1].blocks.append([text])
        else:
            paragraphs.append(_Paragraph([[text]]))
            self._size += 1

    def _break_off(self, line: int) -> None:
        paragraphs = self.parts[-1].paragraphs
        if paragraphs:
            paragraphs[-1].breaks_off = True
        else:
            self._warn(
                line,
                "this gap follows no paragraph of its section; put it right after the one that breaks off",
            )

    def _close_part(self, following: Heading | None = None) -> None:
        """Note a section without text, unless it is divided into deeper ones."""
        part = self.parts[-1]
        is_divided = following is not None and following.level > part.level
        if len(self.parts) > 1 and not part.paragraphs and not is_divided:
            self._warn(
                part.line, f"the section {quoted(part.title)} has no text; write some or delete the heading"
            )

    def _warn(self, line: int, text: str) -> None:
        self._problems.warning(self._source.path, line, text)
