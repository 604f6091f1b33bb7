from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from bot.service.watch.notify import ServiceManager

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[tuple[str, socket.socket]]:
    path = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(path)
        yield path, listener


def test_the_manager_is_told_of_every_turn(manager: tuple[str, socket.socket]) -> None:
    path, listener = manager
    service = ServiceManager({"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "30000000"})
    for tell in (service.ready, service.alive, lambda: service.status("answering"), service.stopping):
        tell()
    told = [listener.recv(100).decode() for _ in range(4)]
    assert told == ["READY=1", "WATCHDOG=1", "STATUS=answering", "STOPPING=1"]
    assert service.watchdog == 30


def test_a_watchdog_over_another_process_is_not_ours(manager: tuple[str, socket.socket]) -> None:
    given = {"NOTIFY_SOCKET": manager[0], "WATCHDOG_USEC": "1000", "WATCHDOG_PID": str(os.getpid() + 1)}
    assert ServiceManager(given).watchdog is None


@pytest.mark.parametrize(
    "environment", [{}, {"NOTIFY_SOCKET": "/nowhere/at/all"}, {"NOTIFY_SOCKET": "@gone"}]
)
def test_without_a_manager_nothing_happens(environment: dict[str, str]) -> None:
    ServiceManager(environment).ready()
