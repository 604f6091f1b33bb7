"""The way to Telegram through a proxy, as operators behind a firewall have it."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from bot.settings import Settings
from bot.telegram.client.http import http_client

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

OK = b'HTTP/1.1 200 OK\r\ncontent-length: 25\r\nconnection: close\r\n\r\n{"ok": true, "result": 1}'


class Proxy:
    """A proxy that plays the server behind it as well, and remembers where people wanted to go."""

    def __init__(self) -> None:
        self.wanted: list[str] = []
        self.credentials: list[bytes] = []

    async def http(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """An HTTP proxy."""
        head = await reader.readuntil(b"\r\n\r\n")
        self.wanted.append(head.split(b" ")[1].decode())
        self.credentials += [
            line for line in head.split(b"\r\n") if line.lower().startswith(b"proxy-authorization")
        ]
        writer.write(OK)
        await writer.drain()
        writer.close()

    async def socks5(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A SOCKS 5 proxy that wants a name and a password (RFC 1928 and 1929)."""
        _, count = await reader.readexactly(2)
        assert 2 in await reader.readexactly(count)
        writer.write(b"\x05\x02")
        _, length = await reader.readexactly(2)
        name = await reader.readexactly(length)
        (length,) = await reader.readexactly(1)
        self.credentials.append(name + b":" + await reader.readexactly(length))
        writer.write(b"\x01\x00")
        *_, kind = await reader.readexactly(4)
        (length,) = await reader.readexactly(1) if kind == 3 else (4,)
        host = await reader.readexactly(length)
        port = int.from_bytes(await reader.readexactly(2))
        self.wanted.append(f"{host.decode() if kind == 3 else socket.inet_ntoa(host)}:{port}")
        writer.write(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x50")
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def listening(
    serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


async def asked(proxy: str) -> object:
    client = http_client(Settings.model_validate({"proxy": proxy}), 1)
    await client.initialize()
    try:
        return await client.post("http://api.example.org/bot/getMe")
    finally:
        await client.shutdown()


async def test_a_proxy_with_a_password_is_gone_through() -> None:
    proxy = Proxy()
    async with listening(proxy.http) as address:
        assert await asked(f"http://us%40er:pass@{address}") == 1
    assert proxy.wanted == ["http://api.example.org/bot/getMe"]
    assert len(proxy.credentials) == 1


async def test_a_socks_proxy_is_gone_through() -> None:
    proxy = Proxy()
    async with listening(proxy.socks5) as address:
        assert await asked(f"socks5://user:pass@{address}") == 1
    assert proxy.wanted == ["api.example.org:80"]
    assert proxy.credentials == [b"user:pass"]


@pytest.mark.parametrize("proxy", ["127.0.0.1:7890", "ftp://x:1", "http://host", "socks5://", "http://a:b"])
def test_what_is_no_proxy_is_said(proxy: str) -> None:
    with pytest.raises(ValueError, match="needs a URL with a port"):
        Settings.model_validate({"proxy": proxy})


def test_the_password_of_a_proxy_is_a_secret() -> None:
    assert "hunt%20er2" in Settings.model_validate({"proxy": "http://u:hunt%20er2@h:1"}).secrets()
    assert "hunt er2" in Settings.model_validate({"proxy": "http://u:hunt%20er2@h:1"}).secrets()
