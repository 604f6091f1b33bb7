"""How much a word tells: its rarity in the content, steadied by its rarity in Chinese at large."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bot.retrieval.text.normalization import is_han
from bot.retrieval.text.sounds import sound

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.retrieval.text.segmentation import Segmenter

_PRIOR_PASSAGES = 30.0
"""How many passages' worth of evidence the background is: the counts of fewer are mostly noise."""
_LEAST, _MOST = 0.2, 9.0
"""Bounds of a weight; the upper one keeps a single unknown word from deciding alone."""


class Rarity:
    """Weights of words: the negative logarithm of the chance that a passage holds the word.

    The chance is the posterior mean under a beta prior with the background's mean: (df + k*b) / (N + k).
    """

    def __init__(
        self,
        segmenter: Segmenter,
        passages: int,
        document_frequency: Callable[[str], int],
        sound_frequency: Callable[[str], int],
    ) -> None:
        self._segmenter = segmenter
        self._passages = passages
        self._document_frequency = document_frequency
        self._sound_frequency = sound_frequency

    def occurs(self, word: str) -> bool:
        """Whether any passage holds the Latin word or pair of characters."""
        return self._document_frequency(word) > 0

    def stands(self, word: str) -> bool:
        """Whether some passages hold all pairs of characters of the Chinese word, or else the sounds of all."""
        pairs = [word[at : at + 2] for at in range(len(word) - 1)]
        return all(map(self._document_frequency, pairs)) or all(self.sounds(sound(pair)) for pair in pairs)

    def sounds(self, pair: str) -> bool:
        """Whether any passage holds the pair of syllables."""
        return self._sound_frequency(pair) > 0

    def weight(self, word: str) -> float:
        """The weight of a normalised word, between 0.2 (in nearly every passage) and 9 (known nowhere)."""
        background = self._segmenter.background(word)
        if len(word) == 1:
            chance = background
        elif is_han(word[0]):
            # An upper bound that needs no index of words, and no agreement with another segmentation.
            frequency = min(self._document_frequency(word[i : i + 2]) for i in range(len(word) - 1))
            chance = self._posterior(frequency, background)
        else:
            chance = self._posterior(self._document_frequency(word), background)
        return min(max(-math.log(chance), _LEAST), _MOST)

    def _posterior(self, frequency: int, background: float) -> float:
        return (frequency + _PRIOR_PASSAGES * background) / (self._passages + _PRIOR_PASSAGES)
