"""Targets: where wordings stand in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.passages.text import Target, find, find_all


def test_chinese_is_found_anywhere() -> None:
    assert list(find("登灯塔看灯塔", "灯塔")) == [1, 4]


def test_a_latin_word_is_found_only_as_a_whole() -> None:
    assert list(find("bus busy bus7 omnibus bus", "bus")) == [0, 22]
    assert list(find("乘bus去", "bus")) == [1]


def test_a_sign_is_found_beside_digits() -> None:
    assert list(find("增长38%。", "%")) == [4]


def test_only_the_latin_end_of_a_wording_has_to_end_a_word() -> None:
    assert list(find("2023年a股上涨", "a股")) == [5]
    assert list(find("各类aa股", "a股")) == []


def test_places_may_overlap() -> None:
    assert list(find_all("山山山", "山山")) == [0, 1]


def test_a_wording_that_stands_everywhere_is_not_counted_for_ever() -> None:
    assert len(find_all("山" * 100_000, "山")) == 100


def test_a_place_belongs_to_its_sentence() -> None:
    target = Target("灯塔很高。\n登塔要爬台階。")
    assert target.sentence_texts == ("灯塔很高。", "登塔要爬台阶。")
    assert target.sentence_at(target.text.index("高")) == 0
    assert target.sentence_at(target.text.index("阶")) == 1


def test_a_range_leads_back_to_the_original() -> None:
    target = Target("㎢以外，燈\u200b塔")
    start = target.text.index("灯塔")
    span = target.original_span(start, start + 2)
    assert target.original[span.start : span.end] == "燈\u200b塔"


def test_numbers_are_known_by_their_value() -> None:
    target = Target("台阶一百四十二级，又142级")
    assert [target.text[start:end] for start, end in target.numbers["#142"]] == ["一百四十二", "142"]


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("灯塔。㎢\u200b\n "), st.characters(exclude_categories=())),
        max_size=80,
    )
)
def test_every_character_lies_in_the_sentence_that_it_is_said_to(text: str) -> None:
    target = Target(text)
    for place, char in enumerate(target.text):
        if char.isspace() or not target.sentences:
            continue
        sentence = target.sentences[target.sentence_at(place)]
        span = target.original_span(place, place + 1)
        assert sentence.start <= span.start < span.end <= sentence.end
    assert len(target.sound) == len(target.shape) == len(target.initials) == len(target.text)
