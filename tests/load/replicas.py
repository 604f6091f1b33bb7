"""Three replicas behind nginx with PostgreSQL, killed in turn, each update brought twice."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.load.delivery import deliver
from tests.load.kills import QUESTION
from tests.load.processes import BotProcess, free_port
from tests.load.proxy import nginx
from tests.load.telegram import LightTelegram, update


async def replicas(database: str, questions: int = 1500, seed: int = 0, *, gently: bool = False) -> bool:
    """Run it and print what came of it; `gently` restarts the replicas instead of killing them."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with LightTelegram().running() as telegram:
            ports = [free_port() for _ in range(3)]
            front = free_port()
            url = f"http://127.0.0.1:{front}/hook"
            bots = [
                BotProcess(telegram, folder / str(port), port=port, webhook=url, database=database)
                for port in ports
            ]
            with ExitStack() as running:
                for bot in bots:
                    running.enter_context(bot)
                running.enter_context(nginx(folder, front, ports))
                for bot in bots:
                    await bot.up()
                # Numbers that were never used: the claims of an earlier run last for a day.
                first = time.time_ns() // 1000
                updates = [update(first + number, 10_000 + number, QUESTION) for number in range(questions)]
                twice = [each for each in updates for _ in range(2)]
                delivering = asyncio.create_task(deliver(url, twice, connections=6, pace=0.06))
                for bot in bots:
                    await asyncio.sleep(chance.uniform(1, 2))
                    if gently:
                        await asyncio.to_thread(bot.stop)
                    else:
                        bot.kill()
                    bot.start()
                    await bot.up()
                refused = await delivering
                async with asyncio.timeout(60):
                    while len(telegram.sent) < questions:
                        await asyncio.sleep(0.1)
                await asyncio.sleep(1)
                for bot in bots:
                    bot.stop()
    duplicates = sum(count - 1 for count in telegram.sent.values())
    print(
        f"3 replicas, each {'restarted' if gently else 'killed'} in turn: {questions} updates brought twice, "
        f"{len(telegram.sent)} answered, {duplicates} duplicates, {refused} deliveries refused and repeated"
    )
    return len(telegram.sent) == questions and duplicates <= (0 if gently else 3)
