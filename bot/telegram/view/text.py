"""Text as Telegram counts and takes it: in UTF-16 units, free of what cannot be sent."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# A lone surrogate cannot be encoded, and control characters are not for display. One character stands for
# one, so that spans stay true.
_UNSENDABLE: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")

_BLANK: Final = "\u2800\ufffc"


def units(text: str) -> int:
    """The length of the text in UTF-16 units, which is how Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def part_of(text: str, offset: int, length: int) -> str:
    """The part of the text that an entity covers, by units."""
    data = text.encode("utf-16-le", "surrogatepass")
    return data[2 * offset : 2 * (offset + length)].decode("utf-16-le", "surrogatepass")


def sendable(text: str) -> str:
    """The text with a stand-in for each character that Telegram cannot take."""
    return _UNSENDABLE.sub(lambda found: "\ufffd" if found[0] >= "\ud800" else " ", text)


def visible(label: str) -> str:
    """The label, or … where nothing of it would show."""
    shows = any(
        unicodedata.category(character)[0] not in "ZC" for character in label if character not in _BLANK
    )
    return sendable(label) if shows else "…"


def prefix(text: str, limit: int) -> str:
    """The longest beginning of the text that has at most `limit` units."""
    if units(text) <= limit:
        return text
    cut = text.encode("utf-16-le", "surrogatepass")[: 2 * limit]
    return cut.decode("utf-16-le", "ignore")


def clip(text: str, limit: int) -> str:
    """The text, its end replaced by … where it is longer than `limit` units."""
    return text if units(text) <= limit else f"{prefix(text, limit - 1)}…"


def clip_middle(text: str, limit: int) -> str:
    """The text, its middle replaced by … where it is longer than `limit` units."""
    if units(text) <= limit:
        return text
    half = (limit - 1) // 2
    return f"{prefix(text, half)}…{prefix(text[::-1], half)[::-1]}"
