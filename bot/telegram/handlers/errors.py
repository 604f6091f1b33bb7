"""What happens when a handler fails: one line for the operator, a word for the person."""

from __future__ import annotations

import re
import traceback
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import structlog
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.models import Reply
from bot.rendering import language_of, not_text_reply, phrases_of, trouble_reply
from bot.rendering.messenger import messenger_phrases
from bot.telegram.handlers.sending import Destination

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram import Update

    from bot.telegram.handlers.sending import Outgoing

_NO_RIGHT: Final = re.compile(
    r"not enough rights|no rights|administrator rights|write_forbidden|restricted|topic_closed|topic_deleted"
    r"|thread not found|chat not found",
    re.IGNORECASE,
)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ErrorHandler:
    """The error handler."""

    outgoing: Outgoing

    async def handle(self, update: Update | None, error: Exception) -> None:
        """Log the failure in one line, and apologise where it was ours and the chat is private."""
        match error:
            case Forbidden():
                log.debug("somebody does not let the bot write", problem=str(error))
            case BadRequest() if _NO_RIGHT.search(str(error)):
                log.debug("the bot may not write in a chat", problem=str(error))
            case BadRequest():
                log.error("Telegram refused a request", problem=str(error), where=_where(error))
            case NetworkError():
                log.error("a reply never reached Telegram and is given up", problem=str(error))
            case TelegramError():
                log.error("a reply was not sent and is given up", problem=str(error))
            case _:
                # The error's own words may hold those of a person.
                log.error("a handler failed", problem=type(error).__name__, where=_where(error))
                log.debug("the failure in full", exc_info=error)
                if update is not None:
                    await self._apologise(update)

    async def overrun(self, update: Update) -> None:
        """Say that not all that was written could be answered; where that is not possible, nothing."""
        chat, user = update.effective_chat, update.effective_user
        if chat is None:
            return
        language = language_of("", user.language_code if user else None)
        line = Reply(lead=messenger_phrases(language).overrun)
        with suppress(TelegramError):
            await self.outgoing.send(Destination(chat.id), line, language)

    async def unreadable(self, content: Mapping[str, Any]) -> None:
        """Answer a private message of a kind that is not known here as any that is no text."""
        match content.get("message"):
            case {"chat": {"id": int(chat), "type": "private"}, "from": {"language_code": str(code)}}:
                language = language_of("", code)
            case {"chat": {"id": int(chat), "type": "private"}}:
                language = language_of("", None)
            case _:
                return
        await self.outgoing.send(Destination(chat), not_text_reply(language), language)

    async def _apologise(self, update: Update) -> None:
        user, message = update.effective_user, update.message
        language = language_of((message.text if message else "") or "", user.language_code if user else None)
        if update.callback_query is not None:
            await self.outgoing.acknowledge(update.callback_query, phrases_of(language).trouble)
        if update.effective_chat is None or update.effective_chat.type != update.effective_chat.PRIVATE:
            return
        with suppress(TelegramError):
            await self.outgoing.send(Destination(update.effective_chat.id), trouble_reply(language), language)


def _where(error: BaseException) -> str:
    """The innermost line of ours that the error passed through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/bot/" in frame.filename]
    return f"{frames[-1].filename.rpartition('/bot/')[2]}:{frames[-1].lineno}" if frames else ""
