"""What Telegram demands of a bot's commands and descriptions."""

from __future__ import annotations

import re
from typing import Any, Final

from tests.botapi.formatting import cleaned, utf16
from tests.botapi.refusals import bad_request

_COMMAND: Final = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES: Final = {
    "default": set[str](),
    "all_private_chats": set[str](),
    "all_group_chats": set[str](),
    "all_chat_administrators": set[str](),
    "chat": {"chat_id"},
    "chat_administrators": {"chat_id"},
    "chat_member": {"chat_id", "user_id"},
}


def commands(given: list[Any]) -> list[tuple[str, str]]:
    """At most 100 commands, each with its description."""
    if len(given) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for each in given:
        if not isinstance(each, dict) or set(each) != {"command", "description"}:
            raise bad_request("can't parse list of bot commands JSON object")
        if not _COMMAND.fullmatch(each["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16(cleaned(each["description"])) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return [(each["command"], each["description"]) for each in given]


def scope(given: dict[str, Any] | None) -> str:
    """For whom the commands are, as one word."""
    if given is None:
        return "default"
    rest = {name: value for name, value in given.items() if name != "type"}
    if given.get("type") not in _SCOPES or set(rest) != _SCOPES[given["type"]]:
        raise bad_request("can't parse BotCommandScope")
    if any(not isinstance(value, int) for value in rest.values()):
        raise bad_request("chat not found")
    return " ".join([given["type"], *map(str, rest.values())])


def language_code(parameters: dict[str, Any]) -> str:
    """Two letters or none: Telegram knows no zh-Hant here."""
    code = str(parameters.get("language_code", ""))
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def description(text: str, limit: int) -> str:
    """A description of at most so many characters."""
    if utf16(cleaned(text)) > limit:
        raise bad_request("description is too long")
    return text
