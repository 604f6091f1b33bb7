"""A Bot API that costs next to nothing, so that the bot's own speed shows; the strict one is tests/botapi."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections import Counter, deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TOKEN = "4242:AALoadTokenThatOnlyTheLoadTestsKnow_x"
SECRET = "load-test-secret_0123456789"
BOT = {"id": 4242, "is_bot": True, "first_name": "b", "username": "load_test_bot"}


def update(update_id: int, chat: int, text: str) -> dict[str, Any]:
    """A question in a private chat."""
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1_750_000_000,
            "chat": {"id": chat, "type": "private", "first_name": "u"},
            "from": {"id": chat, "is_bot": False, "first_name": "u", "language_code": "zh-hans"},
            "text": text,
        },
    }


class LightTelegram:
    """Hands out updates, counts the messages sent to each chat, and remembers when the first one came."""

    def __init__(self, latency: float = 0.0) -> None:
        self.latency = latency
        """Seconds to Telegram and back."""
        self.failing = False
        """Whether messages are refused with 502."""
        self.pending: deque[tuple[int, bytes]] = deque()
        self.sent: Counter[int] = Counter()
        self.sent_at: dict[int, float] = {}
        self.pushed_at: dict[int, float] = {}
        self.methods: Counter[str] = Counter()
        self.fetches = 0
        self.port = 0
        self.webhook = ""
        self.news = asyncio.Event()

    @property
    def url(self) -> str:
        """What BOT_API_URL takes."""
        return f"http://127.0.0.1:{self.port}/bot"

    def push(self, found: dict[str, Any]) -> None:
        """Let the next getUpdates fetch this update."""
        self.pushed_at[found["message"]["chat"]["id"]] = time.perf_counter()
        self.pending.append((found["update_id"], json.dumps(found).encode()))
        self.news.set()

    async def answer(self, method: str, given: dict[str, str]) -> bytes:
        """The result of a method, in JSON."""
        self.methods[method] += 1
        if method == "getUpdates":
            return await self._fetch(
                int(given.get("offset", 0)), float(given.get("timeout", 0)), int(given.get("limit", 100))
            )
        if method == "sendMessage":
            chat = int(given["chat_id"])
            await asyncio.sleep(self.latency / 2)
            self.sent[chat] += 1
            self.sent_at.setdefault(chat, time.perf_counter())
            return b'{"message_id":%d,"date":1750000000,"chat":{"id":%d,"type":"private"},"text":"ok"}' % (
                self.methods["sendMessage"],
                chat,
            )
        if method == "setWebhook":
            self.webhook = given["url"]
        if method == "getWebhookInfo":
            return json.dumps(
                {"url": self.webhook, "has_custom_certificate": False, "pending_update_count": 0}
            ).encode()
        return json.dumps(BOT).encode() if method == "getMe" else b"true"

    async def _fetch(self, offset: int, timeout: float, limit: int) -> bytes:
        self.fetches += 1
        mine = self.fetches
        while self.pending and self.pending[0][0] < offset:
            self.pending.popleft()
        until = time.perf_counter() + timeout
        while not self.pending and mine == self.fetches and time.perf_counter() < until:
            self.news.clear()
            try:
                async with asyncio.timeout(until - time.perf_counter()):
                    await self.news.wait()
            except TimeoutError:
                break
        found = [self.pending[at][1] for at in range(min(limit, len(self.pending)))]
        return b"[" + b",".join(found) + b"]"

    @asynccontextmanager
    async def running(self) -> AsyncIterator[LightTelegram]:
        """Serve on a free port until the block ends."""
        server = await asyncio.get_running_loop().create_server(lambda: _Connection(self), "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()


class _Connection(asyncio.Protocol):
    def __init__(self, telegram: LightTelegram) -> None:
        self._telegram = telegram
        self._buffer = b""
        self._busy: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def connection_lost(self, _: Exception | None) -> None:
        if self._busy:
            self._busy.cancel()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = 0
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if len(rest) < length:
            return
        self._buffer = rest[length:]
        target = urlsplit(head.split(b" ", 2)[1].decode())
        given = dict(parse_qsl(target.query)) | dict(parse_qsl(rest[:length].decode()))
        self._busy = asyncio.get_running_loop().create_task(
            self._answer(target.path.rpartition("/")[2], given)
        )

    async def _answer(self, method: str, given: dict[str, str]) -> None:
        if method == "sendMessage" and self._telegram.failing:
            status, body = b"502 Bad Gateway", b'{"ok":false,"error_code":502,"description":"Bad Gateway"}'
        else:
            status, body = (
                b"200 OK",
                b'{"ok":true,"result":' + await self._telegram.answer(method, given) + b"}",
            )
        if method != "getUpdates":
            await asyncio.sleep(self._telegram.latency / 2)
        self._transport.write(
            b"HTTP/1.1 %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
            % (status, len(body))
            + body
        )
