from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.errors import EvaluationFileError
from bot.evaluation.files import read_questions
from bot.evaluation.labelled import Labelled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, str | bytes], Path]

GOOD = '{"question": "几时开工？", "style": "fact", "answers": ["去年"], "section": ""}'


def squad(*paragraphs: tuple[str, list[object]]) -> str:
    entries = [
        {"title": "桥", "paragraphs": [{"context": context, "qas": qas}]} for context, qas in paragraphs
    ]
    return json.dumps({"version": "1.1", "data": entries}, ensure_ascii=False)


def asked(question: str, answer: str, **more: object) -> dict[str, object]:
    return {"id": "1", "question": question, "answers": [{"text": answer, "answer_start": 0}], **more}


def test_each_line_is_a_question_for_the_bots_own_articles(write: Write) -> None:
    path = write("town.jsonl", f'\ufeff{GOOD}\r\n\n{{"question": "\u2028", "style": "far", "answers": []}}\n')

    file = read_questions(path)

    assert file.corpus is None
    assert file.questions == (Labelled("几时开工？", "fact", ("去年",)), Labelled("\u2028", "far"))


def test_an_answer_that_was_copied_with_markdowns_marks_is_what_a_reply_shows(write: Write) -> None:
    path = write("town.jsonl", '{"question": "端口？", "style": "fact", "answers": ["默认的 `36677`", "**"]}')

    assert read_questions(path).questions[0].answers == ("默认的 36677", "**")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", ": holds no question"),
        (b"\n\xff", ":2: is not UTF-8"),
        (f"{GOOD}\n{{", ":2: is not JSON"),
        ("[" * 100_000, ":1: is not JSON"),
        ("1" * 5000, ":1: is not JSON"),
        ("[]", ":1: Input should be"),
        ('{"style": "fact", "answers": []}', ":1: question: Field required"),
        ('{"question": "?", "style": "fact", "answers": "x"}', ":1: answers: Input should be"),
        ('{"question": "?", "style": "fact", "answers": ["x", 1]}', ":1: answers[1]: Input should be"),
        ('{"question": "?", "style": "fact", "answers": [""]}', ":1: answers[0]: String should have"),
        ('{"question": "?", "style": "all", "answers": []}', ':1: the style "all" has the name of a total'),
    ],
)
def test_a_file_of_other_lines_is_refused_in_one_line(
    write: Write, content: str | bytes, problem: str
) -> None:
    path = write("town.jsonl", content)

    with pytest.raises(EvaluationFileError) as refused:
        read_questions(path)

    assert str(refused.value).startswith(f"{path}{problem}")
    assert "\n" not in str(refused.value)


def test_a_squad_file_brings_its_own_paragraphs_each_once(write: Write) -> None:
    path = write(
        "bridges.json",
        squad(
            ("去年开工。", [asked("几时开工？", "去年")]),
            ("今年通车。", []),
            ("去年开工。", [asked("开工？", "去年")]),
        ),
    )

    file = read_questions(path)

    assert file.corpus is not None
    assert [passage.text for passage in file.corpus.passages] == ["去年开工。", "今年通车。"]
    assert not file.corpus.forms
    assert file.questions == (
        Labelled("几时开工？", "bridges", ("去年",), "去年开工。"),
        Labelled("开工？", "bridges", ("去年",), "去年开工。"),
    )


def test_what_squad_calls_impossible_no_passage_answers(write: Write) -> None:
    path = write("bridges.json", squad(("去年开工。", [asked("多长？", "去年", is_impossible=True)])))

    assert read_questions(path).questions == (Labelled("多长？", "bridges"),)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.json", f"{GOOD}\n{GOOD}", ":2: is not JSON (Extra data)"),
        ("a.json", "[" * 100_000, ": is no JSON that can be read"),
        ("a.json", "{}", ": data: Field required"),
        ("a.json", '{"data": [{"paragraphs": [{"context": 1}]}]}', ": data[0].paragraphs[0].context: Input"),
        ("a.json", squad(("去年开工。", [])), ": holds no question"),
        ("other.json", squad(("去年开工。", [asked("?", "去年")])), ': the style "other" has the name'),
    ],
)
def test_a_json_file_without_squads_format_is_refused(
    write: Write, name: str, content: str, problem: str
) -> None:
    path = write(name, content)

    with pytest.raises(EvaluationFileError) as refused:
        read_questions(path)

    assert str(refused.value).startswith(f"{path}{problem}")
