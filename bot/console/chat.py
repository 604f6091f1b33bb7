"""A typed line → replies: the console's conversation, without a terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, assert_never
from unicodedata import normalize

from bot.conversation.answering import ANSWER_FROM
from bot.conversation.conversation import Message
from bot.models import Ask, Language, NotFound, Reply, ShowPassage, ShowSection, ShowSections, SmallTalk
from bot.rendering import (
    answer_reply,
    contents_reply,
    language_of,
    no_question_reply,
    passage_reply,
    quote,
    view_reply,
    welcome_reply,
)
from bot.rendering.explaining import explained
from bot.rendering.terminal import terminal_phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.conversation import Conversation, Exchange, Part, Turn
    from bot.models import Action, Knowledge, Match

COMMANDS: Final = ("/sections", "/more", "/context", "/explain", "/help", "/quit")
_LEAVING: Final = frozenset({"/quit", "/exit", "exit", "quit", "退出", "离开", "離開"})
_NEAREST: Final = 2
"""Passages that come near which are shown when none answers."""


class Chat:
    """One conversation: remembers what was said, the passage shown last, and what the numbers open."""

    def __init__(
        self, conversation: Conversation, knowledge: Knowledge, examples: Sequence[str] = ()
    ) -> None:
        self._conversation = conversation
        self._knowledge = knowledge
        self._examples = examples
        self._language = Language.SIMPLIFIED
        self._turn: Turn | None = None
        self._others: tuple[Match, ...] = ()
        self._found: tuple[Match, ...] = ()
        self._place: ShowPassage | None = None
        self._numbered: tuple[Action, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """How the editor asks, for whoever is about to."""
        return tuple(form for forms in self._knowledge.forms.values() for form in forms)

    def welcome(self) -> Reply:
        """What this is and how to begin."""
        welcome = welcome_reply(self._knowledge, self._examples, self._language)
        questions = tuple(choice for choice in welcome.choices if isinstance(choice.action, Ask))
        hint = terminal_phrases(self._language).hint
        return self._numbering(Reply(lead=welcome.lead, tail=hint, choices=questions))

    def respond(self, line: str) -> tuple[Reply, ...] | None:
        """The replies to a line as typed; None when the person wants to leave."""
        # An input method for Chinese types a wide slash and wide digits.
        plain = normalize("NFKC", line).strip()
        if plain.lower() in _LEAVING:
            return None
        if plain.startswith("/"):
            return (self._numbering(self._run(plain.split()[0].lower())),)
        # More than four digits number no choice, and a very long number would not even parse.
        if plain.isdecimal() and len(plain) <= 4 and 1 <= int(plain) <= len(self._numbered):
            return self._open(self._numbered[int(plain) - 1])
        return self._ask(line) if plain else (no_question_reply(self._language),)

    def _numbering(self, reply: Reply) -> Reply:
        self._numbered = tuple(choice.action for choice in reply.choices)
        if not reply.choices:
            return reply
        pick = terminal_phrases(self._language).pick
        return replace(reply, tail="\n".join(filter(None, (reply.tail, pick))))

    def _run(self, command: str) -> Reply:
        phrases = terminal_phrases(self._language)
        match command:
            case "/sections":
                return contents_reply(self._knowledge, self._language)
            case "/more":
                return self._more()
            case "/context":
                return self._context()
            case "/explain":
                return self._explain()
            case "/help":
                return Reply(lead=phrases.help)
            case _:
                shown = "".join(character for character in command[:20] if character.isprintable())
                return Reply(lead=phrases.unknown.format(command=shown))

    def _ask(self, text: str) -> tuple[Reply, ...]:
        self._language = language_of(text, self._language)
        exchange = self._conversation.respond(Message(text, self._language), self._turn)
        self._turn = exchange.turn
        several = len(exchange.parts) > 1
        replies = [self._shown(part, several=several) for part in exchange.parts]
        if left := exchange.left_out:
            phrases = terminal_phrases(self._language)
            replies.append(Reply(lead=phrases.also_asked.format(questions=" ".join(left))))
        self._remember(exchange)
        return (*replies[:-1], self._numbering(replies[-1]))

    def _remember(self, exchange: Exchange) -> None:
        answer = exchange.answer
        matches = answer.matches
        self._found = answer.nearest if isinstance(answer, NotFound) else matches
        self._others = matches[1:]
        if matches:
            self._place = ShowPassage(matches[0].passage.id, matches[0].sentence)

    def _shown(self, part: Part, *, several: bool) -> Reply:
        phrases, answer = terminal_phrases(self._language), part.answer
        reply = answer_reply(answer, self._knowledge, self._language)
        if answer.matches and not isinstance(answer, SmallTalk):
            count = 1 if reply.quotes and not reply.lead else _NEAREST
            quotes = tuple(
                quote(match.passage, self._language, match.sentence) for match in answer.matches[:count]
            )
            reply = Reply(lead=phrases.related if reply.lead else "", quotes=quotes)
        elif isinstance(answer, SmallTalk):
            quotes = tuple(quote(each.passage, self._language, each.sentence) for each in answer.matches)
            reply = replace(reply, quotes=quotes, choices=())
        elif answer == NotFound():
            reply = Reply(lead=phrases.none)
        return replace(reply, lead=f"{part.question}\n{reply.lead}".strip()) if several else reply

    def _more(self) -> Reply:
        phrases = terminal_phrases(self._language)
        if not self._others:
            return Reply(lead=phrases.no_others)
        quotes = tuple(
            quote(match.passage, self._language, match.sentence) for match in self._others[:_NEAREST]
        )
        self._others = self._others[_NEAREST:]
        return Reply(lead=phrases.others, quotes=quotes)

    def _context(self) -> Reply:
        if self._place is None:
            return Reply(lead=terminal_phrases(self._language).no_place)
        here = self._place
        around = self._knowledge.around(here.passage)
        return Reply(
            quotes=tuple(
                quote(passage, self._language, here.sentence if passage.id == here.passage else None)
                for passage in around
            )
        )

    def _explain(self) -> Reply:
        """How the passage of the last answer was found, or what the nearest ones lack."""
        if not self._found:
            return Reply(lead=terminal_phrases(self._language).no_place)
        shown = (explained(match, self._language, ANSWER_FROM) for match in self._found[:_NEAREST])
        return Reply(lead="\n\n".join(shown))

    def _open(self, action: Action) -> tuple[Reply, ...]:
        match action:
            case Ask(text):
                return self._ask(text)
            case ShowSections() | ShowSection():
                shown = view_reply(action, self._knowledge, self._language)
            case ShowPassage(passage_id):
                passage = self._knowledge.passage(passage_id)
                self._place = action
                shown = passage_reply(passage, self._knowledge, self._language) if passage else None
            case _:
                assert_never(action)
        return (self._numbering(shown or contents_reply(self._knowledge, self._language)),)
