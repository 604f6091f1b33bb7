"""Import: each document an article, with a report of all that was done to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.editing.importing.blocks import ImportProblemError, PieceKind
from bot.editing.importing.readers import read
from bot.editing.importing.shaping import shape
from bot.editing.importing.writing import as_markdown, difference, slug_for, write
from bot.editing.phrases import editor_phrases
from bot.rendering.problems import complaint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from bot.editing.importing.blocks import Draft
    from bot.models import Language

_CHANGES: Final = 60
"""Lines of a difference that are shown."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One document and what became of it: the article's file and text, or why there is none."""

    source: Path
    path: Path | None = None
    text: str = ""
    draft: Draft | None = None
    problem: ImportProblemError | None = None
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
            yield Imported(source, problem=problem)
            continue
        except OSError as error:
            said = f"cannot be read ({error.strerror}); check the file and its permissions"
            yield Imported(source, problem=ImportProblemError(said, source.name))
            continue
        changes = tuple(difference(path, text)) if path.exists() else ()
        if write_them:
            write(path, text)
        yield Imported(source, path, text, draft, changes=changes)


def report_of(found: Imported, language: Language, *, written: bool) -> Iterator[str]:
    """What was done to a document, in lines."""
    words, draft = editor_phrases(language), found.draft
    if found.problem is not None:
        yield f"✗ {complaint(found.problem, language)}"
    if draft is None or found.path is None:
        return
    count = sum(piece.kind is not PieceKind.HEADING for piece in draft.pieces)
    done = words.imported.format(
        source=found.source.name, file=found.path.name, title=draft.title, count=count
    )
    yield f"{'✓' if written else words.tried} {done}"
    for name, lines in (
        (words.headings, draft.headings),
        (words.credits, draft.credits),
        (words.joins, draft.joins),
        (words.gaps, draft.gaps),
        (words.navigation, draft.navigation),
        (words.running, draft.running),
    ):
        if lines:
            yield f"  {words.counted.format(name=name, count=len(lines))}"
            yield from (f"    {line}" for line in lines)
    if found.changes:
        yield f"  {words.changes}"
        yield from (f"    {line}" for line in found.changes[:_CHANGES])


def _files(sources: Sequence[Path]) -> Iterator[Path]:
    for source in sources:
        if source.is_dir():
            yield from sorted(
                path for path in source.rglob("*") if path.is_file() and not path.name.startswith(("~$", "."))
            )
        elif source.exists():
            yield source
        else:
            raise ImportProblemError("is not there; check the path", str(source))
