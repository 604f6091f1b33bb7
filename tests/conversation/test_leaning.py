"""How far a message leans on what was said before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.leaning import Leaning, lean


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("那投资呢？", Leaning.SURELY),
        ("那投資呢", Leaning.SURELY),
        ("它什么时候运行？", Leaning.SURELY),
        ("人才驿站呢", Leaning.SURELY),
        ("佢講咗啲乜", Leaning.SURELY),
        ("What about investment?", Leaning.SURELY),
        ("when was it?", Leaning.SURELY),
        ("那江门一共有哪些人才政策呢？", Leaning.SURELY),
        ("是哪一年？", Leaning.PERHAPS),
        ("喺邊度", Leaning.PERHAPS),
        ("为什么？", Leaning.PERHAPS),
        ("which years?", Leaning.PERHAPS),
        ("投资多少", Leaning.PERHAPS),
        ("还有呢？", Leaning.MORE),
        ("還有嗎", Leaning.MORE),
        ("仲有呢", Leaning.MORE),
        ("还有别的吗", Leaning.MORE),
        ("继续", Leaning.MORE),
        ("What else?", Leaning.MORE),
        ("tell me more", Leaning.MORE),
        ("珠江口西岸的储能电池产业集聚区在哪里", Leaning.NONE),
        ("那个项目由江门双碳实验室和香港科技大学共同建设，是不是从去年十二月开始的呢", Leaning.NONE),
        ("", Leaning.NONE),
        ("。。。", Leaning.NONE),
        ("7", Leaning.NONE),
        ("\ud800\u200b", Leaning.NONE),
    ],
)
def test_a_message_leans_by_what_it_lacks(text: str, expected: Leaning) -> None:
    assert lean(text).leaning is expected


def test_the_words_it_leans_with_are_taken_off() -> None:
    assert lean("那投资呢？").own == "投资"
    assert lean("他说了什么").own == "说了什么"


def test_a_person_is_told_from_a_thing() -> None:
    assert lean("他说了什么").person
    assert not lean("它有多高").person


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_any_text_leans_somehow(text: str) -> None:
    assert lean(text).leaning in Leaning
