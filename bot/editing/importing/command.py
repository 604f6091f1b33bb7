"""Import: each document an article, with a report of all that was done to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.editing.importing.blocks import ImportProblemError, PieceKind
from bot.editing.importing.readers import read
from bot.editing.importing.shaping import shape
from bot.editing.importing.writing import as_markdown, difference, slug_for, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from bot.editing.importing.blocks import Draft


@dataclass(frozen=True, slots=True)
class Imported:
    """One document and what became of it: the article's file and text, or why there is none."""

    source: Path
    path: Path | None = None
    text: str = ""
    draft: Draft | None = None
    problem: str = ""
    changes: tuple[str, ...] = ()


def import_each(
    sources: Sequence[Path], folder: Path, is_word: Callable[[str], bool], *, write_them: bool
) -> Iterator[Imported]:
    """Import the documents, and those in folders among them; one that cannot be read leaves nothing behind."""
    taken: set[str] = set()
    for source in _files(sources):
        slug = slug_for(source)
        while slug in taken:
            slug += "-2"
        taken.add(slug)
        path = folder / "articles" / f"{slug}.md"
        try:
            draft = shape(read(source), is_word, source.stem)
            text = as_markdown(draft)
        except ImportProblemError as problem:
            yield Imported(source, problem=str(problem))
            continue
        except OSError as error:
            yield Imported(source, problem=f"{source.name}: 读不了（{error.strerror}）；请检查文件和权限")
            continue
        changes = tuple(difference(path, text)) if path.exists() else ()
        if write_them:
            write(path, text)
        yield Imported(source, path, text, draft, changes=changes)


def report_of(found: Imported, *, written: bool) -> Iterator[str]:
    """What was done to a document, in lines."""
    draft = found.draft
    if draft is None or found.path is None:
        yield f"✗ {found.problem}"
        return
    paragraphs = sum(piece.kind is not PieceKind.HEADING for piece in draft.pieces)
    yield f"{'✓' if written else '（试）'} {found.source.name} → {found.path.name}：《{draft.title}》，{paragraphs} 段"
    for name, lines in (
        ("标题", draft.headings),
        ("署名", draft.credits),
        ("接上的断行", draft.joins),
        ("像是缺了字，请对照原文", draft.gaps),
        ("没有放进文章", draft.dropped),
    ):
        if lines:
            yield f"  {name}（{len(lines)}）："
            yield from (f"    {line}" for line in lines)
    if found.changes:
        yield "  和现有文章不同的地方："
        yield from (f"    {line}" for line in found.changes[:60])


def _files(sources: Sequence[Path]) -> Iterator[Path]:
    for source in sources:
        if source.is_dir():
            yield from sorted(
                path for path in source.rglob("*") if path.is_file() and not path.name.startswith(("~$", "."))
            )
        elif source.exists():
            yield source
        else:
            raise ImportProblemError(f"{source}: 没有这个文件；请检查路径")
