"""Messages understood with what was said before them, by heart and over a small article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation.answering import ANSWER_FROM, Answerer
from bot.conversation.conversation import Conversation, Exchange, Message, Turn
from bot.models import (
    Absence,
    Answered,
    Article,
    Knowledge,
    Language,
    Match,
    NotFound,
    Passage,
    PassageId,
    Related,
    Section,
    SmallTalk,
    Span,
    Talk,
)
from bot.retrieval.opening import open_retriever
from tests.fakes import ScriptedAnswers

if TYPE_CHECKING:
    from bot.models import Answer

TEXTS = (
    "双碳实验室去年引进八十名人才，由三所大学共同建设。",
    "中微子实验室有七百名科学家。所长周明说：“明年就能取数，这是了不起的进展。”",
    "储能产业五年间引进项目32个，投资410亿元。",
    "2017年，工厂试产了第一台设备，用在银行和医院。",
    "渡船每天靠岸三次，票价八元。",
)


def content(*texts: str) -> Knowledge:
    passages = tuple(
        Passage(PassageId("a", 1, number), "题", "节", text) for number, text in enumerate(texts, 1)
    )
    return Knowledge((Article("a", "题", "zh-Hans", "", (Section(1, "节", passages),)),))


KNOWLEDGE = content(*TEXTS)
LAB, OTHER_LAB, SUM, YEAR, SHIP = (
    Match(passage, Span(0, len(passage.text)), 0.9) for passage in KNOWLEDGE.passages
)
FAR = Match(SHIP.passage, SHIP.sentence, 0.04)


def say(script: dict[str, Answer], text: str, before: str, said: dict[str, str] | None = None) -> Exchange:
    conversation = Conversation(ScriptedAnswers(script, said=said or {}), lambda: KNOWLEDGE)
    first = conversation.respond(Message(before, Language.SIMPLIFIED), None)
    return conversation.respond(Message(text, Language.SIMPLIFIED), first.turn)


@pytest.fixture(scope="module")
def conversation() -> Conversation:
    return Conversation(Answerer(open_retriever(KNOWLEDGE)), lambda: KNOWLEDGE)


def talked(conversation: Conversation, *texts: str) -> Exchange:
    turn, exchange = None, None
    for text in texts:
        exchange = conversation.respond(Message(text, Language.SIMPLIFIED), turn)
        turn = exchange.turn
    assert exchange is not None
    return exchange


def test_what_is_on_the_screen_comes_first() -> None:
    script: dict[str, Answer] = {"储能引进多少项目": Answered((SUM,)), "投资": Answered((LAB,))}
    answer = say(script, "那投资呢？", "储能引进多少项目", {"那投资呢？": "投资410亿元"}).answer
    assert isinstance(answer, Answered)
    assert answer.matches[0].passage == SUM.passage
    assert answer.matches[0].sentence_text == "投资410亿元"


def test_a_neighbour_of_the_screen_comes_next() -> None:
    script: dict[str, Answer] = {"双碳实验室": Answered((LAB,))}
    answer = say(script, "有多少科学家？", "双碳实验室", {"有多少科学家？": "有七百名科学家"}).answer
    assert isinstance(answer, Answered)
    assert answer.matches[0].passage == OTHER_LAB.passage


def test_the_same_words_are_never_the_answer_twice() -> None:
    script: dict[str, Answer] = {"储能": Answered((SUM,))}
    said = {"那储能呢": SUM.passage.text}
    assert say(script, "那储能呢", "储能", said).answer == NotFound(Absence.PASSAGE)


def test_the_question_before_is_joined_where_the_screen_says_nothing() -> None:
    script: dict[str, Answer] = {"设备是谁产的": Answered((LAB,)), "设备是谁产的 投资": Answered((SUM,))}
    answer = say(script, "那投资呢", "设备是谁产的", {"投资": "投资410亿元"}).answer
    assert isinstance(answer, Answered)
    assert answer.matches[0].passage == SUM.passage


def test_a_thing_of_the_same_kind_takes_the_place_of_the_one_before() -> None:
    script: dict[str, Answer] = {
        "双碳实验室引进了多少人才？": Answered((LAB,)),
        "中微子实验室引进了多少人才？": Answered((OTHER_LAB,)),
    }
    said = {"中微子实验室": "中微子实验室有七百名科学家。"}
    answer = say(script, "那中微子实验室呢？", "双碳实验室引进了多少人才？", said).answer
    assert answer.matches[0].passage == OTHER_LAB.passage


def test_what_is_not_said_there_is_not_answered_from_elsewhere() -> None:
    script: dict[str, Answer] = {
        "储能引进多少项目": Answered((SUM,)),
        "储能引进多少项目 天气": Answered((YEAR,)),
    }
    assert say(script, "那天气呢？", "储能引进多少项目").answer == NotFound(Absence.PASSAGE)


def test_more_goes_on_to_the_next_candidate_and_says_what_it_is_worth() -> None:
    script = ScriptedAnswers({"问": Answered((LAB, SUM, FAR))})
    conversation = Conversation(script, lambda: KNOWLEDGE)
    second = talked(conversation, "问", "还有呢")
    third = talked(conversation, "问", "还有呢", "还有呢")
    end = talked(conversation, "问", *["还有呢"] * 3)
    assert second.answer == Answered((SUM, FAR))
    assert third.answer == Related((FAR,))
    assert end.answer == NotFound(Absence.MORE)
    assert [each.parts[0].more for each in (second, third, end)] == [True] * 3


def test_talk_and_what_leads_nowhere_leave_the_conversation_as_it_was() -> None:
    script: dict[str, Answer] = {"储能": Answered((SUM,)), "谢谢": SmallTalk(Talk.THANKS)}
    before = talked(Conversation(ScriptedAnswers(script), lambda: KNOWLEDGE), "储能").turn
    assert say(script, "谢谢", "储能").turn == before
    assert say(script, "那天气呢？", "储能").turn == before


def test_a_complaint_brings_other_passages() -> None:
    script: dict[str, Answer] = {"储能": Answered((SUM, LAB)), "答非所问": SmallTalk(Talk.COMPLAINT)}
    assert say(script, "答非所问", "储能").answer == SmallTalk(Talk.COMPLAINT, (LAB,))


def test_what_is_remembered_stays_short() -> None:
    turn = talked(
        Conversation(ScriptedAnswers({"长" * 300: Answered((LAB,))}), lambda: KNOWLEDGE), "长" * 300
    ).turn
    assert turn is not None
    assert len(turn.question) == 120


def test_a_reply_to_a_passage_is_about_that_passage() -> None:
    conversation = Conversation(ScriptedAnswers(said={"投资多少": "投资410亿元"}), lambda: KNOWLEDGE)
    message = Message("投资多少", Language.SIMPLIFIED, SUM.passage.id, Span(0, 3))
    answer = conversation.respond(message, Turn("设备", (YEAR.passage.id,))).answer
    assert answer.matches[0].passage == SUM.passage


def test_several_questions_are_answered_each() -> None:
    script: dict[str, Answer] = {
        "储能有多少项目？": Answered((SUM,)),
        "设备哪年试产的？": Answered((YEAR,)),
        "渡船多少钱一张？": Related((FAR,)),
    }
    conversation = Conversation(ScriptedAnswers(script), lambda: KNOWLEDGE)
    text = "储能有多少项目？设备哪年试产的？渡船多少钱一张？今天下雨吗？"
    exchange = talked(conversation, text)
    assert [part.question for part in exchange.parts] == list(script)
    assert exchange.left_out == ("今天下雨吗？",)
    answer = exchange.answer
    assert isinstance(answer, Answered)
    assert [match.passage for match in answer.matches] == [SUM.passage, YEAR.passage, SHIP.passage]
    scores = [match.score for match in answer.matches]
    assert scores == sorted(scores, reverse=True)


def test_an_overview_begins_with_what_names_the_headings(conversation: Conversation) -> None:
    answer = conversation.respond(Message("这篇文章讲了什么", Language.SIMPLIFIED), None).answer
    assert isinstance(answer, SmallTalk)
    assert answer.kind is Talk.OVERVIEW
    assert answer.matches


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (("双碳实验室引进了多少人才", "谁建的？"), "三所大学共同建设"),
        (("储能引进了多少项目", "那投资呢"), "投资410亿元"),
        (("中微子实验室有多少科学家", "所长说了什么？"), "了不起的进展"),
        (("双碳实验室", "引进了多少人才？"), "八十名人才"),
        (("渡船一天靠岸几次", "票价多少"), "票价八元"),
    ],
)
def test_a_follow_up_is_answered_by_the_clause_that_says_it(
    conversation: Conversation, turns: tuple[str, ...], words: str
) -> None:
    answer = talked(conversation, *turns).answer
    assert isinstance(answer, Answered)
    first = answer.matches[0]
    shown = first.clause or first.sentence
    assert words in first.passage.text[shown.start : shown.end]
    assert first.score >= ANSWER_FROM


@pytest.mark.parametrize("text", ["多长？", "为什么？", "那邮箱呢？", "他多大年纪"])
def test_what_the_screen_does_not_say_is_said_so(conversation: Conversation, text: str) -> None:
    answer = talked(conversation, "渡船一天靠岸几次", text).answer
    assert not isinstance(answer, Answered)
