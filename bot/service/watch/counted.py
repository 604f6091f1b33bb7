"""The question log as Prometheus sees it: counts and times of each question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.service.watch.metrics import Metrics
    from bot.telegram.memory.ports import QuestionLog, QuestionRecord, Who

_FRONT: Final = "telegram"


@dataclass(frozen=True, slots=True)
class CountedQuestions:
    """Counts each question on its way into the log behind."""

    behind: QuestionLog
    metrics: Metrics

    async def record(self, who: Who, asked: QuestionRecord) -> None:
        """Add a question."""
        self.metrics.questions.labels(_FRONT, asked.outcome.value).inc()
        self.metrics.question_seconds.labels(_FRONT).observe(asked.seconds)
        await self.behind.record(who, asked)

    async def forget(self, who: Who) -> None:
        """Remove all questions of this person."""
        await self.behind.forget(who)
