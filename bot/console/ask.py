"""Questions in, one answer each out, in order: the command `ask`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Final, assert_never

from bot.models import Answered, NotFound, Question, Related, Reply, Talk
from bot.rendering import answer_reply, language_of, quote
from bot.rendering.terminal import terminal_phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TextIO

    from bot.console.screen import Screen
    from bot.conversation.answering import Answers
    from bot.models import Answer, Knowledge

# JSON allows them inside a string, yet many a reader of lines takes them for the end of one.
_LINE_ENDS: Final = re.compile("[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer and the milliseconds that it took."""

    question: Question
    answer: Answer
    elapsed_ms: float


def ask_each(texts: Iterable[str], answers: Answers, limit: int, show: Callable[[Asked], None]) -> bool:
    """Show the answer to each text before the next is read; whether every one was answered."""
    all_answered = True
    for text in texts:
        question = Question(text, language_of(text))
        start = perf_counter()
        answer = answers.answer(question, limit)
        show(Asked(question, answer, (perf_counter() - start) * 1000))
        all_answered &= isinstance(answer, Answered)
    return all_answered


def to_json(out: TextIO) -> Callable[[Asked], None]:
    """Shows each answer as a line of JSON, at once."""

    def show(asked: Asked) -> None:
        out.write(f"{as_json(asked)}\n")
        out.flush()

    return show


def to_screen(screen: Screen, knowledge: Knowledge) -> Callable[[Asked], None]:
    """Shows each answer to a person."""
    return lambda asked: screen.show(as_reply(asked, knowledge))


def as_json(asked: Asked) -> str:
    """The one-line JSON object of the contract."""
    match asked.answer:
        case Answered(matches):
            status = "answer"
        case Related(matches):
            status = "related"
        case NotFound():
            status, matches = "none", ()
        case _:
            assert_never(asked.answer)
    results = [
        {
            "article": match.passage.id.article,
            "title": match.passage.title,
            "section": match.passage.section,
            "paragraph": match.passage.id.paragraph,
            "text": match.passage.text,
            "sentence": match.sentence_text,
            "score": round(match.score, 4),
        }
        for match in matches
    ]
    line = json.dumps(
        {
            "question": asked.question.text,
            "status": status,
            "results": results,
            "elapsed_ms": round(asked.elapsed_ms, 2),
        },
        ensure_ascii=False,
    )
    return _LINE_ENDS.sub(lambda end: f"\\u{ord(end[0]):04x}", line)


def as_reply(asked: Asked, knowledge: Knowledge) -> Reply:
    """What a person reads who cannot tap or pick: the passage, the nearest passages, or an honest no."""
    language = asked.question.language
    match asked.answer:
        case Related(matches):
            quotes = tuple(quote(match.passage, language, match.sentence) for match in matches)
            return Reply(lead=terminal_phrases(language).related, quotes=quotes)
        case NotFound(Talk.QUESTION):
            return Reply(lead=terminal_phrases(language).none)
        case Answered() | NotFound():
            return replace(answer_reply(asked.answer, knowledge, language), choices=())
        case _:
            assert_never(asked.answer)
