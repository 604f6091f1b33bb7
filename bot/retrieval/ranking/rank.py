"""Ranking: a linear model over the signals, fitted by tests/fit on labelled questions."""

from __future__ import annotations

from operator import mul

from bot.retrieval.ranking.signals import Signals

WEIGHTS = Signals(
    bm25=4.4,
    passage=-0.2,
    sentence=1.2,
    neighbours=1.7,
    fuzzy=3.4,
    repeats=1.7,
    characters=1.8,
    sentence_characters=1.7,
    literal=2.0,
    length=-0.8,
    form=1.1,
    form_ratio=2.7,
    forms=1.2,
    union=3.5,
    support=-0.7,
    backing=2.0,
    focus=-0.8,
    gap=-0.8,
    stretch=-0.3,
    stranger=-0.5,
    fulfilled=0.1,
    unfulfilled=-0.5,
)


def rank_score(signals: Signals) -> float:
    """The weighted sum by which candidates are ordered; it means nothing across queries."""
    score: float = sum(map(mul, WEIGHTS, signals))
    return score
