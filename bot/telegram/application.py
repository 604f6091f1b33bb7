"""The Telegram front, wired: updates in, replies out."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from telegram import LinkPreviewOptions
from telegram.ext import Defaults, ExtBot

from bot.conversation.conversation import Conversation
from bot.conversation.suggesting import Suggestions
from bot.errors import SettingsError
from bot.telegram.client.http import http_client
from bot.telegram.client.rate_limit import RateLimit
from bot.telegram.handlers.answering import Answering
from bot.telegram.handlers.buttons import Buttons
from bot.telegram.handlers.commands import Commands
from bot.telegram.handlers.errors import ErrorHandler
from bot.telegram.handlers.inline import Inline
from bot.telegram.handlers.menus import Menus
from bot.telegram.handlers.messages import Messages
from bot.telegram.handlers.reviewing import Reviewing
from bot.telegram.handlers.sending import Outgoing
from bot.telegram.memory.answer_cache import AnswerCache
from bot.telegram.view.callback_data import Codec
from bot.telegram.view.cards import Cards

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from telegram import Update

    from bot.conversation.answering import Answers
    from bot.models import Knowledge
    from bot.settings import Settings
    from bot.telegram.memory.ports import Keeping

_TOKEN: Final = re.compile(r"[\w:-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class TelegramFront:
    """Answers each update with the handler of its kind; it fetches nothing itself."""

    bot: ExtBot[None]
    messages: Messages
    buttons: Buttons
    inline: Inline
    errors: ErrorHandler
    menus: Menus
    reviewing: Reviewing

    async def answer(self, update: Update) -> None:
        """Answer an update; one of a kind that the bot does not know, not at all.

        Raises:
            TelegramError: a reply did not get through.

        """
        if update.message is not None:
            await self.messages.message(update.message)
        elif update.edited_message is not None:
            await self.messages.edited(update.edited_message)
        elif update.callback_query is not None:
            await self.buttons.press(update.callback_query)
        elif update.inline_query is not None:
            await self.inline.query(update.inline_query)
        elif update.guest_message is not None:
            await self.inline.guest(update.guest_message)

    async def unreadable(self, content: Mapping[str, Any]) -> None:
        """Say to who wrote what the library cannot read that it was not read."""
        await self.errors.unreadable(content)

    async def failed(self, update: Update | None, error: Exception) -> None:
        """Say what kept this update from being answered, once it is given up."""
        await self.errors.handle(update, error)

    async def overrun(self, update: Update) -> None:
        """Say in the chat of this update that others before it were too many to be answered."""
        await self.errors.overrun(update)

    async def introduce(self) -> None:
        """Set the commands and descriptions, while the bot already answers."""
        await self.menus.publish()


def build_front(
    settings: Settings,
    answers: Answers,
    knowledge: Knowledge,
    keeping: Keeping,
    examples: Sequence[str] = (),
    *,
    bot: ExtBot[None] | None = None,
    reload: Callable[[], None] | None = None,
) -> TelegramFront:
    """The front with every handler in place; over new content, with the `bot` that stands already.

    `reload` has the content read anew when an administrator asks for it.

    Raises:
        SettingsError: there is no token, or one that cannot be a token.

    """
    # Durations as the library's next major version gives them; the present way warns at each of them.
    os.environ["PTB_TIMEDELTA"] = "true"
    bot = bot or _bot(settings)
    codec = Codec(knowledge, examples)
    outgoing = Outgoing(bot, codec)
    cached = AnswerCache(answers)
    suggestions = Suggestions(cached.gallery, lambda: knowledge)
    suggestions.prepare()
    answering = Answering(
        outgoing,
        Cards(knowledge, codec, lambda: bot.username),
        Conversation(cached, lambda: knowledge, suggestions),
        knowledge,
        keeping,
    )
    menus = Menus(bot, settings.admin_ids)
    # Past the cache, which holds what people ask now.
    reviewing = Reviewing(outgoing, answers, knowledge, answering.keeping)
    commands = Commands(answering, menus, reviewing, tuple(examples), settings.admin_ids, reload)
    return TelegramFront(
        bot,
        Messages(answering, commands),
        Buttons(answering),
        Inline(answering),
        ErrorHandler(outgoing),
        menus,
        reviewing,
    )


def _bot(settings: Settings) -> ExtBot[None]:
    return ExtBot(
        _token(settings),
        settings.api_url,
        request=http_client(settings),
        get_updates_request=http_client(settings, 1),
        defaults=Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)),
        rate_limiter=RateLimit(settings.messages_per_second),
    )


def _token(settings: Settings) -> str:
    token = settings.require_token()
    if not _TOKEN.fullmatch(token):
        raise SettingsError("BOT_TOKEN", "is no token; copy it from @BotFather, it looks like 123456:ABC-def")
    return token
