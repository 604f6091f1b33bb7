"""Webhooks: what setWebhook takes, and how Telegram brings an update there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from tests.botapi.refusals import bad_request

if TYPE_CHECKING:
    from tests.botapi.world import World


def set_webhook(world: World, parameters: dict[str, Any]) -> bool:
    """Where updates go from now on; the real one takes https alone, which loopback is spared here."""
    if parameters["url"] and urlsplit(parameters["url"]).scheme not in {"http", "https"}:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", parameters.get("secret_token", "")):
        raise bad_request("secret token contains unallowed characters")
    if not 1 <= parameters.get("max_connections", 40) <= 100:
        raise bad_request("max_connections must be from 1 to 100")
    world.allowed = parameters.get("allowed_updates", world.allowed)
    world.webhook = parameters if parameters["url"] else {}
    return True


def get_webhook_info(world: World, _parameters: dict[str, Any]) -> dict[str, Any]:
    """Where updates are brought."""
    url = world.webhook.get("url", "")
    return {"url": url, "has_custom_certificate": False, "pending_update_count": 0}


def delete_webhook(world: World, _parameters: dict[str, Any]) -> bool:
    """Updates are to be fetched again; that there is nothing to delete is no fault."""
    world.webhook = {}
    return True


async def bring(world: World, update: dict[str, Any], url: str = "") -> int:
    """Bring an update to the webhook, or to one of its replicas; returns the status."""
    headers = {"x-telegram-bot-api-secret-token": world.webhook["secret_token"]}
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        return (await client.post(url or world.webhook["url"], json=update, headers=headers)).status_code
