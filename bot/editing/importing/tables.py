"""Tables as their programs show them → rows that can be read one by one, each below its header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
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
    rows = [row for row in table if any(cell.text for cell in row)]
    first = next((at for at, row in enumerate(rows) if not across(row)), len(rows))
    again = [at for at in range(first + 1, len(rows) - 1) if across(rows[at]) and rows[at + 1] == rows[first]]
    if again:
        # A table that begins anew, with its header, below a row of its own.
        for start, end in pairwise((0, *again, len(rows))):
            yield from table_pieces(rows[start:end])
        return
    said = [across(row) if _REMARK.search(across(row)) else "" for row in rows]
    last = next((at for at in range(len(rows), first, -1) if not said[at - 1]), first)
    yield from (Piece(PieceKind.TEXT, across(row), prominent=True) for row in rows[:first])
    if body := rows[first:last]:
        width = max(map(len, body))
        body = [[*row, *([Cell("")] * (width - len(row)))] for row in body]
        filled = [at for at in range(width) if any(row[at].text and not row[at].wide for row in body)]
        yield Piece(
            PieceKind.TABLE, "", rows=tuple(_with_header([[row[at] for at in filled] for row in body]))
        )
    yield from (Piece(PieceKind.TEXT, text) for text in said[last:])


def across(row: Sequence[Cell]) -> str:
    """The words of a row that is one cell, which nothing stands beside; "" of any other."""
    filled = [at for at, cell in enumerate(row) if cell.text and not cell.wide]
    # What stands in the second of two columns alone may be the header of the first one's names.
    return row[filled[0]].text if len(filled) == 1 and (filled[0] == 0 or len(row) > 2) else ""


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
