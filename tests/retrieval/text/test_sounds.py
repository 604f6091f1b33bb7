"""Sounds: homophones, pinyin, and the first letters of pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.text.normalization import is_han, normalize
from bot.retrieval.text.sounds import initials, is_syllable, parse_pinyin, sound

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=80)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("灯塔", "登塔"),
        ("茶园", "查圆"),
        ("才油鸡", "柴油机"),
        ("守塔人", "手塔人"),
        ("森林", "生灵"),
        ("早茶", "找茶"),
        ("女", "钕"),
    ],
)
def test_homophones_and_near_homophones_sound_the_same(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("灯塔", "灯台"), ("茶", "家"), ("路", "绿"), ("山", "深")])
def test_other_syllables_sound_different(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_what_is_not_chinese_stays_as_it_is() -> None:
    assert sound("gdp 2023,%") == "gdp 2023,%"


def test_chinese_becomes_syllables() -> None:
    assert all(map(is_syllable, sound("灯塔")))
    assert not any(map(is_syllable, "灯a1,"))


def test_initials_are_the_first_letters_of_the_pinyin() -> None:
    assert initials("白沙灯塔1887") == "bsdt1887"


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("dengta", "灯塔"),
        ("baishadengta", "白沙灯塔"),
        ("nver", "女儿"),
        ("xian", "先"),
        ("ertong", "儿童"),
        ("lvse", "绿色"),
    ],
)
def test_pinyin_sounds_like_the_characters(run: str, text: str) -> None:
    assert parse_pinyin(run) == sound(text)


@pytest.mark.parametrize(
    "run", ["gdp", "lighthouse", "xyz", "m", "n", "dengta1", "DENGTA", "灯塔", "deng ta", ""]
)
def test_what_is_no_pinyin_is_not_read_as_such(run: str) -> None:
    assert not parse_pinyin(run)


def test_a_run_too_long_for_a_word_is_not_read() -> None:
    assert parse_pinyin("a" * 60) is not None
    assert parse_pinyin("a" * 61) is None


@given(ANY_TEXT)
def test_sounds_and_initials_keep_every_character_in_its_place(text: str) -> None:
    text = normalize(text)
    for changed in (sound(text), initials(text)):
        assert len(changed) == len(text)
        assert all(new == old for new, old in zip(changed, text, strict=True) if not is_han(old))
