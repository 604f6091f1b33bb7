from __future__ import annotations

import asyncio
import socket

import pytest

from tests.conftest import NetworkReachedError


def test_a_test_cannot_connect_to_the_network() -> None:
    with socket.socket() as client, pytest.raises(NetworkReachedError, match=r"reached for '192\.0\.2\.1'"):
        client.connect(("192.0.2.1", 443))


async def test_a_test_cannot_look_up_a_name() -> None:
    with pytest.raises(NetworkReachedError):
        await asyncio.open_connection("api.telegram.org", 443)


def test_a_test_can_connect_to_its_own_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
