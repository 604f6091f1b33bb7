"""The preview over HTTP: it answers GET alone, and writes nothing."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from watchfiles import awatch

from bot.editing.phrases import editor_phrases
from bot.editing.preview.gate import Gate
from bot.editing.preview.pages import (
    LIVE,
    STYLE,
    answer_page,
    article_page,
    gaps_page,
    no_article_page,
    overview,
    page,
    trouble_page,
)
from bot.errors import BotError
from bot.models import Question
from bot.service.watch.web import PatientProtocol

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Callable, Sequence

    from starlette.requests import Request

    from bot.editing.preview.content import Previewed
    from bot.models import Language, OpenQuestion

_SHOWN: Final = 5
_BEAT: Final = 15.0
_AT_ONCE: Final = {"x-accel-buffering": "no"}
"""What tells nginx to pass on each event as it comes."""


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
        self._over = False

    def app(self, token: str = "") -> Starlette:
        """The application: with a token for those alone who know it, without one for this machine alone."""
        routes = [
            Route("/", self.front),
            Route("/articles/{slug:path}", self.article),
            Route("/ask", self.ask),
            Route("/gaps", self.gaps),
            Route("/events", self.events),
            Route("/style.css", _style),
            Route("/live.js", _script),
        ]
        middleware = [Middleware(Gate, token=token, words=self._words)]
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
        title = self._words.open_questions
        try:
            found = await asyncio.to_thread(self._gaps)
        except BotError as error:
            return self._page(title, trouble_page(title, error, self._language), status=503)
        return self._page(title, gaps_page(found, self._language))

    async def events(self, request: Request) -> Response:
        """The version of what is shown, now and whenever it changes."""

        async def tell() -> AsyncIterator[str]:
            while not (self._over or await request.is_disconnected()):
                yield f"data: {self._previewed.version}\n\n"
                with suppress(TimeoutError):
                    async with asyncio.timeout(_BEAT), self._changed:
                        await self._changed.wait()

        return StreamingResponse(tell(), media_type="text/event-stream", headers=_AT_ONCE)

    async def end(self) -> None:
        """End the news, which would hold up whoever ends the server."""
        self._over = True
        async with self._changed:
            self._changed.notify_all()

    def _page(self, title: str, body: list[str], question: str = "", status: int = 200) -> Response:
        return HTMLResponse(page(title, body, self._previewed, self._language, question), status)

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


class PreviewServer(uvicorn.Server):
    """Serves the preview until it is interrupted, and then lets go of the pages that are open."""

    def __init__(self, preview: Preview, token: str) -> None:
        self._preview = preview
        config = uvicorn.Config(
            preview.app(token),
            http=PatientProtocol,
            ws="none",
            access_log=False,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        super().__init__(config)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop."""
        await self._preview.end()
        await super().shutdown(sockets)


async def _style(_: Request) -> Response:
    return PlainTextResponse(STYLE, media_type="text/css")


async def _script(_: Request) -> Response:
    return PlainTextResponse(LIVE, media_type="text/javascript")
