"""Who may see the preview: this machine by its own name, or whoever has the token; and what a browser may do with it."""

from __future__ import annotations

import hmac
import ipaddress
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from bot.editing.phrases import EditorPhrases

_COOKIE: Final = "preview"
_KEPT: Final = 30 * 86_400
"""Seconds for which a browser keeps the token: an editor's month."""
_HEADERS: Final = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


class Gate:
    """Without a token, for this machine's own names alone; with one, for those who have shown it, however they got here."""

    def __init__(self, app: ASGIApp, token: str, words: EditorPhrases) -> None:
        self._app = app
        self._token = token
        self._words = words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or turn it away."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        answer = self._turned_away(Request(scope)) if scope["type"] == "http" else None
        await (answer or self._app)(scope, receive, guarded)

    def _turned_away(self, request: Request) -> Response | None:
        """What is said at the gate; None for whoever is let in."""
        if not self._token:
            # A page elsewhere whose name is led here must not read along.
            return None if is_loopback(_name(request)) else PlainTextResponse("Invalid host header\n", 400)
        if self._is_token(request.query_params.get("token", "")):
            return self._let_in(secure=request.url.scheme == "https")
        if self._is_token(request.cookies.get(_COOKIE, "")):
            return None
        return PlainTextResponse(f"{self._words.not_let_in}\n", 403)

    def _let_in(self, *, secure: bool) -> Response:
        """The token as a cookie, and the way to the pages without it.

        A redirect will not do: who came by a link on another site has not sent a strict cookie by its end.
        """
        response = HTMLResponse(
            "<!doctype html><meta name='viewport' content='width=device-width'>"
            f"<meta http-equiv='refresh' content='0;url=/'><p><a href='/'>{self._words.enter}</a>"
        )
        response.set_cookie(
            _COOKIE, self._token, max_age=_KEPT, httponly=True, samesite="strict", secure=secure
        )
        return response

    def _is_token(self, shown: str) -> bool:
        return hmac.compare_digest(shown.encode(), self._token.encode())


def is_loopback(host: str) -> bool:
    """Whether this is an address that only this machine reaches."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _name(request: Request) -> str:
    """The name by which the request asks for this machine, without the port; "" when it has none."""
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""
