"""What people write, in private chats and in groups, and what the bot says then."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.conversation.conversation import Turn
from bot.models import Reply, ShowPassage
from bot.rendering import language_of, no_question_reply, not_text_reply, written_language
from bot.rendering.messenger import messenger_phrases
from bot.telegram.handlers.addressing import ASK, hear
from bot.telegram.handlers.groups import in_group
from bot.telegram.handlers.typed import typed_action
from bot.telegram.memory.bounded import Bounded
from bot.telegram.memory.ports import Permission, Preference
from bot.telegram.view.actions import Read
from bot.telegram.view.callback_data import Freshness
from bot.telegram.view.cards import Card
from bot.telegram.view.packing import digest

if TYPE_CHECKING:
    from telegram import Message

    from bot.telegram.handlers.addressing import Incoming
    from bot.telegram.handlers.answering import Answering
    from bot.telegram.handlers.commands import Commands
    from bot.telegram.memory.ports import Where, Who


_ALWAYS: Final = frozenset({"privacy", "forget_me"})
"""Commands that nobody has to wait for."""
_FRESH: Final = timedelta(minutes=10)
"""For how long after it was sent a message that got no answer gets one when it is edited into a question."""


@dataclass(frozen=True, slots=True)
class Messages:
    """The handlers of messages, new and edited."""

    answering: Answering
    commands: Commands
    _albums: deque[str] = field(default_factory=lambda: deque(maxlen=256), init=False)
    _asked: Bounded[tuple[Where, int], bytes] = field(default_factory=Bounded, init=False)
    """What each of the latest messages asked, as a digest."""

    async def message(self, message: Message) -> None:
        """A new message: a command, a question, or what is no text."""
        me, outgoing = self.answering.outgoing.bot.bot, self.answering.outgoing
        if any(each.id == me.id for each in message.new_chat_members):
            await self.commands.introduce(message.chat.id)
            return
        heard = hear(message, me, wrote_last=outgoing.wrote_last.get(message.chat.id, False))
        if heard is None:
            outgoing.wrote_last.pop(message.chat.id, None)
            return
        heard = await self._in_their_language(heard)
        who, where = self._names(heard)
        if heard.command and heard.command != ASK:
            if heard.command in _ALWAYS or await self._may_ask(heard, who):
                await self.commands.run(heard)
            return
        if heard.message.text is None and not heard.words:
            await self._no_text(heard, who)
        elif await self._may_ask(heard, who):
            await self._answer(heard, who, where)

    async def edited(self, message: Message) -> None:
        """A message that was edited: its answer is edited too; what has become a question is answered."""
        heard = hear(message, self.answering.outgoing.bot.bot)
        if heard is None or not heard.words or heard.command not in {"", ASK}:
            return
        heard = await self._in_their_language(heard)
        who, where = self._names(heard)
        # A reaction or a preview of a link arrives as an edit, too.
        if self._asked.get((where, heard.message.message_id)) == digest(heard.words):
            return
        answer = await self.answering.keeping.answer_to(where, heard.message.message_id)
        known = answer is not None or _is_fresh(heard.message)
        if known and await self._may_ask(heard, who):
            await self._answer(heard, who, where, answer)

    async def _answer(self, heard: Incoming, who: Who, where: Where, earlier: int | None = None) -> None:
        answering, language = self.answering, heard.language
        if not heard.words:
            await self._invite(heard)
            return
        before = await answering.keeping.last_turn(who, where)
        if earlier is None and await self._did_what_a_button_does(heard, who, where, before):
            return
        self._asked[where, heard.message.message_id] = digest(heard.words)
        if heard.message.media_group_id:
            self._albums.append(heard.message.media_group_id)
        async with answering.outgoing.typing(heard.place):
            reading = await answering.read(heard.words, language, before, heard.replied)
        card = await answering.card(reading, language, who)
        if not heard.private:
            replied = answering.shown_in(heard.replied) if heard.replied else None
            on_screen = replied.passage if replied else None
            shown = in_group(reading.exchange, card, heard, answering.knowledge, language, on_screen)
            if isinstance(shown, str):
                await answering.outgoing.react(heard.place.chat, heard.message.message_id, shown)
            if shown is None or isinstance(shown, str):
                return
            card = shown if isinstance(shown, Card) else Card(shown)
        if earlier is None:
            answer = await answering.outgoing.send(heard.place, card, language)
        else:
            answer = await answering.outgoing.edit(heard.place, earlier, card, language)
        await answering.keeping.remember_answer(who, where, heard.message.message_id, answer)
        await answering.keep(who, where, reading)

    async def _invite(self, heard: Incoming) -> None:
        """Ask for a question: after /ask alone in a field of its own, so that a group's answer is heard."""
        outgoing, language, phrases = (
            self.answering.outgoing,
            heard.language,
            messenger_phrases(heard.language),
        )
        if heard.command == ASK:
            line = Reply(lead=phrases.ask_now)
            await outgoing.send(heard.place, line, language, phrases.placeholder)
        elif heard.called:
            await outgoing.send(heard.place, no_question_reply(language), language)

    async def _did_what_a_button_does(
        self, heard: Incoming, who: Who, where: Where, before: Turn | None
    ) -> bool:
        """Whether the words are those of a button, which then does its work in a message below."""
        answering, language = self.answering, heard.language
        action = typed_action(heard.words, before, answering.knowledge)
        shown = answering.shown(action, Freshness.CURRENT, language) if action else None
        if action is None or shown is None:
            return False
        await answering.outgoing.send(heard.place, shown, language)
        if isinstance(action, Read | ShowPassage):
            marked = before.marked if before and action.passage in before.shown else None
            turn = Turn(before.question if before else "", (action.passage,), marked)
            await answering.keeping.remember_turn(who, where, turn)
        if isinstance(action, Read) and action.converted:
            await answering.keeping.prefer(who, Preference(language, converted=True))
        return True

    async def _in_their_language(self, heard: Incoming) -> Incoming:
        """The message with the language of whoever wrote it: what it is written in, else what they wrote before."""
        keeping = self.answering.keeping
        who, _ = self._names(heard)
        words = "" if heard.command == "start" else heard.words
        written, known = written_language(words), await keeping.preference(who)
        user = heard.message.from_user
        language = language_of(words, user.language_code if user else None, known.language if known else None)
        if written is not None and (known is None or known.language is not language):
            await keeping.prefer(who, Preference(language, known is not None and known.converted))
        return replace(heard, language=language)

    async def _no_text(self, heard: Incoming, who: Who) -> None:
        # Whatever kind of message Telegram will have next, what has no content has none to read.
        album = heard.message.media_group_id
        content = heard.message.effective_attachment or heard.message.checklist
        if not heard.private or content is None or album in self._albums:
            return
        if album:
            self._albums.append(album)
        if await self._may_ask(heard, who):
            await self.answering.outgoing.send(heard.place, not_text_reply(heard.language), heard.language)

    async def _may_ask(self, heard: Incoming, who: Who) -> bool:
        message = heard.message
        update = message.chat.id, message.message_id, message.edit_date
        verdict = await self.answering.permission(who, update)
        if verdict is Permission.WARNED:
            line = Reply(lead=messenger_phrases(heard.language).flood)
            await self.answering.outgoing.send(heard.place, line, heard.language)
        return verdict is Permission.ALLOWED

    def _names(self, heard: Incoming) -> tuple[Who, Where]:
        names = self.answering.keeping
        return names.who(heard.person), names.where(heard.place.chat, heard.place.topic)


def _is_fresh(message: Message) -> bool:
    """Whether a message was edited so soon that whoever wrote it still waits for an answer."""
    edited = message.edit_date
    return edited is not None and edited - message.date <= _FRESH
