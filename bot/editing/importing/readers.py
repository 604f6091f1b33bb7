"""Files of other programs → pieces: text, Markdown, web pages, Word, PDF, e-books, spreadsheets."""

from __future__ import annotations

import re
import zipfile
from itertools import groupby
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from bot.editing.importing.blocks import ImportProblemError, Piece, PieceKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_MOST_BYTES: Final = 50 << 20
_MOST_UNPACKED: Final = 300 << 20
_OLD: Final = {
    ".doc": "is of Word's old format; save it as .docx with Word or WPS",
    ".wps": "is of WPS's own format; save it as .docx with WPS",
    ".ofd": "is an OFD file; turn it into .docx, or into a .pdf whose text can be selected",
    ".xls": "is of Excel's old format; save it as .xlsx",
    ".ppt": "is a presentation; save its text as .docx",
    ".pptx": "is a presentation; save its text as .docx",
}
_BLANKS: Final = " \t\u3000"


def read(path: Path) -> list[Piece]:
    """The pieces of a document, in reading order.

    Raises:
        ImportProblemError: it cannot be read, with the remedy.

    """
    suffix = path.suffix.lower()
    if suffix in _OLD:
        raise ImportProblemError(_OLD[suffix], path.name)
    reader = _READERS.get(suffix)
    if reader is None:
        known = " ".join(_READERS)
        raise ImportProblemError(f"is no file that can be imported; these are: {known}", path.name)
    if path.stat().st_size > _MOST_BYTES:
        raise ImportProblemError(
            f"is larger than {_MOST_BYTES >> 20} MiB; split it into several files", path.name
        )
    try:
        pieces = list(reader(path))
    except ImportProblemError:
        raise
    except ModuleNotFoundError as missing:
        raise ImportProblemError(
            f"needs {missing.name} to be read; run pip install 'article-bot[import]'", path.name
        ) from None
    except Exception as error:  # noqa: BLE001 - each parser has errors of its own for what is no such file
        kind = type(error).__name__
        raise ImportProblemError(
            f"does not open ({kind}) and may not be what its name says; save it anew with its program",
            path.name,
        ) from None
    if not any(piece.text.strip() or piece.rows for piece in pieces):
        raise ImportProblemError("holds no text; of a scan, have the text recognised first", path.name)
    return pieces


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, UTF-16, GB18030 or Big5."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data[:200].count(0) > len(data[:200]) // 4:
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    found = {}
    for encoding in ("gb18030", "big5"):
        try:
            found[encoding] = data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if not found:
        raise ImportProblemError("is of no encoding that is known; save it as UTF-8", name)
    # The right one makes words of everyday use, the wrong one rare characters.
    return max(found.values(), key=lambda text: sum(char in _EVERYDAY for char in text))


_EVERYDAY: Final = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動"
)


def _text(path: Path) -> Iterator[Piece]:
    lines = decoded(path.read_bytes(), path.name).splitlines()
    blocks = groupby((line for line in lines if line.strip()), key=lambda line: "\t" in line.strip(_BLANKS))
    for in_cells, block in blocks:
        rows = [tuple(cell.strip(_BLANKS) for cell in line.split("\t")) for line in block]
        # A table that is pasted from a word processor has a line a row, and tabs between its cells.
        if in_cells and len(rows) > 1:
            yield Piece(PieceKind.TABLE, "", rows=tuple(rows))
        else:
            yield from (Piece(PieceKind.TEXT, "\t".join(row).strip(_BLANKS), loose=True) for row in rows)


def _markdown(path: Path) -> Iterator[Piece]:
    text = decoded(path.read_bytes(), path.name).replace("\r\n", "\n")
    yield Piece(PieceKind.CODE, text)


def _html(path: Path) -> Iterator[Piece]:
    data = path.read_bytes()
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:2048])
    name = declared[1].decode("ascii", "replace").lower() if declared else ""
    from bot.editing.importing.web import html_pieces  # noqa: PLC0415 - an extra

    if name in {"gb2312", "gbk", "gb18030"}:
        yield from html_pieces(data.decode("gb18030", "replace"))
    elif name.startswith("big5"):
        yield from html_pieces(data.decode("big5hkscs", "replace"))
    else:
        yield from html_pieces(decoded(data, path.name))


def _docx(path: Path) -> Iterator[Piece]:
    _check_zip(path, "word/document.xml")
    from bot.editing.importing.word import word_pieces  # noqa: PLC0415 - an extra

    yield from word_pieces(path)


def _pdf(path: Path) -> Iterator[Piece]:
    from pypdf import PdfReader  # noqa: PLC0415 - an extra

    pdf = PdfReader(path)
    if pdf.is_encrypted and not pdf.decrypt(""):
        raise ImportProblemError("has a password; take it off and import it again", path.name)
    for number, page in enumerate(pdf.pages, 1):
        lines = [line.strip() for line in page.extract_text().splitlines()]
        yield from _of_page([line for line in lines if line], str(number))


def _of_page(lines: list[str], where: str) -> Iterator[Piece]:
    """Paragraphs of a page: a line that is full goes on in the next one."""
    full = max((len(line) for line in lines), default=0)
    held = ""
    for line in lines:
        spaced = held and held[-1].isascii() and line[:1].isascii() and held[-1].isalnum()
        held = f"{held}{' ' if spaced else ''}{line}"
        if len(line) < full * 0.85 or re.search(r"[。！？：]$", line):
            yield Piece(PieceKind.TEXT, held, where=where, loose=True)
            held = ""
    if held:
        yield Piece(PieceKind.TEXT, held, where=where, loose=True)


def _epub(path: Path) -> Iterator[Piece]:
    _check_zip(path, "META-INF/container.xml")
    from lxml import etree  # noqa: PLC0415 - an extra

    from bot.editing.importing.web import html_pieces  # noqa: PLC0415 - an extra

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    with zipfile.ZipFile(path) as book:
        container = etree.fromstring(book.read("META-INF/container.xml"), parser)
        place = container.xpath("string(//*[local-name()='rootfile']/@full-path)")
        package = etree.fromstring(book.read(str(place)), parser)
        base = str(place).rpartition("/")[0]
        files = {
            item.get("id"): item.get("href")
            for item in package.xpath("//*[local-name()='manifest']/*")
            if item.get("href")
        }
        for reference in package.xpath("//*[local-name()='spine']/*"):
            href = unquote(files.get(reference.get("idref")) or "")
            name = f"{base}/{href}".lstrip("/")
            if href and name in book.namelist():
                yield from html_pieces(decoded(book.read(name), name))


def _xlsx(path: Path) -> Iterator[Piece]:
    _check_zip(path, "xl/workbook.xml")
    from bot.editing.importing.sheets import sheet_pieces  # noqa: PLC0415 - an extra

    yield from sheet_pieces(path)


def _check_zip(path: Path, part: str) -> None:
    """Refuse what is no such file, is encrypted, or unpacks to far more than it is."""
    if not zipfile.is_zipfile(path):
        head = path.read_bytes()[:8]
        if head.startswith(b"\xd0\xcf\x11\xe0"):
            raise ImportProblemError(
                "has a password or an old format; take it off, and save it in the new one", path.name
            )
        raise ImportProblemError("is not what its name says; save it anew with its program", path.name)
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        if sum(info.file_size for info in infos) > _MOST_UNPACKED:
            raise ImportProblemError(
                f"unpacks to more than {_MOST_UNPACKED >> 20} MiB; it is not imported", path.name
            )
        if part not in {info.filename for info in infos}:
            raise ImportProblemError("is not what its name says; save it anew with its program", path.name)


_READERS: Final[dict[str, Callable[[Path], Iterator[Piece]]]] = {
    ".txt": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
    ".pdf": _pdf,
    ".epub": _epub,
    ".xlsx": _xlsx,
}
