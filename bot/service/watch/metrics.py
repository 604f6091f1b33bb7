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

    from bot.telegram.memory.ports import QuestionRecord

_FRONT: Final = "telegram"
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The figures of one process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.questions = Counter(
            "bot_questions",
            "Questions asked, by how they ended",
            ("front", "outcome"),
            registry=self.registry,
        )
        self.question_seconds = Histogram(
            "bot_question_seconds",
            "How long the engine takes over a question",
            ("front",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.updates = Counter("bot_updates", "Updates dealt with", registry=self.registry)
        self.update_seconds = Histogram(
            "bot_update_seconds",
            "From an update's arrival to the end of its handling",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.telegram_errors = Counter(
            "bot_telegram_errors",
            "Requests to Telegram that failed, by kind",
            ("kind",),
            registry=self.registry,
        )
        self.reloads = Counter(
            "bot_reloads",
            "Changes of the content, by what came of them",
            ("outcome",),
            registry=self.registry,
        )
        self.passages = Gauge("bot_index_passages", "Passages in the index", registry=self.registry)
        self.knowledge = Info("bot_knowledge", "The content that is served", registry=self.registry)
        self.store_up = Gauge("bot_store_up", "Whether the database can be used", registry=self.registry)
        self.standing_by = Gauge(
            "bot_standby", "Whether another process fetches the updates", registry=self.registry
        )
        self.queue = Gauge("bot_queue_depth", "Updates under way", registry=self.registry)
        self.undelivered = Gauge(
            "bot_undelivered_chats", "Chats in which an answer waits to be sent again", registry=self.registry
        )

    def follow(
        self,
        queue: Callable[[], float],
        undelivered: Callable[[], float],
        store_up: Callable[[], float],
        standing_by: Callable[[], float],
    ) -> None:
        """Ask these whenever somebody looks."""
        self.queue.set_function(queue)
        self.undelivered.set_function(undelivered)
        self.store_up.set_function(store_up)
        self.standing_by.set_function(standing_by)

    def asked(self, question: QuestionRecord) -> None:
        """Somebody has asked a question."""
        self.questions.labels(_FRONT, question.outcome.value).inc()
        self.question_seconds.labels(_FRONT).observe(question.seconds)

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)
