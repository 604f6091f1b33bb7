"""One port for the webhook, the health checks and the metrics."""

from __future__ import annotations

import asyncio
import hmac
import json
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.errors import SettingsError
from bot.telegram import raw_update

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

    from bot.service.watch.health import Health
    from bot.service.watch.metrics import Metrics
    from bot.settings import Settings
    from bot.telegram import RawUpdate, Worker

LONGEST_BODY: Final = 1 << 20
HEADERS_WITHIN: Final = 10.0
"""Seconds within which a request has to be said."""
CONNECTIONS: Final = 500
"""Telegram opens 100; the default limit of files is 1,024."""
_SECRET_HEADER: Final = "x-telegram-bot-api-secret-token"  # noqa: S105 - the header's name
_SENDING: Final = 10.0
_UNSAFE: Final = 25.0

log = structlog.get_logger(__name__)


class Receiver:
    """The endpoint to which Telegram brings updates; 200 says that one is safe, or answered."""

    def __init__(self, worker: Worker, health: Health, secret: str) -> None:
        self._worker = worker
        self._health = health
        self._secret = secret.encode()

    async def receive(self, request: Request) -> Response:
        """One update."""
        given = request.headers.get(_SECRET_HEADER)
        if given is None:
            return Response(status_code=401)
        if not hmac.compare_digest(given.encode(), self._secret):
            return Response(status_code=403)
        if self._health.stopping or self._worker.full:
            return _later()
        try:
            async with asyncio.timeout(_SENDING):
                body = await _body(request)
        except (TimeoutError, ClientDisconnect):
            return Response(status_code=408)
        if body is None:
            return Response(status_code=413)
        update = _update(body)
        return Response(status_code=400) if update is None else await self._take(update)

    async def _take(self, update: RawUpdate) -> Response:
        claimed = await self._worker.inbox.admit([update])
        for each in claimed.updates:
            self._worker.begin(each)
        if not claimed.safe and (task := self._worker.under_way(update.id)):
            # Kept nowhere, so that Telegram has to keep it until it is answered.
            await asyncio.wait({task}, timeout=_UNSAFE)
            if not task.done() or task.cancelled() or task.exception():
                return _later()
        return Response()


def web_app(metrics: Metrics, health: Health, receiver: Receiver | None = None, path: str = "/") -> Starlette:
    """The endpoints, the webhook's among them if there is one."""

    async def healthz(_: Request) -> Response:
        return _verdict(health.sickness())

    async def readyz(_: Request) -> Response:
        return _verdict(health.unreadiness())

    async def figures(_: Request) -> Response:
        return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", figures)]
    if receiver is not None:
        routes.append(Route(path, receiver.receive, methods=["POST"]))
    return Starlette(routes=routes)


def listen(settings: Settings) -> socket.socket:
    """The socket that the settings name.

    Raises:
        SettingsError: it cannot be had.

    """
    host, port = settings.http_host, settings.http_port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's algorithm on, and each answer waits 40 ms for it.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(1024)
    except OSError as error:
        listener.close()
        raise SettingsError(
            "BOT_HTTP_PORT", f"{host}:{port} cannot be listened on ({error.strerror}); free it or set another"
        ) from None
    return listener


class PatientProtocol(H11Protocol):
    """HTTP that waits only so long for a request to be said, and takes only so many connections at once.

    uvicorn itself lets a connection that says nothing stand for ever, until the process has no files left.
    """

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A new connection; one too many is closed again."""
        if len(self.connections) >= CONNECTIONS:
            transport.close()
            return
        super().connection_made(transport)
        self._wait(transport)

    def data_received(self, data: bytes) -> None:
        """Part of a request, or of several."""
        super().data_received(data)
        if not getattr(self.cycle, "response_complete", True):
            self._stop_waiting()
        elif self._timer is None:
            self._wait(self.transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._stop_waiting()
        if self in self.connections:
            super().connection_lost(exc)

    def _wait(self, transport: asyncio.Transport) -> None:
        self._timer = self.loop.call_later(HEADERS_WITHIN, transport.close)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class WebServer(uvicorn.Server):
    """uvicorn inside somebody else's loop: the signals stay theirs."""

    def __init__(self, app: Starlette, listener: socket.socket) -> None:
        self._listener = listener
        config = uvicorn.Config(
            app,
            http=PatientProtocol,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=2,
        )
        super().__init__(config)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the service."""
        yield

    @property
    def port(self) -> int:
        """The port that it listens on."""
        port: int = self._listener.getsockname()[1]
        return port

    async def run_until_stopped(self) -> None:
        """Serve until `should_exit` is set."""
        log.info("listening for HTTP", port=self.port)
        await self.serve([self._listener])


async def _body(request: Request) -> bytes | None:
    """The body; None when it is longer than anything that Telegram sends."""
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > LONGEST_BODY:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return None
    return bytes(body)


def _update(body: bytes) -> RawUpdate | None:
    try:
        return raw_update(json.loads(body.decode()))
    except (ValueError, RecursionError):
        return None


def _later() -> Response:
    return Response(status_code=503, headers={"retry-after": "1"})


def _verdict(problem: str) -> Response:
    return PlainTextResponse(f"{problem or 'ok'}\n", status_code=503 if problem else 200)
