"""The Telegram front: chats in, replies out."""

from bot.fronts.telegram.application import build_application
from bot.fronts.telegram.intake import Admission, BriefInbox, Inbox, Intake, RawUpdate
from bot.fronts.telegram.patience import Patience, Watch
from bot.fronts.telegram.polling import Baton, OnlyRunner, Polling
from bot.fronts.telegram.webhook import Webhook

__all__ = [
    "Admission",
    "Baton",
    "BriefInbox",
    "Inbox",
    "Intake",
    "OnlyRunner",
    "Patience",
    "Polling",
    "RawUpdate",
    "Watch",
    "Webhook",
    "build_application",
]
