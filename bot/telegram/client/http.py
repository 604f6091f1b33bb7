"""python-telegram-bot's own HTTP client, as the settings want it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import httpx
from telegram.request import HTTPXRequest

if TYPE_CHECKING:
    import ssl

    from bot.settings import Settings

_PATIENCE: Final = 10.0
"""Seconds for each step of a request; a getUpdates that is held open has its own."""


def http_client(settings: Settings, connections: int = 64) -> HTTPXRequest:
    """A client for so many requests at once, through the proxy that is set, else the environment's."""
    return HTTPXRequest(
        connection_pool_size=connections,
        proxy=settings.proxy.get_secret_value() if settings.proxy else None,
        read_timeout=_PATIENCE,
        write_timeout=_PATIENCE,
        connect_timeout=_PATIENCE,
        pool_timeout=60.0,
        httpx_kwargs={"verify": _certificates()},
    )


@cache
def _certificates() -> ssl.SSLContext:
    """What httpx trusts by itself, read once for all clients: each would take 20 ms over it."""
    return httpx.create_ssl_context()
