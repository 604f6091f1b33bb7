"""A way to Telegram that breaks down: a proxy that passes on, hangs, drops, or is not there."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Fault(Enum):
    """What becomes of what the bot sends."""

    NONE = "it is passed on"
    HANG = "nothing ever comes back"
    DROP = "the connection breaks"


@dataclass
class Line:
    """A running proxy to a port on this machine; its fault can change at any time."""

    target: int
    port: int = 0
    fault: Fault = Fault.NONE
    asked: int = 0
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def url(self) -> str:
        """The base URL of the Bot API behind it."""
        return f"http://127.0.0.1:{self.port}/bot"

    def break_down(self, fault: Fault) -> None:
        """Let this happen from now on, to connections that stand as well."""
        self.fault = fault
        if fault is Fault.DROP:
            for writer in self._open:
                writer.close()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of the bot's."""
        onward = await asyncio.open_connection("127.0.0.1", self.target)
        writers = {writer, onward[1]}
        self._open |= writers
        there = asyncio.create_task(self._pass(reader, onward[1], counted=True))
        back = asyncio.create_task(self._pass(onward[0], writer))
        await asyncio.wait({there, back}, return_when=asyncio.FIRST_COMPLETED)
        self._open -= writers
        for each in (there, back):
            each.cancel()
        for each_writer in writers:
            each_writer.close()

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, counted: bool = False
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                self.asked += counted
                match self.fault:
                    case Fault.DROP:
                        return
                    case Fault.NONE:
                        writer.write(data)
                        await writer.drain()


@asynccontextmanager
async def line_to(target: int) -> AsyncIterator[Line]:
    """A proxy on a free port until the block ends."""
    line = Line(target)
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    line.port = server.sockets[0].getsockname()[1]
    try:
        yield line
    finally:
        line.break_down(Fault.DROP)
        server.close()
