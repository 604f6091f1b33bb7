"""The vocabulary: which words of a corpus may stand for one of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.retrieval.passages.vocabulary import Vocabulary

if TYPE_CHECKING:
    from bot.retrieval.text.vectors import WordVectors

WORDS = ["补助", "天空", "火车", "医生", "灯塔", "价格", "儿童", "花草", "音乐", "河流", "补贴"]


def near(vectors: WordVectors, *words: str, among: list[str] | None = None) -> list[list[tuple[str, float]]]:
    vocabulary = Vocabulary(WORDS if among is None else among, vectors)
    return vocabulary.nearest(words, vectors.matrix(words))


def test_the_word_of_like_meaning_comes_first(vectors: WordVectors) -> None:
    grant, physician = near(vectors, "补助金", "大夫")
    assert grant[0][0] in {"补助", "补贴"}
    assert physician[0][0] == "医生"


def test_the_nearest_come_first_and_what_is_far_not_at_all(vectors: WordVectors) -> None:
    (found,) = near(vectors, "补贴金")
    cosines = [cosine for _, cosine in found]
    assert cosines == sorted(cosines, reverse=True)
    assert all(0 < cosine <= 1 + 1e-5 for cosine in cosines)
    assert not {"天空", "火车"} & {word for word, _ in found}


def test_a_word_does_not_stand_for_itself_nor_for_what_holds_it(vectors: WordVectors) -> None:
    alone, holding = near(vectors, "补贴", "补贴款")
    assert "补贴" not in dict(alone)
    assert "补贴" not in dict(holding)


def test_no_word_has_neighbours_without_end(vectors: WordVectors) -> None:
    among = [f"{one}{two}" for one in "补贴助奖" for two in "补贴助金款费钱"]
    (found,) = near(vectors, "补贴金", among=among)
    assert len(found) <= 8


@pytest.mark.parametrize("among", [[], ["补助"]])
def test_a_small_corpus_has_few_or_none(vectors: WordVectors, among: list[str]) -> None:
    assert [word for word, _ in near(vectors, "补贴", among=among)[0]] == among
    assert near(vectors, among=among) == []


def test_what_the_table_cannot_tell_is_near_to_nothing(vectors: WordVectors) -> None:
    assert near(vectors, "\ue000", among=WORDS) == [[]]
