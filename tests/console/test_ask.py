from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.console.ask import Asked, as_json, as_reply, ask_each, to_json
from bot.models import Answered, Match, NotFound, Question, Related, Span, Talk
from tests.fakes import ScriptedAnswers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Answer, Knowledge


def matches(knowledge: Knowledge, count: int = 2) -> tuple[Match, ...]:
    return tuple(Match(passage, Span(0, 4), 0.9) for passage in knowledge.passages[:count])


def parsed(answer: Answer, text: str = "问") -> dict[str, Any]:
    line = as_json(Asked(Question(text), answer, 1.234))
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


@pytest.mark.parametrize("talk", Talk)
def test_json_says_none_without_results(talk: Talk) -> None:
    found = parsed(NotFound(talk))

    assert (found["status"], found["results"]) == ("none", [])


def test_json_keeps_chinese_readable() -> None:
    assert "江门" in as_json(Asked(Question("江门"), NotFound(), 0))


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

    ask_each(questions(), ScriptedAnswers({"一": Answered(matches(knowledge))}), 3, to_json(out))

    assert lengths == [0, 1, 2]
    assert [json.loads(line)["question"] for line in out.getvalue().splitlines()] == ["一", "", "三"]


def test_only_answered_questions_make_it_a_success(knowledge: Knowledge) -> None:
    answers = ScriptedAnswers({"懂": Answered(matches(knowledge)), "近": Related(matches(knowledge))})

    def success(*texts: str) -> bool:
        return ask_each(texts, answers, 3, lambda _: None)

    assert success("懂", "懂")
    assert not success("懂", "近")
    assert not success("不懂", "懂")


def test_a_person_reads_the_answer_alone(knowledge: Knowledge) -> None:
    reply = as_reply(Asked(Question("问"), Answered(matches(knowledge)), 1), knowledge)

    assert [quote.text for quote in reply.quotes] == [knowledge.passages[0].text]
    assert reply.lead == ""


def test_a_person_reads_that_related_passages_are_no_answer(knowledge: Knowledge) -> None:
    reply = as_reply(Asked(Question("问"), Related(matches(knowledge)), 1), knowledge)

    assert "没有直接回答" in reply.lead
    assert len(reply.quotes) == 2


@pytest.mark.parametrize("talk", Talk)
def test_a_person_is_not_offered_what_cannot_be_picked(knowledge: Knowledge, talk: Talk) -> None:
    reply = as_reply(Asked(Question("问"), NotFound(talk), 1), knowledge)

    assert reply.lead
    assert reply.choices == ()
