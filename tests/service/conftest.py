"""The whole service, in the test's own loop, against the fake Bot API."""

from __future__ import annotations

import asyncio
import os
import threading
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.models import NotFound
from bot.service.serving import Service, Tempo
from bot.service.store.database import Database, database_url
from bot.service.store.schema import tables, version
from bot.service.watch.digest import local_now
from bot.service.watch.reloading import Content
from bot.settings import Settings
from tests.botapi import FakeBotAPI, Person
from tests.fakes import ScriptedAnswers, Unscripted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime
    from pathlib import Path

    from bot.conversation.answering import Answers
    from bot.models import Answer, Knowledge, Question

TEMPO = Tempo(beat=0.05, first_retry=0.01, port=0.05, webhook=0.05, quiet=0.05, digest=0.05)
LONG = "问" * 2000
"""A question that is answered off the loop, so that the service goes on while it is held."""
POSTGRESQL = os.environ.get("BOT_TEST_DATABASE_URL", "")


class HeldAnswers(Unscripted):
    """Answers nothing until it may."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.asked = 0

    def answer(self, question: Question, limit: int = 3) -> Answer:  # noqa: ARG002 - the protocol's
        """That nothing was found, once that may be said."""
        self.asked += 1
        self.go.wait(20)
        return NotFound()


@dataclass(frozen=True)
class Running:
    """A service at work."""

    api: FakeBotAPI
    service: Service
    task: asyncio.Task[None]
    stop: asyncio.Event

    def person(self, id: int = 1001) -> Person:  # noqa: A002
        """Somebody in a private chat, who writes without waiting."""

        async def at_once(_: int) -> None:
            return

        return Person(self.api, at_once, id=id)

    async def answered(self, person: Person, count: int = 1) -> None:
        """Return when the bot has written so many messages to this person."""
        await self.api.until(lambda: replies(person) >= count)

    async def get(self, path: str) -> httpx.Response:
        """One of the endpoints."""
        async with asyncio.timeout(5):
            while not self.service.port:
                await asyncio.sleep(0.01)
        async with httpx.AsyncClient(trust_env=False, verify=False) as client:
            return await client.get(f"http://127.0.0.1:{self.service.port}{path}")

    async def until(self, path: str, status: int) -> None:
        """Return when the endpoint answers so."""
        async with asyncio.timeout(10):
            while (await self.get(path)).status_code != status:
                await asyncio.sleep(0.02)


async def nothing_to_prepare() -> str:
    """No index is built ahead."""
    return ""


def content(knowledge: Knowledge, answers: Answers | None = None) -> Callable[[], Content]:
    """What is served, the same whenever it is loaded."""
    return lambda: Content(answers or ScriptedAnswers(), knowledge)


def replies(person: Person) -> int:
    """How many messages the bot has written to this person."""
    return sum(message.sender["id"] != person.id for message in person.screen)


def settings_for(api: FakeBotAPI, state: Path, **more: object) -> Settings:
    """Settings that lead to the fake server, its limits lifted; the state folder is made."""
    state.mkdir(exist_ok=True)
    usual = {
        "token": api.token,
        "api_url": api.url,
        "state_dir": state,
        "messages_per_second": 0,
        "questions_per_minute": 0,
        "http_port": 0,
    }
    return Settings.model_validate(usual | more)


@asynccontextmanager
async def serving(
    api: FakeBotAPI,
    settings: Settings,
    knowledge: Knowledge,
    answers: Answers | None = None,
    now: Callable[[], datetime] = local_now,
) -> AsyncIterator[Running]:
    """The service, until the block ends."""
    service = Service(settings, content(knowledge, answers), TEMPO, nothing_to_prepare, now)
    stop = asyncio.Event()
    task = asyncio.create_task(service.run(stop))
    try:
        yield Running(api, service, task, stop)
    finally:
        stop.set()
        await asyncio.wait({task})
        if not task.cancelled() and (error := task.exception()):
            raise error


@pytest.fixture
async def api() -> AsyncIterator[FakeBotAPI]:
    """The server; at the end of the test nothing was refused."""
    async with FakeBotAPI().running() as api:
        yield api
    assert api.refusals == []


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind that there is."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.sqlite3'}"
    return await emptied_postgresql()


@pytest.fixture
async def postgresql() -> str:
    """An empty PostgreSQL database."""
    return await emptied_postgresql()


async def emptied_postgresql() -> str:
    """The test database without the bot's tables."""
    if not POSTGRESQL:
        pytest.skip("BOT_TEST_DATABASE_URL is not set")
    url = await _of_this_worker()
    database = Database(database_url(url))
    assert await database.open()
    async with database.writing() as connection:
        for table in (*tables.tables.values(), version):
            await connection.execute(text(f"DROP TABLE IF EXISTS {table.name}"))
    await database.close()
    return url


async def _of_this_worker() -> str:
    """A database beside the one that was named, so that workers do not empty each other's."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        return POSTGRESQL
    given = database_url(POSTGRESQL)
    name = f"{given.database}_{worker}"
    engine = create_async_engine(given, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    async with engine.connect() as connection:
        known = text("SELECT 1 FROM pg_database WHERE datname = :name")
        if not await connection.scalar(known, {"name": name}):
            await connection.execute(text(f'CREATE DATABASE "{name}"'))
    await engine.dispose()
    return given.set(database=name).render_as_string(hide_password=False)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """An open database of each kind that there is."""
    database = Database(database_url(url))
    assert await database.open()
    yield database
    await database.close()
