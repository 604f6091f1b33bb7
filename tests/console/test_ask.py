from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.console.ask import Asked, as_json, as_replies, ask_each, to_json
from bot.conversation.conversation import Conversation, Exchange, Message, Part
from bot.models import Answered, Language, Match, NotFound, Related, SmallTalk, Span, Talk
from tests.fakes import ScriptedAnswers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Answer, Knowledge


def matches(knowledge: Knowledge, count: int = 2) -> tuple[Match, ...]:
    return tuple(Match(passage, Span(0, 4), 0.9) for passage in knowledge.passages[:count])


def asked(answer: Answer, text: str = "问") -> Asked:
    return Asked(Message(text, Language.SIMPLIFIED), Exchange((Part(text, answer),), None), 1.234, 3)


def talking(knowledge: Knowledge, script: dict[str, Answer]) -> Conversation:
    return Conversation(ScriptedAnswers(script), lambda: knowledge)


def parsed(answer: Answer, text: str = "问") -> dict[str, Any]:
    line = as_json(asked(answer, text))
    assert len(line.splitlines()) == 1
    result: dict[str, Any] = json.loads(line)
    return result


def test_json_has_the_fields_of_the_contract(knowledge: Knowledge) -> None:
    match = matches(knowledge)[0]

    assert parsed(Answered((match,))) == {
        "question": "问",
        "status": "answer",
        "results": [
            {
                "article": match.passage.id.article,
                "title": match.passage.title,
                "section": match.passage.section,
                "paragraph": match.passage.id.paragraph,
                "text": match.passage.text,
                "sentence": match.passage.text[:4],
                "score": 0.9,
            }
        ],
        "elapsed_ms": 1.23,
    }


def test_json_says_related_with_the_nearest_passages(knowledge: Knowledge) -> None:
    found = parsed(Related(matches(knowledge)))

    assert (found["status"], len(found["results"])) == ("related", 2)


def test_json_says_none_without_results() -> None:
    found = parsed(NotFound())

    assert (found["status"], found["results"]) == ("none", [])
    assert "talk" not in found


@pytest.mark.parametrize("talk", Talk)
def test_json_names_the_kind_of_talk(talk: Talk) -> None:
    found = parsed(SmallTalk(talk))

    assert (found["status"], found["talk"], found["results"]) == ("talk", talk.value, [])


def test_an_empty_line_says_nothing() -> None:
    found = parsed(SmallTalk(Talk.EMPTY), " ")

    assert (found["status"], found["results"]) == ("none", [])
    assert "talk" not in found


def test_json_keeps_chinese_readable() -> None:
    assert "江门" in as_json(asked(NotFound(), "江门"))


@pytest.mark.parametrize(
    "text", ["一\n二", "一\r二", "一\u2028二", "一\u2029二", "一\x85二", "一\x1e二", "\0"]
)
def test_json_stays_on_one_line_whatever_was_asked(text: str) -> None:
    assert parsed(NotFound(), text)["question"] == text


def test_each_answer_is_out_before_the_next_question_is_read(knowledge: Knowledge) -> None:
    out = io.StringIO()
    lengths = []

    def questions() -> Iterator[str]:
        for text in ("一", "", "三"):
            lengths.append(len(out.getvalue().splitlines()))
            yield text

    ask_each(questions(), talking(knowledge, {"一": Answered(matches(knowledge))}), 3, to_json(out))

    assert lengths == [0, 1, 2]
    assert [json.loads(line)["question"] for line in out.getvalue().splitlines()] == ["一", "", "三"]


def test_only_answered_questions_make_it_a_success(knowledge: Knowledge) -> None:
    conversation = talking(knowledge, {"懂": Answered(matches(knowledge)), "近": Related(matches(knowledge))})

    def success(*texts: str) -> bool:
        return ask_each(texts, conversation, 3, lambda _: None)

    assert success("懂", "懂")
    assert not success("懂", "近")
    assert not success("不懂", "懂")


def test_a_person_reads_the_answer_alone(knowledge: Knowledge) -> None:
    (reply,) = as_replies(asked(Answered(matches(knowledge))), knowledge)

    assert [quote.text for quote in reply.quotes] == [knowledge.passages[0].text]
    assert reply.lead == ""


def test_a_person_reads_that_related_passages_are_no_answer(knowledge: Knowledge) -> None:
    (reply,) = as_replies(asked(Related(matches(knowledge))), knowledge)

    assert "没有直接回答" in reply.lead
    assert len(reply.quotes) == 2


@pytest.mark.parametrize("talk", Talk)
def test_a_person_is_not_offered_what_cannot_be_picked(knowledge: Knowledge, talk: Talk) -> None:
    (reply,) = as_replies(asked(SmallTalk(talk)), knowledge)

    assert reply.lead
    assert reply.choices == ()


def test_the_lines_of_one_person_are_understood_together(knowledge: Knowledge) -> None:
    found = matches(knowledge)
    conversation = talking(knowledge, {"一": Answered(found)})
    statuses: list[str] = []

    def show(each: Asked) -> None:
        statuses.append(each.answer.status)

    ask_each(("一", "还有呢", "", "还有呢"), conversation, 3, show, together=True)
    assert statuses == ["answer", "answer", "none", "none"]
    ask_each(("一", "还有呢"), conversation, 3, show)
    assert statuses[-1] == "none"
