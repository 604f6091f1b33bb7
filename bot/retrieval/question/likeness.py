"""How alike two messages are, by their words and what these mean, whatever they are about."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.retrieval.text.words import function_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.retrieval.question.analyzer import Analyzer
    from bot.retrieval.text.vectors import Matrix, WordVectors

_COMMON: Final = math.exp(-3)
"""The share of all words from which a word tells nothing by its rarity."""
_OWN: Final = 0.65
"""The share of the message's own words: what it says beyond an example counts more than what it leaves out."""
_LEAST: Final = 0.5
"""What the commonest words still tell, in nepers: who is spoken to (你) decides what is small talk."""
_UNDIRECTED: Final = 100
"""Words without a direction that are thought among all, so that a few questions keep what they have in common."""
_FUNCTION: Final = 0.3
"""What a function word tells beside others when messages are told apart: the better of .3 and 1 on tests/conversation."""


class Likeness:
    """Compares messages as the retrieval reads them: the same words, the same vectors."""

    def __init__(self, analyzer: Analyzer, vectors: WordVectors) -> None:
        self._analyzer = analyzer
        self._vectors = vectors

    def words(self, text: str) -> list[str]:
        """The words of a message, all of them."""
        return [word for word in self._analyzer.words(self._analyzer.clean(text)) if word.strip()]

    def matrix(self, words: list[str]) -> tuple[Matrix, Matrix]:
        """The words' vectors (words × dimensions), and what each tells by its rarity; its sum is 1."""
        weights = np.array(
            [max(math.log(_COMMON / self._analyzer.share(word)), _LEAST) for word in words], np.float32
        )
        return self._vectors.matrix(words), weights / max(weights.sum(), np.float32(1e-9))

    def gallery(self, texts: Iterable[str]) -> Gallery:
        """The texts, ready to be compared with."""
        return Gallery(self, tuple(texts))


class Gallery:
    """Texts that messages are compared with, all at once."""

    def __init__(self, likeness: Likeness, texts: tuple[str, ...]) -> None:
        self.texts = texts
        self._likeness = likeness
        self._words = split = [likeness.words(text) or [text] for text in texts]
        found = [likeness.matrix(words) for words in split]
        empty = likeness.matrix([])
        self._matrix = np.concatenate([matrix for matrix, _ in [empty, *found]])
        self._weights = np.concatenate([weights for _, weights in [empty, *found]])
        self._starts = np.cumsum([0, *map(len, split)])[:-1]

    def alike(self, text: str) -> Matrix:
        """For each text how alike the message is to it, 0 to 1: how far each covers the other's words by best cosines."""
        words = self._likeness.words(text)
        if not words or not self.texts:
            return np.zeros(len(self.texts), np.float32)
        matrix, weights = self._likeness.matrix(words)
        cosines = np.maximum(matrix @ self._matrix.T, 0)
        covered = weights @ np.maximum.reduceat(cosines, self._starts, axis=1)
        covers = np.add.reduceat(self._weights * cosines.max(axis=0), self._starts)
        return np.asarray(_OWN * covered + (1 - _OWN) * covers, np.float32)

    def among(self) -> Matrix:
        """How alike the texts are to one another, 0 to 1 (texts × texts); what many of them say tells little."""
        holding = Counter(word for words in self._words for word in set(words))
        said = [word for words in self._words for word in words]
        telling = [
            math.log((len(self.texts) + 1) / holding[word]) * (_FUNCTION if word in function_words() else 1)
            for word in said
        ]
        weights = self._weights * np.array(telling, np.float32)
        matrix = self._apart(said)
        covered = np.zeros((len(self.texts), len(self.texts)), np.float32)
        for number, (start, words) in enumerate(zip(self._starts, self._words, strict=True)):
            own = slice(start, start + len(words))
            cosines = np.maximum(matrix[own] @ matrix.T, 0)
            met = np.maximum.reduceat(cosines, self._starts, axis=1)
            covered[number] = weights[own] @ met / max(weights[own].sum(), np.float32(1e-9))
        return np.asarray((covered + covered.T) / 2, np.float32)

    def _apart(self, said: list[str]) -> Matrix:
        """The words' vectors without the direction that most of them share: questions share that of asking."""
        _, firsts = np.unique(said, return_index=True)
        shared = self._matrix[firsts].sum(axis=0) / np.float32(len(firsts) + _UNDIRECTED)
        matrix = self._matrix - shared
        return np.asarray(
            matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9), np.float32
        )
