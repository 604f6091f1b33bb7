"""Card → the requests that show it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from telegram import ForceReply, InlineKeyboardMarkup, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.telegram.memory.bounded import Bounded
from bot.telegram.view.cards import Card
from bot.telegram.view.keyboard import to_keyboard
from bot.telegram.view.markup import to_html
from bot.telegram.view.text import clip

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from telegram import Bot, CallbackQuery, InlineKeyboardButton, Message

    from bot.models import Language, Reply
    from bot.telegram.view.callback_data import Codec

_INSTANT: Final = 0.3
"""An answer that comes within these seconds needs no sign that it is coming."""
_TYPING_PATIENCE: Final = 1.0
_PLACEHOLDER: Final = 64


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a card goes: a chat, in a forum its topic, and the message that it replies to."""

    chat: int
    topic: int | None = None
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Sends and edits messages; the buttons below them carry what `codec` makes of them."""

    bot: Bot
    codec: Codec
    wrote_last: Bounded[int, bool] = field(default_factory=Bounded, init=False)
    """The chats in which nobody has been seen to write since the bot did."""

    async def send(
        self, place: Destination, shown: Card | Reply, language: Language, asking: str = ""
    ) -> int:
        """Send a new message and return its id; with `asking`, one that is answered in a field that says so."""
        card = _card(shown)
        aim = None
        if place.message is not None:
            aim = ReplyParameters(place.message, allow_sending_without_reply=True)
        try:
            message = await self.bot.send_message(
                place.chat,
                to_html(card.reply, language, card.part),
                parse_mode=ParseMode.HTML,
                message_thread_id=place.topic,
                reply_parameters=aim,
                reply_markup=_field(asking) if asking else self.keyboard(card, language),
            )
        except ChatMigrated as moved:
            return await self.send(Destination(moved.new_chat_id, place.topic), card, language, asking)
        self.wrote_last[place.chat] = True
        return message.message_id

    async def react(self, chat: int, message: int, emoji: str) -> None:
        """React to a message; where reactions are not allowed, not at all."""
        with suppress(BadRequest):
            await self.bot.set_message_reaction(chat, message, emoji)

    async def edit(self, place: Destination, message: int, shown: Card | Reply, language: Language) -> int:
        """Show the card in place of that message, or below if it cannot be edited; return where it now is."""
        card = _card(shown)
        try:
            await self.bot.edit_message_text(
                to_html(card.reply, language, card.part),
                place.chat,
                message,
                parse_mode=ParseMode.HTML,
                reply_markup=self.keyboard(card, language),
            )
        except BadRequest as error:
            # A second press of the same button has nothing to change; a message too old to edit, or deleted
            # meanwhile, is followed by a new one.
            if "not modified" not in str(error):
                return await self.send(place, card, language)
        return message

    async def relabel(
        self, message: Message, change: Callable[[InlineKeyboardButton], InlineKeyboardButton]
    ) -> None:
        """Change the buttons below a message; where they cannot be, they stay as they are."""
        rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
        keyboard = InlineKeyboardMarkup([[change(button) for button in row] for row in rows])
        with suppress(BadRequest):
            await self.bot.edit_message_reply_markup(
                message.chat.id, message.message_id, reply_markup=keyboard
            )

    def keyboard(self, card: Card, language: Language) -> InlineKeyboardMarkup | None:
        """The buttons below the card."""
        return to_keyboard(card.reply.choices, card.rows, language, self.codec)

    @asynccontextmanager
    async def typing(self, place: Destination) -> AsyncIterator[None]:
        """Show that an answer is coming while the block takes long; never worth an error or a long wait."""
        began = False

        async def show() -> None:
            nonlocal began
            await asyncio.sleep(_INSTANT)
            began = True
            with suppress(TelegramError):
                await self.bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.topic)

        showing = asyncio.create_task(show())
        try:
            yield
        finally:
            if began:
                # Waited for, or Telegram might show the bot typing below its finished answer.
                await asyncio.wait({showing}, timeout=_TYPING_PATIENCE)
            showing.cancel()

    async def acknowledge(self, query: CallbackQuery, notice: str | None = None) -> None:
        """End the button's spinner; what was pressed during an absence of the bot may be too old for it."""
        with suppress(TelegramError):
            await self.bot.answer_callback_query(query.id, notice)


def _field(placeholder: str) -> ForceReply:
    return ForceReply(selective=True, input_field_placeholder=clip(placeholder, _PLACEHOLDER))


def _card(shown: Card | Reply) -> Card:
    return shown if isinstance(shown, Card) else Card(shown)
