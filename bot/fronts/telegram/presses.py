"""Buttons: what a tap changes in the message above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from telegram import Message
from telegram.constants import ChatType

from bot.fronts.telegram.actions import Candidates, Mode, Place, Rate, Read
from bot.fronts.telegram.callback_data import Standing
from bot.fronts.telegram.outgoing import Place as Target
from bot.fronts.telegram.ports import Verdict, Vote
from bot.models import Ask, Question, ShowPassage
from bot.rendering import asked, changed_reply, language_of, phrases_of, view_reply
from bot.rendering.messenger import messenger_phrases

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update
    from telegram.ext import ContextTypes

    from bot.fronts.telegram.callback_data import Press
    from bot.fronts.telegram.cards import Card
    from bot.fronts.telegram.desk import Desk
    from bot.models import Language, Reply

_NOTICE: Final = 200
"""Characters of a notice above the chat."""


@dataclass(frozen=True, slots=True)
class Presses:
    """The handler of buttons: a question is answered below, everything else is shown in place."""

    desk: Desk

    async def press(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A button was pressed; it is acknowledged whatever becomes of it."""
        query = update.callback_query
        if query is None:
            return
        press = self.desk.cards.codec.decode(query.data or "")
        language = press.language or language_of("", query.from_user.language_code)
        match press.deed:
            case Rate():
                await self._rate(query, press.deed, press.standing, language)
            case Ask(text) if query.message is not None:
                await self._ask(query, text, language)
            case _:
                await self._show(query, press, language)

    async def _rate(self, query: CallbackQuery, rate: Rate, standing: Standing, language: Language) -> None:
        if standing is Standing.GONE:
            await self.desk.outgoing.acknowledge(query, phrases_of(language).changed_notice)
            return
        keeping = self.desk.keeping
        who = keeping.pseudonyms.who(query.from_user.id)
        await self.desk.outgoing.acknowledge(query, messenger_phrases(language).voted)
        await keeping.votes.cast(who, Vote(rate.passage, self.desk.knowledge.version, rate.good))

    async def _ask(self, query: CallbackQuery, text: str, language: Language) -> None:
        desk, target = self.desk, _target(query)
        names = desk.keeping.pseudonyms
        who, where = names.who(query.from_user.id), names.where(target.chat, target.topic)
        verdict = await desk.keeping.allowance.take(who)
        if verdict is not Verdict.ALLOWED:
            notice = messenger_phrases(language).flood if verdict is Verdict.WARNED else None
            await desk.outgoing.acknowledge(query, notice)
            return
        await desk.outgoing.acknowledge(query)
        async with desk.outgoing.typing(target):
            reading = await desk.read(Question(text, language), who, where)
        card = desk.card(reading, language)
        await desk.outgoing.send(target, card.with_reply(asked(card.reply, text, language)), language)
        await desk.keep(who, where, text, reading)

    async def _show(self, query: CallbackQuery, press: Press, language: Language) -> None:
        outgoing = self.desk.outgoing
        shown = self._shown(press, language, _found(query, self.desk))
        notice = _notice(press.standing, language)
        if shown is None:
            notice = phrases_of(language).changed_notice
            shown = changed_reply(self.desk.knowledge, language)
        await outgoing.acknowledge(query, notice)
        # Below a message sent inline stand links alone, so a press without a message is no button of ours.
        if query.message is not None:
            await outgoing.edit(_target(query), query.message.message_id, shown, language)

    def _shown(self, press: Press, language: Language, found: Candidates | None) -> Card | Reply | None:
        match press.deed:
            case Read():
                return self.desk.cards.place(press.deed, press.standing, language, found)
            case Candidates():
                return self.desk.cards.candidates(press.deed, language)
            case None | Ask() | Rate() | ShowPassage():
                return None
            case _:
                return view_reply(press.deed, self.desk.knowledge, language)


def _target(query: CallbackQuery) -> Target:
    """Where a reply to the press goes: the chat and the topic of its message."""
    message = query.message
    if message is None:
        raise TypeError("a press without a message has no place")
    if not isinstance(message, Message):
        return Target(message.chat.id)
    topic = message.message_thread_id if message.is_topic_message else None
    private = message.chat.type == ChatType.PRIVATE
    return Target(message.chat.id, topic, None if private else message.message_id)


def _found(query: CallbackQuery, desk: Desk) -> Candidates | None:
    """The passages found for the question above: by the button that lists them, else by those of the list."""
    message = query.message
    markup = message.reply_markup if isinstance(message, Message) else None
    places = []
    outright = True
    for button in (button for row in (markup.inline_keyboard if markup else ()) for button in row):
        deed = desk.cards.codec.decode(str(button.callback_data or "")).deed
        if isinstance(deed, Candidates):
            return deed
        if isinstance(deed, Read) and deed.mode is not Mode.BROWSE and deed.sentence and not deed.part:
            places.append(Place(deed.passage, deed.sentence))
            outright = outright and deed.mode is not Mode.NEAREST
    several = len({place.passage for place in places}) > 1
    return Candidates(tuple(places), outright) if several else None


def _notice(standing: Standing, language: Language) -> str | None:
    phrases = messenger_phrases(language)
    match standing:
        case Standing.CURRENT:
            return None
        case Standing.SAME:
            return phrases.same_notice
        case Standing.MOVED:
            return phrases.moved_notice
        case Standing.GONE:
            return phrases_of(language).changed_notice
