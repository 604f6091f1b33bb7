"""Answer → Reply, and what the bot says when nobody asked a question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, assert_never

from bot.models import (
    Absence,
    Answered,
    Ask,
    Choice,
    NotFound,
    Related,
    Reply,
    ShowPassage,
    ShowSections,
    SmallTalk,
    Talk,
)
from bot.rendering.about import source_reply
from bot.rendering.browse import contents_reply
from bot.rendering.labels import WIDE, elide
from bot.rendering.phrases import phrases_of
from bot.rendering.quotes import match_quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.models import Answer, Knowledge, Language, Match
    from bot.rendering.phrases import Phrases

NUMBERS: Final = "①②③④⑤"
_NEAREST: Final = 3
"""Passages that are shown to choose from."""


def answer_reply(answer: Answer, knowledge: Knowledge, language: Language) -> Reply:
    """The passage that answers, the nearest ones to choose from, an honest nothing, or a word of talk."""
    match answer:
        case Answered(matches):
            title = len(knowledge.articles) > 1
            return Reply(quotes=(match_quote(matches[0], language, title=title),))
        case Related(matches):
            return nearest_reply(matches, knowledge, language, phrases_of(language).related)
        case NotFound():
            return _not_found_reply(answer, language)
        case SmallTalk():
            return _talk_reply(answer, knowledge, language)
        case _:
            assert_never(answer)


def nearest_reply(matches: Sequence[Match], knowledge: Knowledge, language: Language, lead: str) -> Reply:
    """The sentences that come nearest, numbered, and a number to open each."""
    title = len(knowledge.articles) > 1
    shown = matches[:_NEAREST]
    return Reply(
        lead=lead,
        quotes=tuple(match_quote(match, language, title=title, short=True) for match in shown),
        choices=tuple(
            Choice(number, ShowPassage(match.passage.id, match.sentence))
            for number, match in zip(NUMBERS, shown, strict=False)
        ),
    )


def asked(reply: Reply, question: str, language: Language) -> Reply:
    """The reply, led by a question that was tapped and so stands nowhere in the chat."""
    line = phrases_of(language).asked.format(question=question)
    return replace(reply, lead=f"{line}\n\n{reply.lead}".rstrip())


def welcome_reply(knowledge: Knowledge, examples: Sequence[str], language: Language) -> Reply:
    """What this is, and questions to tap."""
    phrases = phrases_of(language)
    articles = knowledge.articles
    if len(articles) == 1:
        lead = phrases.welcome.format(title=articles[0].title)
    else:
        lead = phrases.welcome_many.format(count=len(articles))
    tail = phrases.try_one if examples else ""
    return Reply(lead=lead, tail=tail, choices=(*_questions(examples), _contents_choice(language)))


def help_reply(language: Language) -> Reply:
    """How to ask."""
    return Reply(lead=phrases_of(language).help, choices=(_contents_choice(language),))


def not_text_reply(language: Language) -> Reply:
    """What to do instead of sending a photo, a sticker or a voice message."""
    return Reply(lead=phrases_of(language).not_text)


def no_question_reply(language: Language) -> Reply:
    """An invitation to ask, for a message without a question."""
    return Reply(lead=phrases_of(language).no_question)


def changed_reply(knowledge: Knowledge, language: Language) -> Reply:
    """That the articles changed since the button was made, with the contents as they are now."""
    contents = contents_reply(knowledge, language)
    return Reply(lead=phrases_of(language).changed, choices=contents.choices)


def trouble_reply(language: Language) -> Reply:
    """An apology for a fault of ours."""
    return Reply(lead=phrases_of(language).trouble)


def _not_found_reply(answer: NotFound, language: Language) -> Reply:
    phrases = phrases_of(language)
    match answer.absence:
        case Absence.ARTICLE:
            lead = phrases.none_but if answer.instead else phrases.none
            choices = (*_questions(answer.instead[: _NEAREST - 1]), _contents_choice(language))
            return Reply(lead=lead, choices=choices)
        case Absence.PASSAGE:
            return Reply(lead=phrases.not_said)
        case Absence.MORE:
            return Reply(lead=phrases.no_more)


def _talk_reply(talk: SmallTalk, knowledge: Knowledge, language: Language) -> Reply:
    phrases = phrases_of(language)
    contents = (_contents_choice(language),)
    match talk.kind:
        case Talk.OVERVIEW:
            overview = contents_reply(knowledge, language)
            found = nearest_reply(talk.matches, knowledge, language, phrases.overview)
            return replace(found, tail=overview.lead, choices=overview.choices)
        case Talk.SOURCE:
            return source_reply(knowledge, language)
        case Talk.HELP:
            return help_reply(language)
        case Talk.COMPLAINT if talk.matches:
            return nearest_reply(talk.matches, knowledge, language, phrases.sorry_but)
        case Talk.EMPTY | Talk.THANKS | Talk.FAREWELL | Talk.TRANSLATE:
            return Reply(lead=_words(phrases, talk.kind))
        case _:
            return Reply(lead=_words(phrases, talk.kind), choices=contents)


def _words(phrases: Phrases, kind: Talk) -> str:
    return {
        Talk.EMPTY: phrases.no_question,
        Talk.GREETING: phrases.greeting,
        Talk.THANKS: phrases.thanks,
        Talk.FAREWELL: phrases.farewell,
        Talk.IDENTITY: phrases.identity,
        Talk.COMPLAINT: phrases.sorry,
        Talk.HUMAN: phrases.no_person,
        Talk.TRANSLATE: phrases.no_translation,
    }[kind]


def _questions(questions: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(elide(question, WIDE), Ask(question)) for question in questions)


def _contents_choice(language: Language) -> Choice:
    return Choice(phrases_of(language).see_contents, ShowSections())
