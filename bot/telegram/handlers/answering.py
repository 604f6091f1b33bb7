"""What the handlers of all kinds of updates share: a message answered, and what is kept of it."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

import structlog

from bot.conversation.conversation import Message
from bot.models import Ask, ShowPassage, SmallTalk, Status
from bot.rendering import view_reply
from bot.telegram.memory.bounded import Bounded
from bot.telegram.memory.ports import Permission, QuestionRecord
from bot.telegram.view.actions import Candidates, Rate, Read

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from telegram import Message as TelegramMessage

    from bot.conversation.conversation import Conversation, Exchange, Part, Turn
    from bot.models import Knowledge, Language, Reply
    from bot.telegram.handlers.sending import Outgoing
    from bot.telegram.memory.ports import Keeping, Where, Who
    from bot.telegram.view.actions import ButtonAction
    from bot.telegram.view.callback_data import Freshness
    from bot.telegram.view.cards import Card, Cards

_LONG: Final = 60
"""Characters from which a question may take long enough for others to notice."""

log = structlog.get_logger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as it was understood and answered, and how many seconds that took."""

    exchange: Exchange
    seconds: float


@dataclass(frozen=True, slots=True)
class Answering:
    """The conversation, the content and the ports, behind the handlers."""

    outgoing: Outgoing
    cards: Cards
    conversation: Conversation
    knowledge: Knowledge
    keeping: Keeping
    tally: Counter[Status] = field(default_factory=Counter, init=False)
    _engine: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _permissions: Bounded[tuple[Who, Hashable], Permission] = field(default_factory=Bounded, init=False)

    async def read(
        self,
        text: str,
        language: Language,
        before: Turn | None,
        replied: TelegramMessage | None = None,
    ) -> Reading:
        """Answer a message, with what was said before it and what it replies to."""
        shown = self.shown_in(replied) if replied is not None else None
        message = Message(text, language)
        if shown is not None:
            message = Message(text, language, shown.passage, shown.headline)
        began = time.perf_counter()
        exchange = await self.think(partial(self.conversation.respond, message, before), len(text))
        return Reading(exchange, time.perf_counter() - began)

    async def think(self, work: Callable[[], T], length: int) -> T:
        """What the engine makes of so many characters.

        A usual question takes a few milliseconds, a pasted page many more: that one is thought about off the
        loop, so that nobody else's update waits; one at a time, since threads would only share the
        interpreter's lock.
        """
        if length <= _LONG:
            return work()
        async with self._engine:
            return await asyncio.to_thread(work)

    async def permission(self, who: Who, update: Hashable) -> Permission:
        """Whether this person may ask, found out once for each update however often it is tried."""
        known = self._permissions.get((who, update))
        if known is None:
            known = self._permissions[who, update] = await self.keeping.take(who)
        return known

    async def card(self, reading: Reading, language: Language, who: Who) -> Card:
        """How the answer is shown to this person, in the script that they chose last."""
        preference = await self.keeping.preference(who)
        other = preference is not None and preference.converted
        return self.cards.exchange(reading.exchange, language, other=other)

    def shown(
        self,
        action: ButtonAction | None,
        freshness: Freshness,
        language: Language,
        found: Candidates | None = None,
    ) -> Card | Reply | None:
        """What a button shows; None when the content has no such place."""
        match action:
            case Read():
                return self.cards.place(action, freshness, language, found)
            case ShowPassage(passage, sentence):
                return self.cards.place(Read(passage, sentence), freshness, language, found)
            case Candidates():
                return self.cards.candidates(action, language)
            case None | Ask() | Rate():
                return None
            case _:
                return view_reply(action, self.knowledge, language)

    async def keep(self, who: Who, where: Where, reading: Reading) -> None:
        """Remember the turn and log the questions."""
        exchange = reading.exchange
        if exchange.turn is not None:
            await self.keeping.remember_turn(who, where, exchange.turn)
        for part in exchange.parts:
            record = _record(part, reading.seconds / len(exchange.parts))
            if record is None:
                continue
            self.tally[record.outcome] += 1
            log.info(
                "answered",
                outcome=record.outcome.value,
                score=round(record.score, 3),
                ms=round(record.seconds * 1000, 1),
            )
            await self.keeping.record(who, record)

    def shown_in(self, message: TelegramMessage) -> Read | None:
        """The passage that a message of the bot's shows, and what is marked there, by its buttons."""
        rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
        for button in (button for row in rows for button in row):
            action = self.cards.codec.decode(str(button.callback_data or "")).action
            if (
                isinstance(action, Read)
                and action.sentence is not None
                and self.knowledge.passage(action.passage)
            ):
                return action
        return None


def _record(part: Part, seconds: float) -> QuestionRecord | None:
    """The entry for the log; small talk is no question."""
    answer = part.answer
    if isinstance(answer, SmallTalk):
        return None
    first = answer.matches[0] if answer.matches else None
    return QuestionRecord(
        part.understood or part.question,
        answer.status,
        first.passage.id if first else None,
        first.score if first else 0.0,
        seconds,
    )
