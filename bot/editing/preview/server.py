"""The preview on a port of this machine; from elsewhere only with the token."""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from watchfiles import awatch

from bot.editing.phrases import editor_phrases
from bot.editing.preview.pages import (
    LIVE,
    STYLE,
    answer_page,
    article_page,
    gaps_page,
    no_article_page,
    overview,
    page,
)
from bot.models import Question

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send

    from bot.editing.gaps import OpenQuestion
    from bot.editing.preview.content import Previewed
    from bot.models import Language

_SHOWN: Final = 5
_BEAT: Final = 15.0
_COOKIE: Final = "preview"
_HEADERS: Final = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


class Preview:
    """The pages over one folder, and the news that it has changed."""

    def __init__(
        self, previewed: Previewed, gaps: Callable[[], Sequence[OpenQuestion]], language: Language
    ) -> None:
        self._previewed = previewed
        self._gaps = gaps
        self._language = language
        self._words = editor_phrases(language)
        self._changed = asyncio.Condition()

    def app(self, host: str, token: str = "") -> Starlette:
        """The application for whoever reaches it as `host`; with a token, for those alone who know it."""
        routes = [
            Route("/", self.front),
            Route("/articles/{slug:path}", self.article),
            Route("/ask", self.ask),
            Route("/gaps", self.gaps),
            Route("/events", self.events),
            Route("/style.css", _style),
            Route("/live.js", _script),
        ]
        # A page elsewhere whose name is led here must not read along.
        local = ["127.0.0.1", "localhost", "[::1]"]
        middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=local if is_loopback(host) else ["*"])]
        if token:
            middleware.append(Middleware(TokenGate, token=token))
        return Starlette(routes=routes, middleware=middleware, lifespan=self._lifespan)

    async def front(self, _: Request) -> Response:
        """The articles and the problems."""
        return self._page(self._words.folder, overview(self._previewed, self._language))

    async def article(self, request: Request) -> Response:
        """One article."""
        knowledge = self._previewed.knowledge
        article = knowledge.article(request.path_params["slug"]) if knowledge else None
        if article is None:
            return self._page(self._words.no_article, no_article_page(self._language), status=404)
        return self._page(article.title, article_page(article, self._previewed, self._language))

    async def ask(self, request: Request) -> Response:
        """What a reader would get for this question, and why."""
        question = request.query_params.get("q", "").strip()[:4096]
        answers = self._previewed.answers
        if not question or answers is None:
            return RedirectResponse("/", status_code=303)
        answer = await asyncio.to_thread(answers.answer, Question(question, self._language), _SHOWN)
        return self._page(question, answer_page(question, answer, self._language), question)

    async def gaps(self, _: Request) -> Response:
        """What readers asked in vain."""
        found = await asyncio.to_thread(self._gaps)
        return self._page(self._words.open_questions, gaps_page(found, self._language))

    async def events(self, request: Request) -> Response:
        """The version of what is shown, now and whenever it changes."""

        async def tell() -> AsyncIterator[str]:
            while not await request.is_disconnected():
                yield f"data: {self._previewed.version}\n\n"
                with suppress(TimeoutError):
                    async with asyncio.timeout(_BEAT), self._changed:
                        await self._changed.wait()

        return StreamingResponse(tell(), media_type="text/event-stream", headers=_HEADERS)

    def _page(self, title: str, body: list[str], question: str = "", status: int = 200) -> Response:
        return HTMLResponse(page(title, body, self._previewed, self._language, question), status, _HEADERS)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.wait({watching})

    async def _watch(self) -> None:
        async for _ in awatch(self._previewed.folder, step=100):
            await asyncio.to_thread(self._previewed.load)
            async with self._changed:
                self._changed.notify_all()


class TokenGate:
    """Lets nobody in who has not shown the token once, in the address, since when a cookie has it."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or turn it away."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        shown = request.query_params.get("token", "")
        kept = request.cookies.get(_COOKIE, "")
        if shown and hmac.compare_digest(shown.encode(), self._token.encode()):
            response: Response = RedirectResponse(request.url.path, status_code=303)
            response.set_cookie(_COOKIE, self._token, httponly=True, samesite="strict")
            await response(scope, receive, send)
        elif hmac.compare_digest(kept.encode(), self._token.encode()):
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse("请用启动时显示的完整地址打开\n", 403)(scope, receive, send)


def is_loopback(host: str) -> bool:
    """Whether this is an address that only this machine reaches."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


async def _style(_: Request) -> Response:
    return PlainTextResponse(STYLE, media_type="text/css", headers=_HEADERS)


async def _script(_: Request) -> Response:
    return PlainTextResponse(LIVE, media_type="text/javascript", headers=_HEADERS)
