"""The Telegram front: chats in, replies out."""

from bot.telegram.application import TelegramFront, build_front
from bot.telegram.client.http import http_client
from bot.telegram.client.retry import Retry, Watch
from bot.telegram.delivery.inbox import (
    LARGEST_ID,
    BriefInbox,
    ClaimedUpdates,
    Inbox,
    RawUpdate,
    raw_update,
)
from bot.telegram.delivery.polling import OnlyRunner, Polling, PollingLock
from bot.telegram.delivery.webhook import Webhook
from bot.telegram.delivery.worker import Worker
from bot.telegram.handlers.reviewing import Reviewing

__all__ = [
    "LARGEST_ID",
    "BriefInbox",
    "ClaimedUpdates",
    "Inbox",
    "OnlyRunner",
    "Polling",
    "PollingLock",
    "RawUpdate",
    "Retry",
    "Reviewing",
    "TelegramFront",
    "Watch",
    "Webhook",
    "Worker",
    "build_front",
    "http_client",
    "raw_update",
]
