"""Asks a labelled question as a person would, and sees what comes of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, assert_never

from bot.evaluation.outcomes import Result, Status
from bot.models import Answered, NotFound, Question, Related, Talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.answering import Answers
    from bot.evaluation.labelled import Labelled
    from bot.models import Answer, Match


@dataclass(frozen=True, slots=True)
class Engine:
    """What people ask, and what it ranks for a text, best first, shown or not."""

    answers: Answers
    rank: Callable[[str], tuple[Match, ...]]


def ask(labelled: Labelled, engine: Engine) -> Result:
    """Ask the question; the time is that of the answer alone."""
    start = perf_counter()
    answer = engine.answers.answer(Question(labelled.question), sys.maxsize)
    elapsed_ms = (perf_counter() - start) * 1000
    status, matches = _seen(answer, labelled.question, engine)
    rank = next((at for at, match in enumerate(matches, 1) if labelled.is_answered_by(match.passage)), None)
    return Result(
        question=labelled.question,
        style=labelled.style,
        answerable=labelled.answerable,
        status=status,
        rank=rank,
        score=matches[0].score if matches else 0.0,
        sentence_hit=labelled.is_marked_by(matches[0]) if rank == 1 and labelled.answers else None,
        elapsed_ms=elapsed_ms,
        expected=labelled.answers,
        got=matches[0].sentence_text if matches else "",
    )


def _seen(answer: Answer, text: str, engine: Engine) -> tuple[Status, tuple[Match, ...]]:
    match answer:
        case Answered(matches):
            return Status.ANSWER, matches
        case Related(matches):
            return Status.RELATED, matches
        case NotFound(Talk.QUESTION):
            return Status.NONE, engine.rank(text)
        case NotFound():
            return Status.NONE, ()
        case _:
            assert_never(answer)
