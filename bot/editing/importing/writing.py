"""A draft → the Markdown of an article, written in one step."""

from __future__ import annotations

import difflib
import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.editing.importing.blocks import PieceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.editing.importing.blocks import Draft, Piece

_UNSAFE: Final = re.compile(r"[^\w\-]+")
_MARKS: Final = re.compile(r"([\\`*_\[\]<>&~])")
_BEGINS: Final = re.compile(r"^([#]{1,6}(?=\s)|[-+](?=\s)|>|={2,}$|-{2,}$)")


def slug_for(path: Path) -> str:
    """The name of the article's file."""
    return _UNSAFE.sub("-", path.stem).strip("-") or "article"


def as_markdown(draft: Draft) -> str:
    """The article's file; what Markdown would take for a mark is written so that it reads as it did."""
    if len(draft.pieces) == 1 and draft.pieces[0].kind is PieceKind.CODE and not draft.headings:
        return f"{draft.pieces[0].text.strip()}\n"
    parts: list[str] = []
    if draft.credits:
        lines = "".join(f"  - {json.dumps(each, ensure_ascii=False)}\n" for each in draft.credits)
        parts.append(f"---\ncredits:\n{lines}---")
    parts.append(f"# {' '.join(draft.title.split())}")
    before: Piece | None = None
    for piece in draft.pieces:
        text = "\n".join(_of_piece(piece))
        # Items of one list stand together.
        if (
            before is not None
            and before.kind is piece.kind
            and piece.kind in {PieceKind.ITEM, PieceKind.QUOTE}
        ):
            parts[-1] += f"\n{text}"
        else:
            parts.append(text)
        if piece.where == "gap":
            parts.append("<!-- gap -->")
        before = piece
    return "\n\n".join(parts) + "\n"


def _of_piece(piece: Piece) -> Iterator[str]:
    match piece.kind:
        case PieceKind.HEADING:
            yield f"{'#' * min(max(piece.level, 2), 6)} {_escaped(' '.join(piece.text.split()))}"
        case PieceKind.CODE:
            yield piece.text
        case PieceKind.TABLE:
            yield from _table(piece.rows)
        case PieceKind.ITEM | PieceKind.QUOTE:
            mark = "-" if piece.kind is PieceKind.ITEM else ">"
            for line in piece.text.split("\n"):
                yield f"{mark} {_escaped(line)}"
        case PieceKind.TEXT:
            yield from (_escaped(line) for line in piece.text.split("\n"))


def _table(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    width = max(map(len, rows))
    for number, row in enumerate(rows):
        cells = [
            _escaped(" ".join(cell.split())).replace("|", "\\|")
            for cell in (*row, *([""] * (width - len(row))))
        ]
        yield f"| {' | '.join(cells)} |"
        if not number:
            yield f"|{' --- |' * width}"


def _escaped(text: str) -> str:
    marked = _MARKS.sub(r"\\\1", text)
    return _BEGINS.sub(r"\\\1", marked)


def difference(path: Path, text: str) -> list[str]:
    """What the new text changes in the file that stands there, as a unified diff."""
    old = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    return list(difflib.unified_diff(old, text.splitlines(), str(path), str(path), lineterm="", n=1))


def write(path: Path, text: str) -> None:
    """Write the file in one step, so that a running bot never reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False
    ) as file:
        file.write(text)
    written = Path(file.name)
    written.chmod(0o644)
    written.replace(path)
