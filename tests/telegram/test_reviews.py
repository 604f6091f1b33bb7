"""What administrators read of what was asked: /gaps and /stats."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.conversation.gaps import open_questions
from bot.models import Answered, LoggedQuestion, NotFound, Question, Related, Status, Usage
from bot.telegram.handlers.reviewing import Unhurried
from tests.botapi.formatting import utf16
from tests.botapi.refusals import RefusedError
from tests.fakes import BrokenAnswers, ScriptedAnswers, ScriptedHistory, Unscripted
from tests.stores import store_without_database
from tests.telegram.conftest import found

if TYPE_CHECKING:
    from bot.models import Answer, Knowledge
    from bot.service.store.memory import Store
    from tests.botapi import Person
    from tests.telegram.conftest import Running, Start

ADMIN = 1001
DAY = 1_760_000_000


def logged(text: str, *, disliked: bool = False, at: int = DAY) -> LoggedQuestion:
    return LoggedQuestion(text, Status.NONE, at, disliked=disliked)


def keeping(history: ScriptedHistory | None) -> Store:
    store = store_without_database()
    store.history = history
    return store


async def reported(running: Running, person: Person, command: str) -> str:
    """What a command is answered with, which comes when it is ready."""
    before = len(person.screen)
    await person.says(command)
    await running.api.until(lambda: len(person.screen) >= before + 2)
    return person.last.text


async def test_gaps_shows_what_was_asked_in_vain_the_most_frequent_first(
    start: Start, tea: Knowledge
) -> None:
    near = found(tea, "今年新开了网店。", 0.2)
    answers = ScriptedAnswers({"茶多少钱": Related((near,)), "采茶几点": Answered((near,))})
    log = (
        logged("门票多少钱"),
        logged("茶多少钱"),
        logged("茶多少钱", at=DAY + 1),
        logged("采茶几点", disliked=True),
        logged("采茶几点"),
        logged("采茶几点"),
    )
    history = ScriptedHistory(log, Usage(1, 2, 3, people=4))
    running = await start(answers, tea, keeping=keeping(history), admin_ids=str(ADMIN))
    assert await reported(running, running.person(), "/gaps") == (
        "近 7 天\n没答好的 3 组问题，共 6 次：\n"
        "1. 采茶几点\n— 3 次，点踩 1 次，答了，最接近：卖茶 › 第2段\n"
        "2. 茶多少钱\n— 2 次，只有相近的，最接近：卖茶 › 第2段\n"
        "3. 门票多少钱\n— 1 次，没有找到，没有相近的段落"
    )


async def test_stats_shows_how_much_was_asked_and_names_nobody(start: Start, tea: Knowledge) -> None:
    places = tuple((each.id, 9 - number) for number, each in enumerate(tea.passages))
    gone = replace(tea.passages[0].id, article="gone")
    usage = Usage(6, 3, 3, people=5, liked=2, disliked=1, busiest=((gone, 12), *places))
    kept = keeping(ScriptedHistory(used=usage))
    kept.began -= 2 * 86_400 + 3 * 3600 + 60
    running = await start(ScriptedAnswers(), tea, keeping=kept, admin_ids=str(ADMIN))
    assert await reported(running, running.person(), "/stats 30") == (
        "近 30 天\n5 人问了 12 个问题\n答上 50%，只有相近的 25%，没有找到 25%\n👍 2，👎 1\n"
        "答得最多的段落：\n• 导语 › 第1段（9 次）\n• 导语 › 第2段（8 次）\n• 采茶 › 第1段（7 次）\n"
        "内容版本 0123abcd\n已运行 2 天 3 小时"
    )


@pytest.mark.parametrize("command", ["/gaps", "/stats", "/gaps 30", "／stats"])
async def test_to_others_they_are_unknown_commands_and_in_groups_nothing(
    start: Start, tea: Knowledge, command: str
) -> None:
    history = ScriptedHistory((logged("门票多少钱"),), Usage(none=1, people=1))
    running = await start(ScriptedAnswers(), tea, keeping=keeping(history), admin_ids=str(ADMIN))
    admin, other, group = running.person(), running.person(2), running.group()
    (unknown,) = await other.says("/frobnicate")
    (shown,) = await other.says(command)
    assert shown.text == unknown.text
    assert await group.hears(admin, f"{command.split(maxsplit=1)[0]}@article_test_bot") == []
    assert history.days == []


@pytest.mark.parametrize(
    ("words", "days"),
    [("", 7), ("30", 30), (" 30 天", 30), ("３０天", 30), ("0", 1), ("-1", 1), ("多久", 7), ("9" * 99, 3650)],
)
async def test_the_days_are_read_as_people_write_them(
    start: Start, tea: Knowledge, words: str, days: int
) -> None:
    history = ScriptedHistory()
    running = await start(ScriptedAnswers(), tea, keeping=keeping(history), admin_ids=str(ADMIN))
    assert f"近 {days} 天" in await reported(running, running.person(), f"/gaps {words}")
    assert history.days == [days, days]


@pytest.mark.parametrize("command", ["/gaps", "/stats"])
async def test_while_the_store_is_away_it_says_so(start: Start, tea: Knowledge, command: str) -> None:
    history = ScriptedHistory(used=None)
    running = await start(ScriptedAnswers(), tea, keeping=keeping(history), admin_ids=str(ADMIN))
    assert "数据库暂时连不上" in await reported(running, running.person(), command)


async def test_without_a_store_they_are_unknown_commands(start: Start, tea: Knowledge) -> None:
    running = await start(ScriptedAnswers(), tea, admin_ids=str(ADMIN))
    (shown,) = await running.person().says("/gaps")
    assert "/sections" in shown.text


async def test_when_nobody_asked_it_says_so_and_when_all_was_answered_too(
    start: Start, tea: Knowledge
) -> None:
    history = ScriptedHistory()
    running = await start(ScriptedAnswers(), tea, keeping=keeping(history), admin_ids=str(ADMIN))
    admin = running.person()
    assert await reported(running, admin, "/gaps") == "近 7 天\n没有人提问。"
    history.used = Usage(answered=1, people=1)
    assert await reported(running, admin, "/gaps") == "近 7 天\n没有待补的问题：问的都答上了。"


@pytest.mark.parametrize("mark", ["问", "😀", "<b>", "&amp;", "\U0001d4b3", "\u200b", "\n# ", "\ud800"])
async def test_whatever_was_asked_a_report_fits_one_message(start: Start, tea: Knowledge, mark: str) -> None:
    log = tuple(logged(f"{number}{mark * 900}") for number in range(40))
    history = ScriptedHistory(log, Usage(none=40, people=1))
    running = await start(ScriptedAnswers(), tea, keeping=keeping(history), admin_ids=str(ADMIN))
    text = await reported(running, running.person(), "/gaps")
    assert utf16(text) <= 4096
    assert text.splitlines()[-1] == "还有 30 组，在电脑上运行 gaps 可以看全。"
    assert text.count("没有相近的段落") == 10


async def test_of_very_many_wordings_the_most_frequent_are_looked_at(start: Start, tea: Knowledge) -> None:
    answers = ScriptedAnswers()
    log = (*(logged(f"问题{number}") for number in range(600)), *[logged("老问题", at=1)] * 2)
    history = ScriptedHistory(log, Usage(none=602, people=1))
    running = await start(answers, tea, keeping=keeping(history), admin_ids=str(ADMIN))
    text = await reported(running, running.person(), "/gaps")
    assert text.splitlines()[2] == "1. 老问题"
    assert len(answers.asked) == 300


async def test_an_engine_that_fails_is_apologised_for_once(start: Start, tea: Knowledge) -> None:
    history = ScriptedHistory((logged("门票多少钱"),), Usage(none=1, people=1))
    running = await start(BrokenAnswers(), tea, keeping=keeping(history), admin_ids=str(ADMIN))
    admin = running.person()
    assert "出了点小问题" in await reported(running, admin, "/gaps")
    assert len(admin.screen) == 2


async def test_a_report_that_telegram_does_not_take_at_first_is_sent_later(
    start: Start, tea: Knowledge
) -> None:
    running = await start(ScriptedAnswers(), tea, keeping=keeping(ScriptedHistory()), admin_ids=str(ADMIN))
    running.api.fail("sendMessage", RefusedError(500, "Internal Server Error"))
    assert "没有人提问" in await reported(running, running.person(), "/gaps")


class Busy(Unscripted):
    """An engine that is held up by one question, until it may go on."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.begun = threading.Event()
        self.asked: list[str] = []

    def answer(self, question: Question, limit: int = 3) -> Answer:  # noqa: ARG002 - the protocol's
        """Nothing, once that may be said."""
        self.asked.append(question.text)
        if question.text == "慢":
            self.begun.set()
            self.go.wait(20)
        return NotFound()


async def test_everybody_is_answered_while_a_report_is_made(start: Start, tea: Knowledge) -> None:
    answers = Busy()
    history = ScriptedHistory((logged("慢"),), Usage(none=1, people=1))
    running = await start(answers, tea, keeping=keeping(history), admin_ids=str(ADMIN))
    admin, other = running.person(), running.person(2)
    try:
        await admin.says("/gaps")
        assert len(await other.says("茶多少钱")) == 1
        assert len(await admin.says("茶多少钱")) == 1
        assert answers.begun.is_set()
    finally:
        answers.go.set()
    await running.api.until(lambda: "1. 慢" in admin.last.text)


async def test_who_gives_a_report_up_is_not_waited_for_by_its_thread(start: Start, tea: Knowledge) -> None:
    answers = Busy()
    history = ScriptedHistory((logged("慢", at=2 * DAY), logged("快")), Usage(none=2, people=1))
    running = await start(answers, tea, keeping=keeping(history), admin_ids=str(ADMIN))
    report = asyncio.create_task(running.front.reviewing.between(0, DAY))
    await asyncio.to_thread(answers.begun.wait, 10)
    report.cancel()
    await asyncio.wait({report})
    answers.go.set()
    async with asyncio.timeout(10):
        await asyncio.get_running_loop().shutdown_default_executor()
    assert answers.asked == ["慢"]


def test_the_engine_stops_when_nobody_waits_any_more() -> None:
    answers = ScriptedAnswers()
    unhurried = Unhurried(answers)
    assert unhurried.answer(Question("茶")) == NotFound()
    unhurried.enough.set()
    with pytest.raises(InterruptedError):
        open_questions([logged("茶"), logged("水")], unhurried)
    assert len(answers.asked) == 2
