"""The Bot API over HTTP on a loopback port, in the test's own event loop."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from tests.botapi.methods import METHODS
from tests.botapi.parameters import METHODS as PARAMETERS
from tests.botapi.parameters import read
from tests.botapi.refusals import RefusedError, bad_request
from tests.botapi.world import World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request

TOKEN = "4242:AAFakeTokenThatOnlyTheTestsKnow_-x1"


@dataclass(frozen=True)
class Call:
    """A request that the bot made, with what came of it."""

    method: str
    parameters: dict[str, Any]
    refusal: RefusedError | None = None


@dataclass
class FakeBotAPI:
    """A running server; `calls` has all requests but getUpdates, `faults` what the next ones run into."""

    token: str = TOKEN
    world: World = field(default_factory=World)
    calls: list[Call] = field(default_factory=list)
    faults: dict[str, list[RefusedError]] = field(default_factory=dict)
    port: int = 0
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        """The base URL, as the setting BOT_API_URL takes it."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def refusals(self) -> list[Call]:
        """The requests that no bot should make."""
        return [call for call in self.calls if call.refusal and call.refusal.wrong]

    def fail(self, method: str, refusal: RefusedError, times: int = 1) -> None:
        """Let the next calls of the method fail."""
        self.faults.setdefault(method, []).extend([refusal] * times)

    async def until(self, seen: Callable[[], bool]) -> None:
        """Return once a request has brought this about."""
        async with asyncio.timeout(10), self.world.changed:
            await self.world.changed.wait_for(seen)

    async def confirmed(self, update_id: int) -> None:
        """Return when the bot has fetched this update and said so."""
        await self.until(lambda: self.world.confirmed > update_id)

    async def answer(self, request: Request) -> Response:
        """One HTTP request."""
        method = request.path_params["method"]
        raw = await _raw(request)
        refusal = None
        try:
            if self.faults.get(method):
                raise self.faults[method].pop(0)
            parameters = self._admitted(request.path_params["token"], method, raw)
            body, status = {"ok": True, "result": await self._carried_out(method, parameters)}, 200
        except RefusedError as error:
            parameters, refusal, body, status = dict(raw or {}), error, error.body(), error.status
        if refusal or method != "getUpdates":
            self.calls.append(Call(method, parameters, refusal))
        async with self.world.changed:
            self.world.changed.notify_all()
        return _json(body, status)

    def _admitted(self, token: str, method: str, raw: dict[str, str] | None) -> dict[str, Any]:
        if token != self.token:
            raise RefusedError(401, "Unauthorized", wrong=True)
        if method not in PARAMETERS:
            raise RefusedError(404, "Not Found", wrong=True)
        if raw is None:
            raise bad_request("strings must be encoded in UTF-8")
        return read(method, raw)

    async def _carried_out(self, method: str, parameters: dict[str, Any]) -> object:
        if method == "getUpdates":
            return await self.world.fetch(parameters, self._stopping)
        return METHODS[method](self.world, parameters)

    @asynccontextmanager
    async def running(self, port: int = 0) -> AsyncIterator[FakeBotAPI]:
        """Serve on a free port until the block ends."""
        app = Starlette(routes=[Route("/bot{token}/{method}", self.answer, methods=["GET", "POST"])])
        # Named as TCP, or asyncio leaves Nagle's algorithm on, and each answer waits 40 ms for it.
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", port))
            self.port = listener.getsockname()[1]
            config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off")
            config.load()
            server = uvicorn.Server(config)
            server.lifespan = config.lifespan_class(config)
            await server.startup(sockets=[listener])
            try:
                yield self
            finally:
                self._stopping.set()
                async with self.world.changed:
                    self.world.changed.notify_all()
                await _end(server)


async def _end(server: uvicorn.Server) -> None:
    """What `shutdown` does, without its tenths of a second: they would be half of a short test."""
    state = server.server_state
    for each in server.servers:
        each.close()
    with suppress(TimeoutError):
        async with asyncio.timeout(5):
            while state.tasks:
                await asyncio.wait(set(state.tasks))
            for connection in list(state.connections):
                connection.shutdown()
            while state.connections:
                await asyncio.sleep(0)
    for connection in list(state.connections):
        # uvicorn's tasks outlive being cancelled: one that waits to write would keep the loop for ever.
        connection.transport.abort()


def _json(body: dict[str, Any], status: int = 200) -> Response:
    # Escaped, as Telegram does it: that way half a character can travel in an update.
    return Response(json.dumps(body), status, media_type="application/json")


async def _raw(request: Request) -> dict[str, str] | None:
    """The parameters as sent; None when they are no UTF-8."""
    body = await request.body()
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=bool(body), errors="strict"
        )
    except ValueError:
        return None
    return dict(request.query_params) | dict(pairs)
