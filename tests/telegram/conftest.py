"""A small article, and the real front polling a fake Bot API."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest

from bot.models import Article, Knowledge, Match, Passage, PassageId, Section, Span
from bot.settings import Settings
from bot.telegram.application import build_front
from bot.telegram.client.http import http_client
from bot.telegram.client.retry import Retry
from bot.telegram.delivery.polling import Polling
from bot.telegram.delivery.worker import Worker
from tests.botapi import FakeBotAPI, Group, Person
from tests.stores import store_without_database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.conversation.answering import Answers
    from bot.telegram.application import TelegramFront
    from bot.telegram.memory.ports import Keeping

TITLE = "茶山小报"
TEXTS = {
    "导语": ("茶山今年开春早。", "全镇三千人靠茶吃饭。"),
    "采茶": (
        "采茶从三月二十日开始。头采的茶叫明前茶，最贵。一天一个人能采四斤。",
        "请来的采茶工有两百人，包吃包住。",
        "交流互动频繁。今年以来，大",
    ),
    "卖茶": ("去年茶卖了一千二百万元。", "今年新开了网店。网店由村里的年轻人打理。"),
}


@dataclass(frozen=True)
class Running:
    """A bot at work."""

    api: FakeBotAPI
    front: TelegramFront
    worker: Worker

    async def settled(self, update_id: int) -> None:
        """Return when this update, and all before, have been dealt with."""
        await self.api.confirmed(update_id)
        async with asyncio.timeout(10):
            await self.worker.join()

    def person(self, id: int = 1001, language: str | None = "zh-hans") -> Person:  # noqa: A002
        """Somebody new in a private chat."""
        return Person(self.api, self.settled, id=id, language=language)

    def group(self, topics: set[int] | None = None) -> Group:
        """A group that the bot is in, or a forum with these topics."""
        return Group(self.api, self.settled, topics=topics or set())


class Start(Protocol):
    """Starts a bot that runs until the test ends."""

    async def __call__(
        self,
        answers: Answers,
        knowledge: Knowledge,
        examples: tuple[str, ...] = (),
        keeping: Keeping | None = None,
        **settings: object,
    ) -> Running: ...


def tea_article(
    texts: dict[str, tuple[str, ...]] | None = None, slug: str = "tea", title: str = TITLE
) -> Article:
    """The small article; a paragraph that ends with 大 breaks off."""
    sections = []
    for number, (heading, paragraphs) in enumerate((texts or TEXTS).items(), 1):
        passages = tuple(
            Passage(PassageId(slug, number, at), title, heading, text, breaks_off=text.endswith("大"))
            for at, text in enumerate(paragraphs, 1)
        )
        sections.append(Section(number, heading, passages))
    return Article(slug, title, "zh-Hans", "村报", tuple(sections))


def found(knowledge: Knowledge, sentence: str, score: float = 0.9) -> Match:
    """The match of this sentence in the article."""
    passage = next(passage for passage in knowledge.passages if sentence in passage.text)
    start = passage.text.index(sentence)
    return Match(passage, Span(start, start + len(sentence)), score)


@pytest.fixture
def tea() -> Knowledge:
    """The small article as all there is to know."""
    return Knowledge((tea_article(),), version="0123abcd")


def settings_for(api: FakeBotAPI, token: str | None = None, **more: object) -> Settings:
    """Settings that lead to the fake server, its limits lifted."""
    lifted = {"messages_per_second": 0, "questions_per_minute": 0}
    return Settings.model_validate({"token": token or api.token, "api_url": api.url} | lifted | more)


@asynccontextmanager
async def polling(
    api: FakeBotAPI,
    answers: Answers,
    knowledge: Knowledge,
    examples: tuple[str, ...] = (),
    keeping: Keeping | None = None,
    **settings: object,
) -> AsyncIterator[Running]:
    """The front, polling."""
    given = settings_for(api, None, **settings)
    front = build_front(given, answers, knowledge, keeping or store_without_database(given), examples)
    retry = Retry(first=0.01)
    worker = Worker(front, retry=retry)
    stop = asyncio.Event()
    running = asyncio.create_task(Polling(front, worker, http_client(given, 1), retry).run(stop))
    try:
        yield Running(api, front, worker)
    finally:
        stop.set()
        await running


@pytest.fixture
async def api() -> AsyncIterator[FakeBotAPI]:
    """The server; at the end of the test nothing was refused, and no button or inline query still waits."""
    async with FakeBotAPI().running() as api:
        yield api
    assert api.refusals == []
    assert None not in api.world.presses.values()
    assert None not in api.world.inline.values()


@pytest.fixture
async def start(api: FakeBotAPI) -> AsyncIterator[Start]:
    """Starts bots on the server."""
    async with AsyncExitStack() as stack:

        async def start(
            answers: Answers,
            knowledge: Knowledge,
            examples: tuple[str, ...] = (),
            keeping: Keeping | None = None,
            **settings: object,
        ) -> Running:
            running = polling(api, answers, knowledge, examples, keeping, **settings)
            return await stack.enter_async_context(running)

        yield start
