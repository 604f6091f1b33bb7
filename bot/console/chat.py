"""A typed line → Reply: the console's conversation, without a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never
from unicodedata import normalize

from bot.models import (
    Answered,
    Ask,
    Language,
    NotFound,
    Question,
    Related,
    Reply,
    ShowPassage,
    ShowSection,
    ShowSections,
)
from bot.rendering import (
    answer_reply,
    contents_reply,
    language_of,
    no_question_reply,
    passage_reply,
    quote,
    section_reply,
    welcome_reply,
)
from bot.rendering.terminal import terminal_phrases

if TYPE_CHECKING:
    from bot.conversation.answering import Answers
    from bot.models import Action, Knowledge, Match

COMMANDS: Final = ("/sections", "/more", "/context", "/help", "/quit")
_CANDIDATES: Final = 4
"""How many matches are asked for: the reply and what /more shows."""


class Chat:
    """One conversation: remembers the other candidates, the passage shown last, what the numbers open."""

    def __init__(self, answers: Answers, knowledge: Knowledge) -> None:
        self._answers = answers
        self._knowledge = knowledge
        self._language = Language.SIMPLIFIED
        self._others: tuple[Match, ...] = ()
        self._place: ShowPassage | None = None
        self._numbered: tuple[Action, ...] = ()

    def welcome(self) -> Reply:
        """What this is and how to begin."""
        welcome = welcome_reply(self._knowledge, (), self._language)
        return Reply(lead=welcome.lead, tail=terminal_phrases(self._language).hint)

    def respond(self, line: str) -> Reply | None:
        """The reply to a line as typed; None when the person wants to leave."""
        # An input method for Chinese types a wide slash and wide digits.
        plain = normalize("NFKC", line).strip()
        if plain.startswith("/"):
            command = plain.split()[0].lower()
            return None if command == "/quit" else self._keep(self._run(command))
        # More than four digits number no choice, and a very long number would not even parse.
        if plain.isdecimal() and len(plain) <= 4 and 1 <= int(plain) <= len(self._numbered):
            return self._keep(self._open(self._numbered[int(plain) - 1]))
        return self._keep(self._ask(line) if plain else no_question_reply(self._language))

    def _keep(self, reply: Reply) -> Reply:
        self._numbered = tuple(choice.action for choice in reply.choices)
        if not reply.choices:
            return reply
        pick = terminal_phrases(self._language).pick
        return Reply(reply.lead, reply.quotes, "\n".join(filter(None, (reply.tail, pick))), reply.choices)

    def _run(self, command: str) -> Reply:
        phrases = terminal_phrases(self._language)
        match command:
            case "/sections":
                return contents_reply(self._knowledge, self._language)
            case "/more":
                return self._more()
            case "/context":
                return self._context()
            case "/help":
                return Reply(lead=phrases.help)
            case _:
                shown = "".join(character for character in command[:20] if character.isprintable())
                return Reply(lead=phrases.unknown.format(command=shown))

    def _ask(self, text: str) -> Reply:
        self._language = language_of(text, self._language)
        answer = self._answers.answer(Question(text, self._language), _CANDIDATES)
        match answer:
            case Answered(matches):
                reply = answer_reply(answer, self._knowledge, self._language)
            case Related(matches):
                nearest = quote(matches[0].passage, self._language, matches[0].sentence)
                reply = Reply(lead=terminal_phrases(self._language).related, quotes=(nearest,))
            case NotFound():
                self._others = ()
                return answer_reply(answer, self._knowledge, self._language)
            case _:
                assert_never(answer)
        self._place, self._others = ShowPassage(matches[0].passage.id, matches[0].sentence), matches[1:]
        return reply

    def _more(self) -> Reply:
        phrases = terminal_phrases(self._language)
        if not self._others:
            return Reply(lead=phrases.no_others)
        quotes = tuple(quote(match.passage, self._language, match.sentence) for match in self._others)
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

    def _open(self, action: Action) -> Reply:
        match action:
            case Ask(text):
                return self._ask(text)
            case ShowSections():
                return contents_reply(self._knowledge, self._language, action)
            case ShowSection(slug, number, page):
                article = self._knowledge.article(slug)
                sections = article.sections if article else ()
                section = next((section for section in sections if section.number == number), None)
                if article is None or section is None:
                    return contents_reply(self._knowledge, self._language)
                return section_reply(article, section, self._language, page)
            case ShowPassage(passage_id):
                passage = self._knowledge.passage(passage_id)
                if passage is None:
                    return contents_reply(self._knowledge, self._language)
                self._place = action
                return passage_reply(passage, self._knowledge, self._language)
            case _:
                assert_never(action)
