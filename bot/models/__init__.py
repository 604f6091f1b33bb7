"""What travels between the rooms: articles and their passages, questions, matches, answers, replies."""

from bot.models.answers import (
    Answer,
    Answered,
    Match,
    Meeting,
    NotFound,
    Question,
    Related,
    Signal,
    Span,
    Talk,
    Why,
)
from bot.models.content import Article, Knowledge, Language, Passage, PassageId, Section, Synonyms
from bot.models.replies import Action, Ask, Choice, Quote, Reply, ShowPassage, ShowSection, ShowSections

__all__ = [
    "Action",
    "Answer",
    "Answered",
    "Article",
    "Ask",
    "Choice",
    "Knowledge",
    "Language",
    "Match",
    "Meeting",
    "NotFound",
    "Passage",
    "PassageId",
    "Question",
    "Quote",
    "Related",
    "Reply",
    "Section",
    "ShowPassage",
    "ShowSection",
    "ShowSections",
    "Signal",
    "Span",
    "Synonyms",
    "Talk",
    "Why",
]
