"""What all documents are made of, and what was done to one on its way to an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from bot.errors import BotError


class ImportProblemError(BotError):
    """A document that cannot become an article, with the remedy; nothing is written."""


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


@dataclass(slots=True)
class Draft:
    """An article in the making: its pieces, and the report."""

    title: str = ""
    credits: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    """Every piece of text that is not in the article, with the reason."""
