"""What a person sent as one and Telegram brings as several updates: an album, a text too long for one message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.telegram.delivery.inbox import RawUpdate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST: Final = 4096
"""UTF-16 units at which clients split what somebody writes."""


def awaits_more(update: RawUpdate) -> bool:
    """Whether what follows may belong to this update."""
    message = _message(update)
    return "media_group_id" in message or _is_full(message)


def continues(update: RawUpdate, following: RawUpdate) -> bool:
    """Whether the two are of one piece."""
    message, after = _message(update), _message(following)
    if message.get("from") != after.get("from"):
        return False
    if "media_group_id" in message:
        return bool(message["media_group_id"] == after.get("media_group_id"))
    return _is_full(message) and isinstance(after.get("text"), str) and not after["text"].startswith("/")


def joined(updates: Sequence[RawUpdate]) -> RawUpdate:
    """One update of what belongs together: the texts in a row, of an album the picture with the caption."""
    first = updates[0]
    if len(updates) == 1:
        return first
    messages = [_message(update) for update in updates]
    if "media_group_id" in messages[0]:
        return next(
            (update for update, each in zip(updates, messages, strict=True) if each.get("caption")), first
        )
    text = "".join(str(each.get("text", "")) for each in messages)
    return RawUpdate(first.id, dict(first.content) | {"message": dict(messages[0]) | {"text": text}})


def _message(update: RawUpdate) -> Mapping[str, Any]:
    message = update.content.get("message")
    return message if isinstance(message, dict) else {}


def _is_full(message: Mapping[str, Any]) -> bool:
    text = message.get("text")
    # Clients split at a blank where there is one near the end.
    return isinstance(text, str) and len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST - 100
