"""Opening the retriever: the index is taken from its folder when it fits the content, else built."""

from __future__ import annotations

import contextlib
import shutil
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.errors import IndexStoreError
from bot.retrieval.passages.index import ANALYSIS_VERSION, Entry, LexicalIndex
from bot.retrieval.question.aliases import Aliases
from bot.retrieval.question.analyzer import Analyzer
from bot.retrieval.question.rarity import Rarity
from bot.retrieval.retriever import Retriever
from bot.retrieval.text.segmentation import Segmenter
from bot.retrieval.text.vectors import WordVectors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.models import Knowledge

_KEPT = 4
"""Indexes that are kept side by side, so that several knowledge folders can take turns."""


def open_retriever(
    knowledge: Knowledge, state_dir: Path | None = None, progress: Callable[[int, int], None] | None = None
) -> Retriever:
    """A retriever over the content; its index and jieba's cache lie in `state_dir`, or in memory without one.

    `progress` hears (done, total) passages while an index is built.
    """
    vectors = WordVectors()
    return _retriever(knowledge, _open_index(knowledge, vectors, state_dir, progress), vectors, state_dir)


def reopen_retriever(words: Knowledge, state_dir: Path) -> Retriever | None:
    """A retriever over the persisted index of content with this version, of which only the words are at hand.

    None when there is no such index, or it is damaged.
    """
    vectors = WordVectors()
    try:
        index = LexicalIndex.open(_folder(words, state_dir), vectors)
    except IndexStoreError:
        return None
    return _retriever(words, index, vectors, state_dir)


def _retriever(
    words: Knowledge, index: LexicalIndex, vectors: WordVectors, state_dir: Path | None
) -> Retriever:
    cache_dir = _writable(state_dir / "jieba") if state_dir is not None else None
    segmenter = _segmenter(words.dictionary, cache_dir)
    aliases = Aliases(words.synonyms)
    rarity = Rarity(segmenter, index.passages, index.document_frequency, index.sound_frequency)
    return Retriever(index, Analyzer(segmenter, aliases, rarity, vectors), aliases, vectors)


@lru_cache(maxsize=1)
def _segmenter(dictionary: tuple[str, ...], cache_dir: Path | None) -> Segmenter:
    """The segmenter of these words: content that is read anew mostly has the same, and loading it stops all threads."""
    return Segmenter(dictionary, cache_dir)


def _folder(knowledge: Knowledge, state_dir: Path) -> Path:
    return state_dir / "index" / f"{knowledge.version}-{ANALYSIS_VERSION}"


def _writable(folder: Path) -> Path | None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return folder


def _open_index(
    knowledge: Knowledge,
    vectors: WordVectors,
    state_dir: Path | None,
    progress: Callable[[int, int], None] | None,
) -> LexicalIndex:
    folder = None if state_dir is None else _folder(knowledge, state_dir)
    if folder is not None:
        try:
            return LexicalIndex.open(folder, vectors)
        except IndexStoreError:
            shutil.rmtree(folder, ignore_errors=True)
    passages = knowledge.passages
    entries = (Entry(passage, knowledge.forms.get(passage.id, ())) for passage in passages)
    report = None if progress is None else lambda done: progress(done, len(passages))
    try:
        index = LexicalIndex.build(entries, vectors, folder, report)
    except IndexStoreError:
        # A service that answers from memory is better than none because its folder is read-only.
        entries = (Entry(passage, knowledge.forms.get(passage.id, ())) for passage in passages)
        return LexicalIndex.build(entries, vectors, None, report)
    if folder is not None:
        _forget_old(folder)
    return index


def _forget_old(current: Path) -> None:
    # What begins with a point is being built by another process, which may also delete at the same moment.
    with contextlib.suppress(OSError):
        others = [
            folder
            for folder in current.parent.iterdir()
            if folder.is_dir() and folder != current and not folder.name.startswith(".")
        ]
        others.sort(key=lambda folder: folder.stat().st_mtime, reverse=True)
        for folder in others[_KEPT - 1 :]:
            shutil.rmtree(folder, ignore_errors=True)
        oldest = min(folder.stat().st_mtime for folder in (current, *others[: _KEPT - 1]))
        for version in current.parent.glob("*.version"):
            if version.stat().st_mtime < oldest:
                version.unlink(missing_ok=True)
