"""What begins with a slash."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.models import Language, Reply, ShowSection, Status
from bot.rendering import contents_reply, help_reply, view_reply, welcome_reply
from bot.rendering.about import privacy_reply, source_reply
from bot.rendering.messenger import RELOAD_COMMAND, STATUS_COMMAND, messenger_phrases
from bot.telegram.handlers.sending import Destination
from bot.telegram.view.actions import Read
from bot.telegram.view.cards import Card
from bot.telegram.view.links import read_payload

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.telegram.handlers.addressing import Incoming
    from bot.telegram.handlers.answering import Answering
    from bot.telegram.handlers.menus import Menus


@dataclass(frozen=True, slots=True)
class Commands:
    """Carries out commands; `examples` are the questions that /start offers to tap."""

    answering: Answering
    menus: Menus
    examples: tuple[str, ...] = ()
    admins: frozenset[int] = frozenset()
    reload: Callable[[], None] | None = None
    _since: float = field(default_factory=time.monotonic, init=False)

    async def run(self, heard: Incoming) -> None:
        """Answer a command; one that the bot does not know, with the help."""
        answering, language = self.answering, heard.language
        shown: Card | Reply = help_reply(language)
        match heard.command:
            case "start":
                shown = self._start(heard)
                if isinstance(shown, Card) and await self._is_new(heard):
                    line = messenger_phrases(language).newcomer
                    shown = shown.with_reply(
                        replace(shown.reply, lead=f"{line}\n\n{shown.reply.lead}".strip())
                    )
            case "sections":
                shown = contents_reply(answering.knowledge, language)
            case "source":
                shown = source_reply(answering.knowledge, language)
            case "privacy":
                shown = privacy_reply(language, answering.keeping.days)
            case "forget_me":
                gone = await answering.keeping.forget(answering.keeping.who(heard.person))
                phrases = messenger_phrases(language)
                shown = Reply(lead=phrases.forgotten if gone else phrases.not_forgotten)
            case command if command in {STATUS_COMMAND, RELOAD_COMMAND} and heard.person in self.admins:
                if not heard.private:
                    return
                shown = self._status(language) if command == STATUS_COMMAND else self._reload(language)
        await answering.outgoing.send(heard.place, shown, language)
        if heard.command == "start" and heard.private:
            await self.menus.greet(heard.person, language)

    async def introduce(self, chat: int) -> None:
        """Say to a group what this is, once, when the bot is added to it."""
        knowledge, language = self.answering.knowledge, Language.SIMPLIFIED
        name = self.answering.outgoing.bot.username
        line = messenger_phrases(language).added.format(title=knowledge.articles[0].title, name=name)
        await self.answering.outgoing.send(Destination(chat), Reply(lead=line), language)

    async def _is_new(self, heard: Incoming) -> bool:
        """Whether a link that somebody shared has led here a person who never wrote."""
        keeping = self.answering.keeping
        who = keeping.who(heard.person)
        where = keeping.where(heard.place.chat, heard.place.topic)
        return await keeping.preference(who) is None and await keeping.last_turn(who, where) is None

    def _start(self, heard: Incoming) -> Card | Reply:
        """The place that a link leads to, else what this is and questions to tap."""
        answering, language = self.answering, heard.language
        press = read_payload(heard.words, answering.cards.codec)
        shown: Card | Reply | None = None
        if press is not None and isinstance(press.action, Read):
            shown = answering.cards.place(press.action, press.freshness, language)
        elif press is not None and isinstance(press.action, ShowSection):
            shown = view_reply(press.action, answering.knowledge, language)
        return shown or welcome_reply(answering.knowledge, self.examples, language)

    def _reload(self, language: Language) -> Reply:
        if self.reload is None:
            return help_reply(language)
        self.reload()
        return Reply(lead=messenger_phrases(language).reloading)

    def _status(self, language: Language) -> Reply:
        answering = self.answering
        uptime = timedelta(seconds=round(time.monotonic() - self._since))
        return Reply(
            lead=messenger_phrases(language).status.format(
                version=answering.knowledge.version,
                articles=len(answering.knowledge.articles),
                passages=len(answering.knowledge.passages),
                uptime=uptime,
                answer=answering.tally[Status.ANSWER],
                related=answering.tally[Status.RELATED],
                none=answering.tally[Status.NONE],
            )
        )
