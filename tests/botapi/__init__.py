"""A Bot API server for tests, as strict as Telegram's own, and people who write to the bot through it."""

from tests.botapi.person import Group, Person
from tests.botapi.server import Call, FakeBotAPI
from tests.botapi.world import Message

__all__ = ["Call", "FakeBotAPI", "Group", "Message", "Person"]
