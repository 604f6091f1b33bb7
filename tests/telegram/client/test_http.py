"""The bot's own HTTP client, against the odd ends of HTTP."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from telegram.error import NetworkError, TimedOut

from bot.telegram.client.http import HttpClient, NotSentError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

OK = b'HTTP/1.1 200 OK\r\ncontent-length: 25\r\n\r\n{"ok": true, "result": 1}'
CHUNKED = (
    b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
    b'c\r\n{"ok": true,\r\nd\r\n "result": 1}\r\n0\r\n\r\n'
)
LAST = b'HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{"ok": true, "result": 1}'


class Replay:
    """A server that says the same to every request, and hangs up afterwards if told to."""

    def __init__(self, said: bytes, *, hang_up: bool = False) -> None:
        self._said = said
        self._hang_up = hang_up
        self.connections = 0
        self.requests: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                self.requests.append(await reader.readuntil(b"\r\n\r\n"))
                writer.write(self._said)
                if self._hang_up:
                    break
        except asyncio.IncompleteReadError:
            pass
        writer.close()


@asynccontextmanager
async def listening(replay: Replay) -> AsyncIterator[str]:
    server = await asyncio.start_server(replay.serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        # The connections, which the client has closed, end a moment later.
        await asyncio.sleep(0.02)


@asynccontextmanager
async def opened() -> AsyncIterator[HttpClient]:
    client = HttpClient()
    await client.initialize()
    try:
        yield client
    finally:
        await client.shutdown()


@asynccontextmanager
async def connected(replay: Replay) -> AsyncIterator[tuple[HttpClient, str]]:
    async with listening(replay) as url, opened() as client:
        yield client, f"{url}/bot/getMe"


async def test_a_connection_is_kept_from_one_request_to_the_next() -> None:
    replay = Replay(OK)
    async with connected(replay) as (client, url):
        assert [await client.post(url) for _ in range(3)] == [1, 1, 1]
    assert (replay.connections, len(replay.requests)) == (1, 3)


@pytest.mark.parametrize(("said", "hang_up"), [(CHUNKED, False), (LAST, True)])
async def test_answers_of_every_length_are_read(said: bytes, hang_up: bool) -> None:
    async with connected(Replay(said, hang_up=hang_up)) as (client, url):
        assert [await client.post(url) for _ in range(2)] == [1, 1]


async def test_a_connection_that_the_server_closed_meanwhile_is_not_used_again() -> None:
    replay = Replay(OK, hang_up=True)
    async with connected(replay) as (client, url):
        for _ in range(3):
            assert await client.post(url) == 1
            await asyncio.sleep(0.02)
    assert replay.connections == 3


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\ncontent-le", b"SSH-2.0-OpenSSH_9.2\r\n\r\n"])
async def test_what_breaks_off_or_is_no_http_is_a_network_error(said: bytes) -> None:
    async with connected(Replay(said, hang_up=True)) as (client, url):
        with pytest.raises(NetworkError, match="the connection broke"):
            await client.post(url)


async def test_silence_is_a_timeout_and_its_connection_is_given_up() -> None:
    replay = Replay(b"")
    async with connected(replay) as (client, url):
        for _ in range(2):
            with pytest.raises(TimedOut):
                await client.post(url, read_timeout=0.05)
    assert replay.connections == 2


async def test_what_was_never_sent_is_said_to_be_so() -> None:
    async with connected(Replay(OK)) as (client, _):
        with pytest.raises(NotSentError):
            await client.post("http://127.0.0.1:1/bot/getMe")


async def test_a_proxy_in_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    replay = Replay(OK)
    async with listening(replay) as url:
        monkeypatch.setenv("http_proxy", url)
        async with opened() as client:
            assert await client.post("http://api.example.org/bot/getMe") == 1
    assert replay.requests[0].startswith(b"POST http://api.example.org/bot/getMe")
