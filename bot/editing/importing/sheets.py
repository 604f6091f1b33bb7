"""Spreadsheets → pieces: tables, and lists of questions with their answers."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, Final

from openpyxl import load_workbook

from bot.editing.importing.blocks import Piece, PieceKind
from bot.editing.importing.tables import Cell, across, table_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from openpyxl.cell import Cell as SheetCell
    from openpyxl.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_QUESTION: Final = re.compile(
    r"\w{0,4}(?:问题|問題)(?:描述|内容)?|问|問|提问|提問|问法|question|q", re.IGNORECASE
)
_ANSWER: Final = re.compile(
    r"\w{0,4}(?:答案|回答|解答|答复|答覆|回复|回覆)(?:内容)?|答|answer|a", re.IGNORECASE
)
_TOPIC: Final = re.compile(
    r"\w{0,2}(?:分类|分類|类别|類別|类型|栏目|主题|模块|板块)|category|topic", re.IGNORECASE
)
_ORDINAL: Final = re.compile(r"序号|序號|编号|編號|号|no\.?|id|#", re.IGNORECASE)
_UNNAMED: Final = re.compile(r"(?:sheet|工作表)\s*\d*", re.IGNORECASE)
_MARKS: Final = (("question", _QUESTION), ("answer", _ANSWER), ("topic", _TOPIC), ("ordinal", _ORDINAL))


def sheet_pieces(path: Path) -> Iterator[Piece]:
    """The pieces of a workbook, sheet by sheet; a sheet that is hidden has the level -1."""
    book = load_workbook(path, data_only=True)
    tables = {sheet.title: (_table(sheet), sheet.sheet_state == "visible") for sheet in book.worksheets}
    shown = {title: table for title, (table, visible) in tables.items() if table and visible}
    for title, table in shown.items():
        named = len(shown) > 1 and not _UNNAMED.fullmatch(title)
        if named:
            yield Piece(PieceKind.HEADING, title, 2)
        level = 3 if named else 2
        for piece in _of_sheet(table, level):
            if piece.prominent and len(shown) > 1:
                yield Piece(PieceKind.HEADING, piece.text, level)
            else:
                yield piece
    for table, visible in tables.values():
        if not visible:
            for row in table:
                yield Piece(PieceKind.TEXT, " ".join(filter(None, (cell.text for cell in row))), level=-1)


def _table(sheet: Worksheet) -> list[list[Cell]]:
    """The cells of a sheet; what is merged stands in each row that it reaches."""
    rows = [[Cell(_shown(cell)) for cell in row] for row in sheet.iter_rows()]
    for area in sheet.merged_cells.ranges:
        left, top, right, bottom = area.bounds
        text = rows[top - 1][left - 1].text
        for row in rows[top - 1 : bottom]:
            row[left - 1 : right] = [Cell(text, wide=bool(at)) for at in range(len(row[left - 1 : right]))]
    return [row for row in rows if any(cell.text for cell in row)]


def _of_sheet(table: Sequence[Sequence[Cell]], level: int) -> Iterator[Piece]:
    for at, row in enumerate(table):
        names = ["" if cell.wide else cell.text for cell in row]
        question = next((column for column, name in enumerate(names) if _QUESTION.fullmatch(name)), None)
        answer = next((column for column, name in enumerate(names) if _ANSWER.fullmatch(name)), None)
        if question is not None and answer is not None:
            yield from table_pieces(table[:at])
            yield from _asked(names, table[at + 1 :], level)
            return
    yield from table_pieces(table)


def _asked(names: Sequence[str], table: Sequence[Sequence[Cell]], level: int) -> Iterator[Piece]:
    """Questions with their answers, below the topic that a column names, and above what further columns say."""
    topic = ""
    columns = {
        name: [at for at, each in enumerate(names) if mark.fullmatch(each)][:1] for name, mark in _MARKS
    }
    (question,), (answer,) = columns["question"], columns["answer"]
    known = {at for each in columns.values() for at in each}
    for asked, rows in groupby(table, key=lambda row: row[question].text):
        for number, row in enumerate(rows):
            head = across(row)
            # A row that is one wide cell, or says neither question nor answer, heads those below it.
            heads = head and (any(cell.wide for cell in row) or head not in (asked, row[answer].text))
            found = head if heads else "".join(row[at].text for at in columns["topic"])
            if found and found != topic:
                topic = found
                yield Piece(PieceKind.HEADING, topic, level)
            if heads:
                continue
            others = (at for at, name in enumerate(names) if name and at not in known and row[at].text)
            said = (row[answer].text, *(f"{names[at]}：{row[at].text}" for at in others))
            words = "\n".join(filter(None, said))
            if asked and not number:
                yield Piece(PieceKind.TEXT, f"问：{asked}\n答：{words}" if words else f"问：{asked}")
            elif words:
                yield Piece(PieceKind.TEXT, words)


def _shown(cell: SheetCell | MergedCell) -> str:
    """What the cell shows, of dates, shares and numbers much as its format has it."""
    value, form = cell.value, str(cell.number_format)
    match value:
        case datetime() if value.time() != time():
            return f"{_day(value)} {value:%H:%M}"
        case date():
            return _day(value)
        case time():
            return f"{value:%H:%M}"
        case int() | float() if not isinstance(value, bool):
            decimals = re.search(r"0\.(0+)", form)
            places = f".{len(decimals[1]) if decimals else 0}"
            kind = "%" if "%" in form else "f" if decimals or isinstance(value, int) else ""
            return f"{value:{places}{kind}}" if kind else f"{value:.10g}"
    lines = (" ".join(line.split()) for line in ("" if value is None else str(value)).splitlines())
    return "\n".join(filter(None, lines))


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
