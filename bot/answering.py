"""Question → Answer: where confidence becomes one of three outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.models import Answer, Question


class Answers(Protocol):
    """Anything that answers questions; the fronts and the evaluation need no more of the engine than this."""

    def answer(self, question: Question, limit: int = 3) -> Answer:
        """Answer with at most `limit` matches."""
        ...
