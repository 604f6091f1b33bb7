"""Deep links: t.me/bot?start=… to a passage or a section, and the button that shares one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from bot.telegram.view.text import sendable

if TYPE_CHECKING:
    from bot.telegram.view.actions import ButtonAction
    from bot.telegram.view.callback_data import Codec, Press

_PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{2,64}")


def deep_link(username: str, action: ButtonAction, codec: Codec) -> str:
    """The link that opens the bot at this place."""
    kind, data = codec.pack(action)
    return f"https://t.me/{username}?start={kind}{data}"


def share_link(link: str, text: str) -> str:
    """The link that lets a person pick a chat to send `link` to, with a line of text."""
    return f"https://t.me/share/url?{urlencode({'url': link, 'text': sendable(text)})}"


def read_payload(payload: str, codec: Codec) -> Press | None:
    """What stands behind /start; None when it is no place of ours."""
    if not _PAYLOAD.fullmatch(payload) or payload[0] not in "ps":
        return None
    return codec.unpack(payload[0], payload[1:])
