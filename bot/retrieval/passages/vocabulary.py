"""The words of a corpus that have a meaning, and which of them come nearest to a question's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.retrieval.text.vectors import Matrix, WordVectors

MOST_WORDS = 32_768
"""Words of the largest vocabulary, the commonest of the corpus: more would make every question slower."""
_NEAREST = 8
"""Words that may stand for one of the question, a number chosen by hand."""
_NEAR = 0.4
"""The cosine from which two words may mean the same."""
_OF_IT = 0.3
"""What a word is nearer to one of its characters asked by itself, a number chosen by hand."""


class Vocabulary:
    """Two-character and Latin words of a corpus, with their vectors."""

    def __init__(self, words: Iterable[str], vectors: WordVectors) -> None:
        self.words = tuple(words)
        self._matrix = vectors.matrix(self.words)
        self._holding: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            for char in set(word):
                self._holding.setdefault(char, []).append(place)

    def nearest(self, words: Sequence[str], matrix: Matrix) -> list[list[tuple[str, float]]]:
        """For each word, with its row of the matrix, the nearest other words and their cosines, the nearest first."""
        if not self.words or not words:
            return [[] for _ in words]
        cosines = matrix @ self._matrix.T
        for row, word in zip(cosines, words, strict=True):
            if len(word) == 1 and word in self._holding:
                # 退 is what is left of 退费, 退还 or 退票 when people speak.
                row[self._holding[word]] += _OF_IT
        count = min(_NEAREST, len(self.words))
        best = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
        found = []
        for word, row, places in zip(words, cosines, best, strict=True):
            near = [(self.words[at], float(row[at])) for at in places[np.argsort(-row[places])]]
            found.append([(other, cosine) for other, cosine in near if cosine >= _NEAR and other not in word])
        return found
