"""What a group gets: no more than one line, a thumb, or nothing, unless the article answers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.models import Absence, Answered, NotFound, Related, Reply, SmallTalk, Talk
from bot.rendering import citation, phrases_of
from bot.rendering.messenger import messenger_phrases

if TYPE_CHECKING:
    from telegram import CallbackQuery

    from bot.conversation.conversation import Exchange
    from bot.models import Knowledge, Language, PassageId
    from bot.telegram.handlers.addressing import Incoming
    from bot.telegram.view.cards import Card

THUMB: Final = "👍"
_THANKED: Final = frozenset({Talk.THANKS, Talk.FAREWELL})
_SILENT: Final = frozenset({Talk.EMPTY, Talk.COMPLAINT})
_ASKS: Final = re.compile(
    r"什么|甚麼|什麼|哪|谁|誰|多少|几|幾|怎|为何|為何|为啥|是否|有没有|有冇|乜|咩|边|邊|點|"
    r"\b(?:how|what|who|when|where|why|which)\b",
    re.IGNORECASE,
)
_REMARK: Final = 6
"""Characters up to which a question without a question word is a remark: 真的吗？"""


def in_group(
    exchange: Exchange,
    card: Card,
    heard: Incoming,
    knowledge: Knowledge,
    language: Language,
    on_screen: PassageId | None,
) -> Card | Reply | str | None:
    """The card where an article answers, without the passage that is `on_screen`; else one line, an emoji, or None."""
    answer = exchange.parts[0].answer
    if len(exchange.parts) > 1:
        return card
    if isinstance(answer, Answered):
        if answer.matches[0].passage.id != on_screen:
            return card
        quotes = tuple(replace(quote, short=True) for quote in card.reply.quotes)
        return replace(card, reply=replace(card.reply, quotes=quotes), rows=())
    if isinstance(answer, SmallTalk):
        if answer.kind in _THANKED:
            return THUMB
        return None if answer.kind in _SILENT and not heard.called else card
    return _line(answer, knowledge, language) if _is_question(heard) else None


def _line(answer: Related | NotFound, knowledge: Knowledge, language: Language) -> Reply:
    """What comes nearest, or that nothing does, in one line without a button."""
    if isinstance(answer, NotFound):
        phrases = phrases_of(language)
        lines = {Absence.PASSAGE: phrases.not_said, Absence.MORE: phrases.no_more}
        return Reply(lead=lines.get(answer.absence, phrases.none_line))
    first = answer.matches[0]
    span = first.clause or first.sentence
    sentence = first.passage.text[span.start : span.end].strip()
    where = citation(first.passage, language, title=len(knowledge.articles) > 1)
    return Reply(lead=messenger_phrases(language).nearest_line.format(sentence=sentence, citation=where))


def belongs_to_another(query: CallbackQuery) -> bool:
    """Whether somebody else asked what the message with this button answers."""
    message = query.message
    replied = getattr(message, "reply_to_message", None)
    if message is None or message.chat.type == message.chat.PRIVATE or replied is None:
        return False
    asker = replied.from_user
    return asker is not None and replied.sender_chat is None and asker.id != query.from_user.id


def _is_question(heard: Incoming) -> bool:
    """Whether something is asked: by a command, with the bot's name at either end, or by the words themselves."""
    if heard.command or _ASKS.search(heard.words):
        return True
    if len(heard.words) <= _REMARK and not heard.called:
        return False
    return heard.called or heard.words.endswith(("?", "？"))
