"""Requests to the Bot API over kept connections, at a tenth of what a general HTTP client costs."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import h11
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest

from bot.telegram.client.turnstile import ticket

if TYPE_CHECKING:
    import ssl

    from telegram.request import RequestData

# The library's own type for it is private.
_Timeout: TypeAlias = Any
_PATIENCE: Final = 10.0
_CHUNK: Final = 65536
_HEADERS: Final = (
    ("accept", "*/*"),
    ("connection", "keep-alive"),
    ("user-agent", BaseRequest.USER_AGENT),
)


class NotSentError(NetworkError):
    """A request that never left, so that it may be repeated without doing anything twice."""


@dataclass(slots=True)
class _Line:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    protocol: h11.Connection

    @property
    def usable(self) -> bool:
        return not (self.writer.is_closing() or self.reader.at_eof())


class HttpClient(HTTPXRequest):
    """Sends what is plain over connections of its own, and leaves proxies and files to httpx.

    It raises what python-telegram-bot's own raises, and NotSentError where nothing was sent.
    """

    def __init__(self, connections: int = 256) -> None:
        super().__init__(connection_pool_size=connections)
        self._free: deque[_Line] = deque()
        self._slots = asyncio.Semaphore(connections)
        self._proxies = getproxies()
        self._tls: ssl.SSLContext | None = None

    async def shutdown(self) -> None:
        """Close all connections."""
        while self._free:
            writer = self._free.pop().writer
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
        await super().shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
        connect_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
        pool_timeout: _Timeout = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and body of the answer."""
        if (mine := ticket.get(None)) and _is_seen(url):
            await mine.enter()
        if self._is_proxied(url) or (request_data and request_data.contains_files):
            try:
                return await super().do_request(
                    url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
                )
            except NetworkError as error:
                if isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
                    raise NotSentError(str(error)) from error
                raise
        body = urlencode(request_data.json_parameters).encode() if request_data else b""
        retry = float(read_timeout) if isinstance(read_timeout, int | float) else _PATIENCE
        async with self._slots:
            return await self._exchange(url, method, body, retry)

    def _is_proxied(self, url: str) -> bool:
        parts = urlsplit(url)
        return any(scheme in self._proxies for scheme in (parts.scheme, "all")) and not proxy_bypass(
            parts.hostname or ""
        )

    async def _exchange(self, url: str, method: str, body: bytes, retry: float) -> tuple[int, bytes]:
        line = await self._line(url)
        kept = False
        try:
            async with asyncio.timeout(retry):
                line.writer.write(_request(line.protocol, url, method, body))
                await line.writer.drain()
                status, answer = await _answer(line)
            kept = line.protocol.our_state is line.protocol.their_state is h11.DONE
        except TimeoutError:
            raise TimedOut from None
        except (OSError, h11.ProtocolError) as error:
            raise NetworkError(f"the connection broke: {type(error).__name__}") from error
        else:
            return status, answer
        finally:
            if kept:
                line.protocol.start_next_cycle()
                self._free.append(line)
            else:
                line.writer.close()

    async def _line(self, url: str) -> _Line:
        # The one used last is the likeliest to be still open at the other end.
        while self._free:
            if (line := self._free.pop()).usable:
                return line
            line.writer.close()
        parts = urlsplit(url)
        tls = parts.scheme == "https"
        if tls and self._tls is None:
            self._tls = httpx.create_ssl_context()
        try:
            async with asyncio.timeout(_PATIENCE):
                reader, writer = await asyncio.open_connection(
                    parts.hostname, parts.port or (443 if tls else 80), ssl=self._tls if tls else None
                )
        except (OSError, TimeoutError) as error:
            raise NotSentError(
                f"no connection to {parts.hostname}: {str(error) or 'it takes too long'}"
            ) from error
        return _Line(reader, writer, h11.Connection(h11.CLIENT))


def _is_seen(url: str) -> bool:
    """Whether the request shows something to people, so that doing it twice would be noticed."""
    method = url.rpartition("/")[2]
    return method.startswith("send") and method != "sendChatAction"


def _request(protocol: h11.Connection, url: str, method: str, body: bytes) -> bytes:
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    headers = [("host", parts.netloc), *_HEADERS, ("content-length", str(len(body)))]
    if body:
        headers.append(("content-type", "application/x-www-form-urlencoded"))
    events = (
        h11.Request(method=method, target=target, headers=headers),
        h11.Data(data=body),
        h11.EndOfMessage(),
    )
    return b"".join(protocol.send(event) or b"" for event in events)


async def _answer(line: _Line) -> tuple[int, bytes]:
    status, body = 0, bytearray()
    while True:
        event = line.protocol.next_event()
        match event:
            case h11.NEED_DATA:
                line.protocol.receive_data(await line.reader.read(_CHUNK))
            case h11.Response():
                status = event.status_code
            case h11.Data():
                body += event.data
            case h11.EndOfMessage():
                return status, bytes(body)
            case h11.ConnectionClosed():
                raise ConnectionResetError
