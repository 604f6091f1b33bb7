"""What every room's tests share: a small corpus, and no way out to the network."""

from __future__ import annotations

import logging
import shutil
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import structlog

from bot.knowledge import read_knowledge
from bot.retrieval.text.segmentation import Segmenter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Knowledge

CORPUS = Path(__file__).parent / "corpus"
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class NetworkReachedError(RuntimeError):
    """A test tried to leave this computer."""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A knowledge folder of its own for the test: three short articles on tea, a lighthouse and a library."""
    return shutil.copytree(CORPUS, tmp_path / "knowledge")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """What the corpus says."""
    return read_knowledge(CORPUS)


@pytest.fixture(scope="session")
def shared_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder that tests share, so that jieba's dictionary is read once."""
    folder = tmp_path_factory.mktemp("state")
    (folder / "jieba").mkdir()
    Segmenter((), folder / "jieba")
    return folder


@pytest.fixture
def state(tmp_path: Path, shared_state: Path) -> Path:
    """A state folder of the test's own, with nothing but jieba's cache, which takes long to make."""
    folder = tmp_path / "state"
    folder.mkdir(mode=0o700)
    (folder / "jieba").symlink_to(shared_state / "jieba")
    return folder


@pytest.fixture(autouse=True, scope="session")
def discreet_output() -> None:
    """What tests print, at DEBUG too, names no token: the bot's own log hides it, bare libraries do not."""
    for name in ("httpx", "telegram.ext.ExtBot"):
        logging.getLogger(name).setLevel(logging.WARNING)
    renderer = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], renderer])


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Connections and name look-ups beyond this computer fail, as a bug rather than as a network error."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guard(host: object) -> None:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and name not in LOOPBACK:
            raise NetworkReachedError(f"a test reached for {name!r}; let it talk to a server on 127.0.0.1")

    def guarded_connect(self: socket.socket, address: tuple[object, ...] | str | bytes) -> None:
        if self.family != socket.AF_UNIX:
            guard(address[0])
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: tuple[object, ...] | str | bytes) -> int:
        if self.family != socket.AF_UNIX:
            guard(address[0])
        return connect_ex(self, address)

    def guarded_getaddrinfo(
        host: bytes | str | None, port: bytes | str | int | None, *args: int, **kwargs: int
    ) -> object:
        guard(host)
        return getaddrinfo(host, port, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        yield
