"""Buttons → inline keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.models import Ask
from bot.rendering.labels import columns
from bot.telegram.view.actions import Copy
from bot.telegram.view.text import clip, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.models import Choice, Language
    from bot.telegram.view.actions import ButtonAction
    from bot.telegram.view.callback_data import Codec

_ROW: Final = 36
"""Columns that buttons may fill side by side on a telephone, their margins left out."""
_BUTTONS: Final = 100
_COPIED: Final = 256
"""UTF-16 units of the text that a button may copy."""


@dataclass(frozen=True, slots=True)
class Button:
    """A label, and what a tap does, copies, or the link that it opens."""

    label: str
    action: ButtonAction | Copy | str


def to_keyboard(
    choices: Iterable[Choice], rows: Iterable[Iterable[Button]], language: Language, codec: Codec
) -> InlineKeyboardMarkup | None:
    """The choices, short ones side by side, and below them the rows; None without a button that fits."""
    keyboard = _abreast(list(choices)[:_BUTTONS], language, codec)
    for row in rows:
        buttons = [made for button in row if (made := _made(button.label, button.action, language, codec))]
        if buttons:
            keyboard.append(buttons)
    return InlineKeyboardMarkup(keyboard) if keyboard else None


def _abreast(choices: list[Choice], language: Language, codec: Codec) -> list[list[InlineKeyboardButton]]:
    rows: list[list[InlineKeyboardButton]] = []
    open_row = False
    for choice in choices:
        button = _made(choice.label, choice.action, language, codec)
        if button is None:
            continue
        joins = not isinstance(choice.action, Ask)
        if open_row and joins and _fit_abreast([*rows[-1], button]):
            rows[-1].append(button)
        else:
            rows.append([button])
        # A question to ask keeps a row for itself.
        open_row = joins
    return rows


def _made(
    label: str, action: ButtonAction | Copy | str, language: Language, codec: Codec
) -> InlineKeyboardButton | None:
    if isinstance(action, str):
        return InlineKeyboardButton(visible(label), url=action)
    if isinstance(action, Copy):
        return InlineKeyboardButton(visible(label), copy_text=CopyTextButton(clip(action.text, _COPIED)))
    data = codec.encode(action, language)
    return None if data is None else InlineKeyboardButton(visible(label), callback_data=data)


def _fit_abreast(row: list[InlineKeyboardButton]) -> bool:
    # Telegram gives the buttons of a row the same width, and takes no more than eight in one.
    return len(row) <= 8 and len(row) * max(columns(button.text) for button in row) <= _ROW
