"""@bot question, in any chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Answered, Knowledge
from tests.botapi.refusals import RefusedError
from tests.fakes import ScriptedAnswers
from tests.telegram.conftest import TEXTS, found, tea_article

if TYPE_CHECKING:
    from tests.botapi import FakeBotAPI
    from tests.telegram.conftest import Start


async def test_a_query_offers_passages_that_open_in_the_chat(start: Start, tea: Knowledge) -> None:
    matches = (
        found(tea, "采茶从三月二十日开始。"),
        found(tea, "今年新开了网店。", 0.3),
        found(tea, "茶山今年开春早。", 0.0),
    )
    person = (await start(ScriptedAnswers({"什么时候采茶": Answered(matches)}), tea)).person()
    answer = await person.types_inline(" 什么时候采茶 ")
    first, second = answer["results"]
    assert (first["title"], first["description"]) == ("采茶从三月二十日开始。", "采茶")
    assert (second["title"], second["description"]) == ("今年新开了网店。", "卖茶")
    assert first["shown"].text == f"采茶从三月二十日开始。\n—— 茶山小报 › 采茶 › 第1段\n{TEXTS['采茶'][0]}"
    assert {entity.type for entity in first["shown"].entities} == {"blockquote", "bold"}
    assert (answer["cache_time"], answer["is_personal"]) == (300, False)
    ((link,),) = first["reply_markup"]["inline_keyboard"]
    (opened,) = await person.follows(link["url"])
    assert opened.marked("bold") == ["采茶从三月二十日开始。"] * 2
    assert opened.text.startswith("这是朋友转给你的一段。")
    await person.says("你好吗")
    (again,) = await person.follows(link["url"])
    assert not again.text.startswith("这是朋友转给你的一段。")


async def test_an_empty_query_offers_the_sections_in_the_readers_language(
    start: Start, tea: Knowledge
) -> None:
    running = await start(ScriptedAnswers(), tea)
    answer = await running.person(language="en").types_inline("")
    assert [result["title"] for result in answer["results"]] == ["导语", "采茶", "卖茶"]
    assert answer["results"][1]["description"].startswith("3 paragraphs · 采茶从三月二十日开始。")
    assert answer["is_personal"]
    assert answer["button"] == {"text": "Ask in the chat", "start_parameter": "inline"}
    ((link,),) = answer["results"][1]["reply_markup"]["inline_keyboard"]
    (section,) = await running.person(language="zh-TW").follows(link["url"])
    assert section.text.startswith("采茶\n共 3 段，點一段看原文")


async def test_ten_passages_at_most_are_offered_and_fifty_sections(start: Start) -> None:
    texts: dict[str, tuple[str, ...]] = {f"第{number}节": (f"第{number}件事。",) for number in range(60)}
    knowledge = Knowledge((tea_article(texts),))
    matches = tuple(found(knowledge, f"第{number}件事。") for number in range(30))
    person = (await start(ScriptedAnswers({"事": Answered(matches)}), knowledge)).person()
    assert len((await person.types_inline("事"))["results"]) == 10
    assert len((await person.types_inline(""))["results"]) == 50


async def test_a_query_without_a_find_leads_into_the_chat(start: Start, tea: Knowledge) -> None:
    running = await start(ScriptedAnswers(), tea, examples=("什么时候采茶？",))
    answer = await running.person().types_inline("明天下雨吗")
    assert answer["results"] == []
    assert answer["button"]["text"] == "没找到，到聊天里换个说法问"
    (welcome,) = await running.person().says(f"/start {answer['button']['start_parameter']}")
    assert welcome.labels == ["什么时候采茶？", "看目录"]


async def test_a_query_that_came_too_late_disturbs_nobody(
    start: Start, tea: Knowledge, api: FakeBotAPI
) -> None:
    person = (await start(ScriptedAnswers(), tea)).person()
    too_late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    api.fail("answerInlineQuery", RefusedError(400, too_late))
    assert await person.types_inline("茶") == {}
    api.world.inline.clear()
    assert len((await person.types_inline(""))["results"]) == 3


async def test_hostile_queries_are_answered_like_any_other(start: Start) -> None:
    hostile = "<b>五折</b> & </blockquote>\u202e。" + "长" * 5000
    knowledge = Knowledge(
        (tea_article({"<i>节</i>\u2800": (hostile,), "\u2800": ("\u2800",)}, title="<u>&题"),)
    )
    person = (
        await start(ScriptedAnswers({"<": Answered((found(knowledge, "<b>五折"),))}), knowledge)
    ).person()
    for query in ("<", "", "\ud800", "\x00", "😀" * 128, "\u202e"):
        assert "results" in await person.types_inline(query)
