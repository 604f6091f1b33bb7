from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Ask, Knowledge, Language, PassageId, ShowPassage, ShowSection, ShowSections, Span
from bot.telegram.view.actions import ButtonAction, Candidates, Mode, Place, Rate, Read
from bot.telegram.view.callback_data import LIMIT, Codec, Freshness, Press
from bot.telegram.view.links import deep_link, read_payload
from tests.telegram.conftest import tea_article

SLUG = "一篇名字很长很长很长很长很长很长很长的文章" * 5
KNOWLEDGE = Knowledge((tea_article(), tea_article(slug=SLUG)), version="0123abcd")
CODEC = Codec(KNOWLEDGE, ("一个很长很长很长很长很长很长很长很长很长很长的问题？",))
numbers = st.integers(0, 9_999_999)
slugs = st.sampled_from(["tea", SLUG])
spans = st.builds(lambda start, length: Span(start, start + length), numbers, numbers)
ids = st.builds(PassageId, slugs, numbers, numbers)
known = st.sampled_from([passage.id for passage in KNOWLEDGE.passages])
actions: st.SearchStrategy[ButtonAction] = st.one_of(
    st.builds(ShowSections, st.sampled_from(["", "tea", SLUG]), numbers),
    st.builds(ShowSection, slugs, numbers, numbers),
    st.builds(
        Read, ids, st.one_of(st.none(), spans), st.sampled_from(Mode), st.booleans(), st.integers(0, 9999)
    ),
    st.builds(Rate, ids, st.booleans()),
)
places = st.builds(
    Place, known, st.builds(lambda start, length: Span(start, start + length), *[st.integers(0, 300)] * 2)
)


@given(action=actions, language=st.sampled_from(Language))
def test_what_a_button_carries_comes_back_whole_from_64_bytes(
    action: ButtonAction, language: Language
) -> None:
    data = CODEC.encode(action, language)
    assert data is not None
    assert len(data.encode()) <= LIMIT
    assert CODEC.decode(data) == Press(language, action)


@given(st.lists(places, min_size=1, max_size=10), st.booleans(), st.integers(0, 3))
def test_the_candidates_come_back_as_many_as_fit(found: list[Place], outright: bool, page: int) -> None:
    data = CODEC.encode(Candidates(tuple(found), outright, page), Language.ENGLISH)
    assert data is not None
    assert len(data.encode()) <= LIMIT
    action = CODEC.decode(data).action
    assert isinstance(action, Candidates)
    assert (action.outright, action.page) == (outright, page)
    assert list(action.places) == found[: len(action.places)]
    assert len(action.places) >= min(len(found), 7)


def test_a_question_fits_up_to_twenty_characters_and_beyond_if_it_is_an_example() -> None:
    assert CODEC.decode(CODEC.encode(Ask("问" * 20), Language.ENGLISH) or "").action == Ask("问" * 20)
    assert CODEC.encode(Ask("问" * 21), Language.ENGLISH) is None
    example = Ask("一个很长很长很长很长很长很长很长很长很长很长的问题？")
    assert CODEC.decode(CODEC.encode(example, Language.ENGLISH) or "").action == example


def test_a_passage_to_show_becomes_one_to_read() -> None:
    shown = ShowPassage(PassageId("tea", 1, 1), Span(0, 2))
    data = CODEC.encode(shown, Language.SIMPLIFIED) or ""
    assert CODEC.decode(data).action == Read(shown.passage, shown.sentence, Mode.NEAREST)


def test_after_a_change_a_passage_is_found_where_it_is_now() -> None:
    texts = {"甲": ("第一段。", "第二段。"), "乙": ("第三段。",)}
    before = Codec(Knowledge((tea_article(texts),), version="1"))
    after = Codec(Knowledge((tea_article({"甲": ("第一段。", "新的一段。", "第二段。")}),), version="2"))

    def pressed(section: int, paragraph: int) -> Press:
        read = Read(PassageId("tea", section, paragraph), Span(0, 4), Mode.ANSWER)
        return after.decode(before.encode(read, Language.TRADITIONAL) or "")

    same, moved, gone = pressed(1, 1), pressed(1, 2), pressed(2, 1)
    assert same == Press(
        Language.TRADITIONAL, Read(PassageId("tea", 1, 1), Span(0, 4), Mode.ANSWER), Freshness.SAME
    )
    assert moved.freshness is Freshness.MOVED
    assert moved.action == Read(PassageId("tea", 1, 3), Span(0, 4), Mode.ANSWER)
    assert gone == Press(Language.TRADITIONAL, Read(PassageId("tea", 2, 1)), Freshness.GONE)


@pytest.mark.parametrize(
    "action", [ShowSection("tea", 1), Candidates((Place(PassageId("tea", 1, 1), Span(0, 1)),), outright=True)]
)
def test_after_a_change_a_list_is_nowhere_but_the_language_stays(action: ButtonAction) -> None:
    data = Codec(replace(KNOWLEDGE, version="99999999")).encode(action, Language.TRADITIONAL) or ""
    assert CODEC.decode(data) == Press(Language.TRADITIONAL, None)


@given(st.text(st.characters(exclude_categories=()), max_size=64))
def test_any_data_can_be_read(data: str) -> None:
    CODEC.decode(data)
    CODEC.decode(f"ps{data}")
    read_payload(data, CODEC)


@given(actions)
def test_a_link_holds_what_a_button_holds(action: ButtonAction) -> None:
    payload = deep_link("a_bot", action, CODEC).partition("?start=")[2]
    assert len(payload) <= 64
    press = read_payload(payload, CODEC)
    assert press is None or press.action == action
