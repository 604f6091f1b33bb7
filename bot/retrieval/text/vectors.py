"""What words mean, as vectors: a table in the package, distilled from a sentence model by `make vectors`.

The table is two arrays, mapped into memory: the words' hashes in rising order, and for each a row of int8 that is a vector
of length 1 but for its scale. meaning/SOURCE.json beside them says what they were made from.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Matrix: TypeAlias = NDArray[np.float32]

_CACHED = 65_536
_LONGEST_PART = 6
"""Characters of the longest part that an unknown word is composed of."""


def word_hash(word: str) -> int:
    """The key of a word: 64 bits of BLAKE2b, so that among a million words two meet with a chance of 3e-8."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")


class WordVectors:
    """Vectors of words, of length 1; what the table lacks is composed of its parts."""

    def __init__(self, folder: Path | None = None) -> None:
        """Map the table in the folder, by default the package's, into memory."""
        place = folder or files("bot.retrieval.text").joinpath("meaning")
        self._keys: NDArray[np.uint64] = np.load(str(place.joinpath("keys.npy")), mmap_mode="r")
        self._rows: NDArray[np.int8] = np.load(str(place.joinpath("vectors.npy")), mmap_mode="r")
        self.dimensions: int = self._rows.shape[1]
        self.vector = lru_cache(maxsize=_CACHED)(self._vector)
        self._hash = lru_cache(maxsize=_CACHED)(word_hash)

    def knows(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """For each word, whether the table has it."""
        keys = np.fromiter(map(word_hash, words), np.uint64, len(words))
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.asarray(self._keys[places] == keys)

    def matrix(self, words: Sequence[str]) -> Matrix:
        """The words' vectors, a row a word (words × dimensions); zeros for what cannot even be composed."""
        if not words:
            return np.zeros((0, self.dimensions), np.float32)
        keys = np.fromiter(map(self._hash, words), np.uint64, len(words))
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        found = self._rows[places].astype(np.float32)
        found /= np.linalg.norm(found, axis=1, keepdims=True)
        for at in np.nonzero(self._keys[places] != keys)[0]:
            found[at] = self.vector(words[int(at)])
        return found

    def _vector(self, word: str) -> Matrix:
        row = self._row(word)
        if row is not None:
            return row / np.float32(np.linalg.norm(row))
        total = np.zeros(self.dimensions, np.float32)
        at = 0
        while at < len(word):
            for end in range(min(at + _LONGEST_PART, len(word)), at, -1):
                row = self._row(word[at:end])
                if row is not None:
                    # A part tells by its length.
                    total += row * np.float32((end - at) / np.linalg.norm(row))
                    break
            at = end
        length = float(np.linalg.norm(total))
        return total / np.float32(length) if length else total

    def _row(self, word: str) -> Matrix | None:
        key = np.uint64(word_hash(word))
        place = int(np.searchsorted(self._keys, key))
        if place == len(self._keys) or self._keys[place] != key:
            return None
        row: Matrix = self._rows[place].astype(np.float32)
        return row
