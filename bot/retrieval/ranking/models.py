"""Two models over the signals: a linear one ranks, a logistic one says how sure the first passage is.

Their weights stand in weights.json beside this file, which `make fit` writes and whose inputs it names.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.retrieval.ranking.signals import Signals

RANKED_BY: Final = ("bm25", "union", "sentence", "meaning", "fuzzy", "literal", "form", "lacking")
"""The signals that the ranking weighs."""
SURE_BY: Final = ("bm25", "covered", "stranger", "words", "unfit", "margin")
"""What the confidence weighs: signals, and what `confidence_inputs` adds to them."""
_HALF: Final = 0.5
MOST_MARGIN: Final = 3.0
"""The lead over the second passage from which more of it makes nothing surer."""


class Models:
    """The two models with their weights."""

    def __init__(self, ranking: Mapping[str, float], confidence: Mapping[str, float]) -> None:
        self.ranking = tuple(ranking[name] for name in RANKED_BY)
        self._confidence = tuple(confidence[name] for name in SURE_BY)
        self._bias = confidence["bias"]

    def rank(self, signals: Signals) -> float:
        """The weighted sum by which candidates are ordered; it means nothing across queries."""
        return sum(
            weight * value for weight, value in zip(self.ranking, ranking_inputs(signals), strict=True)
        )

    def confidence(self, signals: Signals, margin: float) -> float:
        """The probability, 0 to 1, that the passage answers; `margin` is its lead over the next, negative if it trails."""
        inputs = confidence_inputs(signals, margin)
        logit = sum(weight * value for weight, value in zip(self._confidence, inputs, strict=True))
        return 1 / (1 + math.exp(-logit - self._bias))


@cache
def models() -> Models:
    """The models as `make fit` left them."""
    data = json.loads(files("bot.retrieval.ranking").joinpath("weights.json").read_text(encoding="utf-8"))
    return Models(data["ranking"], data["confidence"])


def ranking_inputs(signals: Signals) -> Sequence[float]:
    """The values of RANKED_BY."""
    return [getattr(signals, name) for name in RANKED_BY]


def confidence_inputs(signals: Signals, margin: float) -> Sequence[float]:
    """The values of SURE_BY.

    `covered` is the union, a half at least, for below that it tells nothing more; `unfit`, how far all of the query is
    there but what is asked.
    """
    added = {
        "covered": max(signals.union, _HALF),
        "unfit": signals.union * signals.lacking,
        "margin": min(margin, MOST_MARGIN),
    }
    return [added[name] if name in added else getattr(signals, name) for name in SURE_BY]
