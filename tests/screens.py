"""The main conversations as a person sees them, with the real article: `python -m tests.screens`."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING

import structlog

from bot.bootstrap import example_questions, wire
from bot.settings import Settings
from tests.botapi import FakeBotAPI
from tests.botapi.screen import inline_screen, screen
from tests.telegram.conftest import polling

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.telegram.conftest import Running

MENTION = "@article_test_bot"


async def conversations(running: Running) -> AsyncIterator[tuple[str, str]]:
    """Each conversation by its title, in plain text."""
    person = running.person(1)
    await person.says("/start")
    yield "开始 /start", screen(person.screen)

    person = running.person(2)
    await person.says("中微子实验室什么时候开始运行？")
    await person.says("还有呢？")
    yield "提问，接着问“还有呢？”", screen(person.screen)

    person = running.person(3)
    await person.says("新能源电池产业链引进了多少项目？")
    await person.says("那投资呢？")
    yield "追问“那投资呢？”", screen(person.screen)

    person = running.person(4)
    (answer,) = await person.says("热转印设备的市场占有率是多少？")
    await person.presses("繁體", answer)
    yield "按“繁體”", screen(person.screen)

    person = running.person(5, "zh-TW")
    await person.says("江門的陸地面積有多大？")
    yield "用繁体提问", screen(person.screen)

    person = running.person(6)
    await person.says("江门有几家肯德基？")
    await person.says("双碳实验室归谁管？")
    yield "文章没有写的，和没有直接说的", screen(person.screen)

    person = running.person(10)
    await person.says("这篇文章讲了什么？")
    await person.says("江门的陆地面积有多大？人才驿站有多少家？")
    await person.says("转人工")
    yield "讲了什么，一次问几个，找真人", screen(person.screen)

    person = running.person(11, "zh-HK")
    await person.says("丁肇中係邊個？")
    await person.says("佢講咗啲乜？")
    await person.says("佢幾多歲？")
    yield "用粤语追问", screen(person.screen)

    person, other, group = running.person(7), running.person(8), running.group()
    other.name = "李大华"
    await group.hears(other, "周末去哪儿玩？")
    await group.hears(person, f"{MENTION} 侨才通提供多少类服务？")
    await group.hears(other, "人才驿站呢？", reply_to=group.screen[-1])
    yield "在群里", screen(group.screen)

    answer_inline = await person.types_inline("双碳实验室是谁建的")
    yield f"在任何聊天里：{MENTION} 双碳实验室是谁建的", inline_screen(answer_inline)

    person = running.person(9)
    await person.says("/privacy")
    yield "隐私 /privacy", screen(person.screen)


async def print_all() -> None:
    """Print every conversation as Markdown."""
    bot = wire(Settings())
    async with (
        FakeBotAPI().running() as api,
        polling(api, bot.answers, bot.knowledge, example_questions(bot)) as running,
    ):
        async for title, text in conversations(running):
            sys.stdout.write(f"### {title}\n\n```text\n{text}\n```\n\n")


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    asyncio.run(print_all())
