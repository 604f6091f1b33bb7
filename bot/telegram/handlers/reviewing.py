"""What was asked lately, looked through for the administrators, while everybody else is answered."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.conversation.gaps import open_questions
from bot.models import Language, Review
from bot.rendering.reviewing import digest_reply, gaps_reply, stats_reply
from bot.telegram.handlers.sending import Destination

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import tzinfo

    from bot.conversation.answering import Answers, Compares
    from bot.models import Answer, Knowledge, Passage, Question, Reply
    from bot.retrieval.retriever import Held
    from bot.telegram.handlers.sending import Outgoing
    from bot.telegram.memory.ports import Keeping

_A_DAY: Final = 86_400.0
_DAYS: Final = 7
_LONGEST: Final = 3650
_WORDINGS: Final = 300
"""The most frequent wordings, which are asked again: a few seconds of the engine for ten groups that are shown."""
_REST: Final = 3.0
"""How long the engine rests after each, in the time that it took: a quarter of one processor at most."""


@dataclass(frozen=True, slots=True)
class Unhurried:
    """Answers as `answers` does, then rests so many times as long as that took, until it is `enough`; for a thread."""

    answers: Answers
    rest: float = _REST
    enough: threading.Event = field(default_factory=threading.Event)

    def answer(self, question: Question, limit: int = 3) -> Answer:
        """Answer with at most `limit` matches.

        Raises:
            InterruptedError: nobody wants it any more.

        """
        began = time.perf_counter()
        answer = self.answers.answer(question, limit)
        if self.enough.wait(self.rest * (time.perf_counter() - began)):
            raise InterruptedError
        return answer

    def within(self, text: str, passages: Sequence[Passage]) -> tuple[Held, ...]:
        """A message held against these passages alone, in their order."""
        return self.answers.within(text, passages)

    def gallery(self, texts: Iterable[str]) -> Compares:
        """The texts, ready to be compared with a message."""
        return self.answers.gallery(texts)


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Looks through what was asked, and shows it; `answers` should remember nothing of it."""

    outgoing: Outgoing
    answers: Answers
    knowledge: Knowledge
    keeping: Keeping
    clock: Callable[[], float] = time.time
    _engine: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def gaps(self, words: str, language: Language) -> Reply:
        """What was asked in vain during the days that these words name."""
        days, now = _days(words), self.clock()
        review = await self.between(now - days * _A_DAY, now)
        return gaps_reply(review, days, self.knowledge, language)

    async def stats(self, words: str, language: Language) -> Reply:
        """How much was asked during the days that these words name, what is served, and for how long."""
        days, now = _days(words), self.clock()
        history, running = self.keeping.history, time.monotonic() - self.keeping.began
        usage = await history.usage(now - days * _A_DAY, now) if history is not None else None
        return stats_reply(usage, days, self.knowledge, running, language)

    async def between(self, since: float, until: float) -> Review | None:
        """What was asked from one moment to another, and what in vain; None while the store is away."""
        history = self.keeping.history
        usage = await history.usage(since, until) if history is not None else None
        asked = await history.asked(since, until) if history is not None and usage is not None else None
        if usage is None or asked is None:
            return None
        # One at a time: threads would only share the interpreter's lock.
        async with self._engine:
            unhurried = Unhurried(self.answers)
            try:
                found = await asyncio.to_thread(open_questions, asked, unhurried, _WORDINGS)
            finally:
                # A process that ends waits for its threads.
                unhurried.enough.set()
        return Review(since, until, usage, tuple(found))

    async def tell(self, admin: int, review: Review, zone: tzinfo | None) -> None:
        """Send an administrator the digest of a week, in the language that they wrote last.

        Raises:
            TelegramError: it did not get through.

        """
        known = await self.keeping.preference(self.keeping.who(admin))
        language = known.language if known is not None else Language.SIMPLIFIED
        reply = digest_reply(review, zone, self.knowledge, language)
        await self.outgoing.send(Destination(admin), reply, language)


def _days(words: str) -> int:
    found = re.search(r"\d{1,4}", words)
    return min(max(int(found[0]), 1), _LONGEST) if found else _DAYS
