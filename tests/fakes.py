"""Stand-ins for the rooms behind a protocol."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.models import NotFound

if TYPE_CHECKING:
    from bot.models import Answer, Question


@dataclass
class ScriptedAnswers:
    """Answers each question by heart, an unknown one with nothing; remembers what was asked."""

    script: dict[str, Answer] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)

    def answer(self, question: Question, limit: int = 3) -> Answer:  # noqa: ARG002 - the protocol's
        """The answer written down for this question."""
        self.asked.append(question)
        return self.script.get(question.text, NotFound())


class BrokenAnswers:
    """An engine that fails at every question."""

    def answer(self, question: Question, limit: int = 3) -> Answer:
        """Fail."""
        raise LookupError(f"no index for {question.text!r}, {limit}")


@dataclass
class SlowAnswers:
    """An engine that takes so many seconds to find nothing."""

    seconds: float

    def answer(self, question: Question, limit: int = 3) -> Answer:  # noqa: ARG002 - the protocol's
        """Nothing, after a while."""
        time.sleep(self.seconds)
        return NotFound()
