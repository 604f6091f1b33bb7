"""Updates a second: this bot against a bare python-telegram-bot echo bot, on one machine in one run."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.load.delivery import deliver
from tests.load.processes import ROOT, BotProcess, free_port
from tests.load.proxy import binary, nginx
from tests.load.telegram import LightTelegram, update

QUESTIONS = (
    "江门的陆地面积有多大",
    "中微子实验在哪里",
    "有多少家企业获重点支持",
    "六大工程是什么",
    "今天天气怎么样",
)
OPENINGS = ("", "请问", "你好，", "想问问", "麻烦问一下", "我想知道")
ENDINGS = ("？", "呢？", "啊？", "，谢谢", "，急", "")
_WARM = 100


@dataclass(frozen=True)
class Speed:
    """What one bot made of the updates."""

    per_second: float
    p50: float
    p99: float

    def __str__(self) -> str:
        return f"{self.per_second:7.0f} updates/s   p50 {self.p50:7.1f} ms   p99 {self.p99:7.1f} ms"


def question(number: int) -> str:
    """A question that nobody asked before: none is answered from memory."""
    words = QUESTIONS[number % len(QUESTIONS)]
    rest = number // len(QUESTIONS)
    opening, ending = OPENINGS[rest % len(OPENINGS)], ENDINGS[rest // len(OPENINGS) % len(ENDINGS)]
    return f"{opening}{words}{ending}（第{number % 100_000}问）"


async def measure(telegram: LightTelegram, url: str, updates: int, base: int) -> Speed:
    """Ask so many questions at once, from so many people, and wait for the last reply."""

    async def ask(first: int, count: int) -> None:
        asked = [update(first + at, first + at, question(first + at)) for at in range(count)]
        if url:
            for each in asked:
                telegram.pushed_at[each["message"]["chat"]["id"]] = time.perf_counter()
            await deliver(url, asked, connections=40)
        else:
            for each in asked:
                telegram.push(each)
        async with asyncio.timeout(120):
            while not all(first + at in telegram.sent for at in range(count)):
                await asyncio.sleep(0.01)

    await ask(base, _WARM)
    begun = time.perf_counter()
    await ask(base + _WARM, updates)
    ended = max(telegram.sent_at[base + _WARM + at] for at in range(updates))
    # At a rate that the bot keeps up with, one at a time, the latency is its own and not the queue's.
    await asyncio.sleep(0.2)
    waits = []
    for at in range(100):
        chat = base + _WARM + updates + at
        before = time.perf_counter()
        await ask(chat, 1)
        waits.append(telegram.sent_at[chat] - before)
    waits.sort()
    return Speed(updates / (ended - begun), waits[50] * 1000, waits[98] * 1000)


async def echo(telegram: LightTelegram, mode: str, updates: int, base: int) -> Speed:
    """The bare bot's speed."""
    port = free_port()
    arguments = [telegram.url] + ([str(port)] if mode == "webhook" else [])
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.load.echo", *arguments], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        await asyncio.sleep(2)
        return await measure(
            telegram, f"http://127.0.0.1:{port}/hook" if mode == "webhook" else "", updates, base
        )
    finally:
        process.terminate()
        process.wait(10)


async def ours(telegram: LightTelegram, mode: str, updates: int, base: int) -> Speed:
    """This bot's speed."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/hook" if mode == "webhook" else ""
    with tempfile.TemporaryDirectory() as folder:
        bot = BotProcess(telegram, Path(folder), port=port, webhook=url)
        with bot:
            await bot.up()
            await asyncio.sleep(1)
            return await measure(telegram, url, updates, base)


async def behind_nginx(telegram: LightTelegram, count: int, updates: int, base: int, database: str) -> Speed:
    """The speed of so many replicas that share PostgreSQL."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        folder = Path(name)
        front = free_port()
        url = f"http://127.0.0.1:{front}/hook"
        ports = [free_port() for _ in range(count)]
        bots = [
            BotProcess(telegram, folder / str(port), port=port, webhook=url, database=database)
            for port in ports
        ]
        for bot in bots:
            running.enter_context(bot)
        for bot in bots:
            await bot.up()
        running.enter_context(nginx(folder, front, ports))
        await asyncio.sleep(1)
        return await measure(telegram, url, updates, base)


async def throughput(updates: int = 1500, rounds: int = 2, database: str = "") -> bool:
    """Print both speeds, turn by turn, in both modes; whether ours is at least 0.5 of the bare one's."""
    well = True
    for mode in ("polling", "webhook"):
        bare: list[Speed] = []
        full: list[Speed] = []
        for _ in range(rounds):
            for run, into in ((echo, bare), (ours, full)):
                async with LightTelegram().running() as telegram:
                    into.append(await run(telegram, mode, updates, _unused()))
        ratio = max(map(_speed, full)) / max(map(_speed, bare))
        for name, speeds in (("bare echo bot", bare), ("this bot", full)):
            for speed in speeds:
                print(f"{mode:8} {name:30} {speed}", flush=True)
        print(f"{mode:8} {'ratio of the best runs':30} {ratio:7.2f}", flush=True)
        well = well and ratio >= 0.5
    if not database or binary() is None:
        print("replicas: not measured; they need nginx and BOT_TEST_DATABASE_URL")
        return well
    for count in (1, 3):
        async with LightTelegram().running() as telegram:
            speed = await behind_nginx(telegram, count, updates, _unused(), database)
            print(f"webhook  {f'{count} behind nginx, PostgreSQL':30} {speed}", flush=True)
    return well


def _unused() -> int:
    # Numbers that were never used: the claims of an earlier run last for a day.
    return time.time_ns() // 1000


def _speed(speed: Speed) -> float:
    return speed.per_second
