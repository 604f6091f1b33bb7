from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation.followup import Leaning, Turn, ask, ask_about, leaning
from bot.models import Answered, Match, NotFound, Passage, PassageId, Question, Related, Span, Talk
from tests.fakes import ScriptedAnswers

if TYPE_CHECKING:
    from bot.models import Answer


def match(text: str, paragraph: int, score: float = 0.9) -> Match:
    passage = Passage(PassageId("a", 1, paragraph), "题", "节", text)
    return Match(passage, Span(0, len(text)), score)


LAB = match("双碳实验室引进八十名人才。", 1)
OTHER_LAB = match("中微子实验室有七百名人才。", 2)
SUM = match("储能产业引进项目32个，投资410亿元。", 3)
YEAR = match("2017年试产了第一台设备。", 4)
FAR = match("天气不错。", 5, 0.01)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("那投资呢？", Leaning.WHOLLY),
        ("那投資呢", Leaning.WHOLLY),
        ("是哪一年？", Leaning.WHOLLY),
        ("在哪里？", Leaning.WHOLLY),
        ("为什么？", Leaning.WHOLLY),
        ("它什么时候运行？", Leaning.WHOLLY),
        ("人才驿站呢", Leaning.WHOLLY),
        ("What about investment?", Leaning.WHOLLY),
        ("when was it?", Leaning.WHOLLY),
        ("是谁建的", Leaning.PARTLY),
        ("那江门一共有哪些人才政策呢？", Leaning.PARTLY),
        ("还有呢？", Leaning.MORE),
        ("還有嗎", Leaning.MORE),
        ("还有别的吗", Leaning.MORE),
        ("继续", Leaning.MORE),
        ("What else?", Leaning.MORE),
        ("江门的陆地面积有多大？", Leaning.NONE),
        ("江门在哪", Leaning.NONE),
        ("投资多少", Leaning.NONE),
        ("那个项目由江门双碳实验室和香港科技大学共同建设，是不是从去年十二月开始的呢", Leaning.NONE),
        ("", Leaning.NONE),
        ("。。。", Leaning.NONE),
        ("\ud800\u200b", Leaning.NONE),
    ],
)
def test_a_message_leans_by_what_it_lacks(text: str, expected: Leaning) -> None:
    assert leaning(text) is expected


def asked(script: dict[str, Answer], text: str, before: str) -> Answer:
    return ask(ScriptedAnswers(script), Question(text), Turn(before)).answer


def test_the_question_before_is_joined() -> None:
    script: dict[str, Answer] = {"储能引进多少项目？ 投资": Answered((SUM,)), "投资": Answered((LAB,))}
    assert asked(script, "那投资呢？", "储能引进多少项目？") == Answered((SUM,))
    script = {"设备是谁产的 是哪一年": Answered((YEAR,))}
    assert asked(script, "是哪一年？", "设备是谁产的") == Answered((YEAR,))


def test_a_thing_of_the_same_kind_takes_the_place_of_the_one_before() -> None:
    script: dict[str, Answer] = {
        "中微子实验室引进了多少人才?": Answered((OTHER_LAB,)),
        "双碳实验室引进了多少人才？ 中微子实验室": Answered((LAB,)),
    }
    assert asked(script, "那中微子实验室呢？", "双碳实验室引进了多少人才？") == Answered((OTHER_LAB,))


def test_an_answer_that_does_not_speak_of_what_was_asked_is_none() -> None:
    script: dict[str, Answer] = {"储能引进多少项目？ 天气": Answered((SUM,)), "那天气呢？": NotFound()}
    assert asked(script, "那天气呢？", "储能引进多少项目？") == NotFound()
    script["那天气呢？"] = Related((FAR,))
    assert asked(script, "那天气呢？", "储能引进多少项目？") == Related((FAR,))


def test_a_question_that_may_stand_alone_is_asked_alone_first() -> None:
    script: dict[str, Answer] = {"是谁建的": Answered((LAB,)), "设备呢 是谁建的": Answered((YEAR,))}
    assert asked(script, "是谁建的", "设备呢") == Answered((LAB,))


def test_the_sentence_shown_is_the_one_that_the_follow_up_itself_finds() -> None:
    whole = match("侨才通有十一类服务。人才驿站193家。", 1)
    part = Match(whole.passage, Span(10, 19), 0.8)
    script: dict[str, Answer] = {
        "侨才通有多少服务 人才驿站": Answered((whole,)),
        "人才驿站呢": Answered((part,)),
    }
    assert asked(script, "人才驿站呢", "侨才通有多少服务") == Answered(
        (Match(whole.passage, Span(10, 19), 0.9),)
    )


def test_more_goes_on_to_the_next_candidate_and_says_what_it_is_worth() -> None:
    script: dict[str, Answer] = {"问": Answered((LAB, SUM, FAR))}
    answers = ScriptedAnswers(script)
    first = ask(answers, Question("问"), None)
    second = ask(answers, Question("还有呢"), first.turn)
    third = ask(answers, Question("还有呢"), second.turn)
    end = ask(answers, Question("还有呢"), third.turn)
    assert second.answer == Answered((SUM, FAR))
    assert third.answer == Related((FAR,))
    assert end.answer == NotFound()
    assert [each.leaning for each in (first, second, third, end)] == [Leaning.NONE, *[Leaning.MORE] * 3]


def test_without_a_question_before_everything_is_asked_as_it_stands() -> None:
    answers = ScriptedAnswers()
    for text in ("还有呢？", "那投资呢？", "是哪一年？"):
        ask(answers, Question(text), None)
    assert [question.text for question in answers.asked] == ["还有呢？", "那投资呢？", "是哪一年？"]


def test_thanks_and_dead_ends_leave_the_conversation_as_it_was() -> None:
    before = Turn("储能引进多少项目？")
    answers = ScriptedAnswers({"谢谢": NotFound(Talk.THANKS)})
    assert ask(answers, Question("谢谢"), before).turn == before
    assert ask(answers, Question("那天气呢？"), before).turn == before
    assert ask(answers, Question("今天会下雨吗"), before).turn == Turn("今天会下雨吗")


def test_what_is_remembered_stays_short() -> None:
    long = "长" * 300
    answers = ScriptedAnswers({long: Answered((LAB,))})
    turn = ask(answers, Question(long), None).turn
    assert turn is not None
    assert len(turn.question) == 120
    joined = ScriptedAnswers({f"{turn.question} 是哪一年": Answered((YEAR,))})
    assert ask(joined, Question("是哪一年？"), turn).turn == Turn(turn.question, (YEAR.passage.id,))


def test_a_question_about_a_passage_is_answered_from_it_where_it_can_be() -> None:
    script: dict[str, Answer] = {
        "有多少项目": Answered((LAB, SUM)),
        "储能产业引进项目32个 是哪一年": Answered((SUM,)),
        "哪里招人": Answered((LAB,)),
        "花了多少": Related((LAB, match(SUM.passage.text, 3, 0.2))),
    }
    answers = ScriptedAnswers(script)

    def about(text: str) -> object:
        heard = ask_about(answers, Question(text), SUM.passage, "储能产业引进项目32个", Turn("问"))
        return None if isinstance(heard.answer, NotFound) else heard.answer.matches[0].passage.id.paragraph

    assert about("有多少项目") == 3
    assert about("是哪一年") == 3
    assert about("哪里招人") == 1
    assert about("花了多少") == 3
    assert about("还有呢") is None
