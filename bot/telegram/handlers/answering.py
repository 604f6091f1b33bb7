"""What the handlers of all kinds of updates share."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog
from telegram import MessageEntity

from bot.conversation.followup import Heard as Told
from bot.conversation.followup import Leaning, ask, ask_about, leaning
from bot.models import Answered, NotFound, Question, Talk
from bot.telegram.memory.ports import Outcome, QuestionRecord
from bot.telegram.view.actions import Rate
from bot.telegram.view.cards import CANDIDATES
from bot.telegram.view.text import part_of

if TYPE_CHECKING:
    from telegram import Message

    from bot.conversation.answering import Answers
    from bot.models import Answer, Knowledge, Language, Passage
    from bot.telegram.handlers.sending import Outgoing
    from bot.telegram.memory.ports import Keeping, Where, Who
    from bot.telegram.view.cards import Card, Cards

_LONG: Final = 200
"""Characters from which a question may take long enough for others to notice."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was understood and answered, and how many seconds that took."""

    told: Told
    seconds: float


@dataclass(frozen=True, slots=True)
class Answering:
    """The engine, the content and the ports, behind the handlers."""

    outgoing: Outgoing
    cards: Cards
    answers: Answers
    knowledge: Knowledge
    keeping: Keeping
    tally: Counter[Outcome] = field(default_factory=Counter, init=False)
    _engine: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def read(
        self, question: Question, who: Who, where: Where, replied: Message | None = None
    ) -> Reading:
        """Answer a question, with what was said before where it leans on that."""
        before = None
        if leaning(question.text) is not Leaning.NONE:
            before = await self.keeping.turns.last(who, where)
        about = self._passage_below(replied) if replied is not None else None
        if about is None or replied is None:
            think = partial(ask, self.answers, question, before, CANDIDATES)
        else:
            anchor = _marked(replied) or about.text
            think = partial(ask_about, self.answers, question, about, anchor, before)
        began = time.perf_counter()
        # A usual question takes a few milliseconds, a pasted page many more: that one off the loop, so that
        # nobody else's update waits; one at a time, since threads would only share the interpreter's lock.
        if len(question.text) <= _LONG:
            told = think()
        else:
            async with self._engine:
                told = await asyncio.to_thread(think)
        return Reading(told, time.perf_counter() - began)

    def card(self, reading: Reading, language: Language) -> Card:
        """How the answer is shown."""
        if reading.told.leaning is Leaning.MORE:
            return self.cards.more(reading.told.answer, language)
        return self.cards.answer(reading.told.answer, language)

    async def keep(self, who: Who, where: Where, text: str, reading: Reading) -> None:
        """Remember the turn and log the question."""
        told = reading.told
        if told.turn is not None:
            await self.keeping.turns.remember(who, where, told.turn)
        asked = _asked(text, told.answer, reading.seconds)
        if asked is not None:
            self.tally[asked.outcome] += 1
            log.info(
                "answered",
                outcome=asked.outcome.value,
                score=round(asked.score, 3),
                ms=round(asked.seconds * 1000, 1),
            )
            await self.keeping.questions.record(who, asked)

    def _passage_below(self, message: Message) -> Passage | None:
        """The passage that a message of the bot's shows, by its buttons."""
        rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
        for button in (button for row in rows for button in row):
            press = self.cards.codec.decode(str(button.callback_data or ""))
            if isinstance(press.action, Rate):
                return self.knowledge.passage(press.action.passage)
        return None


def _marked(message: Message) -> str:
    """The sentence in bold."""
    text = message.text or ""
    bold = (entity for entity in message.entities if entity.type == MessageEntity.BOLD)
    return next((part_of(text, entity.offset, entity.length) for entity in bold), "")


def _asked(text: str, answer: Answer, seconds: float) -> QuestionRecord | None:
    """The entry for the log; small talk is no question."""
    if isinstance(answer, NotFound):
        return QuestionRecord(text, Outcome.NONE, seconds=seconds) if answer.talk is Talk.QUESTION else None
    first = answer.matches[0]
    outcome = Outcome.ANSWER if isinstance(answer, Answered) else Outcome.RELATED
    return QuestionRecord(text, outcome, first.passage.id, first.score, seconds)
