from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.errors import EvaluationFileError
from bot.evaluation.saving import load, save
from bot.models import Status
from tests.evaluation.conftest import outcome, unanswerable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, str | bytes], Path]


def test_what_was_saved_is_loaded_again(tmp_path: Path) -> None:
    outcomes = (
        outcome("fact", sentence_hit=True),
        outcome("trad", Status.RELATED, 3, 0.25, elapsed_ms=2.5),
        unanswerable("adversarial", Status.NONE, 0.0, question="\u2028\x00\ud800“"),
    )

    save(outcomes, tmp_path / "saved.jsonl")

    assert load(tmp_path / "saved.jsonl") == outcomes


def test_a_line_tells_a_question_with_outcome_rank_and_score(tmp_path: Path) -> None:
    save([outcome("fact", Status.RELATED, 2, 0.33333)], tmp_path / "saved.jsonl")

    text = (tmp_path / "saved.jsonl").read_text()

    assert text.startswith('{"question": "几时开采？", "style": "fact", "outcome": "missed", ')
    assert json.loads(text)["rank"] == 2
    assert json.loads(text)["score"] == 0.3333


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", ": holds no outcome"),
        ("no", ":1: is not JSON"),
        ('{"question": "?", "style": "fact", "answers": []}', ":1: answerable: Field required"),
    ],
)
def test_a_file_that_keeps_something_else_is_refused(write: Write, content: str, problem: str) -> None:
    path = write("saved.jsonl", content)

    with pytest.raises(EvaluationFileError) as refused:
        load(path)

    assert str(refused.value).startswith(f"{path}{problem}")


def test_a_status_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "saved.jsonl"
    save([outcome()], path)
    path.write_text(path.read_text().replace('"answer"', '"perhaps"'))

    with pytest.raises(
        EvaluationFileError, match="status: Input should be 'answer', 'related', 'none' or 'talk'"
    ):
        load(path)
