"""Files of labelled questions: lines about the bot's articles, and SQuAD files, which bring their own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from bot.errors import EvaluationFileError
from bot.evaluation.labelled import Labelled
from bot.evaluation.reading import Record, read_lines, read_text, validated
from bot.evaluation.scoring import TOTALS
from bot.knowledge.inline import as_read
from bot.models import Article, Knowledge, Passage, PassageId, Section

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """The questions of one file; without a corpus of its own, they are asked of the bot's knowledge."""

    questions: tuple[Labelled, ...]
    corpus: Knowledge | None = None


class _Line(Record):
    question: str
    style: Annotated[str, Field(min_length=1)]
    # An empty answer would stand in every passage.
    answers: list[Annotated[str, Field(min_length=1)]]


class _Answer(Record):
    text: str


class _Asked(Record):
    question: str
    answers: Annotated[list[_Answer], Field(default_factory=list)]
    is_impossible: bool = False


class _Paragraph(Record):
    context: str
    qas: list[_Asked]


class _Entry(Record):
    paragraphs: list[_Paragraph]


class _Squad(Record):
    data: list[_Entry]


def _as_quoted(answer: str) -> str:
    """What a reply shows of an answer that was copied from an article's file, Markdown's marks and all."""
    return as_read(answer) or answer


def read_questions(path: Path) -> QuestionFile:
    """The questions of a file.

    Raises:
        EvaluationFileError: the file holds something else; it names the line.

    """
    text = read_text(path)
    if path.suffix.lower() == ".json":
        return _squad(path, text)
    questions = []
    for number, line in read_lines(path, text, _Line):
        _refuse_total(line.style, path, number)
        questions.append(Labelled(line.question, line.style, tuple(map(_as_quoted, line.answers))))
    if not questions:
        raise EvaluationFileError(
            'holds no question; write {"question": "…", "style": "…", "answers": ["…"]}', path
        )
    return QuestionFile(tuple(questions))


def _squad(path: Path, text: str) -> QuestionFile:
    _refuse_total(path.stem, path, None)
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        remedy = "save labelled lines as .jsonl; a .json file has SQuAD's format"
        raise EvaluationFileError(f"is not JSON ({error.msg}); {remedy}", path, error.lineno) from None
    except (ValueError, RecursionError):
        raise EvaluationFileError("is no JSON that can be read; see SQuAD's format", path) from None
    squad = validated(value, _Squad, path)
    paragraphs = [paragraph for entry in squad.data for paragraph in entry.paragraphs]
    questions = tuple(
        _asked_of(paragraph, asked, path.stem) for paragraph in paragraphs for asked in paragraph.qas
    )
    if not questions:
        raise EvaluationFileError("holds no question", path)
    return QuestionFile(questions, _corpus(path.stem, (paragraph.context for paragraph in paragraphs)))


def _asked_of(paragraph: _Paragraph, asked: _Asked, style: str) -> Labelled:
    if asked.is_impossible:
        return Labelled(asked.question, style)
    answers = tuple(answer.text for answer in asked.answers if answer.text)
    return Labelled(asked.question, style, answers, paragraph.context)


def _corpus(name: str, texts: Iterable[str]) -> Knowledge:
    # Paragraphs alone, each once: titles would tell what no plain paragraph index is told.
    distinct = dict.fromkeys(texts)
    passages = tuple(
        Passage(PassageId(name, 0, number), "", "", text) for number, text in enumerate(distinct, 1)
    )
    return Knowledge((Article(name, "", "", "", (Section(0, "", passages),)),))


def _refuse_total(style: str, path: Path, line: int | None) -> None:
    if style in TOTALS:
        problem = f'the style "{style}" has the name of a total; choose another'
        raise EvaluationFileError(problem, path, line)
