"""Answer → Reply: what the bot says, in the reader's language, whatever front shows it."""

from bot.rendering.browse import contents_reply, passage_reply, section_reply, view_reply
from bot.rendering.language import language_of, written_language
from bot.rendering.phrases import Phrases, phrases_of
from bot.rendering.quotes import citation, match_quote, quote
from bot.rendering.replies import (
    answer_reply,
    asked,
    changed_reply,
    help_reply,
    nearest_reply,
    no_question_reply,
    not_text_reply,
    trouble_reply,
    welcome_reply,
)

__all__ = [
    "Phrases",
    "answer_reply",
    "asked",
    "changed_reply",
    "citation",
    "contents_reply",
    "help_reply",
    "language_of",
    "match_quote",
    "nearest_reply",
    "no_question_reply",
    "not_text_reply",
    "passage_reply",
    "phrases_of",
    "quote",
    "section_reply",
    "trouble_reply",
    "view_reply",
    "welcome_reply",
    "written_language",
]
