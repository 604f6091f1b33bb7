"""Passage → Quote: the article's words with their citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.models import Quote
from bot.rendering.phrases import phrases_of

if TYPE_CHECKING:
    from bot.models import Language, Passage, Span


def citation(passage: Passage, language: Language) -> str:
    """Title › section › paragraph number; a passage above the first heading has no section to name."""
    number = phrases_of(language).paragraph.format(number=passage.id.paragraph)
    return " › ".join(part for part in (passage.title, passage.section, number) if part)


def quote(passage: Passage, language: Language, sentence: Span | None = None) -> Quote:
    """The whole passage, its sentence to mark, and a note where the source breaks off."""
    note = phrases_of(language).gap if passage.breaks_off else ""
    return Quote(passage.text, sentence, citation(passage, language), note)
