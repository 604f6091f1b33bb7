"""A day of traffic in fast motion: memory stays flat."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from pathlib import Path

from tests.load.processes import BotProcess
from tests.load.telegram import LightTelegram, update
from tests.load.throughput import QUESTIONS

_WARM = 0.1
_AHEAD = 300
_PEOPLE = 20_000


async def memory(updates: int = 200_000) -> bool:
    """Run it and print the memory as it goes; the first tenth is warm-up."""
    with tempfile.TemporaryDirectory() as folder:
        async with LightTelegram().running() as telegram:
            bot = BotProcess(telegram, Path(folder), extra={"BOT_LOG_LEVEL": "warning"})
            with bot:
                await bot.up()
                base = 0.0
                highest = 0.0
                begun = time.perf_counter()
                for number in range(updates):
                    found = update(
                        1_000_000 + number, 10_000 + number % _PEOPLE, QUESTIONS[number % len(QUESTIONS)]
                    )
                    telegram.pending.append((found["update_id"], json.dumps(found).encode()))
                    telegram.news.set()
                    while number + 1 - telegram.methods["sendMessage"] > _AHEAD:
                        await asyncio.sleep(0.01)
                    if number % (updates // 20) == 0:
                        now = bot.memory()
                        print(
                            f"{number:8} updates  {now:6.1f} MiB  {time.perf_counter() - begun:6.0f} s",
                            flush=True,
                        )
                        if number >= updates * _WARM:
                            base = base or now
                            highest = max(highest, now)
                async with asyncio.timeout(60):
                    while telegram.methods["sendMessage"] < updates:
                        await asyncio.sleep(0.1)
                highest = max(highest, bot.memory())
                code = bot.stop()
    growth = highest / base - 1
    print(
        f"{updates} updates: {base:.1f} MiB after warm-up, at most {highest:.1f} MiB, {growth:+.1%}; exit {code}"
    )
    return growth <= 0.05
