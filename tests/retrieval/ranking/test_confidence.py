"""Ranking and confidence: the two models over the signals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.ranking import confidence as model
from bot.retrieval.ranking import rank as ranking
from bot.retrieval.ranking.confidence import confidence, inputs, names
from bot.retrieval.ranking.rank import rank_score
from bot.retrieval.ranking.signals import Signals

NOTHING = Signals(*[0.0] * len(Signals._fields))
SHARES = st.tuples(*[st.floats(min_value=0, max_value=1)] * len(Signals._fields)).map(Signals._make)


def test_every_input_of_the_models_has_its_weight() -> None:
    assert len(model.WEIGHTS) == len(names()) == len(inputs(NOTHING, 0.0))
    assert isinstance(ranking.WEIGHTS, Signals)


def test_the_rank_score_is_the_weighted_sum() -> None:
    assert rank_score(NOTHING) == 0
    one = NOTHING._replace(bm25=0.5, union=1.0)
    assert rank_score(one) == pytest.approx(0.5 * ranking.WEIGHTS.bm25 + ranking.WEIGHTS.union)


@given(SHARES, st.floats(min_value=-50, max_value=50))
def test_confidence_is_a_probability(signals: Signals, margin: float) -> None:
    assert 0 <= confidence(signals, margin) <= 1


@given(SHARES)
def test_a_greater_lead_over_the_second_never_makes_less_sure(signals: Signals) -> None:
    assert confidence(signals, 0.0) <= confidence(signals, 1.0) <= confidence(signals, 3.0)
    assert confidence(signals, 3.0) == confidence(signals, 99.0)
