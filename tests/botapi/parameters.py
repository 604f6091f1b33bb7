"""The parameters of each method, as the Bot API names and types them."""

from __future__ import annotations

import json
from typing import Any, Final

from tests.botapi.refusals import bad_request

_MESSAGE: Final = {
    "chat_id": int,
    "text": str,
    "parse_mode": str,
    "link_preview_options": dict,
    "reply_markup": dict,
}
_NEW_MESSAGE: Final = {
    "message_thread_id": int,
    "disable_notification": bool,
    "protect_content": bool,
    "reply_parameters": dict,
}

METHODS: Final[dict[str, dict[str, type]]] = {
    "getMe": {},
    "getUpdates": {"offset": int, "limit": int, "timeout": int, "allowed_updates": list},
    "setWebhook": {
        "url": str,
        "secret_token": str,
        "allowed_updates": list,
        "max_connections": int,
        "drop_pending_updates": bool,
    },
    "deleteWebhook": {"drop_pending_updates": bool},
    "getWebhookInfo": {},
    "sendMessage": _MESSAGE | _NEW_MESSAGE,
    "editMessageText": _MESSAGE | {"message_id": int, "inline_message_id": str},
    "editMessageReplyMarkup": {"chat_id": int, "message_id": int, "reply_markup": dict},
    "setMessageReaction": {"chat_id": int, "message_id": int, "reaction": list, "is_big": bool},
    "sendChatAction": {"chat_id": int, "message_thread_id": int, "action": str},
    "answerCallbackQuery": {
        "callback_query_id": str,
        "text": str,
        "show_alert": bool,
        "url": str,
        "cache_time": int,
    },
    "answerGuestQuery": {"guest_query_id": str, "result": dict},
    "answerInlineQuery": {
        "inline_query_id": str,
        "results": list,
        "cache_time": int,
        "is_personal": bool,
        "next_offset": str,
        "button": dict,
    },
    "setMyCommands": {"commands": list, "scope": dict, "language_code": str},
    "setMyDescription": {"description": str, "language_code": str},
    "setMyShortDescription": {"short_description": str, "language_code": str},
}
_REQUIRED: Final = {
    "setWebhook": {"url"},
    "sendMessage": {"chat_id", "text"},
    "editMessageText": {"text"},
    "editMessageReplyMarkup": {"chat_id", "message_id"},
    "setMessageReaction": {"chat_id", "message_id"},
    "sendChatAction": {"chat_id", "action"},
    "answerCallbackQuery": {"callback_query_id"},
    "answerGuestQuery": {"guest_query_id", "result"},
    "answerInlineQuery": {"inline_query_id", "results"},
    "setMyCommands": {"commands"},
}


def read(method: str, raw: dict[str, str]) -> dict[str, Any]:
    """The parameters of a request, typed; a name or a type that the method does not know is refused."""
    known = METHODS[method]
    if unknown := raw.keys() - known.keys():
        raise bad_request(f"unknown parameters {sorted(unknown)} of {method}")
    if missing := _REQUIRED.get(method, set()) - raw.keys():
        raise bad_request(f"{sorted(missing)} required by {method}")
    return {name: _typed(name, value, known[name]) for name, value in raw.items()}


def _typed(name: str, value: str, kind: type) -> object:
    if kind is str:
        return value
    try:
        typed: object = json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name}") from None
    if type(typed) is not kind:
        raise bad_request(f"{name} is no {kind.__name__}")
    return typed
