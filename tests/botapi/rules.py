"""What Telegram demands of texts and keyboards."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from tests.botapi.formatting import Formatted, cleaned, is_blank, parse_html, utf16
from tests.botapi.refusals import bad_request

TEXT_LIMIT: Final = 4096
NOTICE_LIMIT: Final = 200
CALLBACK_DATA_LIMIT: Final = 64
BUTTONS: Final = 100
BUTTONS_ABREAST: Final = 8
PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_BUTTON_KINDS: Final = {
    "callback_data",
    "url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
}


def message_text(parameters: dict[str, Any]) -> Formatted:
    """The text of a message as it will be shown."""
    text = cleaned(parameters["text"])
    mode = parameters.get("parse_mode")
    if mode not in (None, "", "HTML"):
        raise bad_request("unsupported parse_mode")
    formatted = parse_html(text) if mode else Formatted(text)
    if is_blank(formatted.text):
        raise bad_request("message text is empty")
    if utf16(formatted.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return formatted


def notice(text: str) -> str:
    """The text that answers a pressed button."""
    if utf16(text) > NOTICE_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    return cleaned(text)


def is_field(markup: dict[str, Any] | None) -> bool:
    """Whether the markup asks for a reply in a field of its own."""
    if markup is None or "force_reply" not in markup:
        return False
    placeholder = markup.get("input_field_placeholder", "x")
    known = {"force_reply", "selective", "input_field_placeholder"}
    if markup["force_reply"] is not True or set(markup) - known or not 1 <= len(placeholder) <= 64:
        raise bad_request("can't parse reply markup")
    return True


def keyboard(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """An inline keyboard, each button checked."""
    if markup is None:
        return None
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list) or set(markup) != {"inline_keyboard"}:
        raise bad_request("object expected as reply markup")
    if sum(map(len, rows)) > BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        if not 1 <= len(row) <= BUTTONS_ABREAST:
            raise bad_request("BUTTON_ROW_INVALID")
        for button in row:
            _button(button)
    return markup


def link(url: str) -> None:
    """A link that a button may open; a deep link's payload is checked as well."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https", "tg"} or not parts.netloc or len(url) > 2048:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name == "start" and not PAYLOAD.fullmatch(value):
            raise bad_request("START_PARAM_INVALID")
        if name == "url":
            link(value)


def _button(button: dict[str, Any]) -> None:
    kinds = set(button) - {"text"}
    if len(kinds) != 1 or not kinds <= _BUTTON_KINDS:
        raise bad_request("BUTTON_TYPE_INVALID")
    if is_blank(cleaned(button.get("text", ""))):
        raise bad_request("can't parse inline keyboard button: text buttons must be non-empty")
    if "url" in button:
        link(button["url"])
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= CALLBACK_DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
