"""Reads and validates the knowledge folder: articles, question forms, dictionary, synonyms."""

from bot.knowledge.folder import fingerprint
from bot.knowledge.problems import Problem, Severity, quoted
from bot.knowledge.reader import check_knowledge, read_knowledge, read_words

__all__ = ["Problem", "Severity", "check_knowledge", "fingerprint", "quoted", "read_knowledge", "read_words"]
