"""Stand-ins for the rooms behind a protocol."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from bot.models import Match, NotFound, Span, Usage
from bot.retrieval.retriever import Held

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.models import Answer, LoggedQuestion, Passage, Question
    from bot.retrieval.text.vectors import Matrix


class NothingAlike:
    """Texts that no message is like."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(texts)

    def alike(self, text: str) -> Matrix:  # noqa: ARG002 - the gallery's
        """Zeros."""
        return np.zeros(len(self.texts), np.float32)

    def among(self) -> Matrix:
        """Zeros."""
        return np.zeros((len(self.texts), len(self.texts)), np.float32)


class Unscripted:
    """What an engine of a test need not know by heart: nothing is said on the screen, nothing is like anything."""

    said: dict[str, str]

    def within(self, text: str, passages: Sequence[Passage]) -> tuple[Held, ...]:
        """Of each passage the sentence that `said` has for the text, else nothing."""
        return tuple(self._held(passage, getattr(self, "said", {}).get(text, "")) for passage in passages)

    def gallery(self, texts: Iterable[str]) -> NothingAlike:
        """The texts, like nothing."""
        return NothingAlike(texts)

    @staticmethod
    def _held(passage: Passage, sentence: str) -> Held:
        at = passage.text.find(sentence) if sentence else -1
        span = Span(at, at + len(sentence)) if at >= 0 else Span(0, len(passage.text))
        return Held(Match(passage, span, float(at >= 0)), float(at >= 0), None, bare=False)


@dataclass
class ScriptedAnswers(Unscripted):
    """Answers each question by heart, an unknown one with nothing; remembers what was asked."""

    script: dict[str, Answer] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)

    def answer(self, question: Question, limit: int = 3) -> Answer:  # noqa: ARG002 - the protocol's
        """The answer written down for this question."""
        self.asked.append(question)
        return self.script.get(question.text, NotFound())


class BrokenAnswers(Unscripted):
    """An engine that fails at every question."""

    def answer(self, question: Question, limit: int = 3) -> Answer:
        """Fail."""
        raise LookupError(f"no index for {question.text!r}, {limit}")


@dataclass
class SlowAnswers(Unscripted):
    """An engine that takes so many seconds to find nothing."""

    seconds: float

    def answer(self, question: Question, limit: int = 3) -> Answer:  # noqa: ARG002 - the protocol's
        """Nothing, after a while."""
        time.sleep(self.seconds)
        return NotFound()


@dataclass
class ScriptedHistory:
    """A history known by heart, None while the store is away; remembers which spans were looked at, in days."""

    log: tuple[LoggedQuestion, ...] = ()
    used: Usage | None = field(default_factory=Usage)
    days: list[float] = field(default_factory=list)

    async def asked(self, since: float, until: float) -> tuple[LoggedQuestion, ...] | None:
        """All of it, whatever the span."""
        self.days.append((until - since) / 86_400)
        return self.log

    async def usage(self, since: float, until: float) -> Usage | None:
        """As it is written down."""
        self.days.append((until - since) / 86_400)
        return self.used
