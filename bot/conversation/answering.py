"""Question → Answer: where confidence becomes one of the outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from bot.conversation.talk import CERTAIN, TalkClassifier
from bot.models import Answered, NotFound, Related, SmallTalk, Talk
from bot.retrieval.retriever import RELATED_FROM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.models import Answer, Passage, Question
    from bot.retrieval.question.likeness import Gallery, Likeness
    from bot.retrieval.retriever import Held, Retrieval
    from bot.retrieval.text.vectors import Matrix

ANSWER_FROM: Final = 0.5
"""Confidence from which a passage is given as the answer; `make fit` sets the confidence so that it is .5 there."""
_THE_SAME: Final = 0.85
"""The likeness from which a message asks what the editor says is absent."""


class Answers(Protocol):
    """Anything that answers questions; the conversation and the evaluation need no more of the engine than this."""

    def answer(self, question: Question, limit: int = 3) -> Answer:
        """Answer with at most `limit` matches."""
        ...

    def within(self, text: str, passages: Sequence[Passage]) -> tuple[Held, ...]:
        """A message held against these passages alone, in their order."""
        ...

    def gallery(self, texts: Iterable[str]) -> Compares:
        """The texts, ready to be compared with a message."""
        ...


class Compares(Protocol):
    """Texts that messages are compared with."""

    texts: tuple[str, ...]

    def alike(self, text: str) -> Matrix:
        """For each text how alike the message is to it, 0 to 1."""
        ...

    def among(self) -> Matrix:
        """How alike the texts are to one another, 0 to 1."""
        ...


class Retrieves(Protocol):
    """Anything that finds passages for a text."""

    @property
    def likeness(self) -> Likeness:
        """How alike two messages are."""
        ...

    def retrieve(self, text: str, limit: int) -> Retrieval:
        """At most `limit` matches, best first."""
        ...

    def within(self, text: str, passages: Sequence[Passage]) -> tuple[Held, ...]:
        """The text held against these passages alone, in their order."""
        ...


class Answerer:
    """Answers from the articles, or says that they do not say."""

    def __init__(self, retriever: Retrieves, absent: Sequence[str] = ()) -> None:
        self._retriever = retriever
        self._talk = TalkClassifier(retriever.likeness)
        self._absent = retriever.likeness.gallery(absent) if absent else None

    def answer(self, question: Question, limit: int = 3) -> Answer:
        """Answer with at most `limit` matches, best first."""
        talk = self._talk.judge(question.text)
        if talk.likeness >= CERTAIN:
            return SmallTalk(talk.kind)
        matches = self._retriever.retrieve(question.text, max(limit, 1)).matches
        if talk.is_talk(matches[0] if matches else None):
            return SmallTalk(talk.kind)
        if self._absent is not None and self._absent.alike(question.text).max() >= _THE_SAME:
            return NotFound(nearest=matches)
        if not matches or matches[0].score < RELATED_FROM:
            return SmallTalk(Talk.EMPTY) if talk.kind is Talk.EMPTY else NotFound(nearest=matches)
        return Answered(matches) if matches[0].score >= ANSWER_FROM else Related(matches)

    def within(self, text: str, passages: Sequence[Passage]) -> tuple[Held, ...]:
        """A message held against these passages alone, in their order."""
        return self._retriever.within(text, passages)

    def gallery(self, texts: Iterable[str]) -> Gallery:
        """The texts, ready to be compared with a message."""
        return self._retriever.likeness.gallery(texts)
