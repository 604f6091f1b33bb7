"""Segmentation: jieba with the content's own words, its cache in a folder of the bot's own."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.text.segmentation import Segmenter

if TYPE_CHECKING:
    import pytest


def test_the_contents_own_names_stay_whole(segmenter: Segmenter) -> None:
    assert "云岭茶园" in segmenter.words("云岭茶园有多大")
    assert "罗海生" in segmenter.words("守塔人罗海生")


def test_common_words_are_common_and_unknown_ones_possible(segmenter: Segmenter) -> None:
    assert 0 < segmenter.background("守塔") < segmenter.background("灯") < segmenter.background("的") < 1
    assert 0 < segmenter.share("守塔") < segmenter.share("灯") < segmenter.share("的") < 1


def test_a_word_is_rarer_among_words_than_among_passages(segmenter: Segmenter) -> None:
    assert segmenter.share("灯塔") < segmenter.background("灯塔")


def test_a_word_of_everybodys_dictionary_is_familiar(segmenter: Segmenter) -> None:
    assert segmenter.is_familiar("灯塔")
    assert not segmenter.is_familiar("登塔")


def test_names_of_places_are_known(segmenter: Segmenter) -> None:
    assert segmenter.is_name("深圳")
    assert not segmenter.is_name("面积")


def test_the_cache_lies_in_the_folder_that_was_given_and_serves_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    cache = tmp_path / "cache"
    cache.mkdir()
    first = Segmenter((), cache)
    assert any(cache.glob("jieba-*.words"))
    assert not list(elsewhere.iterdir())
    again = Segmenter((), cache)
    assert again.words("灯塔的光能照多远") == first.words("灯塔的光能照多远")


def test_a_damaged_cache_is_made_anew(tmp_path: Path, segmenter: Segmenter, shared_state: Path) -> None:
    shutil.copytree(shared_state / "jieba", tmp_path, dirs_exist_ok=True)
    (cache,) = tmp_path.glob("jieba-*.words")
    whole = cache.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    for damage in (b"", b"no cache", whole[: len(whole) // 2], bytes(flipped)):
        cache.write_bytes(damage)
        again = Segmenter((), tmp_path)
        assert again.words("公共汽车") == segmenter.words("公共汽车")
        assert again.is_name("西安")
        assert len(cache.read_bytes()) == len(whole)


def test_importing_reads_nothing_and_warns_of_nothing() -> None:
    code = "import bot.retrieval.opening, jieba; assert not jieba.dt.initialized"
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-Werror", "-c", code], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@given(st.text(max_size=60))
def test_joined_words_are_the_text(segmenter: Segmenter, text: str) -> None:
    assert "".join(segmenter.words(text)) == text
