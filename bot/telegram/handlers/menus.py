"""How the bot introduces itself in Telegram's menus: commands and descriptions, by language and by chat."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog
from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.models import Language
from bot.rendering.messenger import ADMIN_COMMANDS, messenger_phrases
from bot.telegram.handlers.addressing import ASK

if TYPE_CHECKING:
    from telegram import Bot

# Telegram takes two letters, so that "zh" is all of Chinese; whoever reads traditional Chinese gets a menu of
# their own chat instead. The empty code is for everybody whose language has none.
_LANGUAGES: Final = (("", Language.SIMPLIFIED), ("zh", Language.SIMPLIFIED), ("en", Language.ENGLISH))

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Menus:
    """Sets commands and descriptions; `admins` see theirs as well."""

    bot: Bot
    admins: frozenset[int] = frozenset()

    async def publish(self) -> None:
        """Set everything; without it the bot works all the same, so that a failure is a line in the log."""
        try:
            for code, language in _LANGUAGES:
                await self._set_language(code or None, language)
        except TelegramError as error:
            log.warning("the commands and descriptions could not be set", problem=str(error))
            return
        for admin in sorted(self.admins):
            await self.greet(admin, Language.SIMPLIFIED)

    async def greet(self, person: int, language: Language) -> None:
        """Give a person's own chat a menu where the one for all does not fit."""
        if person not in self.admins and language is not Language.TRADITIONAL:
            return
        commands = _commands(language)
        if person in self.admins:
            commands += [BotCommand(*command) for command in ADMIN_COMMANDS[language]]
        # An administrator who never wrote to the bot has no chat yet.
        with suppress(TelegramError):
            await self.bot.set_my_commands(commands, BotCommandScopeChat(person))

    async def _set_language(self, code: str | None, language: Language) -> None:
        bot = self.bot
        phrases = messenger_phrases(language)
        await bot.set_my_commands(_commands(language), BotCommandScopeAllPrivateChats(), language_code=code)
        await bot.set_my_commands(
            [command for command in _commands(language) if command.command == ASK],
            BotCommandScopeAllGroupChats(),
            language_code=code,
        )
        both = [phrases]
        if language is Language.SIMPLIFIED:
            both.append(messenger_phrases(Language.TRADITIONAL))
        await bot.set_my_description("\n\n".join(each.description for each in both), code)
        await bot.set_my_short_description("\n".join(each.short_description for each in both), code)


def _commands(language: Language) -> list[BotCommand]:
    return [BotCommand(*command) for command in messenger_phrases(language).commands]
