"""Vectors: words of like meaning lie near each other, and what the table lacks is composed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.text.vectors import WordVectors, word_hash

if TYPE_CHECKING:
    from pathlib import Path


def nearness(vectors: WordVectors, one: str, other: str) -> float:
    return float(vectors.vector(one) @ vectors.vector(other))


def table(folder: Path, **words: list[int]) -> WordVectors:
    """A table of these words alone."""
    rows = sorted((word_hash(word), row) for word, row in words.items())
    np.save(folder / "keys.npy", np.array([key for key, _ in rows], np.uint64))
    np.save(folder / "vectors.npy", np.array([row for _, row in rows], np.int8))
    return WordVectors(folder)


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("补贴", "补助", "天空"),
        ("费用", "价格", "颜色"),
        ("医生", "大夫", "火车"),
        ("公交车", "巴士", "蛋糕"),
        ("建成", "竣工", "唱歌"),
        ("电脑", "计算机", "河流"),
        ("孩子", "儿童", "水泥"),
        ("押金", "保证金", "月亮"),
    ],
)
def test_words_of_like_meaning_are_nearer_than_others(
    vectors: WordVectors, word: str, near: str, far: str
) -> None:
    assert nearness(vectors, word, near) > nearness(vectors, word, far)


@pytest.mark.parametrize("word", ["灯塔", "补贴", "保证金退还", "灯塔巡礼处", "茶园里的灯塔"])
def test_a_vector_has_length_one(vectors: WordVectors, word: str) -> None:
    assert np.linalg.norm(vectors.vector(word)) == pytest.approx(1, abs=1e-5)
    assert vectors.vector(word).shape == (vectors.dimensions,)


def test_a_word_that_the_table_lacks_is_near_to_its_parts(vectors: WordVectors) -> None:
    composed = "茶园补贴款"
    assert not vectors.knows([composed])[0]
    assert nearness(vectors, composed, "茶园") > nearness(vectors, composed, "天空")
    assert nearness(vectors, composed, "补贴") > nearness(vectors, composed, "天空")


def test_what_cannot_be_composed_is_nothing(vectors: WordVectors) -> None:
    assert not vectors.vector("\ue000\ue001").any()
    assert not vectors.vector("").any()


def test_words_are_known_or_not(vectors: WordVectors) -> None:
    assert vectors.knows(["灯塔", "\ue000", "补贴"]).tolist() == [True, False, True]
    assert vectors.knows([]).tolist() == []


def test_a_matrix_has_a_row_a_word_in_order(vectors: WordVectors) -> None:
    words = ["灯塔", "\ue000", "茶园补贴款"]
    matrix = vectors.matrix(words)
    assert matrix.shape == (3, vectors.dimensions)
    assert all((row == vectors.vector(word)).all() for row, word in zip(matrix, words, strict=True))
    assert vectors.matrix([]).shape == (0, vectors.dimensions)


def test_a_part_of_a_composed_word_tells_by_its_length(tmp_path: Path) -> None:
    vectors = table(tmp_path, 灯塔=[100, 0], 看=[0, 50])
    assert vectors.vector("看灯塔").tolist() == pytest.approx([2 / 5**0.5, 1 / 5**0.5])


def test_the_longest_part_is_taken_and_what_is_unknown_between_is_passed_over(tmp_path: Path) -> None:
    vectors = table(tmp_path, 灯塔=[100, 0], 灯=[0, 100], 塔=[0, 100])
    assert vectors.vector("某灯塔?").tolist() == pytest.approx([1, 0])
    assert vectors.vector("塔某灯").tolist() == pytest.approx([0, 1])


def test_a_word_that_sorts_after_all_others_is_unknown(tmp_path: Path) -> None:
    vectors = table(tmp_path, **{min("灯塔", "茶园", key=word_hash): [1, 0]})
    last = max("灯塔", "茶园", key=word_hash)
    assert vectors.knows([last]).tolist() == [False]
    assert not vectors.vector(last).any()


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("灯塔茶园补贴a1 "), st.characters(exclude_categories=["Cs"])),
        max_size=20,
    )
)
def test_any_word_has_a_vector_of_length_one_or_nothing(vectors: WordVectors, word: str) -> None:
    length = float(np.linalg.norm(vectors.vector(word)))
    assert length == pytest.approx(1, abs=1e-5) or length == 0


@given(st.lists(st.text(max_size=4), max_size=8))
def test_words_have_hashes_of_64_bits_that_tell_them_apart(words: list[str]) -> None:
    hashes = {word: word_hash(word) for word in words}
    assert len(set(hashes.values())) == len(hashes)
    assert all(0 <= key < 2**64 for key in hashes.values())
