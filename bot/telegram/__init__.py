"""The Telegram front: chats in, replies out."""

from bot.telegram.application import build_application
from bot.telegram.client.retry import Retry, Watch
from bot.telegram.delivery.polling import OnlyRunner, Polling, PollingLock
from bot.telegram.delivery.webhook import Webhook
from bot.telegram.delivery.worker import BriefInbox, ClaimedUpdates, Inbox, RawUpdate, Worker

__all__ = [
    "BriefInbox",
    "ClaimedUpdates",
    "Inbox",
    "OnlyRunner",
    "Polling",
    "PollingLock",
    "RawUpdate",
    "Retry",
    "Watch",
    "Webhook",
    "Worker",
    "build_application",
]
