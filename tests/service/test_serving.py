"""The service as a whole: its store, its deaths and its absences."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, func, select

from bot.errors import SettingsError
from bot.models import Status
from bot.service.serving import Service, serve
from bot.service.store import schema
from bot.service.store.database import Database, sqlite_in
from bot.telegram.memory.ports import QuestionRecord, Who
from tests.botapi.faults import Fault, line_to
from tests.botapi.refusals import RefusedError
from tests.log_capture import captured_log
from tests.service.conftest import (
    LONG,
    HeldAnswers,
    content,
    replies,
    serving,
    settings_for,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.models import Knowledge
    from tests.botapi import FakeBotAPI


async def count(folder: Path, table: str) -> int:
    database = Database(sqlite_in(folder))
    await database.open()
    async with database.reading() as connection:
        found = await connection.scalar(select(func.count()).select_from(schema.tables.tables[table]))
    await database.close()
    return int(found or 0)


async def test_a_question_is_answered_counted_and_kept(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    async with serving(api, settings_for(api, tmp_path), knowledge) as running:
        person = running.person()
        await person.says("问")
        await running.answered(person)
        figures = (await running.get("/metrics")).text
        assert (await running.get("/readyz")).text == "ok\n"
        assert (await running.get("/healthz")).text == "ok\n"
    assert 'bot_questions_total{front="telegram",outcome="none"} 1.0' in figures
    assert f'bot_knowledge_info{{version="{knowledge.version}"}} 1.0' in figures
    assert "bot_store_up 1.0" in figures
    assert f"bot_index_passages {len(knowledge.passages)}.0" in figures
    assert await count(tmp_path, "questions") == 1
    assert api.world.updates == []


async def test_the_end_waits_for_questions_under_way_and_not_for_ever(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    answers = HeldAnswers()
    async with serving(api, settings_for(api, tmp_path), knowledge, answers) as running:
        person = running.person()
        await person.says(LONG)
        await until(lambda: answers.asked > 0)
        began = time.monotonic()
        running.stop.set()
        await asyncio.sleep(0.3)
        answers.go.set()
        await running.task
    assert replies(person) == 1
    assert 0.3 <= time.monotonic() - began < 10


async def test_what_a_stop_leaves_unanswered_is_answered_by_the_next_start(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.delivery.lifecycle.Lifecycle.__init__.__defaults__", (0.1,))
    answers = HeldAnswers()
    async with serving(api, settings_for(api, tmp_path), knowledge, answers) as running:
        person = running.person()
        await person.says(LONG)
        await until(lambda: answers.asked > 0)
        running.stop.set()
        await running.task
        assert replies(person) == 0
        answers.go.set()
    assert api.world.updates == []
    async with serving(api, settings_for(api, tmp_path), knowledge) as again:
        await again.answered(person)
    assert replies(person) == 1


async def test_sigterm_ends_serve_quietly(api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge) -> None:
    task = asyncio.create_task(serve(settings_for(api, tmp_path), content(knowledge)))
    await api.until(lambda: api.world.polls > 0)
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(10):
        await task


def test_without_a_token_nothing_starts(api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge) -> None:
    with pytest.raises(SettingsError, match="BOT_TOKEN: is not set"):
        Service(settings_for(api, tmp_path, token=None), content(knowledge))


async def test_the_second_process_stands_by_and_takes_over(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    async with serving(api, settings_for(api, tmp_path), knowledge) as first:
        await api.until(lambda: api.world.polls > 0)
        async with serving(api, settings_for(api, tmp_path), knowledge) as second:
            person = first.person()
            for number in range(1, 6):
                await person.says("问")
                await second.answered(person, number)
            assert "bot_standby 1.0" in (await second.get("/metrics")).text
            first.stop.set()
            await first.task
            await person.says("问")
            await second.answered(person, 6)
    assert replies(person) == 6


@pytest.mark.parametrize("fault", [Fault.HANG, Fault.DROP])
async def test_a_line_that_breaks_down_loses_no_question(
    fault: Fault, api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.delivery.polling._HOLD", 0)
    monkeypatch.setattr("bot.telegram.delivery.polling._SLACK", 0.3)
    monkeypatch.setattr("bot.telegram.client.http._PATIENCE", 0.3)
    async with (
        line_to(api.port) as line,
        serving(api, settings_for(api, tmp_path, api_url=line.url), knowledge) as running,
    ):
        person = running.person()
        await person.says("问")
        await running.answered(person)
        line.break_down(fault)
        asked = line.asked
        await person.says("问")
        await until(lambda: line.asked > asked)
        await asyncio.sleep(0.5)
        line.break_down(Fault.NONE)
        await running.answered(person, 2)
        figures = (await running.get("/metrics")).text
    assert "bot_telegram_errors_total" in figures


@pytest.mark.parametrize("status", [429, 500, 502])
async def test_a_reply_that_telegram_does_not_take_at_first_arrives(
    status: int, api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    async with serving(api, settings_for(api, tmp_path), knowledge) as running:
        person = running.person()
        refusal = RefusedError(429, "no", retry_after=1) if status == 429 else RefusedError(status, "no")
        api.fail("sendMessage", refusal, times=2)
        await person.says("问")
        await running.answered(person)
    assert replies(person) == 1


@pytest.mark.parametrize("status", [401, 404, 409, 500, 504])
async def test_what_telegram_never_took_is_sent_after_a_restart(
    status: int, api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.delivery.lifecycle.Lifecycle.__init__.__defaults__", (0.1,))
    api.fail("sendMessage", RefusedError(status, "no"), times=10_000)
    async with serving(api, settings_for(api, tmp_path), knowledge) as running:
        person = running.person()
        for _ in range(3):
            await person.says("问")
        await until(lambda: any(call.method == "sendMessage" for call in api.calls))
        await api.until(lambda: not api.world.updates)
        async with asyncio.timeout(10):
            while "bot_undelivered_chats 1.0" not in (await running.get("/metrics")).text:
                await asyncio.sleep(0.01)
    assert replies(person) == 0
    api.faults.clear()
    async with serving(api, settings_for(api, tmp_path), knowledge) as again:
        await again.answered(person, 3)
    assert replies(person) == 3


async def test_nothing_is_called_deleted_before_it_is(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    folder = tmp_path / "later"
    url = f"sqlite:///{folder / 'bot.sqlite3'}"
    async with serving(api, settings_for(api, tmp_path / "s", database_url=url), knowledge) as running:
        person = running.person()
        await person.says("/forget_me")
        await running.answered(person)
        assert person.screen[-1].text.startswith("现在还删不了")
        folder.mkdir()
        await running.until("/readyz", 200)
        await person.says("/forget_me")
        await running.answered(person, 2)
        assert "都删掉了" in person.screen[-1].text


@pytest.mark.parametrize("taken", ["bot.sqlite3", ""])
async def test_a_state_folder_taken_away_while_it_runs_is_noticed_and_costs_no_question(
    taken: str, api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    state = tmp_path / "state"
    async with serving(api, settings_for(api, state), knowledge) as running:
        person = running.person()
        await person.says("问")
        await running.answered(person)
        if taken:
            for path in state.glob("bot.sqlite3*"):
                path.unlink()
        else:
            shutil.rmtree(state)
        await until((state / "bot.sqlite3").exists)
        await running.until("/readyz", 200)
        await person.says("问")
        await running.answered(person, 2)
    assert replies(person) == 2


async def test_names_that_cannot_be_looked_up_are_an_absence_too(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()
    found = loop.getaddrinfo
    failures = 0

    async def look_up(host: str, *args: object, **kwargs: object) -> object:
        nonlocal failures
        if failures < 5:
            failures += 1
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return await found(host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(loop, "getaddrinfo", look_up)
    url = f"http://localhost:{api.port}/bot"
    async with serving(api, settings_for(api, tmp_path, api_url=url), knowledge) as running:
        person = running.person()
        await person.says("问")
        await running.answered(person)
    assert failures == 5


@pytest.mark.parametrize("days", [2, -2])
async def test_a_clock_that_jumps_changes_nothing(
    days: int, api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(api, settings_for(api, tmp_path), knowledge) as running:
        person = running.person()
        await person.says("问")
        await running.answered(person)
        real = time.time
        monkeypatch.setattr(time, "time", lambda: real() + days * 86_400)
        await asyncio.sleep(0.3)
        await person.says("问")
        await running.answered(person, 2)
        assert (await running.get("/healthz")).status_code == 200
        assert (await running.get("/readyz")).status_code == 200
    assert replies(person) == 2


async def test_a_full_disk_is_seen_and_survived(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    async with serving(api, settings_for(api, tmp_path), knowledge) as running:
        person = running.person()
        await running.until("/readyz", 200)
        database = running.service._database

        def fill(pages: int) -> None:
            def limit(connection: object, _: object) -> None:
                cursor = connection.cursor()  # type: ignore[attr-defined]
                cursor.execute(f"PRAGMA max_page_count={pages}")
                cursor.close()

            event.listen(database._engine.sync_engine, "checkout", lambda raw, rec, _: limit(raw, rec))

        fill(1)
        numbers = range(1, 41)
        for _ in numbers:
            await person.says("满" * 500)
        await running.answered(person, len(numbers))
        await running.until("/readyz", 503)
        assert "bot_store_up 0.0" in (await running.get("/metrics")).text
        await person.says("问")
        await running.answered(person, len(numbers) + 1)
        fill(1 << 30)
        await running.until("/readyz", 200)
        await person.says("问")
        await running.answered(person, len(numbers) + 2)
    assert replies(person) == len(numbers) + 2


async def test_a_database_that_comes_later_is_taken_into_use(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    folder = tmp_path / "later"
    state = tmp_path / "state"
    url = f"sqlite:///{folder / 'bot.sqlite3'}"
    async with serving(api, settings_for(api, state, database_url=url), knowledge) as running:
        person = running.person()
        await person.says("问")
        await running.answered(person)
        await running.until("/readyz", 503)
        folder.mkdir()
        await running.until("/readyz", 200)
        async with asyncio.timeout(10):
            while not await count(folder, "questions"):
                await asyncio.sleep(0.05)
        await person.says("问")
        await running.answered(person, 2)
    assert replies(person) == 2
    assert await count(folder, "questions") == 2


async def test_what_was_kept_during_an_absence_is_written_although_nobody_asks_any_more(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    async with serving(api, settings_for(api, tmp_path), knowledge) as running:
        await running.until("/readyz", 200)
        running.service._database._lose(OSError("gone"))
        await running.service._store.record(Who("her"), QuestionRecord("茶", Status.NONE))
        async with asyncio.timeout(10):
            while not await count(tmp_path, "questions"):
                await asyncio.sleep(0.05)


async def test_what_a_stop_left_is_answered_although_the_database_was_away_at_the_next_start(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.delivery.lifecycle.Lifecycle.__init__.__defaults__", (0.1,))
    kept, elsewhere = tmp_path / "kept", tmp_path / "elsewhere"
    kept.mkdir()
    given = settings_for(api, tmp_path / "state", database_url=f"sqlite:///{kept / 'bot.sqlite3'}")
    answers = HeldAnswers()
    async with serving(api, given, knowledge, answers) as running:
        person = running.person()
        await person.says(LONG)
        await until(lambda: answers.asked > 0)
        running.stop.set()
        await running.task
        answers.go.set()
    kept.rename(elsewhere)
    async with serving(api, given, knowledge) as again:
        await again.until("/readyz", 503)
        elsewhere.rename(kept)
        await again.answered(person)
    assert replies(person) == 1


async def test_no_secret_is_in_any_line_at_debug(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    password = "hunter2hunter2"
    url = f"postgresql://bot:{password}@127.0.0.1:1/bot"
    secret = "the-webhook-secret-of-this-test"
    given = {"token": api.token, "database_url": url, "webhook_secret": secret}
    with captured_log(**given, log_level="debug") as log:
        async with serving(
            api, settings_for(api, tmp_path, database_url=url, webhook_secret=secret), knowledge
        ) as running:
            person = running.person()
            api.fail("sendMessage", RefusedError(500, "no"))
            api.fail("getUpdates", RefusedError(502, "no"))
            await person.says("问")
            await running.answered(person)
    assert "the database cannot be used" in log.getvalue()
    for hidden in (password, secret, api.token):
        assert hidden not in log.getvalue()


async def until(seen: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not seen():
            await asyncio.sleep(0.01)
