"""The reply and its buttons: whole conversations, over real HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.models import Answered, Knowledge
from bot.service.store.schema import votes
from tests.fakes import ScriptedAnswers
from tests.stores import rows, store_in_memory
from tests.telegram.conftest import TEXTS, found, tea_article

if TYPE_CHECKING:
    from tests.botapi import FakeBotAPI
    from tests.telegram.conftest import Start

SENTENCES = (
    "采茶从三月二十日开始。",
    "请来的采茶工有两百人，包吃包住。",
    "去年茶卖了一千二百万元。",
    "今年新开了网店。",
    "茶山今年开春早。",
    "全镇三千人靠茶吃饭。",
)


def answers(knowledge: Knowledge) -> ScriptedAnswers:
    return ScriptedAnswers({"问": Answered(tuple(found(knowledge, sentence) for sentence in SENTENCES))})


async def test_an_answer_is_paged_to_its_neighbours_and_beside_it_stands_what_answers_too(
    start: Start, tea: Knowledge
) -> None:
    person = (await start(answers(tea), tea)).person()
    (message,) = await person.says("问")
    assert message.labels == ["‹ 上一段", "下一段 ›", "👍", "👎", "繁體", "其他段落 (3)"]
    await person.presses("下一段")
    assert message.marked("blockquote") == [TEXTS["采茶"][1]]
    assert message.text.endswith("—— 采茶 › 第2段")
    await person.presses("‹ 上一段")
    await person.presses("‹ 上一段")
    assert message.marked("blockquote") == [TEXTS["导语"][1]]

    (message,) = await person.says("问")
    await person.presses("其他段落")
    assert message.text.startswith("可能与这个问题有关的段落")
    assert message.marked("bold") == list(SENTENCES[1:4])
    assert message.labels == ["①", "②", "③"]
    await person.presses("③")
    assert message.marked("bold") == [SENTENCES[3]] * 2


async def test_an_answer_alone_has_six_buttons_in_two_rows_and_is_copied_with_its_source(
    start: Start, tea: Knowledge
) -> None:
    alone = ScriptedAnswers({"问": Answered((found(tea, SENTENCES[0]), found(tea, SENTENCES[1], 0.2)))})
    (message,) = await (await start(alone, tea)).person().says("问")
    assert message.labels == ["‹ 上一段", "下一段 ›", "复制", "👍", "👎", "繁體"]
    (copied,) = [button["copy_text"]["text"] for button in message.buttons if "copy_text" in button]
    assert copied == f"{SENTENCES[0]}\n——《茶山小报》采茶 › 第1段"


async def test_the_citation_leads_to_its_passage(start: Start, tea: Knowledge) -> None:
    running = await start(answers(tea), tea)
    (message,) = await running.person().says("问")
    (link,) = message.links
    (opened,) = await running.person(2, "en").follows(link)
    assert opened.marked("blockquote") == [TEXTS["采茶"][0]]
    assert "Back to section" in opened.labels


async def test_a_repeated_press_changes_nothing(start: Start, tea: Knowledge, api: FakeBotAPI) -> None:
    person = (await start(answers(tea), tea)).person()
    (message,) = await person.says("问")
    before = message.to_json()
    data = next(button["callback_data"] for button in message.buttons if button["text"] == "下一段 ›")
    for _ in range(3):
        assert await person.taps(data, before) == []
    assert message.edits == 1
    assert len(person.notices) == 3
    assert [call.refusal is None for call in api.calls if call.method == "editMessageText"] == [
        True,
        False,
        False,
    ]


async def test_the_other_script_is_shown_on_request_and_said_to_be_converted(
    start: Start, tea: Knowledge
) -> None:
    person = (await start(answers(tea), tea)).person()
    (message,) = await person.says("问")
    await person.presses("繁體")
    assert message.marked("blockquote") == [
        "採茶從三月二十日開始。頭採的茶叫明前茶，最貴。一天一個人能採四斤。"
    ]
    assert message.marked("bold") == ["採茶從三月二十日開始。"] * 2
    assert "※ 以上由简体转换成繁体，不是原文用字" in message.text
    assert "\n—— 采茶 › 第1段\n" in message.text
    await person.presses("下一段")
    assert message.marked("blockquote") == ["請來的採茶工有兩百人，包吃包住。"]
    await person.presses("原文")
    assert message.marked("blockquote") == [TEXTS["采茶"][1]]
    assert "转换" not in message.text


async def test_a_thumb_is_recorded_once_and_may_change(start: Start, tea: Knowledge) -> None:
    async with store_in_memory() as store:
        person = (await start(answers(tea), tea, keeping=store)).person()
        (message,) = await person.says("问")
        await person.presses("👍")
        assert "👍 ✓" in message.labels
        await person.presses("👎", message)
        assert {"👍", "👎 ✓"} <= set(message.labels)
        (vote,) = await rows(store, votes)
        place = vote.article, vote.section, vote.paragraph
        assert (place, vote.version, vote.good) == (("tea", 2, 1), tea.version, False)
        assert vote.question == "问"
        await person.presses("👎 ✓", message)
        assert {"👍", "👎"} <= set(message.labels)
        assert not await rows(store, votes)
        assert person.notices == ["谢谢，记下了；再按一次可以收回"] * 2 + ["好的，收回了"]


async def test_a_citation_says_of_which_day_the_article_is(start: Start) -> None:
    article = replace(tea_article(), date="2026-03-20")
    knowledge = Knowledge((article,), version="0123abcd")
    person = (await start(answers(knowledge), knowledge)).person()
    (message,) = await person.says("问")
    assert "—— 采茶 › 第1段 · 2026-03-20" in message.text


async def test_who_finds_an_answer_wrong_gets_what_else_comes_near(start: Start, tea: Knowledge) -> None:
    matches = (found(tea, "采茶从三月二十日开始。"), found(tea, "茶山今年开春早。", 0.4))
    person = (await start(ScriptedAnswers({"问": Answered(matches)}), tea)).person()
    (message,) = await person.says("问")
    (offer,) = await person.presses("👎", message)
    assert "茶山今年开春早。" in offer.text
    assert offer.labels == ["①"]


async def test_there_is_a_way_back_to_the_answer_and_it_keeps_its_mark(start: Start, tea: Knowledge) -> None:
    person = (await start(answers(tea), tea)).person()
    (message,) = await person.says("问")
    marked = message.marked("bold")
    await person.presses("下一段")
    await person.presses("下一段")
    assert message.marked("bold") == []
    await person.presses("↩ 答案")
    assert message.marked("bold") == marked
    await person.presses("下一段")
    await person.presses("‹ 上一段")
    assert message.marked("bold") == marked
    assert not any(label.startswith("↩") for label in message.labels)


async def test_a_passage_too_long_for_a_message_is_read_part_by_part(start: Start) -> None:
    sentences = [f"第{number}句说了很多很多很多很多很多的话。" for number in range(400)]
    whole = "".join(sentences)
    knowledge = Knowledge((tea_article({"长": (whole, "短。")}),))
    script = ScriptedAnswers({"问": Answered((found(knowledge, sentences[200]),))})
    person = (await start(script, knowledge)).person()
    (message,) = await person.says("问")
    assert "只截取了" in message.text
    await person.presses("看整段原文")
    read = message.marked("blockquote")
    while "后一部分 ›" in message.labels:
        await person.presses("后一部分")
        read += message.marked("blockquote")
        assert message.text.endswith("—— 长 › 第1段")
    assert "".join(read) == whole
    assert all(part.endswith("。") for part in read)
    assert f"这里是第 {len(read)} 部分，共 {len(read)} 部分" in message.text
    await person.presses("‹ 前一部分")
    assert message.marked("blockquote") == [read[-2]]
    await person.presses("繁體")
    assert message.marked("blockquote")[0].startswith("第")
    assert "說" in message.text


async def test_a_script_once_asked_for_is_kept_until_it_is_asked_back(start: Start, tea: Knowledge) -> None:
    person = (await start(answers(tea), tea)).person()
    await person.says("问")
    await person.presses("繁體")
    (again,) = await person.says("问")
    assert again.marked("bold") == ["採茶從三月二十日開始。"] * 2
    assert "※ 以上由简体转换成繁体" in again.text
    await person.presses("原文", again)
    (printed,) = await person.says("问")
    assert printed.marked("bold") == [SENTENCES[0]] * 2
    await person.presses("繁體", printed)
    await person.says("/forget_me")
    (anew,) = await person.says("问")
    assert anew.marked("bold") == [SENTENCES[0]] * 2


async def test_what_tells_no_language_gets_that_of_the_message_before(start: Start, tea: Knowledge) -> None:
    person = (await start(ScriptedAnswers(), tea)).person(language="en")
    (first,) = await person.says("茶幾時採？")
    (second,) = await person.says("5G?")
    assert first.text.startswith("文章裡沒有說")
    assert second.text.startswith("文章裡沒有說")
