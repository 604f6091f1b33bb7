"""The small words, and the files that they are read from."""

from __future__ import annotations

import pytest

from bot.retrieval.text.normalization import normalize
from bot.retrieval.text.wording import (
    asks,
    english_words,
    function_words,
    light_words,
    measure_words,
    pinyin_particles,
    question_words,
)
from bot.retrieval.text.wordlists import word_list, word_pairs

LISTS = ["english", "function", "light", "measure", "not_cantonese", "pinyin", "question", "shapes"]
PAIRS = ["cantonese", "cantonese_too", "units"]


@pytest.mark.parametrize("word", ["什么", "谁", "几", "几个", "几百个", "哪座", "哪一年", "when", "多少"])
def test_a_word_that_asks_is_known(word: str) -> None:
    assert asks(word)


@pytest.mark.parametrize("word", ["灯塔", "几乎", "哪吒", "几何", "茶几", "the", ""])
def test_a_word_that_asks_nothing_is_not_taken_for_one(word: str) -> None:
    assert not asks(word)


def test_words_that_ask_and_english_ones_carry_no_content() -> None:
    assert question_words() | english_words() <= function_words()


def test_a_word_that_carries_no_content_is_not_called_light_too() -> None:
    assert not light_words() & function_words()


def test_measure_words_are_single_characters() -> None:
    assert {len(word) for word in measure_words()} == {1}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_written_as_it_is_compared(name: str) -> None:
    words = word_list(name)
    assert words
    assert len(words) == len(set(words))
    if name != "not_cantonese":
        assert [word for word in words if normalize(word) != word] == []


@pytest.mark.parametrize("name", PAIRS)
def test_every_pair_has_two_sides(name: str) -> None:
    pairs = word_pairs(name)
    assert len(pairs) == len(dict(pairs))
    assert all(said.strip() == said and said and meant.strip() == meant and meant for said, meant in pairs)


def test_comments_are_no_words() -> None:
    assert not any("#" in word for name in LISTS for word in word_list(name))


def test_particles_are_single_syllables_of_pinyin() -> None:
    assert all(word.isascii() and word.isalpha() for word in pinyin_particles())
