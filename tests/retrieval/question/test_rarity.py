"""Rarity: how much a word tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.retrieval.question.rarity import Rarity
from bot.retrieval.text.sounds import sound

if TYPE_CHECKING:
    from bot.retrieval.text.segmentation import Segmenter


def rarity(segmenter: Segmenter, passages: int, **frequencies: int) -> Rarity:
    def frequency(term: str) -> int:
        return frequencies.get(term, 0)

    return Rarity(segmenter, passages, frequency, frequency)


def test_a_word_of_every_passage_tells_little_and_an_unknown_one_much(segmenter: Segmenter) -> None:
    weigh = rarity(segmenter, 1000, 灯塔=1000, 茶园=10).weight
    assert weigh("灯塔") < 0.5 < weigh("茶园") < weigh("巴士")


def test_a_long_word_is_as_rare_as_its_rarest_pair(segmenter: Segmenter) -> None:
    rare = rarity(segmenter, 1000, 流动=500, 动图=3, 图书=500, 书馆=500)
    common = rarity(segmenter, 1000, 流动=500, 动图=500, 图书=500, 书馆=500)
    assert rare.weight("流动图书馆") > common.weight("流动图书馆") + 1


def test_with_few_passages_the_background_decides(segmenter: Segmenter) -> None:
    weigh = rarity(segmenter, 3, 我们=1, 灯塔=1).weight
    assert weigh("灯塔") > weigh("我们") + 1


@pytest.mark.parametrize("word", ["的", "灯", "灯塔", "lighthouse", "1887", "龘龘"])
def test_weights_are_bounded(segmenter: Segmenter, word: str) -> None:
    assert 0.2 <= rarity(segmenter, 10**6).weight(word) <= 9


def test_a_word_occurs_when_a_passage_holds_it(segmenter: Segmenter) -> None:
    assert rarity(segmenter, 10, bus=1).occurs("bus")
    assert not rarity(segmenter, 10, bus=1).occurs("car")


def test_a_name_stands_when_all_its_pairs_do(segmenter: Segmenter) -> None:
    known = rarity(segmenter, 10, 白沙=1, 沙湾=1)
    assert known.stands("白沙湾")
    assert not known.stands("白沙湖")


def test_a_pair_of_syllables_sounds_when_a_passage_holds_it(segmenter: Segmenter) -> None:
    known = Rarity(segmenter, 10, lambda _: 0, lambda pair: pair == sound("灯塔"))
    assert known.sounds(sound("登塔"))
    assert not known.sounds(sound("茶园"))
    assert not known.occurs(sound("灯塔"))
