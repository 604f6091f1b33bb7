"""Tables as their programs show them → rows that can be read one by one, each below its header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.editing.importing.blocks import Piece, PieceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_REMARK: Final = re.compile(r"[。！？!?；;]$|[：:]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A place of a table; `wide` if the cell on its left reaches over it. One that reaches down stands in each row."""

    text: str
    wide: bool = False


def table_pieces(table: Sequence[Sequence[Cell]]) -> Iterator[Piece]:
    """The table, and as text what its first and last rows say about it right across."""
    table = [row for row in table if any(cell.text for cell in row)]
    width = max(map(len, table), default=0)
    filled = [
        at for at in range(width) if any(at < len(row) and row[at].text and not row[at].wide for row in table)
    ]
    rows = [[row[at] if at < len(row) else Cell("") for at in filled] for row in table]
    first = next((at for at, row in enumerate(rows) if not _is_across(row)), len(rows))
    last = next(
        (
            at
            for at in range(len(rows), first, -1)
            if not (_is_across(rows[at - 1]) and _remarks(rows[at - 1]))
        ),
        first,
    )
    for row in rows[:first]:
        yield Piece(PieceKind.TEXT, row[0].text, prominent=True)
    if rows[first:last]:
        yield Piece(PieceKind.TABLE, "", rows=tuple(_with_header(rows[first:last])))
    for row in rows[last:]:
        yield Piece(PieceKind.TEXT, row[0].text)


def _is_across(row: Sequence[Cell]) -> bool:
    """Whether a row is one cell, which nothing stands beside."""
    return bool(row[0].text) and not any(cell.text and not cell.wide for cell in row[1:])


def _remarks(row: Sequence[Cell]) -> bool:
    return _REMARK.search(row[0].text) is not None


def _with_header(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[str, ...]]:
    """The rows, what reaches over several columns named in each by a header, and once by what is no header."""
    first, *others = rows
    names = tuple(cell.text for cell in first)
    # A header of two rows: what is wide in the first is divided in the second, what reaches down is the same in both.
    if others and any(cell.wide for cell in first) and any(map(_same, first, others[0])):
        below = others.pop(0)
        names = tuple(
            name if cell.text == name else f"{name} {cell.text}".strip()
            for name, cell in zip(names, below, strict=True)
        )
    yield names
    yield from (tuple("" if cell.wide else cell.text for cell in row) for row in others)


def _same(above: Cell, below: Cell) -> bool:
    return bool(above.text) and above == below
