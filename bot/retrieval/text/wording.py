"""The small words: those without content, those that ask, those that tell little of a question's subject."""

from __future__ import annotations

from functools import cache

from bot.retrieval.text.wordlists import word_list

_COUNTED = frozenset("一二两三四五六七八九十百千万亿年月天日时点多成分倍")


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
def measure_words() -> frozenset[str]:
    """Measure words, each of one character."""
    return frozenset(word_list("measure"))


@cache
def pinyin_particles() -> frozenset[str]:
    """Syllables of pinyin that, standing alone, are a particle or an auxiliary rather than content."""
    return frozenset(word_list("pinyin"))


def asks(word: str) -> bool:
    """Whether it is a question word, or 几 or 哪 with numerals and measure words (几级, 几百个, 哪座)."""
    return word in question_words() or (
        len(word) > 1
        and word[0] in "几哪"
        and all(char in _COUNTED or char in measure_words() for char in word[1:])
    )
