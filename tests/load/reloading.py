"""A folder of 1,000 articles is edited while people ask: nobody is left out, and how long they wait."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from tests.load.processes import BotProcess
from tests.load.telegram import LightTelegram, update

RATE = 20
SECONDS = 15.0


async def reloading(articles: int = 1000) -> bool:
    """Run it and print what came of it; whether the slowest question took at most 1.5 times that of a quiet time."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "knowledge"
        (folder / "articles").mkdir(parents=True)
        for number in range(articles):
            crop = "茶稻麦桑"[number % 4]
            text = f"# 第{number}号村志\n\n## 概况\n\n第{number}号村有{number + 100}户人家，种的是{crop}。\n"
            (folder / "articles" / f"village-{number}.md").write_text(text, encoding="utf-8")
        async with LightTelegram().running() as telegram:
            bot = BotProcess(telegram, Path(name) / "state", extra={"BOT_KNOWLEDGE": str(folder)})
            with bot:
                await bot.up()
                await asyncio.sleep(2)
                quiet = await _waits(telegram)
                path = folder / "articles" / "village-7.md"
                path.write_text(path.read_text(encoding="utf-8").replace("107户", "999户"), encoding="utf-8")
                began = time.perf_counter()
                beside = await _waits(telegram)
                async with asyncio.timeout(120):
                    while '"new content is served"' not in bot.log.read_text():
                        await asyncio.sleep(0.1)
                live = time.perf_counter() - began
            ratio = max(beside) / max(quiet)
            print(
                f"{articles} articles: {len(beside)} of {int(RATE * SECONDS)} answered during the reload, slowest "
                f"{max(beside) * 1000:.0f} ms against {max(quiet) * 1000:.0f} ms, ratio {ratio:.1f}; p99 "
                f"{_p99(beside) * 1000:.0f} against {_p99(quiet) * 1000:.0f} ms; live after at most {live:.1f} s"
            )
            return ratio <= 1.5


async def _waits(telegram: LightTelegram) -> list[float]:
    base = time.time_ns() // 1000
    count = int(RATE * SECONDS)
    for number in range(count):
        telegram.push(update(base + number, base + number, f"第{number}号村有多少户人家？"))
        await asyncio.sleep(1 / RATE)
    async with asyncio.timeout(60):
        while not all(base + number in telegram.sent for number in range(count)):
            await asyncio.sleep(0.01)
    return [telegram.sent_at[base + each] - telegram.pushed_at[base + each] for each in range(count)]


def _p99(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=100)[98]
