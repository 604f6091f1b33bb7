"""Which messages are meant for the bot, and what they ask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from telegram import MessageEntity
from telegram.constants import ChatType

from bot.rendering import language_of
from bot.telegram.handlers.sending import Destination
from bot.telegram.view.text import part_of

if TYPE_CHECKING:
    from telegram import Message, User

    from bot.models import Language

ASK = "ask"
GENERAL: Final = frozenset({"start", "help", "sections", "source", "privacy", "forget_me"})
"""Commands that other bots may have as well."""
_DOUBT: Final = re.compile(
    r"(?:[这這呢](?:[个個])?)?(?:消息|说法|說法)?(?:[是係]|真)*(?:真的?|假的?|对|對)*[吗嗎咩]*[?？]*"
    r"|(?:is (?:this|it|that) )?true[?]?",
    re.IGNORECASE,
)
"""What is written below somebody's claim to have it held against the article."""
_COMMAND: Final = re.compile(
    r"[/／](?P<command>[A-Za-z_]+)(?:[@＠](?P<target>[A-Za-z0-9_]+))?[\s:：,，]*", re.ASCII
)
"""A command as people type it: with a wide slash, and with or without a space or a mark behind it."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message meant for the bot: the command in front, without its slash, the words, and who wrote them.

    `person` is the user, or the chat that speaks as one; `replied` is the bot's own message replied to.
    """

    message: Message
    place: Destination
    person: int
    language: Language
    command: str = ""
    words: str = ""
    replied: Message | None = None
    called: bool = True
    """Whether the bot is spoken to, and not named in passing or answered without its name."""

    @property
    def private(self) -> bool:
        """Whether nobody else is in the chat."""
        return self.message.chat.type == ChatType.PRIVATE


def hear(message: Message, me: User, *, wrote_last: bool = False) -> Incoming | None:
    """What a message says to the bot; None where others talk, or the bot itself through somebody.

    A bare command in a group is meant for the bot that `wrote_last` there.
    """
    user = message.from_user
    # A channel's post in its discussion group, another bot, and our own words sent inline are no questions.
    speaker = message.sender_chat or user
    if speaker is None or message.is_automatic_forward or (message.via_bot and message.via_bot.id == me.id):
        return None
    if user is not None and user.is_bot and message.sender_chat is None:
        return None
    text = message.text or message.caption or ""
    private = message.chat.type == ChatType.PRIVATE
    command, target, words = _command(text, private=private)
    replied = _own(message.reply_to_message, me)
    mentioned, words = _without_mention(message, words, me)
    if not private:
        if target and target != (me.username or "").lower():
            return None
        follows = command in GENERAL and wrote_last
        if not (mentioned or replied or target or command == ASK or follows):
            return None
    other = _asked_by_another(message, replied)
    if not words or (other and _DOUBT.fullmatch(words)):
        words = other
    return Incoming(
        message,
        Destination(
            message.chat.id,
            message.message_thread_id if message.is_topic_message else None,
            None if private else message.message_id,
        ),
        speaker.id,
        # What stands behind /start comes from a link, not from the person.
        language_of("" if command == "start" else words, user.language_code if user else None),
        command,
        words,
        replied,
        private or bool(command) or (mentioned and _at_an_end(text, me)),
    )


def _command(text: str, *, private: bool) -> tuple[str, str, str]:
    found = _COMMAND.match(text)
    if found is None:
        # In a group a path or a smiley is no command of ours.
        return ("?" if private and text.startswith("/") else ""), "", text
    return found["command"].lower(), (found["target"] or "").lower(), text[found.end() :].strip()


def _own(message: Message | None, me: User) -> Message | None:
    """The message replied to, if it is the bot's own, and not the notice that opened the topic."""
    if message is None or message.from_user is None or message.from_user.id != me.id:
        return None
    return None if message.forum_topic_created else message


def _without_mention(message: Message, words: str, me: User) -> tuple[bool, str]:
    text, entities = message.text or message.caption or "", message.entities or message.caption_entities
    name = f"@{me.username}".lower()
    mentioned = False
    for entity in entities:
        said = part_of(text, entity.offset, entity.length)
        meant = entity.type == MessageEntity.MENTION and said.lower() == name
        if meant or (entity.type == MessageEntity.TEXT_MENTION and entity.user and entity.user.id == me.id):
            mentioned = True
            words = words.replace(said, " ", 1)
    return mentioned, words.strip() if mentioned else words


def _at_an_end(text: str, me: User) -> bool:
    """Whether a message begins or ends with the bot's name, as one that is meant for it does."""
    name = f"@{me.username}".lower()
    bare = text.strip().rstrip("?？!！。.~ ").lower()
    return bare.startswith(name) or bare.endswith(name) or me.username is None


def _asked_by_another(message: Message, replied: Message | None) -> str:
    """/ask, or the bot's name alone, in reply to somebody passes that message on, or the words quoted of it."""
    if message.quote is not None:
        return message.quote.text
    other = message.reply_to_message
    if other is None or replied is not None or other.forum_topic_created:
        return ""
    return other.text or other.caption or ""
