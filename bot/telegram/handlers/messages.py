"""What people write, in private chats and in groups, and what the bot says then."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.models import Reply
from bot.rendering import no_question_reply, not_text_reply
from bot.rendering.messenger import messenger_phrases
from bot.telegram.handlers.addressing import ASK, hear
from bot.telegram.memory.ports import Permission

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.telegram.handlers.addressing import Incoming
    from bot.telegram.handlers.answering import Answering
    from bot.telegram.handlers.commands import Commands
    from bot.telegram.memory.ports import Where, Who


@dataclass(frozen=True, slots=True)
class Messages:
    """The handlers of messages, new and edited."""

    answering: Answering
    commands: Commands
    _albums: deque[str] = field(default_factory=lambda: deque(maxlen=256), init=False)

    async def message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A new message: a command, a question, or what is no text."""
        heard = hear(update.message, context.bot.bot) if update.message else None
        if heard is None:
            return
        if heard.command and heard.command != ASK:
            await self.commands.run(heard)
            return
        who, where = self._names(heard)
        if heard.message.text is None and not heard.words:
            await self._no_text(heard, who)
        elif await self._may_ask(heard, who):
            await self._answer(heard, who, where)

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A question that was edited: its answer is edited too, if it is known."""
        message = update.edited_message
        heard = hear(message, context.bot.bot) if message else None
        if heard is None or not heard.words or heard.command not in {"", ASK}:
            return
        who, where = self._names(heard)
        answer = await self.answering.keeping.replies.answer_to(where, heard.message.message_id)
        if answer is not None and await self._may_ask(heard, who):
            await self._answer(heard, who, where, answer)

    async def _answer(self, heard: Incoming, who: Who, where: Where, earlier: int | None = None) -> None:
        answering, language = self.answering, heard.language
        if not heard.words:
            await answering.outgoing.send(heard.place, no_question_reply(language), language)
            return
        async with answering.outgoing.typing(heard.place):
            reading = await answering.read(heard.words, language, who, where, heard.replied)
        card = answering.card(reading, language)
        if earlier is None:
            answer = await answering.outgoing.send(heard.place, card, language)
        else:
            answer = await answering.outgoing.edit(heard.place, earlier, card, language)
        await answering.keeping.replies.remember(who, where, heard.message.message_id, answer)
        await answering.keep(who, where, reading)

    async def _no_text(self, heard: Incoming, who: Who) -> None:
        # Whatever kind of message Telegram will have next, what has no content has none to read.
        album = heard.message.media_group_id
        if not heard.private or heard.message.effective_attachment is None or album in self._albums:
            return
        if album:
            self._albums.append(album)
        if await self._may_ask(heard, who):
            await self.answering.outgoing.send(heard.place, not_text_reply(heard.language), heard.language)

    async def _may_ask(self, heard: Incoming, who: Who) -> bool:
        verdict = await self.answering.keeping.allowance.take(who)
        if verdict is Permission.WARNED:
            line = Reply(lead=messenger_phrases(heard.language).flood)
            await self.answering.outgoing.send(heard.place, line, heard.language)
        return verdict is Permission.ALLOWED

    def _names(self, heard: Incoming) -> tuple[Who, Where]:
        names = self.answering.keeping.pseudonyms
        return names.who(heard.person), names.where(heard.place.chat, heard.place.topic)
