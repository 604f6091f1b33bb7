"""Sounds: homophones, several readings, and pinyin."""

from __future__ import annotations

import itertools
from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.text.normalization import is_han, normalize
from bot.retrieval.text.sounds import find_sounds, hear, parse_pinyin, readings, sound, sound_pairs

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


def pairs(text: str) -> dict[str, int]:
    return dict(sound_pairs(text))


@pytest.mark.parametrize(
    ("char", "others"), [("行", "形航"), ("长", "常掌"), ("乐", "月"), ("都", "督"), ("曾", "增")]
)
def test_a_character_has_each_of_its_readings(char: str, others: str) -> None:
    assert all(readings(other)[0] in readings(char) for other in others)


def test_what_is_no_chinese_character_has_no_reading() -> None:
    assert [readings(char) for char in ("a", "1", ",", "ア", "")] == [""] * 5


@pytest.mark.parametrize("char", ["𬬻", "𠀀", "㙍", "龘"])
def test_a_rare_character_has_a_reading_too(char: str) -> None:
    assert readings(char)


@pytest.mark.parametrize(
    ("one", "other"),
    [("银行", "银航"), ("音乐", "音月"), ("成长", "成掌"), ("重庆", "虫庆"), ("厦门", "下门")],
)
def test_words_may_meet_by_any_reading_of_their_characters(one: str, other: str) -> None:
    assert pairs(one).keys() & pairs(other).keys()


def test_pairs_of_syllables_tell_their_places_and_reach_over_nothing() -> None:
    assert list(sound_pairs("先安,a西先")) == [(sound("先安"), 0), (sound("西先"), 4)]
    assert list(sound_pairs("灯a塔")) == []


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
    assert parse_pinyin(run)[0] == sound(text)


@pytest.mark.parametrize(
    ("run", "text"), [("xian", "西安"), ("yanan", "延安"), ("pingan", "平安"), ("fangan", "方案")]
)
def test_pinyin_that_can_be_parted_in_two_ways_is_read_in_both(run: str, text: str) -> None:
    assert sound(text) in parse_pinyin(run)
    assert len(parse_pinyin(run)) > 1


@pytest.mark.parametrize("run", ["xi'an", "xi’an"])
def test_an_apostrophe_parts_syllables_for_good(run: str) -> None:
    assert parse_pinyin(run) == (sound("西安"),)


@pytest.mark.parametrize("run", ["'", "xi'", "'an", "rock'n'roll"])
def test_an_apostrophe_beside_what_is_no_pinyin_makes_it_none_either(run: str) -> None:
    assert parse_pinyin(run) == ()


@pytest.mark.parametrize(("run", "text"), [("yinhang", "银行"), ("yinyue", "音乐"), ("chengdu", "成都")])
def test_pinyin_meets_the_reading_that_the_word_has(run: str, text: str) -> None:
    assert parse_pinyin(run)[0] in pairs(text)


@pytest.mark.parametrize(
    "run", ["gdp", "lighthouse", "xyz", "m", "n", "dengta1", "DENGTA", "灯塔", "deng ta", ""]
)
def test_what_is_no_pinyin_is_not_read_as_such(run: str) -> None:
    assert not parse_pinyin(run)


def test_a_run_too_long_for_a_word_is_not_read() -> None:
    assert parse_pinyin("a" * 60)
    assert not parse_pinyin("a" * 61)


@given(st.lists(st.sampled_from("灯塔绿女儿西安先生平方"), min_size=2, max_size=6))
def test_syllables_parted_by_apostrophes_are_read_one_by_one(chars: list[str]) -> None:
    typed = {
        "灯": "deng",
        "塔": "ta",
        "绿": "lv",
        "女": "nv",
        "儿": "er",
        "西": "xi",
        "安": "an",
        "先": "xian",
    }
    typed |= {"生": "sheng", "平": "ping", "方": "fang"}
    assert sound("".join(chars)) in parse_pinyin("'".join(typed[char] for char in chars))


@given(ANY_TEXT)
def test_the_sound_of_a_pair_is_among_those_of_all_its_readings(text: str) -> None:
    text = normalize(text)
    found = set(sound_pairs(text))
    for at, (one, two) in enumerate(itertools.pairwise(text)):
        if readings(one) and readings(two):
            assert (sound(one + two), at) in found
    assert all(readings(text[at]) and readings(text[at + 1]) for _, at in found)


@given(ANY_TEXT)
def test_sounds_keep_every_character_in_its_place(text: str) -> None:
    text = normalize(text)
    changed = sound(text)
    assert len(changed) == len(text)
    assert all(new == old for new, old in zip(changed, text, strict=True) if not is_han(old))


def test_pairs_of_syllables_are_found_in_every_reading() -> None:
    text = "去银行，去银行"
    assert sorted(find_sounds(hear(text), {sound("银航")}), key=itemgetter(1)) == [
        (sound("银航"), 1),
        (sound("银航"), 5),
    ]
    assert sorted(at for _, at in find_sounds(hear(text), {sound("银形")})) == [1, 5]
    assert list(find_sounds(hear(text), {sound("灯塔")})) == []


@given(
    st.text(alphabet=st.one_of(st.sampled_from("银行走形重庆长大灯塔a，"), st.characters()), max_size=30),
    st.data(),
)
def test_what_is_found_is_what_all_readings_of_the_text_say(text: str, data: st.DataObject) -> None:
    pairs = list(sound_pairs(text))
    wanted = data.draw(st.sets(st.sampled_from(sorted({pair for pair, _ in pairs} | {sound("灯塔")}))))
    found = list(find_sounds(hear(text), wanted))
    assert len(found) == len(set(found))
    assert set(found) == {(pair, at) for pair, at in pairs if pair in wanted}
