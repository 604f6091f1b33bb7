"""Asks a labelled question as a person would, and sees what comes of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from bot.evaluation.outcomes import Result
from bot.models import NotFound, Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.evaluation.labelled import Labelled
    from bot.models import Answer, Match


class Respondent(Protocol):
    """Anything that can be asked."""

    def answer(self, question: Question, limit: int = 3) -> Answer:
        """Answer with at most `limit` matches."""
        ...


@dataclass(frozen=True, slots=True)
class Engine:
    """What people ask, and what it ranks for a text, best first, shown or not."""

    answers: Respondent
    rank: Callable[[str], tuple[Match, ...]]


def ask(labelled: Labelled, engine: Engine) -> Result:
    """Ask the question; the time is that of the answer alone."""
    start = perf_counter()
    answer = engine.answers.answer(Question(labelled.question), sys.maxsize)
    elapsed_ms = (perf_counter() - start) * 1000
    matches = _seen(answer, labelled.question, engine)
    rank = next((at for at, match in enumerate(matches, 1) if labelled.is_answered_by(match.passage)), None)
    return Result(
        question=labelled.question,
        style=labelled.style,
        answerable=labelled.answerable,
        status=answer.status,
        rank=rank,
        score=matches[0].score if matches else 0.0,
        sentence_hit=labelled.is_marked_by(matches[0]) if rank == 1 and labelled.answers else None,
        elapsed_ms=elapsed_ms,
        expected=labelled.answers,
        got=matches[0].sentence_text if matches else "",
    )


def _seen(answer: Answer, text: str, engine: Engine) -> tuple[Match, ...]:
    return engine.rank(text) if isinstance(answer, NotFound) else answer.matches
