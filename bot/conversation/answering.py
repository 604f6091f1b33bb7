"""Question → Answer: where confidence becomes one of three outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.conversation.smalltalk import talk_of
from bot.models import Answered, NotFound, Related, Talk

if TYPE_CHECKING:
    from bot.models import Answer, Question
    from bot.retrieval.retriever import Retrieval

ANSWER_FROM = 0.5
"""Confidence from which a passage is given as the answer; `make fit` sets the confidence so that it is .5 there."""
RELATED_FROM = 0.03
"""Confidence from which a passage is worth showing as one that comes near."""


class Answers(Protocol):
    """Anything that answers questions; the fronts and the evaluation need no more of the engine than this."""

    def answer(self, question: Question, limit: int = 3) -> Answer:
        """Answer with at most `limit` matches."""
        ...


class Retrieves(Protocol):
    """Anything that finds passages for a text."""

    def retrieve(self, text: str, limit: int) -> Retrieval:
        """At most `limit` matches, best first."""
        ...


class Answerer:
    """Answers from the articles, or says that they do not say."""

    def __init__(self, retriever: Retrieves) -> None:
        self._retriever = retriever

    def answer(self, question: Question, limit: int = 3) -> Answer:
        """Answer with at most `limit` matches, best first."""
        talk = talk_of(question.text)
        if talk is not Talk.QUESTION:
            return NotFound(talk)
        matches = self._retriever.retrieve(question.text, max(limit, 1)).matches
        if not matches or matches[0].score < RELATED_FROM:
            return NotFound(nearest=matches)
        return Answered(matches) if matches[0].score >= ANSWER_FROM else Related(matches)
