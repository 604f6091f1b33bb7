"""What begins with a slash."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.fronts.telegram.actions import Read
from bot.fronts.telegram.links import read_payload
from bot.fronts.telegram.ports import Outcome
from bot.models import Language, Reply, ShowSection
from bot.rendering import contents_reply, help_reply, view_reply, welcome_reply
from bot.rendering.about import privacy_reply, source_reply
from bot.rendering.messenger import ADMIN_COMMAND, messenger_phrases

if TYPE_CHECKING:
    from bot.fronts.telegram.cards import Card
    from bot.fronts.telegram.desk import Desk
    from bot.fronts.telegram.hearing import Heard
    from bot.fronts.telegram.profile import Profile


@dataclass(frozen=True, slots=True)
class Commands:
    """Carries out commands; `examples` are the questions that /start offers to tap."""

    desk: Desk
    profile: Profile
    examples: tuple[str, ...] = ()
    admins: frozenset[int] = frozenset()
    _since: float = field(default_factory=time.monotonic, init=False)

    async def run(self, heard: Heard) -> None:
        """Answer a command; one that the bot does not know, with the help."""
        desk, language = self.desk, heard.language
        shown: Card | Reply = help_reply(language)
        match heard.command:
            case "start":
                shown = self._start(heard)
            case "sections":
                shown = contents_reply(desk.knowledge, language)
            case "source":
                shown = source_reply(desk.knowledge, language)
            case "privacy":
                shown = privacy_reply(language, desk.keeping.days if desk.keeping.lasting else None)
            case "forget_me":
                await desk.keeping.forget(desk.keeping.pseudonyms.who(heard.person))
                shown = Reply(lead=messenger_phrases(language).forgotten)
            case command if command == ADMIN_COMMAND and heard.person in self.admins:
                if not heard.private:
                    return
                shown = self._status(language)
        await desk.outgoing.send(heard.place, shown, language)
        if heard.command == "start" and heard.private:
            await self.profile.greet(heard.person, language)

    def _start(self, heard: Heard) -> Card | Reply:
        """The place that a link leads to, else what this is and questions to tap."""
        desk, language = self.desk, heard.language
        press = read_payload(heard.words, desk.cards.codec)
        shown: Card | Reply | None = None
        if press is not None and isinstance(press.deed, Read):
            shown = desk.cards.place(press.deed, press.standing, language)
        elif press is not None and isinstance(press.deed, ShowSection):
            shown = view_reply(press.deed, desk.knowledge, language)
        return shown or welcome_reply(desk.knowledge, self.examples, language)

    def _status(self, language: Language) -> Reply:
        desk = self.desk
        uptime = timedelta(seconds=round(time.monotonic() - self._since))
        return Reply(
            lead=messenger_phrases(language).status.format(
                version=desk.knowledge.version,
                articles=len(desk.knowledge.articles),
                passages=len(desk.knowledge.passages),
                uptime=uptime,
                answer=desk.tally[Outcome.ANSWER],
                related=desk.tally[Outcome.RELATED],
                none=desk.tally[Outcome.NONE],
            )
        )
