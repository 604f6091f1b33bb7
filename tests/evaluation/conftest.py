"""A tiny engine that answers by heart, and outcomes to count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.evaluation.asking import Engine
from bot.evaluation.outcomes import Result
from bot.models import Answered, Match, Passage, PassageId, Related, SmallTalk, Span, Status, Talk
from tests.fakes import ScriptedAnswers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "头春茶四月开采。夏茶六月开采。"


def passage(text: str, number: int = 1) -> Passage:
    return Passage(PassageId("tea", 1, number), "茶园", "采茶", text)


def match(text: str, score: float = 0.9, sentence: Span | None = None) -> Match:
    return Match(passage(text), sentence or Span(0, len(text)), score)


def outcome(
    style: str = "fact",
    status: Status = Status.ANSWER,
    rank: int | None = 1,
    score: float = 0.9,
    *,
    answerable: bool = True,
    sentence_hit: bool | None = None,
    elapsed_ms: float = 1.0,
    question: str = "几时开采？",
) -> Result:
    return Result(question, style, answerable, status, rank, score, sentence_hit, elapsed_ms)


def unanswerable(style: str, status: Status, score: float = 0.9, question: str = "多少钱？") -> Result:
    return outcome(style, status, None, score, answerable=False, question=question)


@pytest.fixture
def engine() -> Engine:
    """Answers about spring tea, knows something related to tea, ranks for all else what it does not show."""
    near = (match("没有答案。", 0.3), match(TEXT, 0.2))
    answers = ScriptedAnswers(
        {
            "头春茶几时开采？": Answered((match(TEXT, 0.9, Span(0, 8)), match("没有答案。", 0.1))),
            "茶几时开采？": Related(near),
            "你好": SmallTalk(Talk.GREETING),
        }
    )
    return Engine(answers, lambda _: near)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file and tells where it is."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
