"""Ranking and confidence: the two models over the signals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.ranking.models import (
    MOST_MARGIN,
    RANKED_BY,
    SURE_BY,
    Models,
    confidence_inputs,
    models,
    ranking_inputs,
)
from bot.retrieval.ranking.signals import Signals

NOTHING = Signals(*[0.0] * len(Signals._fields))
SHARES = st.tuples(*[st.floats(min_value=0, max_value=1)] * len(Signals._fields)).map(Signals._make)


def test_every_input_of_the_models_is_a_signal_or_made_of_one() -> None:
    assert len(ranking_inputs(NOTHING)) == len(RANKED_BY) == len(models().ranking)
    assert len(confidence_inputs(NOTHING, 0.0)) == len(SURE_BY)
    assert set(RANKED_BY) <= set(Signals._fields)
    assert set(SURE_BY) - set(Signals._fields) == {"covered", "unfit", "margin"}


def test_every_signal_is_of_use_to_one_model() -> None:
    assert set(Signals._fields) <= {*RANKED_BY, *SURE_BY}


def test_the_rank_is_the_weighted_sum() -> None:
    weighing = Models(dict.fromkeys(RANKED_BY, 0.0) | {"bm25": 2.0, "union": 3.0}, _even())
    assert weighing.rank(NOTHING) == 0
    assert weighing.rank(NOTHING._replace(bm25=0.5, union=1.0)) == pytest.approx(4)


def _even() -> dict[str, float]:
    return dict.fromkeys(SURE_BY, 0.0) | {"bias": 0.0}


def test_a_model_that_weighs_nothing_is_not_sure_of_anything() -> None:
    assert Models(dict.fromkeys(RANKED_BY, 0.0), _even()).confidence(NOTHING, 1.0) == 0.5


def test_a_weight_that_is_missing_is_no_nought() -> None:
    with pytest.raises(KeyError):
        Models({}, _even())
    with pytest.raises(KeyError):
        Models(dict.fromkeys(RANKED_BY, 0.0), dict.fromkeys(SURE_BY, 0.0))


def test_what_covers_less_than_half_of_the_query_tells_no_less_than_half() -> None:
    at = SURE_BY.index("covered")
    assert confidence_inputs(NOTHING, 0.0)[at] == 0.5
    assert confidence_inputs(NOTHING._replace(union=0.5), 0.0)[at] == 0.5
    assert confidence_inputs(NOTHING._replace(union=1.0), 0.0)[at] == 1.0


def test_what_lacks_what_is_asked_is_the_less_fit_the_more_of_the_rest_is_there() -> None:
    at = SURE_BY.index("unfit")
    assert confidence_inputs(NOTHING._replace(lacking=1.0), 0.0)[at] == 0
    assert confidence_inputs(NOTHING._replace(lacking=1.0, union=1.0), 0.0)[at] == 1
    assert confidence_inputs(NOTHING._replace(union=1.0), 0.0)[at] == 0


@given(SHARES, st.floats(min_value=-50, max_value=50))
def test_confidence_is_a_probability(signals: Signals, margin: float) -> None:
    assert 0 <= models().confidence(signals, margin) <= 1


@given(SHARES)
def test_a_greater_lead_over_the_second_never_makes_less_sure(signals: Signals) -> None:
    confidence = models().confidence
    assert confidence(signals, 0.0) <= confidence(signals, 1.0) <= confidence(signals, MOST_MARGIN)
    assert confidence(signals, MOST_MARGIN) == confidence(signals, 99.0)


@given(SHARES, st.sampled_from(["union", "sentence", "meaning"]))
def test_more_of_what_speaks_for_a_passage_never_ranks_it_lower(signals: Signals, name: str) -> None:
    assert models().rank(signals) <= models().rank(signals._replace(**{name: 1.0}))


@given(SHARES)
def test_lacking_what_is_asked_for_never_helps(signals: Signals) -> None:
    without = signals._replace(lacking=1.0)
    assert models().rank(without) <= models().rank(signals)
    assert models().confidence(without, 1.0) <= models().confidence(signals, 1.0)
