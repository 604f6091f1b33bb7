"""Word to systemd: that the service is ready, lives, or stops."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class ServiceManager:
    """The manager that started this process, if one waits to be told; see sd_notify(3)."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        address = environment.get("NOTIFY_SOCKET", "")
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        mine = environment.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        period = environment.get("WATCHDOG_USEC", "")
        self.watchdog = int(period) / 1e6 if self._address and mine and period.isdecimal() else None
        """Within how many seconds it wants to hear of life, if at all."""

    def ready(self) -> None:
        """The service has started."""
        self._tell("READY=1")

    def alive(self) -> None:
        """The service is well."""
        self._tell("WATCHDOG=1")

    def status(self, line: str) -> None:
        """What the service does, for a person to read."""
        self._tell(f"STATUS={line}")

    def stopping(self) -> None:
        """The service is about to end."""
        self._tell("STOPPING=1")

    def _tell(self, message: str) -> None:
        if not self._address:
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
            line.setblocking(False)
            try:
                line.connect(self._address)
                line.send(message.encode())
            except OSError:
                # Nothing depends on it here; the manager itself sees that it is not told.
                return
