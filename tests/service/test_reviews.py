"""What administrators hear of what was asked: when they want to know, and once a week."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, insert, select

from bot.bootstrap import build_answers
from bot.service.store import schema
from bot.service.store.database import Database, sqlite_in
from tests.botapi.refusals import RefusedError
from tests.fakes import BrokenAnswers, ScriptedAnswers
from tests.log_capture import captured_log
from tests.service.conftest import replies, serving, settings_for

if TYPE_CHECKING:
    from pathlib import Path

    from bot.models import Knowledge
    from bot.settings import Settings
    from tests.botapi import FakeBotAPI

ADMIN, OTHER_ADMIN = 7, 8
CHINA = timezone(timedelta(hours=8))
MONDAY = datetime(2026, 11, 23, 9, tzinfo=CHINA)
HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)


class Clock:
    """A clock that stands until it is set, and knows how often it was looked at."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.looks = 0

    def __call__(self) -> datetime:
        """The time."""
        self.looks += 1
        return self.now

    async def looked_at(self, times: int = 3) -> None:
        """Return when it was looked at so often again, each time after what the look before led to."""
        enough = self.looks + times
        async with asyncio.timeout(10):
            while self.looks < enough:
                await asyncio.sleep(0.01)


def settings(api: FakeBotAPI, tmp_path: Path, *admins: int) -> Settings:
    admins = admins or (ADMIN,)
    # What is asked on the days of these tests would be deleted as old one day.
    return settings_for(api, tmp_path, admin_ids=frozenset(admins), retention_days=36_500)


async def asked(folder: Path, *questions: tuple[str, datetime], outcome: str = "none") -> None:
    """People have asked this then."""
    database = Database(sqlite_in(folder))
    assert await database.open()
    async with database.writing() as connection:
        for number, (text, at) in enumerate(questions):
            row = {"who": str(number), "at": int(at.timestamp()), "text": text, "outcome": outcome}
            await connection.execute(insert(schema.questions), row | {"score": 0.0})
    await database.close()


async def test_the_week_is_told_once_by_all_replicas_and_over_restarts(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    await asked(
        tmp_path,
        ("太早了", MONDAY - WEEK - HOUR),
        ("停车多少钱", MONDAY - WEEK),
        ("停车费怎么收", MONDAY - HOUR),
        ("太晚了", MONDAY),
    )
    clock, given, answers = Clock(MONDAY), settings(api, tmp_path), build_answers(knowledge, None)
    async with (
        serving(api, given, knowledge, answers, clock) as running,
        serving(api, given, knowledge, answers, clock),
    ):
        admin = running.person(ADMIN)
        await running.answered(admin)
        await clock.looked_at(6)
    async with serving(api, given, knowledge, answers, clock):
        await clock.looked_at()
    assert replies(admin) == 1
    text = admin.last.text
    assert text.startswith("一周小结（2026-11-16 至 2026-11-23）\n2 人问了 2 个问题\n")
    assert "1. 停车费怎么收 / 停车多少钱\n— 2 次" in text or "1. 停车多少钱 / 停车费怎么收\n— 2 次" in text


async def test_the_next_digest_goes_on_where_the_last_one_ended(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    await asked(tmp_path, ("甲", MONDAY - HOUR), ("乙", MONDAY + HOUR), ("丙", MONDAY + WEEK + HOUR))
    clock, given = Clock(MONDAY + 2 * HOUR), settings(api, tmp_path)
    async with serving(api, given, knowledge, now=clock) as running:
        admin = running.person(ADMIN)
        await running.answered(admin)
        clock.now = MONDAY + WEEK - HOUR
        await clock.looked_at()
        assert replies(admin) == 1
    # Nobody was there on the Monday between.
    clock.now = MONDAY + 2 * WEEK + 5 * HOUR
    async with serving(api, given, knowledge, now=clock) as running:
        await running.answered(admin, 2)
    assert "1. 甲" in admin.screen[0].text
    assert "乙" not in admin.screen[0].text
    assert "（2026-11-23 至 2026-12-07）" in admin.last.text
    assert "甲" not in admin.last.text
    assert "1. 丙" in admin.last.text
    assert "2. 乙" in admin.last.text


async def test_of_a_week_without_questions_nothing_is_told_also_not_later(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    clock = Clock(MONDAY + HOUR)
    async with serving(api, settings(api, tmp_path), knowledge, now=clock) as running:
        admin = running.person(ADMIN)
        await clock.looked_at()
        await asked(tmp_path, ("甲", MONDAY - HOUR))
        await clock.looked_at()
    async with serving(api, settings(api, tmp_path), knowledge, now=clock):
        await clock.looked_at()
    assert admin.screen == []


async def test_when_all_was_answered_the_figures_are_told(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    await asked(tmp_path, ("甲", MONDAY - HOUR), outcome="answer")
    async with serving(api, settings(api, tmp_path), knowledge, now=Clock(MONDAY)) as running:
        admin = running.person(ADMIN)
        await running.answered(admin)
    assert "答上 100%" in admin.last.text
    assert "没有待补的问题" in admin.last.text


async def test_each_administrator_is_told_in_their_language_also_when_another_cannot_be(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    clock = Clock(MONDAY - HOUR)
    given = settings(api, tmp_path, 6, ADMIN, OTHER_ADMIN)
    async with serving(api, given, knowledge, now=clock) as running:
        api.world.blocked.add(running.person(6).id)
        english, chinese = running.person(ADMIN), running.person(OTHER_ADMIN)
        await english.says("What is the height of the lighthouse?")
        await running.answered(english)
        await asked(tmp_path, ("甲", MONDAY - HOUR))
        clock.now = MONDAY
        await running.answered(english, 2)
        await running.answered(chinese)
        await clock.looked_at()
    assert english.last.text.startswith("The week's digest (2026-11-16 to 2026-11-23)")
    assert chinese.last.text.startswith("一周小结")
    assert (replies(english), replies(chinese)) == (2, 1)


async def test_while_telegram_is_away_it_waits_and_the_next_process_sends_it(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    await asked(tmp_path, ("甲", MONDAY - HOUR))
    clock, given = Clock(MONDAY), settings(api, tmp_path)
    api.fail("sendMessage", RefusedError(500, "Internal Server Error"), times=10_000)
    async with serving(api, given, knowledge, now=clock) as running:
        admin = running.person(ADMIN)
        await tried(api, "sendMessage", 2)
    assert admin.screen == []
    api.faults.clear()
    async with serving(api, given, knowledge, now=clock):
        await running.answered(admin)
        await clock.looked_at()
    assert replies(admin) == 1


async def tried(api: FakeBotAPI, method: str, times: int) -> None:
    async with asyncio.timeout(10):
        while sum(call.method == method for call in api.calls) < times:
            await asyncio.sleep(0.01)


async def test_an_engine_that_fails_costs_one_line_and_no_answer(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    await asked(tmp_path, ("甲", MONDAY - HOUR))
    clock = Clock(MONDAY)
    with captured_log() as log:
        async with serving(api, settings(api, tmp_path), knowledge, BrokenAnswers(), clock) as running:
            await clock.looked_at(5)
            person = running.person()
            await person.says("/sections")
            await running.answered(person)
    assert log.getvalue().count("the weekly digest could not be made") == 1
    assert "甲" not in log.getvalue()


async def test_without_administrators_there_is_no_digest(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge
) -> None:
    await asked(tmp_path, ("甲", MONDAY - HOUR))
    clock, answers = Clock(MONDAY), ScriptedAnswers()
    async with serving(api, settings_for(api, tmp_path), knowledge, answers, clock):
        await clock.looked_at()
    assert answers.asked == []


@pytest.mark.parametrize(
    ("command", "words"), [("/gaps", "1. 江门有几家咖啡馆"), ("/stats", "1 人问了 1 个问题")]
)
async def test_what_was_just_asked_is_in_the_reports(
    api: FakeBotAPI, tmp_path: Path, knowledge: Knowledge, command: str, words: str
) -> None:
    async with serving(api, settings(api, tmp_path), knowledge) as running:
        person, admin = running.person(), running.person(ADMIN)
        await person.says("江门有几家咖啡馆")
        await running.answered(person)
        await kept(tmp_path)
        await admin.says(command)
        await running.answered(admin)
    assert words in admin.last.text


async def kept(folder: Path) -> None:
    """Return when a question lies in the database."""
    database = Database(sqlite_in(folder))
    await database.open()
    async with asyncio.timeout(10):
        while True:
            async with database.reading() as connection:
                if await connection.scalar(select(func.count()).select_from(schema.questions)):
                    break
            await asyncio.sleep(0.02)
    await database.close()
