"""Fit the ranking and the confidence: python -m tests.fit [SQuAD-format files …]; needs the `bench` extra (numpy).

Ranking: a listwise softmax over each question's candidates (Cao et al. 2007, ListNet's top-one loss). Confidence: logistic
regression on whether the first candidate answers, over the article's calibration questions, together with the public
sets' questions twice: as they are, and with their own paragraph taken away, which leaves a question without an answer
among its nearest neighbours. Prints both as Python, to be pasted into bot/retrieval/ranking.py and confidence.py.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.conversation.smalltalk import talk_of
from bot.knowledge import read_knowledge
from bot.models import Article, Knowledge, Passage, PassageId, Section, Talk
from bot.retrieval.opening import open_retriever
from bot.retrieval.ranking.confidence import inputs, names
from bot.retrieval.ranking.rank import rank_score
from bot.retrieval.ranking.signals import Signals
from bot.settings import packaged_knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bot.retrieval.ranking.signals import Assessment
    from bot.retrieval.retriever import Retriever

OFF_TOPIC = frozenset({"far", "general", "chitchat", "adversarial"})
OFF_TOPIC_SHARE = 1.0
"""What questions on other subjects weigh, against those on the article's: an answer to one looks silly."""
PUBLIC_SHARE = 0.1
"""What each half of the public sets weighs in the confidence, against the article's questions; more of it costs recall
of paraphrases, less of it makes articles without question forms over-confident."""
RIDGE = 0.02


@dataclass(frozen=True, slots=True)
class Listed:
    """A question's candidates, best first, and which of them answer it."""

    signals: tuple[Signals, ...]
    right: tuple[bool, ...]
    off_topic: bool = False


def article_questions(path: Path) -> Iterator[Listed]:
    """The calibration questions, asked of the packaged knowledge."""
    retriever = open_retriever(read_knowledge(packaged_knowledge()))
    for line in path.read_text(encoding="utf-8").splitlines():
        labelled = json.loads(line)
        answers = labelled["answers"]
        if talk_of(labelled["question"]) is Talk.QUESTION:
            found = listed(
                retriever, labelled["question"], lambda p, answers=answers: any(a in p.text for a in answers)
            )
            yield replace(found, off_topic=labelled["style"] in OFF_TOPIC)


def public_questions(path: Path) -> Iterator[Listed]:
    """A SQuAD-format file's questions, asked of its own paragraphs; every other one, so that half stays unseen."""
    paragraphs = [
        p for entry in json.loads(path.read_text(encoding="utf-8"))["data"] for p in entry["paragraphs"]
    ]
    passages = tuple(
        Passage(PassageId("public", 1, number), "", "", paragraph["context"])
        for number, paragraph in enumerate(paragraphs, 1)
    )
    retriever = open_retriever(Knowledge((Article("public", "", "zh", "", (Section(1, "", passages),)),)))
    questions = [
        (qa["question"], passage)
        for paragraph, passage in zip(paragraphs, passages, strict=True)
        for qa in paragraph["qas"]
    ]
    for question, gold in questions[::2]:
        yield listed(retriever, question, lambda p, gold=gold: p.text == gold.text)


def listed(retriever: Retriever, question: str, answers: object) -> Listed:
    """The retriever's candidates for a question."""
    assert callable(answers)
    assessed: list[Assessment] = retriever.assess(question)[1]
    return Listed(
        tuple(a.signals for a in assessed), tuple(bool(answers(a.subject.passage)) for a in assessed)
    )


def fit_ranking(questions: list[list[Listed]], steps: int = 400) -> NDArray[np.float64]:
    """Weights that put what answers first; each set of questions counts the same."""
    sets = [
        [(np.array(list(q.signals)), np.array(q.right, float)) for q in questions_ if any(q.right)]
        for questions_ in questions
    ]
    weights = np.ones(len(Signals._fields))
    momentum, variance = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        gradient = 1e-3 * weights
        for group in sets:
            for values, right in group:
                chance = np.exp(values @ weights - (values @ weights).max())
                chance /= chance.sum()
                target = chance * right
                gradient += values.T @ (chance - target / max(target.sum(), 1e-9)) / len(group)
        momentum = 0.9 * momentum + 0.1 * gradient
        variance = 0.99 * variance + 0.01 * gradient**2
        rate = 0.3 if step < 250 else 0.1
        weights -= rate * momentum / (1 - 0.9**step) / (np.sqrt(variance / (1 - 0.99**step)) + 1e-8)
    return weights


def without_answers(question: Listed) -> Listed:
    """The question with every passage that answers it taken away."""
    left = [signals for signals, right in zip(question.signals, question.right, strict=True) if not right]
    return Listed(tuple(left), (False,) * len(left))


def fit_confidence(groups: list[tuple[list[Listed], float]]) -> NDArray[np.float64]:
    """Weights and, last, the bias of a ridge-regularised logistic regression; each group with its share."""
    rows, labels, shares = [], [], []
    for questions, share in groups:
        usable = [question for question in questions if len(question.signals) > 1]
        for question in usable:
            ranks = [rank_score(signals) for signals in question.signals]
            order = sorted(range(len(ranks)), key=ranks.__getitem__, reverse=True)
            ranked = [question.signals[at] for at in order]
            rows.append(inputs(ranked[0], rank_score(ranked[0]) - rank_score(ranked[1])))
            labels.append(question.right[order[0]])
            shares.append(share / len(usable))
    values, label, share_ = (
        np.array(rows),
        np.array(labels, float),
        np.array(shares) * len(rows) / sum(shares),
    )
    mean, spread = values.mean(0), values.std(0) + 1e-6
    scaled = np.c_[(values - mean) / spread, np.ones(len(values))]
    ridge = RIDGE * share_.sum() * np.diag([1.0] * values.shape[1] + [0.0])
    weights = np.zeros(scaled.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        gradient = scaled.T @ (share_ * (chance - label)) + ridge @ weights
        curvature = (
            (scaled * (share_ * chance * (1 - chance))[:, None]).T @ scaled
            + ridge
            + 1e-9 * np.eye(len(weights))
        )
        weights -= np.linalg.solve(curvature, gradient)
    plain = weights[:-1] / spread
    return np.append(plain, weights[-1] - plain @ mean)


def show(model: str, names_: Sequence[str], weights: NDArray[np.float64]) -> None:
    """Write a model's weights as Python."""
    sys.stdout.write(f"{model} {dict(zip(names_, weights.tolist(), strict=True))}\n")


def main() -> None:
    """Fit and print both models."""
    article = list(article_questions(packaged_knowledge() / "questions" / "calibration.jsonl"))
    public = [list(public_questions(Path(name))) for name in sys.argv[1:]]
    show("ranking", Signals._fields, fit_ranking([article, *public]).round(1))
    groups = [
        ([question for question in article if not question.off_topic], 1.0),
        ([question for question in article if question.off_topic], OFF_TOPIC_SHARE),
    ]
    for questions in public:
        groups += [
            (questions, PUBLIC_SHARE / 2),
            ([without_answers(question) for question in questions], PUBLIC_SHARE / 2),
        ]
    show("confidence", (*names(), "bias"), fit_confidence(groups).round(2))


if __name__ == "__main__":
    main()
