"""Content that changes while the service runs."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap import build_answers
from bot.errors import KnowledgeError
from bot.knowledge import read_knowledge
from bot.service.serving import Service
from bot.service.watch.reloading import Content
from tests.service.conftest import TEMPO, Running, nothing_to_prepare, settings_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.settings import Settings
    from tests.botapi import FakeBotAPI

ADMIN = 7
HEIGHT = "灯塔有多高？"


@asynccontextmanager
async def fresh(api: FakeBotAPI, settings: Settings) -> AsyncIterator[Running]:
    """The service over a folder that an editor works in."""

    def load() -> Content:
        knowledge = read_knowledge(settings.knowledge)
        return Content(build_answers(knowledge, settings.state_dir), knowledge)

    service = Service(settings, load, TEMPO, nothing_to_prepare)
    stop = asyncio.Event()
    task = asyncio.create_task(service.run(stop))
    try:
        await api.until(lambda: api.world.polls > 0)
        # The watcher of the folder has started by then.
        await asyncio.sleep(0.3)
        yield Running(api, service, task, stop)
    finally:
        stop.set()
        await task


def settings(api: FakeBotAPI, state: Path, corpus: Path) -> Settings:
    return settings_for(api, state, knowledge=corpus, admin_ids=frozenset({ADMIN}))


def rewrite(corpus: Path, before: str, after: str) -> None:
    path = corpus / "articles" / "lighthouse.md"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


async def test_an_edit_goes_live_by_itself_and_the_administrators_hear_what_it_changed(
    api: FakeBotAPI, state: Path, corpus: Path
) -> None:
    async with fresh(api, settings(api, state, corpus)) as running:
        person, admin = running.person(), running.person(id=ADMIN)
        await person.says(HEIGHT)
        await running.answered(person)
        await asyncio.sleep(0.3)
        rewrite(corpus, "塔身高二十六米", "塔身高三十一米")
        await running.answered(admin)
        await person.says(HEIGHT)
        await running.answered(person, 2)
        figures = (await running.get("/metrics")).text
    assert "二十六米" in person.screen[1].text
    assert "三十一米" in person.screen[-1].text
    assert HEIGHT in admin.screen[-1].text
    assert 'bot_reloads_total{outcome="swapped"} 1.0' in figures


@pytest.mark.slow
async def test_broken_content_changes_nothing_and_is_told_once(
    api: FakeBotAPI, state: Path, corpus: Path
) -> None:
    async with fresh(api, settings(api, state, corpus)) as running:
        person, admin = running.person(), running.person(id=ADMIN)
        for _ in range(2):
            (corpus / "articles" / "tea.md").write_bytes(b"\xff\xfe broken")
            await running.answered(admin)
            await asyncio.sleep(0.5)
        await person.says(HEIGHT)
        await running.answered(person)
        assert (await running.get("/readyz")).status_code == 200
    assert "二十六米" in person.screen[-1].text
    assert len(admin.screen) == 1
    assert "tea.md" in admin.screen[-1].text
    with pytest.raises(KnowledgeError):
        read_knowledge(corpus)


async def test_a_hang_up_reloads_and_ends_nothing(api: FakeBotAPI, state: Path, corpus: Path) -> None:
    async with fresh(api, settings(api, state, corpus)) as running:
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, running.service.reload)
        admin = running.person(id=ADMIN)
        rewrite(corpus, "塔身高二十六米", "塔身高四十米")
        os.kill(os.getpid(), signal.SIGHUP)
        await running.answered(admin)
        await admin.says("/reload")
        await running.answered(admin, 2)
        assert not running.task.done()
    assert "正在重新读取" in admin.screen[-1].text


@pytest.mark.slow
async def test_nobody_waits_or_is_left_out_while_the_content_changes(
    api: FakeBotAPI, state: Path, corpus: Path
) -> None:
    async with fresh(api, settings(api, state, corpus)) as running:
        person, admin = running.person(), running.person(id=ADMIN)
        for number in range(30):
            if number == 10:
                rewrite(corpus, "塔身高二十六米", "塔身高五十米")
            await person.says(HEIGHT)
            await asyncio.sleep(0.02)
        await running.answered(person, 30)
        await running.answered(admin)
