"""Fit the ranking and the confidence: python -m tests.fit writes bot/retrieval/ranking/weights.json, to the digit.

Ranking: a listwise softmax over each question's candidates (Cao et al. 2007, ListNet's top-one loss). Confidence:
logistic regression on whether the first candidate answers. Both mix the populations of tests.fit.populations by the
shares given there. `--check` fits nothing and says whether the file was made from the inputs as they stand.
"""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.conversation.talk import TalkClassifier
from bot.retrieval.opening import open_retriever
from bot.retrieval.ranking import models
from bot.retrieval.ranking.models import RANKED_BY, SURE_BY, Models, confidence_inputs, ranking_inputs
from tests.fit.populations import POPULATIONS, inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bot.models import Knowledge
    from bot.retrieval.ranking.signals import Signals
    from bot.retrieval.retriever import Retriever
    from tests.fit.populations import Population

WEIGHTS = Path(models.__file__).with_name("weights.json")
_FINALISTS = 24
_RIDGE = 0.0005
_DIGITS = 3
_RIGHT_OF_ANSWERS = 0.74
"""The precision over people who have not read the article at which an answer is given: confidence .5 is set there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's candidates: their signals, and which of them answer it."""

    signals: tuple[Signals, ...]
    right: tuple[bool, ...]


def ask(population: Population, open_: Callable[[Knowledge], Retriever]) -> list[Asked]:
    """The questions of a population, asked of its articles; small talk is never asked."""
    retriever = open_(population.knowledge)
    talk = TalkClassifier(retriever.likeness)
    found = []
    for question, answers in population.questions:
        if not talk.judge(question).is_talk(next(iter(retriever.retrieve(question, 1).matches), None)):
            _, scored = retriever.assess(question, _FINALISTS, math.inf)
            right = tuple(any(answer in s.document.passage.text for answer in answers) for s in scored)
            found.append(Asked(tuple(s.signals for s in scored), right))
    return found


def fit_ranking(asked: dict[str, list[Asked]], steps: int = 400) -> NDArray[np.float64]:
    """Weights that put what answers first; each population counts by its share."""
    sets = [
        (
            population.ranking,
            [
                (np.array([ranking_inputs(s) for s in one.signals]), np.array(one.right, float))
                for one in asked[population.name]
                if any(one.right)
            ],
        )
        for population in POPULATIONS
    ]
    whole = sum(share for share, _ in sets)
    weights = np.ones(len(RANKED_BY))
    momentum, variance = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        gradient = 2e-4 * weights
        for share, group in sets:
            for values, right in group:
                chance = np.exp(values @ weights - (values @ weights).max())
                chance /= chance.sum()
                target = chance * right
                gradient += (
                    values.T @ (chance - target / max(target.sum(), 1e-9)) * share / whole / len(group)
                )
        momentum = 0.9 * momentum + 0.1 * gradient
        variance = 0.99 * variance + 0.01 * gradient**2
        rate = 0.3 if step < 250 else 0.1
        weights -= rate * momentum / (1 - 0.9**step) / (np.sqrt(variance / (1 - 0.99**step)) + 1e-8)
    return weights


def _first(one: Asked, ranking: NDArray[np.float64]) -> tuple[list[float], bool] | None:
    """The confidence's inputs for the candidate that is ranked first, and whether it answers."""
    if not one.signals:
        return None
    ranks = np.array([ranking_inputs(s) for s in one.signals]) @ ranking
    order = np.argsort(-ranks, kind="stable")
    lead = float(ranks[order[0]] - ranks[order[1]]) if len(order) > 1 else float(ranks[order[0]])
    return list(confidence_inputs(one.signals[order[0]], lead)), one.right[order[0]]


def fit_confidence(asked: dict[str, list[Asked]], ranking: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights and, last, the bias of a ridge-regularised logistic regression; each population with its share."""
    rows: list[list[float]] = []
    labels, shares, blind = [], [], []
    for population in POPULATIONS:
        firsts = [first for one in asked[population.name] if (first := _first(one, ranking)) is not None]
        for inputs_, right in firsts:
            rows.append(inputs_)
            labels.append(right)
            shares.append(population.confidence / len(firsts))
            blind.append(population.blind)
    values, label, share = np.array(rows), np.array(labels, float), np.array(shares)
    share *= len(rows) / share.sum()
    mean, spread = values.mean(0), values.std(0) + 1e-6
    scaled = np.c_[(values - mean) / spread, np.ones(len(values))]
    ridge = _RIDGE * share.sum() * np.diag([1.0] * values.shape[1] + [0.0])
    weights = np.zeros(scaled.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        gradient = scaled.T @ (share * (chance - label)) + ridge @ weights
        curvature = (scaled * (share * chance * (1 - chance))[:, None]).T @ scaled + ridge
        weights -= np.linalg.solve(curvature + 1e-9 * np.eye(len(weights)), gradient)
    plain = weights[:-1] / spread
    fitted = np.append(plain, weights[-1] - plain @ mean)
    wild = np.array(blind)
    fitted[-1] -= _operating_point(values[wild] @ plain + fitted[-1], label[wild], share[wild])
    return fitted


def _operating_point(
    logits: NDArray[np.float64], right: NDArray[np.float64], share: NDArray[np.float64]
) -> float:
    """The lowest logit from which on as many answers are right as _RIGHT_OF_ANSWERS asks for."""
    order = np.argsort(-logits, kind="stable")
    precision = np.cumsum((right * share)[order]) / np.cumsum(share[order])
    return float(logits[order][np.nonzero(precision >= _RIGHT_OF_ANSWERS)[0].max()])


def _named(names: Sequence[str], weights: NDArray[np.float64]) -> dict[str, float]:
    return {name: round(float(weight), _DIGITS) for name, weight in zip(names, weights, strict=True)}


def fitted() -> dict[str, object]:
    """What weights.json holds."""
    asked: dict[str, list[Asked]] = {}
    for population in POPULATIONS:
        asked[population.name] = ask(population, open_retriever)
        sys.stderr.write(f"{population.name}: {len(asked[population.name])} questions\n")
    ranking = fit_ranking(asked).round(_DIGITS)
    confidence = fit_confidence(asked, ranking)
    return {
        "inputs": inputs(),
        "ranking": _named(RANKED_BY, ranking),
        "confidence": _named((*SURE_BY, "bias"), confidence),
    }


def stale() -> list[str]:
    """The inputs that are not as they were when weights.json was written, or are missing from either."""
    known: dict[str, str] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["inputs"]
    now = inputs()
    return sorted(name for name in known.keys() | now.keys() if known.get(name) != now.get(name))


def _make_room() -> None:
    """Give an input that is new to the models a weight of 0 for now: no engine opens without one."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    data["ranking"] = dict.fromkeys(RANKED_BY, 0.0) | data["ranking"]
    data["confidence"] = dict.fromkeys((*SURE_BY, "bias"), 0.0) | data["confidence"]
    WEIGHTS.write_text(json.dumps(data), encoding="utf-8")


def main() -> int:
    """Fit and write, or check."""
    if sys.argv[1:] == ["--check"]:
        changed = stale()
        for name in changed:
            sys.stderr.write(f"{name}: changed since the weights were fitted; run make fit\n")
        return 1 if changed else 0
    _make_room()
    data = fitted()
    Models(data["ranking"], data["confidence"])  # type: ignore[arg-type]
    WEIGHTS.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps({name: data[name] for name in ("ranking", "confidence")}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
