"""Answer → Reply, and what the bot says when nobody asked a question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from bot.models import Answered, Ask, Choice, NotFound, Related, Reply, ShowPassage, ShowSections, Talk
from bot.rendering.browse import contents_reply
from bot.rendering.labels import WIDE, elide, match_label
from bot.rendering.phrases import phrases_of
from bot.rendering.quotes import quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.models import Answer, Knowledge, Language


def answer_reply(answer: Answer, knowledge: Knowledge, language: Language) -> Reply:
    """The passage that answers, the nearest ones to choose from, or an honest nothing."""
    match answer:
        case Answered(matches):
            return Reply(quotes=(quote(matches[0].passage, language, matches[0].sentence),))
        case Related(matches):
            return Reply(
                lead=phrases_of(language).related,
                choices=tuple(
                    Choice(match_label(match), ShowPassage(match.passage.id, match.sentence))
                    for match in matches
                ),
            )
        case NotFound(talk):
            return _talk_reply(talk, knowledge, language)
        case _:
            assert_never(answer)


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
    questions = tuple(Choice(elide(example, WIDE), Ask(example)) for example in examples)
    return Reply(
        lead=lead, tail=phrases.try_one if questions else "", choices=(*questions, _contents_choice(language))
    )


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


def _talk_reply(talk: Talk, knowledge: Knowledge, language: Language) -> Reply:
    phrases = phrases_of(language)
    match talk:
        case Talk.QUESTION:
            return Reply(lead=phrases.none, choices=contents_reply(knowledge, language).choices)
        case Talk.EMPTY:
            return no_question_reply(language)
        case Talk.GREETING:
            return Reply(lead=phrases.greeting, choices=(_contents_choice(language),))
        case Talk.THANKS:
            return Reply(lead=phrases.thanks)
        case Talk.FAREWELL:
            return Reply(lead=phrases.farewell)
        case Talk.IDENTITY:
            return Reply(lead=phrases.identity, choices=(_contents_choice(language),))
        case _:
            assert_never(talk)


def _contents_choice(language: Language) -> Choice:
    return Choice(phrases_of(language).see_contents, ShowSections())
