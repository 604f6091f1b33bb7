"""Word documents → pieces: styles, tables in their place, and the numbers that Word counts by itself."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from bot.editing.importing.blocks import Piece, PieceKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docx.document import Document as WordDocument

_HEADING: Final = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_TITLE: Final = re.compile(r"title|标题|標題", re.IGNORECASE)
_FIGURES: Final = "零一二三四五六七八九"


def word_pieces(path: Path) -> Iterator[Piece]:
    """The pieces of a document, in reading order."""
    document = Document(str(path))
    numbers = _Numbers(document)
    for child in document.element.body.iterchildren():
        if child.tag == qn("w:p"):
            yield from _of_paragraph(Paragraph(child, document), numbers)
        elif child.tag == qn("w:tbl"):
            table = Table(child, document)
            rows = tuple(tuple(" ".join(cell.text.split()) for cell in row.cells) for row in table.rows)
            yield Piece(PieceKind.TABLE, "", rows=rows)


def _of_paragraph(paragraph: Paragraph, numbers: _Numbers) -> Iterator[Piece]:
    text = paragraph.text.replace("\u00a0", " ").strip(" \t\u3000")
    if not text:
        return
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    number, bullet = numbers.of(paragraph)
    if found := _HEADING.fullmatch(style):
        yield Piece(PieceKind.HEADING, f"{number}{text}", int(found[1]) + 1)
        return
    if _TITLE.fullmatch(style):
        yield Piece(PieceKind.HEADING, text, 1)
        return
    runs = [run for run in paragraph.runs if run.text.strip()]
    bold = bool(runs) and all(run.bold for run in runs)
    centred = paragraph.alignment == WD_ALIGN_PARAGRAPH.CENTER
    if bullet or style.startswith(("List", "列出", "清單")):
        yield Piece(PieceKind.ITEM, f"{number}{text}")
        return
    for at, line in enumerate(line.strip() for line in text.split("\n")):
        if line:
            prefix = number if not at else ""
            yield Piece(PieceKind.TEXT, f"{prefix}{line}", prominent=bold or centred)


class _Numbers:
    """Counts as Word does when it shows a numbered paragraph (ECMA-376, part 1, 17.9)."""

    def __init__(self, document: WordDocument) -> None:
        self._counts: dict[tuple[str, int], int] = defaultdict(int)
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        abstract = {each.get(qn("w:abstractNumId")): each for each in numbering.iter(qn("w:abstractNum"))}
        for each in numbering.iter(qn("w:num")):
            link = each.find(qn("w:abstractNumId"))
            found = abstract.get(link.get(qn("w:val"))) if link is not None else None
            for level in found.iter(qn("w:lvl")) if found is not None else ():
                key = each.get(qn("w:numId")), int(level.get(qn("w:ilvl")))
                values = (_value(level, name) for name in ("numFmt", "lvlText", "start"))
                kind, pattern, start = values
                self._levels[key] = kind or "decimal", pattern or "", int(start or 1)

    def of(self, paragraph: Paragraph) -> tuple[str, bool]:
        """The number that stands before a paragraph, and whether it is an item of a bulleted list."""
        numbered = next(paragraph._p.iter(qn("w:numPr")), None)  # noqa: SLF001 - the library has no other way
        name = _value(numbered, "numId") if numbered is not None else ""
        if not name or name == "0":
            return "", False
        level = int(_value(numbered, "ilvl") or 0)
        kind, pattern, start = self._levels.get((name, level), ("bullet", "", 1))
        if kind == "bullet":
            return "", True
        self._counts[name, level] += 1
        for key in [key for key in self._counts if key[0] == name and key[1] > level]:
            del self._counts[key]

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            own_kind, _, own_start = self._levels.get((name, at), (kind, "", start))
            return _figure(max(1, self._counts[name, at]) + own_start - 1, own_kind)

        return re.sub(r"%(\d)", shown, pattern), False


def _value(level: object, name: str) -> str:
    found = level.find(qn(f"w:{name}"))  # type: ignore[attr-defined]
    return str(found.get(qn("w:val"))) if found is not None else ""


def _figure(number: int, kind: str) -> str:
    if kind.startswith(("chinese", "ideograph", "japanese", "taiwanese")):
        tens, ones = divmod(number, 10)
        head = "" if not tens else ("" if tens == 1 else _FIGURES[tens]) + "十"
        return head + (_FIGURES[ones] if ones or not tens else "")
    if kind in {"lowerLetter", "upperLetter"}:
        return chr((97 if kind == "lowerLetter" else 65) + (number - 1) % 26)
    if kind in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)
