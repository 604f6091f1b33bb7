"""Reads and validates the knowledge folder: articles, question forms, dictionary, synonyms."""

from bot.knowledge.folder import fingerprint
from bot.knowledge.problems import Problem, Severity
from bot.knowledge.reader import check_knowledge, read_knowledge, read_words

__all__ = ["Problem", "Severity", "check_knowledge", "fingerprint", "read_knowledge", "read_words"]
