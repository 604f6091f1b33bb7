from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.knowledge.conftest import Desk

GOOD = '{"question": "几时开工？", "style": "fact", "answers": ["去年开工"], "section": ""}'


@pytest.fixture
def labelled(desk: Desk) -> Desk:
    return desk.write("articles/town.md", "大桥去年开工。")


def test_labelled_questions_with_answers_of_the_article_are_fine(labelled: Desk) -> None:
    labelled.write(
        "questions/evaluation.jsonl", f'{GOOD}\n\n{{"question": "\x7f?", "style": "far", "answers": []}}\n'
    )
    assert labelled.problems() == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "error: is not JSON"),
        ("[" * 100_000, "error: is not JSON"),
        ("1" * 5000, "error: is not JSON"),
        ("[]", "error: is no labelled question"),
        ('{"question": "?", "style": "fact"}', "error: is no labelled question"),
        ('{"question": "?", "style": "fact", "answers": [1]}', "error: is no labelled question"),
        ('{"question": "?", "style": "fact", "answers": [""]}', "warning: an answer is empty"),
        (
            '{"question": "?", "style": "fact", "answers": ["\\ud800"]}',
            'warning: the answer "\ufffd" stands in no',
        ),
        (GOOD.replace("去年", "今年"), 'warning: the answer "今年开工" stands in no paragraph'),
    ],
)
def test_a_line_that_measures_nothing_is_a_problem(labelled: Desk, line: str, problem: str) -> None:
    labelled.write("questions/evaluation.jsonl", f"{GOOD}\n{line}\n")
    assert labelled.problem().startswith(f"questions/evaluation.jsonl:2: {problem}")


def test_labelled_questions_do_not_keep_the_bot_from_serving(labelled: Desk) -> None:
    labelled.write("questions/evaluation.jsonl", b"\xff")
    assert labelled.read().passages
