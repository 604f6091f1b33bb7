"""Bots as processes of their own: started, killed, started again."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.load.telegram import SECRET, TOKEN

if TYPE_CHECKING:
    from tests.load.telegram import LightTelegram

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class BotProcess:
    """The bot under test in a state folder of its own; `webhook` is the URL that Telegram would be told."""

    telegram: LightTelegram
    state: Path
    port: int = field(default_factory=free_port)
    webhook: str = ""
    database: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; its log goes to a file in the state folder."""
        settings = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": self.telegram.url,
            "BOT_STATE_DIR": str(self.state),
            "BOT_HTTP_PORT": str(self.port),
            "BOT_WEBHOOK_URL": self.webhook,
            "BOT_WEBHOOK_SECRET": SECRET,
            "BOT_DATABASE_URL": self.database,
            "BOT_MESSAGES_PER_SECOND": "0",
            "BOT_QUESTIONS_PER_MINUTE": "0",
            "BOT_LOG_FORMAT": "json",
            **self.extra,
        }
        self.state.mkdir(parents=True, exist_ok=True)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"],
                cwd=ROOT,
                env=environment | {name: value for name, value in settings.items() if value},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def log(self) -> Path:
        """Where it writes its log."""
        return self.state / "bot.log"

    def kill(self) -> None:
        """End it as if the power had gone."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> int:
        """End it as an operator does; returns its exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(15)

    def __enter__(self) -> BotProcess:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(10)

    async def up(self) -> None:
        """Return when it answers on its port."""
        async with asyncio.timeout(60):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                except OSError:
                    await asyncio.sleep(0.05)
                else:
                    writer.close()
                    return

    def memory(self) -> float:
        """Its resident memory in MiB."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024
