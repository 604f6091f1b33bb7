"""Updates brought to a webhook as Telegram brings them: again and again until they are taken."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.load.telegram import SECRET

if TYPE_CHECKING:
    from collections.abc import Iterable

_TRIES = 2000
_PAUSE = 0.1


async def deliver(url: str, updates: Iterable[dict[str, Any]], connections: int, pace: float = 0.0) -> int:
    """Bring all updates over so many connections; returns how often one was refused or dropped."""
    waiting = iter(list(updates))
    refused = 0

    async def carry() -> None:
        nonlocal refused
        carrier = _Carrier(url)
        for update in waiting:
            body = json.dumps(update).encode()
            for _ in range(_TRIES):
                if await carrier.bring(body) == 200:
                    break
                refused += 1
                await asyncio.sleep(_PAUSE)
            else:
                raise RuntimeError("an update was refused for too long")
            if pace:
                await asyncio.sleep(pace)
        carrier.close()

    await asyncio.gather(*(carry() for _ in range(connections)))
    return refused


class _Carrier:
    def __init__(self, url: str) -> None:
        self._parts = urlsplit(url)
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._head = (
            f"POST {self._parts.path or '/'} HTTP/1.1\r\nhost: {self._parts.netloc}\r\n"
            f"x-telegram-bot-api-secret-token: {SECRET}\r\ncontent-type: application/json\r\ncontent-length: "
        ).encode()

    async def bring(self, body: bytes) -> int:
        """The status of the answer; 0 when there was none."""
        try:
            async with asyncio.timeout(30):
                if self._line is None:
                    self._line = await asyncio.open_connection(self._parts.hostname, self._parts.port)
                reader, writer = self._line
                writer.write(self._head + b"%d\r\n\r\n" % len(body) + body)
                head = await reader.readuntil(b"\r\n\r\n")
                status = int(head.split(b" ", 2)[1])
                length = next(
                    (
                        int(line.split(b":")[1])
                        for line in head.lower().split(b"\r\n")
                        if line.startswith(b"content-length")
                    ),
                    0,
                )
                await reader.readexactly(length)
                if b"connection: close" in head.lower():
                    self.close()
                return status
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            self.close()
            return 0

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line[1].close()
            self._line = None
