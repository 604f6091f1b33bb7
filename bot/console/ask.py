"""Messages in, one answer each out, in order: the command `ask`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Final, assert_never

from bot.conversation.conversation import Message
from bot.models import Answered, NotFound, Related, Reply, SmallTalk, Status
from bot.rendering import answer_reply, language_of, quote
from bot.rendering.terminal import terminal_phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO

    from bot.console.screen import Screen
    from bot.conversation.conversation import Conversation, Exchange, Part, Turn
    from bot.models import Answer, Knowledge, Language

# JSON allows them inside a string, yet many a reader of lines takes them for the end of one.
_LINE_ENDS: Final = re.compile("[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A message with what it got and the milliseconds that it took; at most `limit` passages are shown."""

    message: Message
    exchange: Exchange
    elapsed_ms: float
    limit: int

    @property
    def answer(self) -> Answer:
        """All of it as one answer."""
        answer = self.exchange.answer
        if isinstance(answer, NotFound):
            return answer
        return replace(answer, matches=answer.matches[: self.limit])


def ask_each(
    texts: Iterable[str],
    conversation: Conversation,
    limit: int,
    show: Callable[[Asked], None],
    *,
    together: bool = False,
) -> bool:
    """Show the answer to each text before the next is read; whether every one was answered.

    With `together` they are the messages of one person, an empty one begins anew.
    """
    all_answered = True
    turn: Turn | None = None
    for text in texts:
        message = Message(text, language_of(text))
        turn = turn if together and text.strip() else None
        start = perf_counter()
        exchange = conversation.respond(message, turn, limit)
        show(Asked(message, exchange, (perf_counter() - start) * 1000, limit))
        all_answered &= exchange.answer.status is Status.ANSWER
        turn = exchange.turn
    return all_answered


def to_json(out: TextIO) -> Callable[[Asked], None]:
    """Shows each answer as a line of JSON, at once."""

    def show(asked: Asked) -> None:
        out.write(f"{as_json(asked)}\n")
        out.flush()

    return show


def to_screen(screen: Screen, knowledge: Knowledge, *, echo: bool = False) -> Callable[[Asked], None]:
    """Shows each answer to a person, below its question with `echo`."""

    def show(asked: Asked) -> None:
        if echo:
            screen.show(Reply(lead=f"› {asked.message.text}"))
        for reply in as_replies(asked, knowledge):
            screen.show(reply)

    return show


def as_json(asked: Asked) -> str:
    """The one-line JSON object of the contract."""
    answer = asked.answer
    blank = not asked.message.text.strip()
    talk = {"talk": answer.kind.value} if isinstance(answer, SmallTalk) and not blank else {}
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
        for match in answer.matches
    ]
    line = json.dumps(
        {
            "question": asked.message.text,
            # An empty line has its line of result, and says nothing.
            "status": Status.NONE if blank else answer.status,
            **talk,
            "results": results,
            "elapsed_ms": round(asked.elapsed_ms, 2),
        },
        ensure_ascii=False,
    )
    return _LINE_ENDS.sub(lambda end: f"\\u{ord(end[0]):04x}", line)


def as_replies(asked: Asked, knowledge: Knowledge) -> Iterator[Reply]:
    """What a person reads who cannot tap: for each question the passage, the nearest passages, or an honest no."""
    language = asked.message.language
    parts = asked.exchange.parts
    for part in parts:
        reply = _as_reply(part, knowledge, language, asked.limit)
        yield replace(reply, lead=f"{part.question}\n{reply.lead}".strip()) if len(parts) > 1 else reply
    if left := asked.exchange.left_out:
        yield Reply(lead=terminal_phrases(language).also_asked.format(questions=" ".join(left)))


def _as_reply(part: Part, knowledge: Knowledge, language: Language, limit: int) -> Reply:
    match part.answer:
        case Related(matches):
            quotes = tuple(quote(match.passage, language, match.sentence) for match in matches[:limit])
            return Reply(lead=terminal_phrases(language).related, quotes=quotes)
        case SmallTalk(_, matches) if matches:
            quotes = tuple(quote(match.passage, language, match.sentence) for match in matches[:limit])
            return Reply(lead=answer_reply(part.answer, knowledge, language).lead, quotes=quotes)
        case NotFound() as absent if absent == NotFound():
            return Reply(lead=terminal_phrases(language).none)
        case Answered() | NotFound() | SmallTalk():
            return replace(answer_reply(part.answer, knowledge, language), choices=())
        case _:
            assert_never(part.answer)
