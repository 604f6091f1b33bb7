"""Whole conversations, over real HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from structlog.testing import capture_logs

from bot.models import Answered, Knowledge, Related, SmallTalk, Talk
from tests.botapi.person import inaccessible
from tests.fakes import BrokenAnswers, ScriptedAnswers, SlowAnswers
from tests.telegram.conftest import TEXTS, TITLE, found, tea_article

if TYPE_CHECKING:
    from bot.models import Answer
    from tests.botapi import FakeBotAPI
    from tests.telegram.conftest import Start


async def test_start_offers_questions_and_a_tapped_one_is_answered(start: Start, tea: Knowledge) -> None:
    answers = ScriptedAnswers({"什么时候采茶？": Answered((found(tea, "采茶从三月二十日开始。"),))})
    person = (await start(answers, tea, ("什么时候采茶？", "一共多少人？", "卖了多少钱？"))).person()

    (welcome,) = await person.says("/start")
    assert TITLE in welcome.text
    assert welcome.labels == ["什么时候采茶？", "一共多少人？", "卖了多少钱？", "看目录"]

    (answer,) = await person.presses("什么时候采茶？")
    assert answer.text.startswith("你问：什么时候采茶？")
    assert answer.marked("blockquote") == [TEXTS["采茶"][0]]
    assert answer.marked("bold") == ["采茶从三月二十日开始。"] * 2
    assert "\n采茶从三月二十日开始。\n—— 采茶 › 第1段\n" in answer.text
    assert welcome.edits == 0


async def test_a_traditional_question_gets_a_traditional_interface_around_the_untranslated_quote(
    start: Start, tea: Knowledge
) -> None:
    answers = ScriptedAnswers({"採茶幾時開始？": Related((found(tea, "采茶从三月二十日开始。"),))})
    person = (await start(answers, tea)).person(language="en")

    (related,) = await person.says("採茶幾時開始？")
    assert "文章沒有直接回答" in related.text
    assert "采茶从三月二十日开始。\n—— 采茶 › 第1段" in related.text
    await person.presses("①")
    assert "文章沒有直接回答" in related.text
    assert related.marked("blockquote") == [TEXTS["采茶"][0]]


async def test_an_english_question_gets_an_english_interface(start: Start, tea: Knowledge) -> None:
    answers = ScriptedAnswers({"When does picking start?": Answered((found(tea, "采茶从三月二十日开始。"),))})
    (answer,) = await (await start(answers, tea)).person().says("When does picking start?")
    assert answer.text == f"采茶从三月二十日开始。\n—— 采茶 › paragraph 1\n{TEXTS['采茶'][0]}"


async def test_sections_open_into_paragraphs_and_back_in_the_same_message(
    start: Start, tea: Knowledge
) -> None:
    person = (await start(ScriptedAnswers(), tea)).person()

    (message,) = await person.says("/sections")
    assert message.labels == ["导语", "采茶", "卖茶"]
    assert await person.presses("采茶") == []
    assert message.text.startswith("采茶\n共 3 段")
    assert message.labels[1] == "2. 请来的采茶工有两百人，包吃包住。"
    await person.presses("2.")
    assert message.marked("blockquote") == [TEXTS["采茶"][1]]
    assert message.labels == ["‹ 上一段", "下一段 ›", "👍", "👎", "繁體", "返回本节", "看目录"]
    await person.presses("下一段")
    assert message.marked("blockquote") == [TEXTS["采茶"][2]]
    await person.presses("下一段")
    assert message.marked("blockquote") == [TEXTS["卖茶"][0]]
    await person.presses("返回本节")
    assert message.text.startswith("卖茶\n")
    await person.presses("看目录")
    assert message.labels == ["导语", "采茶", "卖茶"]


async def test_a_gap_in_the_source_is_noted_outside_the_quote(start: Start, tea: Knowledge) -> None:
    answers = ScriptedAnswers({"交流多吗": Answered((found(tea, "交流互动频繁。"),))})
    (answer,) = await (await start(answers, tea)).person().says("交流多吗")
    assert answer.marked("blockquote") == ["交流互动频繁。今年以来，大"]
    assert "※ 原文到这里断了" in answer.text


async def test_the_nearest_passages_are_tapped_through_in_place(start: Start, tea: Knowledge) -> None:
    matches = (found(tea, "今年新开了网店。"), found(tea, "去年茶卖了一千二百万元。"))
    person = (await start(ScriptedAnswers({"明年卖多少": Related(matches)}), tea)).person()

    (message,) = await person.says("明年卖多少")
    assert "文章没有直接回答" in message.text
    assert message.marked("bold") == ["今年新开了网店。", "去年茶卖了一千二百万元。"]
    assert message.labels == ["①", "②"]
    await person.presses("②")
    assert "文章没有直接回答" in message.text
    assert message.marked("blockquote") == ["去年茶卖了一千二百万元。"]
    assert person.screen == [person.screen[0], message]


async def test_a_question_without_an_answer_is_told_so_and_offered_the_sections(
    start: Start, tea: Knowledge
) -> None:
    person = (await start(ScriptedAnswers(), tea)).person()
    (message,) = await person.says("明天下雨吗")
    assert message.text.startswith("文章里没有说这个")
    assert message.labels == ["看目录"]
    await person.presses("看目录")
    await person.presses("卖茶")
    assert message.text.startswith("卖茶\n共 2 段")


async def test_small_talk_is_answered_in_kind(start: Start, tea: Knowledge) -> None:
    script: dict[str, Answer] = {
        "你好": SmallTalk(Talk.GREETING),
        "謝謝！": SmallTalk(Talk.THANKS),
        "？？": SmallTalk(Talk.EMPTY),
    }
    person = (await start(ScriptedAnswers(script), tea)).person(language="zh-TW")
    replies = [(await person.says(text))[0].text for text in ("你好", "謝謝！", "？？")]
    assert [reply[:3] for reply in replies] == ["你好！", "不客氣", "還沒看"]


async def test_what_is_no_text_gets_one_friendly_line(start: Start, tea: Knowledge) -> None:
    answers = ScriptedAnswers()
    person = (await start(answers, tea)).person()
    sticker = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "is_animated": False}
    (reply,) = await person.sends({"sticker": sticker | {"is_video": False, "type": "regular"}})
    assert reply.text.startswith("我只看得懂文字")
    assert await person.sends({"delete_chat_photo": True}) == []
    assert answers.asked == []


async def test_ask_takes_its_question_along_or_invites_one(start: Start, tea: Knowledge) -> None:
    answers = ScriptedAnswers()
    person = (await start(answers, tea)).person()
    await person.says("/ask  什么时候 采茶？")
    assert [question.text for question in answers.asked] == ["什么时候 采茶？"]
    (reply,) = await person.says("/ask")
    assert reply.text == "想问什么？请回复这条消息写下问题。"
    (reply,) = await person.says("/nonsense")
    assert "/sections" in reply.text


async def test_hostile_text_is_answered_like_any_other(start: Start, tea: Knowledge) -> None:
    answers = ScriptedAnswers()
    person = (await start(answers, tea)).person()
    texts = ["<b>", "&lt;<a href='x'>", "*_`[", "\u202eabc\u2066", "😀" * 2048, "a\x00b", "\ud800", "\u200b"]
    for text in texts:
        assert len(await person.says(text)) == 1
    assert {question.text for question in answers.asked} >= {text for text in texts if text.isascii()}


async def test_an_article_full_of_markup_is_quoted_as_it_stands(start: Start) -> None:
    hostile = "<b>五折</b> & <script>alert('x')</script>。</blockquote>第二句 &amp; 尾。"
    knowledge = Knowledge((tea_article({"<i>节</i>": (hostile,)}, title="<u>&题"),))
    answers = ScriptedAnswers({"问": Answered((found(knowledge, "第二句 &amp; 尾。"),))})
    person = (await start(answers, knowledge)).person()
    (answer,) = await person.says("问")
    assert answer.marked("blockquote") == [hostile]
    assert answer.marked("bold") == ["第二句 &amp; 尾。"] * 2
    assert "\n—— <i>节</i> › 第1段\n" in answer.text
    (contents,) = await person.says("/sections")
    await person.presses("<i>", contents)


async def test_a_passage_past_the_limit_is_cut_at_sentences_around_the_answer(start: Start) -> None:
    sentences = [f"第{number}句说了很多很多很多很多很多的话。" for number in range(400)]
    knowledge = Knowledge((tea_article({"长": ("".join(sentences),)}),))
    answers = ScriptedAnswers({"问": Answered((found(knowledge, sentences[200]),))})
    (answer,) = await (await start(answers, knowledge)).person().says("问")
    (quoted,) = answer.marked("blockquote")
    assert quoted in "".join(sentences)
    assert quoted.startswith("第")
    assert quoted.endswith("。")
    assert answer.marked("bold") == [sentences[200]] * 2
    assert 3900 < len(answer.text) <= 4096
    assert "只截取了" in answer.text
    assert "\n—— 长 › 第1段\n" in answer.text


async def test_a_button_on_a_message_too_old_to_read_still_works(start: Start, tea: Knowledge) -> None:
    person = (await start(ScriptedAnswers(), tea)).person()
    (message,) = await person.says("/sections")
    await person.taps(message.buttons[2]["callback_data"], inaccessible(message))
    assert message.text.startswith("卖茶")
    person.screen.remove(message)
    (instead,) = await person.taps(message.buttons[0]["callback_data"], inaccessible(message))
    assert instead.text


async def test_forged_callback_data_is_answered_kindly(start: Start, tea: Knowledge) -> None:
    person = (await start(ScriptedAnswers(), tea)).person()
    (message,) = await person.says("/sections")
    for data in ("", "x", "ps", "ps0123abcd:::", "cs:99999999", "ss0123abcd:x:1:1", "qs", "\x00" * 64):
        await person.taps(data, message.to_json())
        assert person.last.labels


async def test_several_articles_are_browsed_from_their_titles(start: Start, knowledge: Knowledge) -> None:
    person = (await start(ScriptedAnswers(), knowledge)).person()
    (welcome,) = await person.says("/start")
    assert f"{len(knowledge.articles)} 篇文章" in welcome.text
    await person.presses("看目录")
    assert len(welcome.labels) == len(knowledge.articles)
    article = knowledge.articles[1]
    await person.presses(article.title)
    assert article.title in welcome.text
    assert len(welcome.labels) == len(article.sections)


async def test_long_lists_are_turned_page_by_page(start: Start) -> None:
    paragraphs = tuple(f"第{number}件事。" for number in range(1, 46))
    person = (await start(ScriptedAnswers(), Knowledge((tea_article({"清单": paragraphs}),)))).person()
    (message,) = await person.says("/sections")
    await person.presses("清单")
    await person.presses("下一页")
    assert message.labels[0].startswith("21.")
    await person.presses("下一页")
    assert message.labels[-2:] == ["‹ 上一页 2/3", "看目录"]
    await person.presses("45.")
    await person.presses("返回本节")
    assert message.labels[0].startswith("41.")


async def test_a_failing_engine_is_apologised_for_in_one_log_line_without_the_question(
    start: Start, tea: Knowledge
) -> None:
    person = (await start(BrokenAnswers(), tea)).person()
    with capture_logs() as logs:
        (sorry,) = await person.says("问什么")
    assert sorry.text.startswith("出了点小问题")
    (line,) = [line for line in logs if line["log_level"] == "error"]
    assert (line["event"], line["problem"]) == ("a handler failed", "LookupError")
    assert line["where"].startswith("telegram/")
    (message,) = await person.says("/help")
    assert "/sections" in message.text


async def test_a_press_that_fails_is_acknowledged_all_the_same(start: Start, tea: Knowledge) -> None:
    person = (await start(BrokenAnswers(), tea, ("问什么？",))).person()
    await person.says("/start")
    (sorry,) = await person.presses("问什么")
    assert sorry.text.startswith("出了点小问题")
    assert person.notices == [""]


async def test_somebody_who_blocked_the_bot_disturbs_nobody(
    start: Start, tea: Knowledge, api: FakeBotAPI
) -> None:
    bot = await start(ScriptedAnswers(), tea)
    gone, here = bot.person(1), bot.person(2)
    api.world.blocked.add(gone.id)
    assert await gone.says("在吗") == []
    assert len(await here.says("在吗")) == 1


async def test_an_instant_answer_needs_no_sign_and_a_slow_one_shows_the_bot_typing(
    start: Start, tea: Knowledge, api: FakeBotAPI
) -> None:
    person = (await start(SlowAnswers(0.5), tea)).person()

    def sent() -> list[str]:
        return [call.method for call in api.calls if call.method.startswith("send")]

    await person.says("/ask " + "很长的问题" * 50)
    assert sent() == ["sendChatAction", "sendMessage"]
    await person.says("/help")
    assert sent()[2:] == ["sendMessage"]
