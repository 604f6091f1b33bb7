"""How long after an update is in the process its reply leaves it: `python -m tests.bench.telegram`.

The real application, engine and article, over HTTP, with the fake Bot API in a process of its own.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import statistics
import sys
import time
from dataclasses import dataclass, field
from itertools import count, cycle, islice
from typing import TYPE_CHECKING

import structlog

from bot.bootstrap import wire
from bot.settings import Settings
from bot.telegram.application import build_front
from bot.telegram.delivery.inbox import RawUpdate
from bot.telegram.delivery.worker import Worker
from tests.botapi import FakeBotAPI
from tests.stores import store_without_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

    from telegram.request import BaseRequest, RequestData

    from bot.models import Knowledge

CHATS = 100


@dataclass
class Stopwatch:
    """When each chat's update came in, and how many milliseconds later its reply left."""

    came: dict[int, float] = field(default_factory=dict)
    left: list[float] = field(default_factory=list)

    def install(self, request: BaseRequest) -> None:
        """Stop the time whenever a message is handed to this request."""
        send = request.do_request

        async def timed(
            url: str, method: str, request_data: RequestData, **retry: float
        ) -> tuple[int, bytes]:
            if url.endswith("/sendMessage"):
                came = self.came[int(str(request_data.parameters["chat_id"]))]
                self.left.append((time.perf_counter() - came) * 1000)
            return await send(url, method, request_data, **retry)

        request.do_request = timed  # type: ignore[method-assign,assignment]

    def told(self, what: str) -> str:
        times, self.left = sorted(self.left), []
        median, slow = statistics.median(times), times[int(len(times) * 0.95)]
        return f"{what:<44} median {median:6.2f} ms   p95 {slow:6.2f} ms   n {len(times)}"


def serve_api(pipe: Connection) -> None:
    async def serve() -> None:
        api = FakeBotAPI()
        for chat in range(1, CHATS + 1):
            api.world.chats[chat] = {"id": chat, "type": "private", "first_name": "人"}
        async with api.running():
            pipe.send(api.port)
            await asyncio.Event().wait()

    asyncio.run(serve())


def update(number: int, chat: int, text: str) -> RawUpdate:
    person = {"id": chat, "is_bot": False, "first_name": "人", "language_code": "zh-hans"}
    place = {"id": chat, "type": "private", "first_name": "人"}
    message = {"message_id": number, "date": 1_750_000_000, "chat": place, "from": person, "text": text}
    return RawUpdate(number, {"update_id": number, "message": message})


def new_questions(knowledge: Knowledge) -> Iterator[str]:
    """Ways in which people ask, as an editor wrote them down, none twice."""
    for opening in ("", "请问", "你好，", "想问问", "麻烦问一下"):
        for forms in knowledge.forms.values():
            yield from (f"{opening}{form}" for form in forms)


async def measure(port: int) -> list[str]:
    settings = Settings.model_validate(
        {
            "token": FakeBotAPI().token,
            "api_url": f"http://127.0.0.1:{port}/bot",
            "messages_per_second": 0,
            "questions_per_minute": 0,
        }
    )
    bot = wire(settings)
    front = build_front(settings, bot.answers, bot.knowledge, store_without_database())
    worker = Worker(front)
    watch = Stopwatch()
    watch.install(front.bot.request)
    await front.bot.initialize()
    worker.open()
    new, numbers = new_questions(bot.knowledge), count(1)

    async def ask(chat: int, text: str = "") -> None:
        text = text or next(new)
        watch.came[chat] = time.perf_counter()
        await worker.begin(update(next(numbers), chat, text))

    for _ in range(40):
        await ask(1)
    watch.left.clear()
    results = []
    for _ in range(200):
        await ask(1)
    results.append(watch.told("1 chat, one question after another"))
    for rate in (30, 60):
        tasks = []
        for chat in islice(cycle(range(1, CHATS + 1)), 300):
            tasks.append(asyncio.create_task(ask(chat)))
            await asyncio.sleep(1 / rate)
        await asyncio.gather(*tasks)
        results.append(watch.told(f"{CHATS} chats at once, {rate} questions a second"))
    for _ in range(3):
        await asyncio.gather(*(ask(chat) for chat in range(1, CHATS + 1)))
    results.append(watch.told(f"{CHATS} chats in the same instant"))
    again = next(new)
    await ask(1, again)
    watch.left.clear()
    for _ in range(3):
        await asyncio.gather(*(ask(chat, again) for chat in range(1, CHATS + 1)))
    results.append(watch.told(f"{CHATS} chats in the same instant, one question"))
    await front.bot.shutdown()
    return results


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve_api, args=(theirs,), daemon=True)
    server.start()
    try:
        sys.stdout.writelines(f"{line}\n" for line in asyncio.run(measure(ours.recv())))
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
