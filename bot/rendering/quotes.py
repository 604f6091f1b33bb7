"""Passage → Quote: the article's words with their citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Quote
from bot.rendering.phrases import phrases_of

if TYPE_CHECKING:
    from bot.models import Language, Match, Passage, Span


def citation(passage: Passage, language: Language, *, title: bool = True) -> str:
    """Title › section › paragraph number; the title is left out where there is but one article to cite."""
    number = phrases_of(language).paragraph.format(number=passage.id.paragraph)
    parts = (passage.title if title else "", passage.section, number)
    return " › ".join(part for part in parts if part)


def quote(passage: Passage, language: Language, sentence: Span | None = None, *, title: bool = True) -> Quote:
    """The whole passage, its sentence to mark, and a note where the source breaks off."""
    note = phrases_of(language).gap if passage.breaks_off else ""
    return Quote(passage.text, sentence, citation(passage, language, title=title), note)


def match_quote(match: Match, language: Language, *, title: bool = True, short: bool = False) -> Quote:
    """The passage of a match, led by the sentence that answers, or by its clause where the sentence is long."""
    shown = quote(match.passage, language, match.sentence, title=title)
    return Quote(
        shown.text,
        shown.sentence,
        shown.citation,
        shown.note,
        headline=match.clause or match.sentence,
        short=short,
    )
