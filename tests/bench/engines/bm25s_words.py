"""bm25s over jieba's words and pairs of characters."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import bm25s

from bot.retrieval.text.normalization import normalize
from bot.retrieval.text.segmentation import Segmenter
from tests.bench.corpus import read_passages
from tests.bench.engines.bigrams import bigrams

if TYPE_CHECKING:
    from pathlib import Path


def _tokens(segmenter: Segmenter, text: str) -> list[str]:
    normalized = normalize(text)
    words = (word for word in segmenter.words(normalized) if word[0].isalnum())
    return [*words, *bigrams(normalized)]


def build(corpus: Path, folder: Path) -> None:
    """Index the corpus in the folder."""
    segmenter = Segmenter(cache_dir=folder)
    vocabulary: dict[str, int] = {}
    ids = [
        array("i", [vocabulary.setdefault(token, len(vocabulary)) for token in _tokens(segmenter, text)])
        for text in read_passages(corpus)
    ]
    index = bm25s.BM25()
    index.index((ids, vocabulary), show_progress=False)
    index.save(folder / "bm25s", show_progress=False)


class Engine:
    """The engine, open; `search` gives the number of the passage that it ranks first."""

    def __init__(self, corpus: Path, folder: Path) -> None:  # noqa: ARG002 - scanning engines need the corpus
        self._segmenter = Segmenter(cache_dir=folder)
        self._index = bm25s.BM25.load(folder / "bm25s", mmap=True, show_progress=False)

    def search(self, question: str) -> int | None:
        """The number of the best passage."""
        found, _ = self._index.retrieve([_tokens(self._segmenter, question)], k=1, show_progress=False)
        return int(found[0, 0])
