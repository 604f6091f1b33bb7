"""Buttons: what a tap changes in the message above it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from telegram import InlineKeyboardButton, Message
from telegram.constants import ChatType

from bot.models import Ask
from bot.rendering import asked, changed_reply, language_of, phrases_of
from bot.rendering.messenger import messenger_phrases
from bot.telegram.handlers.groups import belongs_to_another
from bot.telegram.handlers.sending import Destination
from bot.telegram.memory.ports import Permission, Preference, Vote
from bot.telegram.view.actions import Candidates, Mode, Place, Rate, Read
from bot.telegram.view.callback_data import Freshness

if TYPE_CHECKING:
    from telegram import CallbackQuery

    from bot.conversation.conversation import Turn
    from bot.models import Language, PassageId
    from bot.telegram.handlers.answering import Answering
    from bot.telegram.memory.ports import Who
    from bot.telegram.view.callback_data import Codec, Press

_NOTICE: Final = 200
"""Characters of a notice above the chat."""


@dataclass(frozen=True, slots=True)
class Buttons:
    """The handler of buttons: a question is answered below, everything else is shown in place."""

    answering: Answering

    async def press(self, query: CallbackQuery) -> None:
        """A button was pressed; it is acknowledged whatever becomes of it."""
        press = self.answering.cards.codec.decode(query.data or "")
        language = press.language or language_of("", query.from_user.language_code)
        if not isinstance(press.action, Rate | Ask) and belongs_to_another(query):
            await self.answering.outgoing.acknowledge(query, messenger_phrases(language).not_yours)
            return
        match press.action:
            case Rate():
                await self._rate(query, press.action, press.freshness, language)
            case Ask(text) if query.message is not None:
                await self._ask(query, text, language)
            case _:
                await self._show(query, press, language)

    async def _rate(self, query: CallbackQuery, rate: Rate, freshness: Freshness, language: Language) -> None:
        if freshness is Freshness.GONE:
            await self.answering.outgoing.acknowledge(query, phrases_of(language).changed_notice)
            return
        answering, keeping, phrases = self.answering, self.answering.keeping, messenger_phrases(language)
        who = keeping.who(query.from_user.id)
        message = query.message
        before = None
        if message is not None:
            target = _target(query)
            before = await keeping.last_turn(who, keeping.where(target.chat, target.topic))
        asked = before.question if before and rate.passage in before.shown else ""
        vote = Vote(rate.passage, answering.knowledge.version, rate.good, asked)
        await answering.outgoing.acknowledge(query, phrases.unvoted if rate.given else phrases.voted)
        await (keeping.withdraw(who, vote) if rate.given else keeping.vote(who, vote))
        if not isinstance(message, Message) or message.chat.type != ChatType.PRIVATE:
            # In a group the thumbs of many stand below one message.
            return
        stands = None if rate.given else rate.good
        await answering.outgoing.relabel(message, partial(_thumbs, stands, language, answering.cards.codec))
        if not rate.good and not rate.given and before is not None and asked:
            await self._offer_others(query, before, who, language)

    async def _offer_others(self, query: CallbackQuery, before: Turn, who: Who, language: Language) -> None:
        """Who finds an answer wrong gets what else comes near, if anything does."""
        answering, target = self.answering, _target(query)
        exchange = answering.conversation.others(before, language)
        if not exchange.answer.matches:
            return
        await answering.outgoing.send(target, answering.cards.exchange(exchange, language), language)
        if exchange.turn is not None:
            where = answering.keeping.where(target.chat, target.topic)
            await answering.keeping.remember_turn(who, where, exchange.turn)

    async def _ask(self, query: CallbackQuery, text: str, language: Language) -> None:
        answering, target = self.answering, _target(query)
        names = answering.keeping
        who, where = names.who(query.from_user.id), names.where(target.chat, target.topic)
        verdict = await answering.permission(who, query.id)
        if verdict is not Permission.ALLOWED:
            notice = messenger_phrases(language).flood if verdict is Permission.WARNED else None
            await answering.outgoing.acknowledge(query, notice)
            return
        await answering.outgoing.acknowledge(query)
        async with answering.outgoing.typing(target):
            reading = await answering.read(text, language, await answering.keeping.last_turn(who, where))
        card = await answering.card(reading, language, who)
        await answering.outgoing.send(target, card.with_reply(asked(card.reply, text, language)), language)
        await answering.keep(who, where, reading)

    async def _show(self, query: CallbackQuery, press: Press, language: Language) -> None:
        outgoing = self.answering.outgoing
        await self._remember_script(query, press, language)
        found = _found(query, self.answering)
        shown = self.answering.shown(press.action, press.freshness, language, found)
        notice = _notice(press.freshness, language)
        if shown is None:
            notice = phrases_of(language).changed_notice
            shown = changed_reply(self.answering.knowledge, language)
        await outgoing.acknowledge(query, notice)
        # Below a message sent inline stand links alone, so a press without a message is no button of ours.
        if query.message is not None:
            await outgoing.edit(_target(query), query.message.message_id, shown, language)

    async def _remember_script(self, query: CallbackQuery, press: Press, language: Language) -> None:
        """Whoever asks for the other script of what is on the screen gets it from now on, until asked back."""
        action = press.action
        if (
            isinstance(action, Read)
            and not action.part
            and action.passage == _on_screen(query, self.answering)
        ):
            keeping = self.answering.keeping
            who = keeping.who(query.from_user.id)
            await keeping.prefer(who, Preference(language, action.converted))


def _thumbs(
    stands: bool | None, language: Language, codec: Codec, button: InlineKeyboardButton
) -> InlineKeyboardButton:
    """A thumb as it looks and works once this vote stands; any other button as it is."""
    press = codec.decode(str(button.callback_data or ""))
    if not isinstance(press.action, Rate):
        return button
    given = press.action.good is stands
    label = ("👍" if press.action.good else "👎") + (" ✓" if given else "")
    action = replace(press.action, given=given)
    return InlineKeyboardButton(label, callback_data=codec.encode(action, press.language or language))


def _target(query: CallbackQuery) -> Destination:
    """Where a reply to the press goes: the chat and the topic of its message."""
    message = query.message
    if message is None:
        raise TypeError("a press without a message has no place")
    if not isinstance(message, Message):
        return Destination(message.chat.id)
    topic = message.message_thread_id if message.is_topic_message else None
    private = message.chat.type == ChatType.PRIVATE
    return Destination(message.chat.id, topic, None if private else message.message_id)


def _on_screen(query: CallbackQuery, answering: Answering) -> PassageId | None:
    """The passage above the buttons: the one that its thumbs are for."""
    message = query.message
    markup = message.reply_markup if isinstance(message, Message) else None
    for button in (button for row in (markup.inline_keyboard if markup else ()) for button in row):
        action = answering.cards.codec.decode(str(button.callback_data or "")).action
        if isinstance(action, Rate):
            return action.passage
    return None


def _found(query: CallbackQuery, answering: Answering) -> Candidates | None:
    """The passages found for the question above: by the button that lists them, else by those of the list."""
    message = query.message
    markup = message.reply_markup if isinstance(message, Message) else None
    places = []
    outright = True
    for button in (button for row in (markup.inline_keyboard if markup else ()) for button in row):
        action = answering.cards.codec.decode(str(button.callback_data or "")).action
        if isinstance(action, Candidates):
            return action
        if (
            isinstance(action, Read)
            and action.mode is not Mode.BROWSE
            and action.sentence
            and not action.part
        ):
            places.append(Place(action.passage, action.sentence))
            outright = outright and action.mode is not Mode.NEAREST
    several = len({place.passage for place in places}) > 1
    return Candidates(tuple(places), outright) if several else None


def _notice(freshness: Freshness, language: Language) -> str | None:
    phrases = messenger_phrases(language)
    match freshness:
        case Freshness.CURRENT:
            return None
        case Freshness.SAME:
            return phrases.same_notice
        case Freshness.MOVED:
            return phrases.moved_notice
        case Freshness.GONE:
            return phrases_of(language).changed_notice
