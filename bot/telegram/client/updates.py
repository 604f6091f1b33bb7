"""Which updates the bot asks Telegram for, by polling and by webhook alike."""

from __future__ import annotations

from typing import Final

from telegram import Update

ALLOWED_UPDATES: Final = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
)
