"""The small words, and the files that they are read from."""

from __future__ import annotations

from importlib.resources import files

import pytest

from bot.retrieval.text.normalization import is_han, normalize
from bot.retrieval.text.words import (
    english_words,
    function_words,
    light_words,
    pinyin_particles,
    question_words,
    word_list,
    word_pairs,
)

LISTS = [
    "english",
    "function",
    "light",
    "measure",
    "not_cantonese",
    "pinyin",
    "places",
    "question",
    "radicals",
]
PAIRS = ["cantonese", "cantonese_too", "units"]


@pytest.mark.parametrize("word", ["什么", "谁", "几", "几个", "哪年", "when", "多少", "如何"])
def test_a_word_that_asks_is_known(word: str) -> None:
    assert word in question_words()


@pytest.mark.parametrize("word", ["灯塔", "几乎", "哪吒", "几何", "茶几", "the", ""])
def test_a_word_that_asks_nothing_is_not_taken_for_one(word: str) -> None:
    assert word not in question_words()


def test_words_that_ask_and_english_ones_carry_no_content() -> None:
    assert question_words() | english_words() <= function_words()


def test_a_word_that_carries_no_content_is_not_called_light_too() -> None:
    assert not light_words() & function_words()


def test_every_radical_stands_beside_the_ideograph_that_it_is() -> None:
    pairs = word_list("radicals")
    assert all(len(pair) == 2 for pair in pairs)
    assert [pair for pair in pairs if normalize(pair[0]) != normalize(pair[1])] == []
    assert [pair for pair in pairs if not is_han(pair[1])] == []


def test_lists_and_no_others_are_in_the_package() -> None:
    kept = files("bot.retrieval.text").joinpath("lists").iterdir()
    assert sorted(path.name for path in kept if path.name.endswith(".txt")) == sorted(
        f"{name}.txt" for name in [*LISTS, *PAIRS]
    )


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_written_as_it_is_compared(name: str) -> None:
    words = word_list(name)
    assert words
    assert len(words) == len(set(words))
    if name not in {"not_cantonese", "radicals"}:
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
