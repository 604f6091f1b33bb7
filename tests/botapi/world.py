"""What Telegram remembers: chats with their messages, updates to fetch, buttons pressed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.botapi.refusals import RefusedError, bad_request, too_late

if TYPE_CHECKING:
    from tests.botapi.formatting import Formatted

BOT = {
    "id": 4242,
    "is_bot": True,
    "first_name": "问文章",
    "username": "article_test_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
}
NOW = 1_750_000_000
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass
class Message:
    """A message in a chat; the bot's own can be edited."""

    id: int
    chat: dict[str, Any]
    sender: dict[str, Any]
    content: dict[str, Any]
    formatted: Formatted | None = None
    keyboard: dict[str, Any] | None = None
    edits: int = 0

    @property
    def text(self) -> str:
        """The text as shown."""
        return self.formatted.text if self.formatted else str(self.content.get("text", ""))

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """All buttons, in reading order."""
        return [button for row in (self.keyboard or {}).get("inline_keyboard", []) for button in row]

    @property
    def labels(self) -> list[str]:
        """What the buttons say."""
        return [button["text"] for button in self.buttons]

    def marked(self, kind: str) -> list[str]:
        """The parts of the text with this kind of entity."""
        units = self.text.encode("utf-16-le")
        return [
            units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")
            for entity in (self.formatted.entities if self.formatted else ())
            if entity.type == kind
        ]

    @property
    def links(self) -> list[str]:
        """Where the linked parts of the text lead."""
        return [entity.url for entity in (self.formatted.entities if self.formatted else ()) if entity.url]

    def to_json(self) -> dict[str, Any]:
        """The message as the Bot API gives it."""
        found: dict[str, Any] = {
            "message_id": self.id,
            "date": NOW + self.id,
            "chat": self.chat,
            "from": self.sender,
        }
        found |= self.content | ({"text": self.text} if self.formatted else {})
        if "reply_to_message" in found:
            # Telegram gives the message replied to, but not what that one replied to.
            replied = found["reply_to_message"].items()
            found["reply_to_message"] = {name: value for name, value in replied if name != "reply_to_message"}
        if self.formatted and self.formatted.entities:
            found["entities"] = [vars(entity) for entity in self.formatted.entities]
        if self.edits:
            found["edit_date"] = NOW + self.id + self.edits
        return found | ({"reply_markup": self.keyboard} if self.keyboard else {})


@dataclass
class World:
    """All state behind the server; `changed` is notified whenever there is something new to see."""

    chats: dict[int, dict[str, Any]] = field(default_factory=dict)
    messages: dict[int, list[Message]] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    muted: set[int] = field(default_factory=set)
    """Groups in which the bot may not write."""
    moved: dict[int, int] = field(default_factory=dict)
    """Groups that became supergroups, by the id that they had."""
    topics: dict[int, set[int]] = field(default_factory=dict)
    """The topics of each forum."""
    inline: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    """Inline queries by id: None until answered, then the answer."""
    menus: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)
    """Commands by scope and language code."""
    descriptions: dict[tuple[str, str], str] = field(default_factory=dict)
    updates: list[dict[str, Any]] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)
    webhook: dict[str, Any] = field(default_factory=dict)
    """What setWebhook was given, while one is set."""
    confirmed: int = 0
    presses: dict[str, str | None] = field(default_factory=dict)
    """Pressed buttons by query id: None until answered, then the notice shown ("" for none)."""
    guests: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What was sent as a guest, by query."""
    reactions: dict[tuple[int, int], str] = field(default_factory=dict)
    """The bot's reactions, by chat and message."""
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    polls: int = 0
    _ids: count[int] = field(default_factory=lambda: count(1))

    def chat(self, chat_id: int) -> dict[str, Any]:
        """The chat with this id, if the bot may write there."""
        if chat_id not in self.chats:
            raise bad_request("chat not found")
        if chat_id in self.blocked:
            raise RefusedError(403, "Forbidden: bot was blocked by the user")
        return self.chats[chat_id]

    def writable(self, chat_id: int) -> dict[str, Any]:
        """The chat with this id, if the bot has the right to write there."""
        chat = self.chat(chat_id)
        if chat_id in self.moved:
            problem = "Bad Request: group chat was upgraded to a supergroup chat"
            raise RefusedError(400, problem, migrate_to_chat_id=self.moved[chat_id])
        if chat_id in self.muted:
            raise too_late("not enough rights to send text messages to the chat")
        return chat

    def thread(self, chat: dict[str, Any], parameters: dict[str, Any]) -> dict[str, Any]:
        """Which topic a new message of the bot's belongs to, and what it replies to."""
        content: dict[str, Any] = {}
        if (topic := parameters.get("message_thread_id")) is not None:
            if topic not in self.topics.get(chat["id"], set()):
                raise bad_request("message thread not found")
            content = {"message_thread_id": topic, "is_topic_message": True}
        aim = parameters.get("reply_parameters")
        if aim is None:
            return content
        if (
            set(aim) - {"message_id", "chat_id", "allow_sending_without_reply", "quote", "quote_parse_mode"}
            or "message_id" not in aim
        ):
            raise bad_request("can't parse reply parameters JSON object")
        for message in self.messages.get(chat["id"], []):
            if message.id == aim["message_id"]:
                if message.content.get("message_thread_id") != topic:
                    raise bad_request("message to be replied is in another topic")
                return content | {"reply_to_message": message.to_json()}
        if not aim.get("allow_sending_without_reply"):
            raise too_late("message to be replied not found")
        return content

    def add(self, chat: dict[str, Any], sender: dict[str, Any], content: dict[str, Any]) -> Message:
        """A new message in the chat."""
        message = Message(next(self._ids), chat, sender, content)
        self.messages.setdefault(chat["id"], []).append(message)
        return message

    def own(self, chat_id: int, message_id: int) -> Message:
        """A message of the bot's, to be edited."""
        self.chat(chat_id)
        for message in self.messages.get(chat_id, []):
            if message.id == message_id:
                if message.sender["id"] != BOT["id"]:
                    raise bad_request("message can't be edited")
                return message
        raise too_late("message to edit not found")

    async def push(self, kind: str, content: dict[str, Any]) -> int:
        """A new update to fetch; returns its id."""
        update_id = 70_000 + next(self._ids)
        async with self.changed:
            self.updates.append({"update_id": update_id, kind: content})
            self.changed.notify_all()
        return update_id

    async def fetch(self, parameters: dict[str, Any], stopping: asyncio.Event) -> list[dict[str, Any]]:
        """getUpdates: what is pending from the offset on, waiting for it up to the timeout."""
        if "allowed_updates" in parameters:
            self.allowed = parameters["allowed_updates"]
        offset = parameters.get("offset", 0)
        if self.webhook:
            raise RefusedError(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"
            )
        self.polls += 1
        poll = self.polls
        async with self.changed:
            self.confirmed = max(self.confirmed, offset)
            self.updates = [update for update in self.updates if update["update_id"] >= offset]
            self.changed.notify_all()
            try:
                async with asyncio.timeout(parameters.get("timeout", 0)):
                    await self.changed.wait_for(
                        lambda: self._pending() or self.polls != poll or stopping.is_set()
                    )
            except TimeoutError:
                return []
            if self.polls != poll:
                raise RefusedError(409, "Conflict: terminated by other getUpdates request")
            return self._pending()[: parameters.get("limit", 100)]

    def _pending(self) -> list[dict[str, Any]]:
        def wanted(update: dict[str, Any]) -> bool:
            kind = next(name for name in update if name != "update_id")
            return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

        return [update for update in self.updates if wanted(update)]
