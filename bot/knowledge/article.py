"""One Markdown file → one Article, word for word."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from bot.knowledge.front_matter import read_front_matter
from bot.knowledge.markdown import Blank, CodeLine, Gap, Heading, Outline, Words, tokens
from bot.knowledge.paragraphs import Block, Paragraph, paragraphs
from bot.knowledge.problems import quoted
from bot.models import Article, Passage, PassageId, Section

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.knowledge.folder import Source
    from bot.knowledge.problems import Problems

# Far above any text that people write; a hostile one of blank lines would fill the memory.
_MOST_PARAGRAPHS = 2_000_000
_LONGEST_PARAGRAPH = 20_000


def slug_of(path: Path, folder: Path | None = None) -> str:
    """The name of an article's file without its ending, composed as most systems, but not all, store it.

    Below a subfolder of `folder` it begins with the subfolder's name: rules/parking.
    """
    name = path.relative_to(folder).with_suffix("").as_posix() if folder is not None else path.stem
    return unicodedata.normalize("NFC", name)


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article, the questions that it puts to its passages itself, and its place among the others."""

    article: Article
    questions: Mapping[PassageId, tuple[str, ...]]
    order: int | None


def read_article(source: Source, slug: str, problems: Problems, today: str = "") -> ReadArticle | None:
    """The article of a file, after noting what is wrong with it; None for a draft, and for one that held until `today`."""
    front = read_front_matter(source, problems)
    if front.draft or (front.until and today > front.until):
        return None
    draft = _Draft(source, problems)
    draft.read(front.end)
    parts = [(part.title, list(paragraphs(part.blocks))) for part in draft.parts]
    if not any(found for _, found in parts):
        problems.error(source.path, None, "has no text; write at least one paragraph")
    if front.credits:
        parts[0][1].append(Paragraph("\n".join(front.credits)))
    if draft.title and front.title and draft.title != front.title:
        problem = f"the front matter's title is {quoted(front.title)}, the heading {quoted(draft.title)}"
        problems.warning(source.path, None, f"{problem}; let both say the same")
    for _, found in parts:
        for each in found:
            if len(each.text) > _LONGEST_PARAGRAPH:
                problem = f"the paragraph has {len(each.text)} characters"
                problems.error(source.path, None, f"{problem}; part it into several")
    title = draft.title or front.title or slug
    sections: list[Section] = []
    asked: dict[PassageId, tuple[str, ...]] = {}
    for heading, found in parts:
        if not found:
            continue
        number = sections[-1].number + 1 if sections else int(bool(heading))
        passages = tuple(
            Passage(PassageId(slug, number, count), title, heading, each.text, each.breaks_off)
            for count, each in enumerate(found, 1)
        )
        asked |= {
            passage.id: each.questions
            for passage, each in zip(passages, found, strict=True)
            if each.questions
        }
        sections.append(Section(number, heading, passages))
    article = Article(
        slug,
        title,
        front.language,
        front.source,
        tuple(sections),
        front.credits,
        front.date,
        front.publisher,
        front.url,
    )
    return ReadArticle(article, asked, front.order)


@dataclass(slots=True)
class _Part:
    """A section while it is read; the first part of an article is what stands above the first heading."""

    title: str
    line: int
    level: int
    blocks: list[Block] = field(default_factory=list)


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
                case Words():
                    self._write(token)
                case CodeLine(text=text):
                    self._add(text, code=True)
                case Gap(line=line):
                    self._break_off(line)
                case Blank():
                    pass
                case _:
                    assert_never(token)
            self._is_open = isinstance(token, Words | CodeLine)
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

    def _write(self, words: Words) -> None:
        text = f"{words.text.removesuffix(chr(92)).rstrip()}\n" if words.hard else words.text
        self._is_open = self._is_open and not words.indented
        self._add(text, code=False)

    def _add(self, text: str, *, code: bool) -> None:
        blocks = self.parts[-1].blocks
        if self._is_open and blocks and blocks[-1].code == code:
            blocks[-1].lines.append(text)
        else:
            blocks.append(Block([text], code))
            self._size += 1

    def _break_off(self, line: int) -> None:
        blocks = self.parts[-1].blocks
        if blocks:
            blocks[-1].breaks_off = True
        else:
            self._warn(
                line,
                "this gap follows no paragraph of its section; put it right after the one that breaks off",
            )

    def _close_part(self, following: Heading | None = None) -> None:
        """Note a section without text, unless it is divided into deeper ones."""
        part = self.parts[-1]
        is_divided = following is not None and following.level > part.level
        if len(self.parts) > 1 and not part.blocks and not is_divided:
            self._warn(
                part.line, f"the section {quoted(part.title)} has no text; write some or delete the heading"
            )

    def _warn(self, line: int, text: str) -> None:
        self._problems.warning(self._source.path, line, text)
