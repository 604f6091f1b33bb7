"""Keeps outcomes, so that a later evaluation can be compared with this one: a line of JSON a question."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from bot.errors import EvaluationFileError
from bot.evaluation.outcomes import Result
from bot.evaluation.reading import Record, read_lines, read_text
from bot.models import Status  # noqa: TC001 - pydantic reads it

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class _Saved(Record):
    question: str
    style: str
    answerable: bool
    status: Annotated[Status, Field(strict=False)]
    rank: Annotated[int, Field(ge=1)] | None
    score: float
    sentence: bool | None
    ms: float


def save(outcomes: Iterable[Result], path: Path) -> None:
    """Write the outcomes to a file."""
    # A lone surrogate, which UTF-8 has no bytes for, becomes just what JSON escapes it to.
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.writelines(f"{_line(outcome)}\n" for outcome in outcomes)


def load(path: Path) -> tuple[Result, ...]:
    """The outcomes that a file keeps; what was expected and what was got is not kept.

    Raises:
        EvaluationFileError: the file holds something else; it names the line.

    """
    outcomes = tuple(
        Result(
            question=saved.question,
            style=saved.style,
            answerable=saved.answerable,
            status=saved.status,
            rank=saved.rank,
            score=saved.score,
            sentence_hit=saved.sentence,
            elapsed_ms=saved.ms,
        )
        for _, saved in read_lines(path, read_text(path), _Saved)
    )
    if not outcomes:
        raise EvaluationFileError("holds no outcome; write one with eval --save", path)
    return outcomes


def _line(outcome: Result) -> str:
    line = {
        "question": outcome.question,
        "style": outcome.style,
        "outcome": outcome.grade,
        "answerable": outcome.answerable,
        "status": outcome.status,
        "rank": outcome.rank,
        "score": round(outcome.score, 4),
        "sentence": outcome.sentence_hit,
        "ms": round(outcome.elapsed_ms, 3),
    }
    return json.dumps(line, ensure_ascii=False)
