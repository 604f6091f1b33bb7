"""What a hostile day does: a stopped leader, a Telegram that takes nothing, a chat told to wait, one who floods."""

from __future__ import annotations

import asyncio
import signal
import statistics
import tempfile
import time
from pathlib import Path

from tests.load.processes import BotProcess
from tests.load.telegram import LightTelegram, update

QUESTION = "江门的陆地面积有多大？"


async def pause(database: str = "", questions: int = 100, seconds: float = 60) -> bool:
    """The process that polls is stopped amid questions for so long, beside a second one; whether all was well."""
    with tempfile.TemporaryDirectory() as folder:
        async with LightTelegram(0.02).running() as telegram:
            url = database or f"sqlite:///{folder}/bot.sqlite3"
            first, second = (BotProcess(telegram, Path(folder) / name, database=url) for name in ("1", "2"))
            with first, second:
                await first.up()
                await second.up()
                base = time.time_ns() // 1000
                await _answered(telegram, base, 1)
                leader = first if await _polls(first) else second
                for number in range(1, questions):
                    telegram.push(update(base + number, base + number, QUESTION))
                while len(telegram.sent) < questions // 4:
                    await asyncio.sleep(0.001)
                assert leader.process is not None
                leader.process.send_signal(signal.SIGSTOP)
                stopped = time.perf_counter()
                await asyncio.sleep(1)
                telegram.push(update(base + questions, base + questions, QUESTION))
                async with asyncio.timeout(seconds):
                    while base + questions not in telegram.sent:
                        await asyncio.sleep(0.05)
                taken_over = time.perf_counter() - stopped
                await asyncio.sleep(max(0.0, seconds - taken_over))
                leader.process.send_signal(signal.SIGCONT)
                await asyncio.sleep(10)
            answered = len(telegram.sent)
            twice = sum(count - 1 for count in telegram.sent.values())
            print(
                f"leader stopped for {seconds:.0f} s, {url.partition(':')[0]}: {questions + 1} asked, {answered} "
                f"answered, {twice} twice, new ones taken over after {taken_over:.1f} s"
            )
            return answered == questions + 1 and twice <= 1 and taken_over <= 15


async def outage(seconds: float = 60, questions: int = 10) -> bool:
    """Telegram takes no message for so long, with a restart half-way; whether every question was answered then."""
    with tempfile.TemporaryDirectory() as folder:
        async with LightTelegram().running() as telegram:
            bot = BotProcess(telegram, Path(folder))
            with bot:
                await bot.up()
                base = time.time_ns() // 1000
                telegram.failing = True
                for number in range(questions):
                    telegram.push(update(base + number, base + number, QUESTION))
                await asyncio.sleep(seconds / 2)
                bot.stop()
                bot.start()
                await asyncio.sleep(seconds / 2)
                telegram.failing = False
                began = time.perf_counter()
                async with asyncio.timeout(180):
                    while len(telegram.sent) < questions:
                        await asyncio.sleep(0.05)
            print(
                f"sendMessage failing for {seconds:.0f} s across a restart: {len(telegram.sent)} of {questions} "
                f"answered, the last {time.perf_counter() - began:.1f} s after its end"
            )
            return True


async def abuse(messages: int = 5000, people: int = 50) -> bool:
    """One person writes so many messages while others ask; their slowest waits against those of a quiet run."""
    with tempfile.TemporaryDirectory() as folder:
        async with LightTelegram().running() as telegram:
            bot = BotProcess(telegram, Path(folder), extra={"BOT_QUESTIONS_PER_MINUTE": "20"})
            with bot:
                await bot.up()
                quiet = await _waits(telegram, people)
                base = time.time_ns() // 1000
                for number in range(messages):
                    telegram.push(update(base + number, 77, "/help" if number % 2 else QUESTION))
                beside = await _waits(telegram, people)
            print(
                f"{people} people: p99 {quiet * 1000:.0f} ms alone, {beside * 1000:.0f} ms beside one of {messages} "
                f"messages, ratio {beside / quiet:.1f}"
            )
            return beside <= 2 * quiet


async def _waits(telegram: LightTelegram, people: int, rounds: int = 4) -> float:
    """The 99th percentile, in seconds, of what people wait who ask at 20 a second."""
    base = time.time_ns() // 1000
    count = people * rounds
    for number in range(count):
        telegram.push(update(base + number, base + number, f"{QUESTION}{number}"))
        await asyncio.sleep(0.05)
    async with asyncio.timeout(60):
        while not all(base + number in telegram.sent for number in range(count)):
            await asyncio.sleep(0.01)
    waits = [telegram.sent_at[base + each] - telegram.pushed_at[base + each] for each in range(count)]
    return statistics.quantiles(waits, n=100)[98]


async def _answered(telegram: LightTelegram, number: int, count: int) -> None:
    telegram.push(update(number, number, QUESTION))
    async with asyncio.timeout(60):
        while len(telegram.sent) < count:
            await asyncio.sleep(0.01)


async def _polls(bot: BotProcess) -> bool:
    """Whether this process fetches the updates, by what it says of itself."""
    reader, writer = await asyncio.open_connection("127.0.0.1", bot.port)
    writer.write(b"GET /metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
    figures = await reader.read()
    writer.close()
    return b"bot_standby 0.0" in figures
