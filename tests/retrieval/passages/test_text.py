"""A text that queries are held against: where wordings, codes, values and sounds stand in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.passages.text import Text, find_all


def test_chinese_is_found_anywhere() -> None:
    assert list(Text("登灯塔看灯塔").find("灯塔")) == [1, 4]


def test_a_latin_word_is_found_only_as_a_whole() -> None:
    assert list(Text("bus busy bus7 omnibus bus").find("bus")) == [0, 22]
    assert list(Text("乘bus去").find("bus")) == [1]


def test_a_sign_is_found_beside_digits() -> None:
    assert list(Text("增长38%。").find("%")) == [4]


def test_only_the_latin_end_of_a_wording_has_to_end_a_word() -> None:
    assert list(Text("2023年a股上涨").find("a股")) == [5]
    assert list(Text("各类aa股").find("a股")) == []


def test_places_may_overlap() -> None:
    assert list(find_all("山山山", "山山")) == [0, 1]


def test_a_wording_that_stands_everywhere_is_not_counted_for_ever() -> None:
    assert len(find_all("山" * 100_000, "山")) == 100


def test_a_place_belongs_to_its_sentence() -> None:
    held = Text("灯塔很高。\n登塔要爬台階。")
    assert held.sentence_texts == ("灯塔很高。", "登塔要爬台阶。")
    assert held.sentence_at(held.text.index("高")) == 0
    assert held.sentence_at(held.text.index("阶")) == 1


def test_a_range_leads_back_to_the_original() -> None:
    held = Text("㎢以外，燈\u200b塔")
    start = held.text.index("灯塔")
    span = held.original_span(start, start + 2)
    assert held.original[span.start : span.end] == "燈\u200b塔"


def test_numbers_are_known_by_their_value() -> None:
    held = Text("台阶一百四十二级，又142级")
    assert [held.text[start:end] for start, end in held.values["#142"]] == ["一百四十二", "142"]


def test_a_number_is_known_with_what_follows_it_too() -> None:
    held = Text("三号箱和3号灯")
    assert [held.text[start:end] for start, end in held.values["#3号"]] == ["三号", "3号"]


def test_days_are_known_with_their_year_and_without() -> None:
    held = Text("2023年10月2日开馆")
    assert held.values["@2023-10-2"] == held.values["@10-2"]
    ((start, end),) = held.values["@10-2"]
    assert held.text[start:end].startswith("2023年10月2")


def test_codes_are_known_however_they_are_joined() -> None:
    held = Text("用Hi-Fi 4播放")
    ((start, end),) = held.codes["hifi4"]
    assert held.text[start:end] == "hi-fi 4"
    assert "hi" in held.codes


def test_places_of_what_stands_everywhere_are_not_counted_for_ever() -> None:
    held = Text("7灯塔" * 5000)
    assert len(held.codes["7"]) == len(held.values["#7"]) == 100


def test_a_sentence_begins_where_the_one_before_it_ends() -> None:
    held = Text("㎢以外。\n登塔。")
    assert held.begin(0) == 0
    assert held.text[held.begin(1) :] == "登塔。"


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("灯塔。㎢\u200b\n 37年a-!"), st.characters(exclude_categories=())),
        max_size=80,
    )
)
def test_every_character_lies_in_the_sentence_that_it_is_said_to(text: str) -> None:
    held = Text(text)
    for place, char in enumerate(held.text):
        if char.isspace() or not held.sentences:
            continue
        sentence = held.sentences[held.sentence_at(place)]
        span = held.original_span(place, place + 1)
        assert sentence.start <= span.start < span.end <= sentence.end
    for places in (held.codes, held.values):
        assert all(0 <= start < len(held.text) for found in places.values() for start, _ in found)
        assert all(start < end <= len(held.text) for found in places.values() for start, end in found)
    assert [held.sentence_at(held.begin(at)) for at in range(len(held.sentences))] == [
        *range(len(held.sentences))
    ]
