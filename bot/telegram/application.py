"""The python-telegram-bot application, wired."""

from __future__ import annotations

import asyncio
import os
import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.conversation.conversation import Conversation
from bot.conversation.suggesting import Suggestions
from bot.errors import SettingsError
from bot.telegram.client.http import HttpClient
from bot.telegram.client.rate_limit import RateLimit
from bot.telegram.handlers.answering import Answering
from bot.telegram.handlers.buttons import Buttons
from bot.telegram.handlers.commands import Commands
from bot.telegram.handlers.errors import ErrorHandler
from bot.telegram.handlers.inline import Inline
from bot.telegram.handlers.menus import Menus
from bot.telegram.handlers.messages import Messages
from bot.telegram.handlers.sending import Outgoing
from bot.telegram.memory.answer_cache import AnswerCache
from bot.telegram.memory.in_memory import in_memory
from bot.telegram.view.callback_data import Codec
from bot.telegram.view.cards import Cards

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.answering import Answers
    from bot.models import Knowledge
    from bot.settings import Settings
    from bot.telegram.memory.ports import Keeping

TelegramApplication: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

_TOKEN: Final = re.compile(r"[\w:-]+", re.ASCII)


class _Introduced(Application[Any, Any, Any, Any, Any, Any]):
    """An application that sets its commands and descriptions when it starts, while it already answers."""

    def __init__(self, admins: frozenset[int], **wiring: Any) -> None:  # noqa: ANN401 - the library's
        super().__init__(**wiring)
        self._admins = admins
        self._introduction: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await super().start()
        self._introduction = asyncio.create_task(Menus(self.bot, self._admins).publish())

    async def stop(self) -> None:
        if self._introduction is not None:
            self._introduction.cancel()
            await asyncio.wait({self._introduction})
        await super().stop()


def build_application(
    settings: Settings,
    answers: Answers,
    knowledge: Knowledge,
    examples: Sequence[str] = (),
    keeping: Keeping | None = None,
) -> TelegramApplication:
    """The application with every handler in place; it fetches nothing itself, updates come to it.

    Raises:
        SettingsError: there is no token, or one that cannot be a token.

    """
    # Durations as the library's next major version gives them; the present way warns at each of them.
    os.environ["PTB_TIMEDELTA"] = "true"
    application = (
        ApplicationBuilder()
        .application_class(_Introduced, {"admins": settings.admin_ids})
        .token(_token(settings))
        .base_url(settings.api_url)
        .defaults(
            Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))
        )
        .rate_limiter(RateLimit(settings.messages_per_second))
        .request(HttpClient())
        .get_updates_request(HttpClient(1))
        .updater(None)
        .job_queue(None)
        .build()
    )
    bot = application.bot
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
        keeping or in_memory(settings.questions_per_minute),
    )
    commands = Commands(answering, Menus(bot, settings.admin_ids), tuple(examples), settings.admin_ids)
    messages = Messages(answering, commands)
    application.add_handlers(
        [
            MessageHandler(filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL, messages.message),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE, messages.edited),
            CallbackQueryHandler(Buttons(answering).press),
            InlineQueryHandler(Inline(answering).query),
        ]
    )
    application.add_error_handler(ErrorHandler(outgoing).handle)
    return application


def _token(settings: Settings) -> str:
    token = settings.require_token()
    if not _TOKEN.fullmatch(token):
        raise SettingsError("BOT_TOKEN", "is no token; copy it from @BotFather, it looks like 123456:ABC-def")
    return token
