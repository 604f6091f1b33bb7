"""A real browser without a window, spoken to over two pipes: the little of the DevTools protocol that a test needs."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import time
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_NAMES: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
_PATIENCE: Final = 20.0
"""Seconds after which what was waited for will not come."""

_ON_ITS_WAY: Final = -32_000
"""The error of who asks a page that is being left."""


def _moved(descriptor: int) -> int:
    """The same open file out of the way of those that are numbered."""
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return moved


def find_browser() -> str | None:
    """The browser that BOT_TEST_BROWSER names, else one on PATH."""
    return os.environ.get("BOT_TEST_BROWSER") or next(filter(None, map(shutil.which, _NAMES)), None)


class Browser:
    """One page of a browser, 390 pixels wide; what its console complains of is kept."""

    def __init__(self, program: str, profile: Path) -> None:
        arguments = [
            *(
                "--headless",
                "--remote-debugging-pipe",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
            ),
            *("--disable-background-networking", "--disable-dev-shm-usage", f"--user-data-dir={profile}"),
            # As root, as in a container, its sandbox does not start.
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
        ]
        (given, self._commands), (self._answers, taken) = os.pipe(), os.pipe()
        # It reads from its file 3 and writes to its file 4, whatever these are here.
        given, taken = (_moved(each) for each in (given, taken))
        silence = [(os.POSIX_SPAWN_OPEN, each, os.devnull, os.O_WRONLY, 0) for each in (1, 2)]
        self._process = os.posix_spawn(
            program,
            [program, *arguments],
            os.environ,
            file_actions=[
                *silence,
                (os.POSIX_SPAWN_DUP2, given, 3),
                (os.POSIX_SPAWN_DUP2, taken, 4),
            ],
        )
        os.close(given)
        os.close(taken)
        self._said = b""
        self._number = 0
        self._session = ""
        self._loaded: set[str] = set()
        self.complaints: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.call("Page.setLifecycleEventsEnabled", enabled=True)
        self.call(
            "Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=2, mobile=True
        )

    def __enter__(self) -> Browser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._commands)
        os.close(self._answers)
        # It keeps nothing that would be missed.
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """What the browser answers to a command."""
        heard = self._answered(method, parameters)
        assert "error" not in heard, (method, heard)
        result: dict[str, Any] = heard["result"]
        return result

    def _answered(self, method: str, parameters: dict[str, object]) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            heard = self._hear()
            if heard.get("id") == self._number:
                return heard
            self._note(heard)

    def open(self, address: str) -> None:
        """Go there, as somebody who types the address, and wait until all of it is there."""
        started = self.call("Page.navigate", url=address)
        assert "errorText" not in started, started
        while started["loaderId"] not in self._loaded:
            self._note(self._hear())

    def value(self, expression: str) -> Any:  # noqa: ANN401 - whatever the page makes of it
        """What an expression is on the page; None while the page is on its way to another."""
        asked = {"expression": expression, "returnByValue": True}
        heard = self._answered("Runtime.evaluate", asked)
        if heard.get("error", {}).get("code") == _ON_ITS_WAY:
            return None
        return heard["result"]["result"].get("value")

    def wait(self, expression: str) -> None:
        """Wait until this is so on the page."""
        until = time.monotonic() + _PATIENCE
        while not self.value(f"Boolean({expression})"):
            assert time.monotonic() < until, f"{expression} never came about on {self.value('location.href')}"
            select.select([self._answers], [], [], 0.05)

    def type(self, text: str) -> None:
        """Enter text where the cursor is, as an input method does."""
        self.call("Input.insertText", text=text)

    def press(self, key: str, code: int) -> None:
        """Press a key and let it go."""
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text
            )

    def picture(self, path: Path) -> None:
        """Save what the whole page looks like."""
        shown = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shown["data"]))

    def _hear(self) -> dict[str, Any]:
        while b"\0" not in self._said:
            ready, _, _ = select.select([self._answers], [], [], _PATIENCE)
            part = os.read(self._answers, 1 << 16) if ready else b""
            assert part, "the browser says nothing more"
            self._said += part
        heard, _, self._said = self._said.partition(b"\0")
        found: dict[str, Any] = json.loads(heard)
        return found

    def _note(self, heard: dict[str, Any]) -> None:
        match heard.get("method"):
            case "Runtime.exceptionThrown" | "Runtime.consoleAPICalled":
                self.complaints.append(json.dumps(heard["params"]))
            case "Page.lifecycleEvent" if heard["params"]["name"] == "load":
                self._loaded.add(heard["params"]["loaderId"])
            case "Log.entryAdded":
                self.complaints.append(json.dumps(heard["params"]["entry"]))
            case _:
                pass
