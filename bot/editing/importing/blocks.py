"""What all documents are made of, and what was done to one on its way to an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from bot.errors import FileError


class ImportProblemError(FileError):
    """A document that cannot become an article, with the remedy; nothing is written."""

    def __init__(self, problem: str, name: str) -> None:
        super().__init__(problem, Path(name))


class PieceKind(Enum):
    """What a block is."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"


@dataclass(slots=True)
class Piece:
    """A block of a document: `level` of a heading (1 is the title), `rows` of a table, `where` it stood.

    `loose` is text of which nobody said where its lines and headings end, so that this has to be found out.
    """

    kind: PieceKind
    text: str
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    where: str = ""
    loose: bool = False
    prominent: bool = False
    """Whether it is set apart: bold throughout, or centred."""
    centred: bool = False


@dataclass(slots=True)
class Draft:
    """An article in the making: its pieces, and the report."""

    title: str = ""
    credits: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    navigation: list[str] = field(default_factory=list)
    """What leads about a page or a document, and the article does not say."""
    running: list[str] = field(default_factory=list)
    """What stands on every page, and page numbers, with the page."""
