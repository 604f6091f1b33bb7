"""People who chat with the bot, alone and in groups."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.botapi.formatting import utf16
from tests.botapi.world import BOT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.botapi.server import FakeBotAPI
    from tests.botapi.world import Message

_queries = count(1)
_ENTITIES = re.compile(r"(?P<mention>(?<!\S)@\w+)|(?P<bot_command>(?<!\S)/[a-z_]+(?:@\w+)?)", re.IGNORECASE)


@dataclass
class Person:
    """Somebody in a private chat with the bot; `settled` returns once the bot has dealt with an update."""

    api: FakeBotAPI
    settled: Callable[[int], Awaitable[None]]
    id: int = 1001
    name: str = "陈小明"
    language: str | None = "zh-hans"

    def __post_init__(self) -> None:
        self.api.world.chats[self.id] = {"id": self.id, "type": "private", "first_name": self.name}

    @property
    def user(self) -> dict[str, Any]:
        """The person as the Bot API gives them."""
        user = {"id": self.id, "is_bot": False, "first_name": self.name}
        return user | ({"language_code": self.language} if self.language else {})

    @property
    def screen(self) -> list[Message]:
        """The chat, oldest message first."""
        return self.api.world.messages.get(self.id, [])

    @property
    def last(self) -> Message:
        """The newest message in the chat."""
        return self.screen[-1]

    async def says(self, text: str, reply_to: Message | None = None) -> list[Message]:
        """Write to the bot; returns its replies."""
        return await self.sends(_content(text, reply_to))

    async def sends(self, content: dict[str, Any]) -> list[Message]:
        """Send a message of any kind; returns the bot's replies."""
        world = self.api.world
        message = world.add(world.chats[self.id], self.user, content)
        await self.settled(await world.push("message", message.to_json()))
        return self.screen[self.screen.index(message) + 1 :]

    async def edits(self, message: Message, text: str | dict[str, Any]) -> list[Message]:
        """Edit a message of their own; returns new replies."""
        chat = self.api.world.messages[message.chat["id"]]
        before = len(chat)
        message.content |= _content(text) if isinstance(text, str) else text
        message.edits += 1
        await self.settled(await self.api.world.push("edited_message", message.to_json()))
        return chat[before:]

    async def presses(self, label: str, message: Message | None = None) -> list[Message]:
        """Tap the button whose label begins so, by default on the last message; returns new replies."""
        message = message or self.last
        data = next(button["callback_data"] for button in message.buttons if button["text"].startswith(label))
        return await self.taps(data, message.to_json())

    async def taps(self, data: str, message: dict[str, Any]) -> list[Message]:
        """Send this callback data from below that message."""
        query = str(next(_queries))
        world = self.api.world
        chat = world.messages.get(message["chat"]["id"], [])
        before = len(chat)
        world.presses[query] = None
        content = {"id": query, "from": self.user, "message": message, "chat_instance": "1", "data": data}
        await self.settled(await world.push("callback_query", content))
        return chat[before:]

    async def types_inline(self, query: str) -> dict[str, Any]:
        """Type the bot's name and this behind it, in any chat; returns the bot's answer."""
        number = f"inline {next(_queries)}"
        world = self.api.world
        world.inline[number] = None
        content = {"id": number, "from": self.user, "query": query, "offset": "", "chat_type": "private"}
        await self.settled(await world.push("inline_query", content))
        return world.inline[number] or {}

    async def follows(self, link: str) -> list[Message]:
        """Open a deep link to the bot; returns its replies."""
        payload = link.partition("?start=")[2]
        return await self.says(f"/start {payload}")

    @property
    def notices(self) -> list[str | None]:
        """What each press was answered with, in order."""
        return list(self.api.world.presses.values())


@dataclass
class Group:
    """A group, or a forum when it has topics, that the bot is a member of, with privacy mode on."""

    api: FakeBotAPI
    settled: Callable[[int], Awaitable[None]]
    id: int = -1_001_234
    topics: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        chat = {"id": self.id, "type": "supergroup", "title": "读报小组"}
        self.api.world.chats[self.id] = chat | ({"is_forum": True} if self.topics else {})
        self.api.world.topics[self.id] = self.topics
        self.api.world.messages.setdefault(self.id, [])

    @property
    def screen(self) -> list[Message]:
        """The chat, oldest message first."""
        return self.api.world.messages[self.id]

    async def hears(
        self,
        person: Person,
        text: str,
        reply_to: Message | None = None,
        topic: int | None = None,
        **more: object,
    ) -> list[Message]:
        """Somebody writes; returns the bot's replies.

        The bot is sent all of it, as if privacy mode were off, since it must keep silent by itself.
        """
        world = self.api.world
        content = _content(text, reply_to)
        if topic is not None:
            content |= {"message_thread_id": topic, "is_topic_message": True}
        message = world.add(world.chats[self.id], person.user, content | more)
        await self.settled(await world.push("message", message.to_json()))
        return self.screen[self.screen.index(message) + 1 :]


def inaccessible(message: Message) -> dict[str, Any]:
    """The message as the Bot API gives it when it is too old to be read."""
    return {"message_id": message.id, "date": 0, "chat": message.chat}


def mention() -> str:
    """How people call the bot in a group."""
    return f"@{BOT['username']}"


def _content(text: str, reply_to: Message | None = None) -> dict[str, Any]:
    entities = [
        {"type": found.lastgroup, "offset": utf16(text[: found.start()]), "length": utf16(found[0])}
        for found in _ENTITIES.finditer(text)
    ]
    content: dict[str, Any] = {"text": text} | ({"entities": entities} if entities else {})
    if reply_to is not None:
        content["reply_to_message"] = reply_to.to_json()
    return content
