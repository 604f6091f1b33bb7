"""What the service counts, for Prometheus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.models import Knowledge
    from bot.telegram.memory.ports import QuestionRecord

_FRONT: Final = "telegram"
_FOLLOWED: Final = {
    "store_up": "Whether the database can be used",
    "standby": "Whether another process fetches the updates",
    "queue_depth": "Updates under way",
    "undelivered_chats": "Chats in which an answer waits to be sent again",
}
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The figures of one process, in a registry of its own."""

    def __init__(self) -> None:
        self._registry = every = CollectorRegistry()
        ProcessCollector(registry=every)
        PlatformCollector(registry=every)
        kinds = ("front", "outcome")
        self._questions = Counter(
            "bot_questions", "Questions asked, by how they ended", kinds, registry=every
        )
        length = "How long the engine takes over a question"
        self._seconds = Histogram(
            "bot_question_seconds", length, ("front",), buckets=_SECONDS, registry=every
        )
        self.updates = Counter("bot_updates", "Updates dealt with", registry=every)
        length = "From an update's arrival to the end of its handling"
        self.update_seconds = Histogram("bot_update_seconds", length, buckets=_SECONDS, registry=every)
        failures = "Requests to Telegram that failed, by kind"
        self.telegram_errors = Counter("bot_telegram_errors", failures, ("kind",), registry=every)
        changes = "Changes of the content, by what came of them"
        self.reloads = Counter("bot_reloads", changes, ("outcome",), registry=every)
        self._passages = Gauge("bot_index_passages", "Passages in the index", registry=every)
        self._knowledge = Info("bot_knowledge", "The content that is served", registry=every)

    def follow(self, **gauges: Callable[[], float]) -> None:
        """Ask these whenever somebody looks."""
        for name, ask in gauges.items():
            Gauge(f"bot_{name}", _FOLLOWED[name], registry=self._registry).set_function(ask)

    def asked(self, question: QuestionRecord) -> None:
        """Somebody has asked a question."""
        self._questions.labels(_FRONT, question.outcome.value).inc()
        self._seconds.labels(_FRONT).observe(question.seconds)

    def serves(self, knowledge: Knowledge) -> None:
        """This is what is served from now on."""
        self._passages.set(len(knowledge.passages))
        self._knowledge.info({"version": knowledge.version})

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self._registry)
