"""This engine: candidates from the persisted index, then its signals and its ranking; no question forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Passage, PassageId
from bot.retrieval.passages.index import Entry, LexicalIndex
from bot.retrieval.question.aliases import Aliases
from bot.retrieval.question.analyzer import Analyzer
from bot.retrieval.question.rarity import Rarity
from bot.retrieval.retriever import Retriever
from bot.retrieval.text.segmentation import Segmenter
from bot.retrieval.text.vectors import WordVectors
from tests.bench.corpus import read_passages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _entries(corpus: Path) -> Iterator[Entry]:
    for number, text in enumerate(read_passages(corpus)):
        yield Entry(Passage(PassageId("corpus", 1, number), "", "", text))


def build(corpus: Path, folder: Path) -> None:
    """Index the corpus in the folder."""
    LexicalIndex.build(_entries(corpus), WordVectors(), folder / "index")


class Engine:
    """The engine, open; `search` gives the number of the passage that it ranks first."""

    def __init__(self, corpus: Path, folder: Path) -> None:  # noqa: ARG002 - scanning engines need the corpus
        segmenter, aliases, vectors = Segmenter(cache_dir=folder), Aliases({}), WordVectors()
        index = LexicalIndex.open(folder / "index", vectors)
        rarity = Rarity(segmenter, index.passages, index.document_frequency, index.sound_frequency)
        self._retriever = Retriever(index, Analyzer(segmenter, aliases, rarity, vectors), aliases, vectors)

    def search(self, question: str) -> int | None:
        """The number of the best passage."""
        matches = self._retriever.retrieve(question).matches
        return matches[0].passage.id.paragraph if matches else None
