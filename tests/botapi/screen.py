"""A chat as a person sees it, in plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.botapi.formatting import utf16
from tests.botapi.world import BOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.botapi.world import Message

_BAR: Final = "┃ "


def screen(messages: Iterable[Message]) -> str:
    """The messages one below the other: quotes behind a bar, bold between asterisks, buttons in brackets."""
    return "\n\n".join(_message(message) for message in messages)


def _message(message: Message) -> str:
    ours = message.sender["id"] == BOT["id"]
    lines = _marked(message).split("\n") if message.text else [f"({', '.join(message.content)})"]
    rows = (message.keyboard or {}).get("inline_keyboard", [])
    lines += [" ".join(f"[{button['text']}]" for button in row) for row in rows]
    name = "机器人" if ours else message.sender["first_name"]
    head, *rest = lines
    if head.startswith(_BAR):
        return "\n".join([f"{name}：", head, *rest])
    return "\n".join([f"{name}：{head}", *rest])


def _marked(message: Message) -> str:
    entities = message.formatted.entities if message.formatted else ()
    bold = {
        edge for each in entities if each.type == "bold" for edge in (each.offset, each.offset + each.length)
    }
    quoted = [range(each.offset, each.offset + each.length) for each in entities if each.type == "blockquote"]
    shown, offset, line_starts = "", 0, True
    for character in message.text:
        if line_starts and any(offset in quote for quote in quoted):
            shown += _BAR
        shown += ("*" if offset in bold else "") + character
        offset += utf16(character)
        line_starts = character == "\n"
    return shown + ("*" if offset in bold else "")


def inline_screen(answer: dict[str, Any]) -> str:
    """The answer to an inline query: each result's title and description, and the button above them."""
    button = [f"[{answer['button']['text']}]"] if "button" in answer else []
    results = [f"{result['title']}\n  {result['description']}" for result in answer["results"]]
    return "\n".join([*button, *results])
