"""The small words: those without content, those that ask, those that tell little of a question's subject.

They stand in the lists/ beside this file, each read once, when first needed. Words are parted by white space, or a line
is a pair `said = meant`; a line that begins with # is a comment.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def _lines(name: str) -> Iterator[str]:
    text = files("bot.retrieval.text").joinpath("lists", f"{name}.txt").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The words of a list, in its order."""
    return tuple(word for line in _lines(name) for word in line.split())


@cache
def word_pairs(name: str) -> tuple[tuple[str, str], ...]:
    """The pairs of a list, in its order."""
    pairs = (line.partition(" = ") for line in _lines(name))
    return tuple((said, meant) for said, _, meant in pairs)


@cache
def function_words() -> frozenset[str]:
    """Words that no passage has to contain: particles, pronouns, auxiliaries, and the words that ask."""
    return frozenset(word_list("function")) | question_words() | english_words()


@cache
def question_words() -> frozenset[str]:
    """The words that ask."""
    return frozenset(word_list("question"))


@cache
def english_words() -> frozenset[str]:
    """English words that are never pinyin: a message with one of them is read as English."""
    return frozenset(word_list("english"))


@cache
def light_words() -> frozenset[str]:
    """Content words that questions hold whatever they are about; an answer need not hold them."""
    return frozenset(word_list("light"))


@cache
def pinyin_particles() -> frozenset[str]:
    """Syllables of pinyin that, standing alone, are a particle or an auxiliary rather than content."""
    return frozenset(word_list("pinyin"))
