"""Word documents → pieces: styles, tables in their place, and the numbers that Word counts by itself."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from bot.editing.importing.blocks import Piece, PieceKind
from bot.editing.importing.tables import Cell, table_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_HEADING: Final = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_TITLE: Final = re.compile(r"title|标题|標題", re.IGNORECASE)
_OUTLINED: Final = frozenset("012345678")
_LONGEST_HEADING: Final = 60
_WRAPPERS: Final = frozenset(
    map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag"))
)
_SHOWN: Final = {
    **dict.fromkeys((qn("w:t"), qn("m:t")), ""),
    **dict.fromkeys((qn("w:br"), qn("w:cr")), "\n"),
    qn("w:tab"): "\t",
    qn("w:noBreakHyphen"): "-",
}
_REFERENCES: Final = frozenset(map(qn, ("w:footnoteReference", "w:endnoteReference")))
_HIDDEN: Final = frozenset(
    (
        *map(qn, ("w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:rt")),
        # What a program shows that does not know the new way of drawing: the same again.
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
_FIGURES: Final = "零一二三四五六七八九"


def word_pieces(path: Path) -> Iterator[Piece]:
    """The pieces of a document, in reading order; its contents, and what stands on every page, have the level -1."""
    document = Document(str(path))
    edges = (edge for section in document.sections for edge in (section.header, section.footer))
    words = ("\n".join(each.text for each in edge.paragraphs).strip() for edge in edges)
    yield from (Piece(PieceKind.TEXT, each, level=-1) for each in dict.fromkeys(words) if each)
    pieces = list(_Reader(document).pieces(document.element.body))
    texts = (piece for piece in pieces if piece.kind is PieceKind.TEXT and piece.level >= 0)
    if (
        pieces
        and next(texts, None) is pieces[0]
        and all(each.kind is not PieceKind.HEADING for each in pieces)
    ):
        # Without a style for headings, what stands first is set apart by standing first.
        pieces[0].prominent = True
    yield from pieces


class _Reader:
    """Reads what a document shows: accepted changes, text boxes, notes and tables within tables too."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._numbers = _Numbers(document)
        self._notes = dict(_notes(document))

    def pieces(self, container: BaseOxmlElement) -> Iterator[Piece]:
        for child in container.iterchildren():
            if child.tag == qn("w:p"):
                yield from self._of_paragraph(Paragraph(child, self._document))
            elif child.tag == qn("w:tbl"):
                yield from self._of_table(Table(child, self._document))
            elif child.tag in _WRAPPERS:
                yield from self.pieces(child)

    def _of_table(self, table: Table) -> Iterator[Piece]:
        rows = [list(row.cells) for row in table.rows]
        if all(len({cell._tc for cell in row}) <= 1 for row in rows):  # noqa: SLF001 - as below
            # A frame around text, not a table; a cell that reaches down is shown once.
            for cell in dict.fromkeys(row[0]._tc for row in rows if row):  # noqa: SLF001
                yield from self.pieces(cell)
            return
        texts: dict[BaseOxmlElement, str] = {}
        for cell in (cell._tc for row in rows for cell in row):  # noqa: SLF001
            if cell not in texts:
                texts[cell] = " ".join(_words(self.pieces(cell)))
        cells = [[cell._tc for cell in row] for row in rows]  # noqa: SLF001
        yield from table_pieces(
            [[Cell(texts[cell], wide=cell is left) for left, cell in pairwise((None, *row))] for row in cells]
        )

    def _of_paragraph(self, paragraph: Paragraph) -> Iterator[Piece]:
        element = paragraph._p  # noqa: SLF001 - the library has no other way to what a paragraph holds
        boxes: list[BaseOxmlElement] = []
        noted: list[str] = []
        spoken = "".join(_spoken(element, boxes, noted)).replace("\u00a0", " ").strip(" \t\n\u3000")
        notes = "".join(f"（注：{self._notes[each]}）" for each in noted if self._notes.get(each))
        if text := f"{spoken}{notes}":
            yield from self._of_text(paragraph, text)
        for box in boxes:
            yield from self.pieces(box)

    def _of_text(self, paragraph: Paragraph, text: str) -> Iterator[Piece]:
        style = (paragraph.style.name or "") if paragraph.style is not None else ""
        if style.lower().startswith("toc "):
            yield Piece(PieceKind.TEXT, text, level=-1)
            return
        number, bullet = self._numbers.of(paragraph)
        outline = _format(paragraph, "outlineLvl")
        if found := _HEADING.fullmatch(style):
            yield Piece(PieceKind.HEADING, f"{number}{text}", int(found[1]) + 1)
        elif _TITLE.fullmatch(style):
            yield Piece(PieceKind.HEADING, text, 1)
        elif outline in _OUTLINED and len(text) <= _LONGEST_HEADING:
            yield Piece(PieceKind.HEADING, f"{number}{text}", int(outline) + 2)
        elif bullet or (not number and style.startswith(("List", "列出", "清單"))):
            yield Piece(PieceKind.ITEM, text)
        else:
            runs = [run for run in paragraph.runs if run.text.strip()]
            bold = bool(runs) and all(run.bold for run in runs)
            centred = _format(paragraph, "jc") == "center"
            # A line that is broken after a comma goes on in the next one.
            lines = re.sub(r"(?<=[，、,])\s*\n\s*", "", text).split("\n")
            for at, line in enumerate(line.strip() for line in lines):
                if line:
                    prefix = number if not at else ""
                    yield Piece(PieceKind.TEXT, f"{prefix}{line}", prominent=bold or centred, centred=centred)


def _spoken(element: BaseOxmlElement, boxes: list[BaseOxmlElement], noted: list[str]) -> Iterator[str]:
    """The words of a paragraph; the boxes that are anchored in it, and the notes that it refers to, are collected."""
    for child in element.iterchildren():
        if child.tag in _SHOWN:
            yield _SHOWN[child.tag] or child.text or ""
        elif child.tag == qn("w:txbxContent"):
            boxes.append(child)
        elif child.tag in _REFERENCES:
            noted.append(f"{child.tag}{child.get(qn('w:id'))}")
        elif child.tag not in _HIDDEN:
            yield from _spoken(child, boxes, noted)


def _words(pieces: Iterable[Piece]) -> Iterator[str]:
    """All words of the pieces in a cell."""
    for piece in pieces:
        yield " ".join(piece.text.split())
        yield from (" ".join(filter(None, row)) for row in piece.rows)


def _notes(document: WordDocument) -> Iterator[tuple[str, str]]:
    """The footnotes and endnotes of a document, by what refers to them."""
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in {"footnotes", "endnotes"}:
            for note in parse_xml(relation.target_part.blob).iterchildren():
                words = "".join("".join(_spoken(each, [], [])) for each in note.iter(qn("w:p")))
                yield f"{qn(f'w:{kind[:-1]}Reference')}{note.get(qn('w:id'))}", words.strip()


def _formats(paragraph: Paragraph) -> Iterator[BaseOxmlElement]:
    """What the paragraph says about how it looks, then what its style says, and the styles that one rests on."""
    own = paragraph._p.pPr  # noqa: SLF001 - the library has no other way
    if own is not None:
        yield own
    style = paragraph.style
    while style is not None:
        if (found := style.element.find(qn("w:pPr"))) is not None:
            yield found
        style = style.base_style


def _format(paragraph: Paragraph, name: str) -> str:
    return next(filter(None, (_value(each, name) for each in _formats(paragraph))), "")


class _Numbers:
    """Counts as Word does when it shows a numbered paragraph (ECMA-376, part 1, 17.9)."""

    def __init__(self, document: WordDocument) -> None:
        self._counts: dict[tuple[str, int], int] = defaultdict(int)
        self._levels: dict[tuple[str, int], BaseOxmlElement] = {}
        self._lists: dict[str, str] = {}
        self._anew: set[str] = set()
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        abstract = {each.get(qn("w:abstractNumId")): each for each in numbering.iter(qn("w:abstractNum"))}
        for each in numbering.iter(qn("w:num")):
            name, link = each.get(qn("w:numId")), _value(each, "abstractNumId")
            self._lists[name] = link
            if next(each.iter(qn("w:startOverride")), None) is not None:
                self._anew.add(name)
            found = abstract.get(link)
            for level in found.iter(qn("w:lvl")) if found is not None else ():
                self._levels[name, int(level.get(qn("w:ilvl")))] = level

    def of(self, paragraph: Paragraph) -> tuple[str, bool]:
        """The number that stands before a paragraph, and whether it is an item of a bulleted list."""
        found = (each.find(qn("w:numPr")) for each in _formats(paragraph))
        numbered = next((each for each in found if each is not None and _value(each, "numId")), None)
        name = _value(numbered, "numId") if numbered is not None else ""
        if not name or name == "0":
            return "", False
        at = int(_value(numbered, "ilvl") or self._of_style(name, paragraph))
        level = self._levels.get((name, at))
        if level is None or _value(level, "numFmt") == "bullet":
            return "", True
        # Lists of one kind count on, unless one says that it begins anew.
        counts = self._counts
        key = self._lists[name]
        if name in self._anew:
            self._anew.discard(name)
            counts.pop((key, at), None)
        counts[key, at] += 1
        for deeper in [each for each in counts if each[0] == key and each[1] > at]:
            del counts[deeper]
        legal = level.find(qn("w:isLgl")) is not None

        def shown(found: re.Match[str]) -> str:
            own = int(found[1]) - 1
            its = self._levels.get((name, own), level)
            kind = "decimal" if legal else _value(its, "numFmt")
            return _figure(max(1, counts[key, own]) + int(_value(its, "start") or 1) - 1, kind)

        number = re.sub(r"%(\d)", shown, _value(level, "lvlText"))
        return f"{number} " if number[-1:].isalnum() else number, False

    def _of_style(self, name: str, paragraph: Paragraph) -> int:
        """The level that a list gives to paragraphs of this style."""
        style = paragraph.style.style_id if paragraph.style is not None else ""
        levels = (at for (own, at), level in self._levels.items() if own == name)
        return next((at for at in levels if _value(self._levels[name, at], "pStyle") == style), 0)


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
