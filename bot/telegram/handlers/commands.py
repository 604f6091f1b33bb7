"""What begins with a slash."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import structlog
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.models import Language, Reply, ShowSection, Status
from bot.rendering import contents_reply, help_reply, trouble_reply, view_reply, welcome_reply
from bot.rendering.about import privacy_reply, source_reply
from bot.rendering.messenger import (
    ADMIN_COMMANDS,
    GAPS_COMMAND,
    RELOAD_COMMAND,
    STATUS_COMMAND,
    messenger_phrases,
)
from bot.rendering.reviewing import span_text
from bot.telegram.client.retry import Retry
from bot.telegram.handlers.sending import Destination
from bot.telegram.view.actions import Read
from bot.telegram.view.cards import Card
from bot.telegram.view.links import read_payload

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.telegram.handlers.addressing import Incoming
    from bot.telegram.handlers.answering import Answering
    from bot.telegram.handlers.menus import Menus
    from bot.telegram.handlers.reviewing import Reviewing

_ADMINISTERING: Final = frozenset(command for command, _ in ADMIN_COMMANDS[Language.SIMPLIFIED])
_PATIENCE: Final = 600.0
"""Seconds after which an administrator no longer waits for a report."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Commands:
    """Carries out commands; `examples` are the questions that /start offers to tap."""

    answering: Answering
    menus: Menus
    reviewing: Reviewing
    examples: tuple[str, ...] = ()
    admins: frozenset[int] = frozenset()
    reload: Callable[[], None] | None = None
    _reports: set[asyncio.Task[None]] = field(default_factory=set, init=False)

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
            case command if command in _ADMINISTERING and heard.person in self.admins:
                administered = self._administer(heard) if heard.private else None
                if administered is None:
                    return
                shown = administered
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

    def _administer(self, heard: Incoming) -> Reply | None:
        """What a command of administrators shows at once; a report that takes a while is sent by itself."""
        language, reviewing = heard.language, self.reviewing
        if heard.command == RELOAD_COMMAND:
            return self._reload(language)
        if heard.command == STATUS_COMMAND:
            return self._status(language)
        if reviewing.keeping.history is None:
            return help_reply(language)
        report = reviewing.gaps if heard.command == GAPS_COMMAND else reviewing.stats
        task = asyncio.create_task(self._report(heard, report(heard.words, language)))
        self._reports.add(task)
        task.add_done_callback(self._reports.discard)
        return None

    async def _report(self, heard: Incoming, report: Awaitable[Reply]) -> None:
        """Send a report when it is ready; the answers of others are spaced, and would wait for it in the line."""
        outgoing, language = self.answering.outgoing, heard.language
        try:
            async with outgoing.typing(heard.place):
                shown = await report
        except Exception as error:  # noqa: BLE001 - whatever the engine makes of a question
            # The error's own words may hold those of a person.
            log.error("a report could not be made", problem=type(error).__name__)  # noqa: TRY400
            shown = trouble_reply(language)
        try:
            await Retry().call(
                lambda: outgoing.send(heard.place, shown, language),
                (BadRequest, Forbidden),
                within=_PATIENCE,
            )
        except TelegramError as error:
            log.warning("a report was not sent and is given up", problem=str(error))

    def _reload(self, language: Language) -> Reply:
        if self.reload is None:
            return help_reply(language)
        self.reload()
        return Reply(lead=messenger_phrases(language).reloading)

    def _status(self, language: Language) -> Reply:
        answering = self.answering
        uptime = span_text(time.monotonic() - answering.keeping.began, language)
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
