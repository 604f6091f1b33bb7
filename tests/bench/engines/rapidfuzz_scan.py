"""rapidfuzz over every passage: nothing to build, everything to scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from bot.retrieval.text.normalization import normalize
from tests.bench.corpus import read_passages

if TYPE_CHECKING:
    from pathlib import Path


def build(corpus: Path, folder: Path) -> None:
    """Nothing: the texts are the index."""


class Engine:
    """The engine, open; `search` gives the number of the passage that it ranks first."""

    def __init__(self, corpus: Path, folder: Path) -> None:  # noqa: ARG002 - the others have an index there
        self._texts = [normalize(text) for text in read_passages(corpus)]

    def search(self, question: str) -> int | None:
        """The number of the best passage."""
        _, _, number = process.extractOne(normalize(question), self._texts, scorer=fuzz.partial_ratio)
        return number
