"""Following up, replying to an answer, and editing a question."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from bot.models import Answered, Knowledge
from bot.service.store.memory import TURN_SECONDS
from bot.service.store.schema import questions
from tests.fakes import ScriptedAnswers
from tests.stores import rows, store_in_memory
from tests.telegram.conftest import TEXTS, found

if TYPE_CHECKING:
    from tests.telegram.conftest import Start


@pytest.fixture
def answers(tea: Knowledge) -> ScriptedAnswers:
    picking, workers = found(tea, "采茶从三月二十日开始。"), found(tea, "请来的采茶工有两百人")
    sales, shop = found(tea, "去年茶卖了一千二百万元。"), found(tea, "今年新开了网店。")
    return ScriptedAnswers(
        {
            "什么时候采茶？": Answered((picking, workers, sales)),
            "卖了多少钱？": Answered((sales, shop)),
            "有网店吗？": Answered((shop,)),
        },
        said={
            "那采茶工呢？": "采茶工有两百人",
            "哪一年？": "去年",
            "哪一天？": "三月二十日",
            "有网店吗？": "网店",
        },
    )


async def test_a_short_question_leans_on_the_one_before(
    start: Start, tea: Knowledge, answers: ScriptedAnswers
) -> None:
    person = (await start(answers, tea)).person()
    await person.says("什么时候采茶？")
    (answer,) = await person.says("那采茶工呢？")
    assert answer.marked("bold") == ["采茶工有两百人"] * 2
    await person.says("谢谢")
    await person.says("卖了多少钱？")
    (answer,) = await person.says("哪一年？")
    assert answer.marked("bold") == ["去年"] * 2
    (again,) = await person.says("那哪一年？")
    assert again.text == "这一段没有说。"


async def test_a_follow_up_is_logged_as_it_was_understood(
    start: Start, tea: Knowledge, answers: ScriptedAnswers
) -> None:
    async with store_in_memory() as store:
        person = (await start(answers, tea, keeping=store)).person()
        await person.says("什么时候采茶？")
        await person.says("那采茶工呢？")
        assert [row.text for row in await rows(store, questions)] == [
            "什么时候采茶？",
            "什么时候采茶？ 那采茶工呢？",
        ]


async def test_what_else_leads_through_the_candidates_to_their_end(
    start: Start, tea: Knowledge, answers: ScriptedAnswers
) -> None:
    person = (await start(answers, tea)).person()
    await person.says("什么时候采茶？")
    (second,) = await person.says("还有呢？")
    assert second.text.startswith("还有这一段也说到了：")
    assert second.marked("blockquote") == [TEXTS["采茶"][1]]
    (third,) = await person.says("還有嗎")
    assert third.marked("blockquote") == [TEXTS["卖茶"][0]]
    (end,) = await person.says("还有呢？")
    assert end.text.startswith("没有别的了")


async def test_each_person_and_each_chat_has_a_memory_of_its_own(
    start: Start, tea: Knowledge, answers: ScriptedAnswers
) -> None:
    running = await start(answers, tea)
    person, other, group = running.person(), running.person(2), running.group()
    await person.says("什么时候采茶？")
    for replies in (await other.says("那采茶工呢？"), await group.hears(person, "/ask 那采茶工呢？")):
        assert "没有说" in replies[0].text


async def test_what_was_said_is_forgotten_after_ten_minutes(
    start: Start, tea: Knowledge, answers: ScriptedAnswers, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = (await start(answers, tea)).person()
    await person.says("什么时候采茶？")
    later = time.time() + TURN_SECONDS + 1
    monkeypatch.setattr("bot.service.store.memory.time.time", lambda: later)
    (reply,) = await person.says("那采茶工呢？")
    assert "没有说" in reply.text


async def test_a_reply_to_an_answer_asks_about_its_passage(
    start: Start, tea: Knowledge, answers: ScriptedAnswers
) -> None:
    person = (await start(answers, tea)).person()
    (first,) = await person.says("什么时候采茶？")
    (second,) = await person.says("卖了多少钱？")
    (about,) = await person.says("哪一天？", reply_to=first)
    assert about.marked("blockquote") == [TEXTS["采茶"][0]]
    (elsewhere,) = await person.says("有网店吗？", reply_to=second)
    assert elsewhere.marked("blockquote") == [TEXTS["卖茶"][1]]


async def test_editing_a_question_edits_its_answer(
    start: Start, tea: Knowledge, answers: ScriptedAnswers
) -> None:
    person = (await start(answers, tea)).person()
    (answer,) = await person.says("什么时侯采茶")
    assert "没有说" in answer.text
    question = person.screen[0]
    assert await person.edits(question, "什么时候采茶？") == []
    assert answer.marked("blockquote") == [TEXTS["采茶"][0]]
    assert await person.edits(question, "什么时候采茶？") == []
    person.screen.remove(answer)
    (instead,) = await person.edits(question, "卖了多少钱？")
    await person.edits(question, "有网店吗？")
    assert instead.marked("blockquote") == [TEXTS["卖茶"][1]]


async def test_what_is_edited_into_a_question_is_answered(
    start: Start, tea: Knowledge, answers: ScriptedAnswers
) -> None:
    person = (await start(answers, tea)).person()
    (help_, *_) = await person.says("/help")
    (answer,) = await person.edits(person.screen[0], "什么时候采茶？")
    assert answer.marked("blockquote") == [TEXTS["采茶"][0]]
    assert help_.edits == 0


async def test_an_edit_that_leaves_the_words_as_they_are_changes_nothing(
    start: Start, tea: Knowledge, answers: ScriptedAnswers
) -> None:
    person = (await start(answers, tea)).person()
    (answer,) = await person.says("什么时候采茶？")
    await person.presses("下一段")
    asked = len(answers.asked)
    assert await person.edits(person.screen[0], "什么时候采茶？") == []
    assert answer.marked("blockquote") == [TEXTS["采茶"][1]]
    assert len(answers.asked) == asked


async def test_a_caption_that_is_edited_is_asked_anew(
    start: Start, tea: Knowledge, answers: ScriptedAnswers
) -> None:
    person = (await start(answers, tea)).person()
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    (answer,) = await person.sends({"photo": photo, "caption": "什么时候采茶？"})
    question = person.screen[0]
    assert await person.edits(question, {"caption": "卖了多少钱？"}) == []
    assert answer.marked("blockquote") == [TEXTS["卖茶"][0]]
