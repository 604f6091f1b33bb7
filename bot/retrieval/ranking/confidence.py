"""Confidence: the probability that the first passage answers the question, by a logistic model.

Its inputs are the signals, the margin over the second passage, and the shortfall of coverage. It is fitted by
tests/fit on questions with and without an answer.
"""

from __future__ import annotations

import math

from bot.retrieval.ranking.signals import Signals

_MOST_MARGIN = 3.0
_POOR = 0.5
"""Coverage below which the shortfall counts on its own: most of the question stands nowhere."""

BIAS = -2.47
WEIGHTS = (
    1.59, -0.14, 0.73, 0.24, -0.3, 0.06, -0.88, 0.06, -0.35, -0.34, -0.99, 1.92,
    -0.07, 0.83, 0.06, 1.98, 0.17, -5.57, -1.75, -1.92, -0.26, -2.52, 0.48, -3.0,
)  # fmt: skip
"""In the order of names()."""


def names() -> tuple[str, ...]:
    """The model's inputs."""
    return (*Signals._fields, "margin", "shortfall")


def inputs(signals: Signals, margin: float) -> tuple[float, ...]:
    """The values of names(); `margin` is by how much the first passage's rank score exceeds the second's."""
    return (*signals, min(margin, _MOST_MARGIN), max(_POOR - signals.union, 0.0))


def confidence(signals: Signals, margin: float) -> float:
    """The probability, 0 to 1, that the first passage answers."""
    logit = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, inputs(signals, margin), strict=True))
    return 1 / (1 + math.exp(-logit))
