"""1,000 questions while the process is killed ten times at random: every one is answered."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from pathlib import Path

from tests.load.delivery import deliver
from tests.load.processes import BotProcess, free_port
from tests.load.telegram import LightTelegram, update

QUESTION = "江门的陆地面积有多大？"


async def kills(
    mode: str,
    questions: int = 1000,
    times: int = 10,
    seed: int = 0,
    database: str = "",
    latency: float = 0.0,
) -> bool:
    """Run it and print what came of it; whether all was well.

    So many messages as are under way to a Telegram `latency` seconds off when the process dies are sent twice.
    """
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        async with LightTelegram(latency).running() as telegram:
            port = free_port()
            url = f"http://127.0.0.1:{port}/hook" if mode == "webhook" else ""
            bot = BotProcess(telegram, Path(folder), port=port, webhook=url, database=database)
            # Numbers that were never used: the claims of an earlier run last for a day.
            first = time.time_ns() // 1000
            updates = [update(first + number, 10_000 + number, QUESTION) for number in range(questions)]

            async def ask() -> int:
                if url:
                    return await deliver(url, updates, connections=8)
                for each in updates:
                    telegram.push(each)
                    await asyncio.sleep(0.015)
                return 0

            async def killing() -> None:
                for _ in range(times):
                    await bot.up()
                    before = telegram.methods["sendMessage"]
                    # Kills that hit a process at work say more than those that hit one starting.
                    while telegram.methods["sendMessage"] == before and len(telegram.sent) < questions:
                        await asyncio.sleep(0.001)
                    await asyncio.sleep(chance.uniform(0, 0.25))
                    bot.kill()
                    bot.start()

            with bot:
                asking = asyncio.create_task(ask())
                await killing()
                await asking
                async with asyncio.timeout(60 + questions * latency):
                    while len(telegram.sent) < questions:
                        await asyncio.sleep(0.1)
                await asyncio.sleep(1)
                code = bot.stop()
            duplicates = sum(count - 1 for count in telegram.sent.values())
            print(
                f"{mode}, {database.partition(':')[0] or 'sqlite'}, {latency * 1000:.0f} ms: {questions} asked, "
                f"{len(telegram.sent)} answered, {times} kills, {duplicates} duplicates, exit code {code}"
            )
            return len(telegram.sent) == questions and duplicates <= 2 * times
