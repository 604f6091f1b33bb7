"""Sentences: where they end, and that nothing is lost between them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.retrieval.text.sentences import sentences


def texts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("塔高二十六米。光照十八海里！", ["塔高二十六米。", "光照十八海里！"]),
        ("他说：“别怕。”然后走了。", ["他说：“别怕。”", "然后走了。"]),
        ("先揉捻；后烘干", ["先揉捻；", "后烘干"]),
        ("一行\n又一行", ["一行", "又一行"]),
        ("真的吗？！……是。", ["真的吗？！……", "是。"]),
        ("版本3.5发布", ["版本3.5发布"]),
        ("  前后有空  。 ", ["前后有空  。"]),
        ("", []),
        (" \n\u3000", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_a_text_without_full_stops_is_cut_after_a_pause() -> None:
    clause = "灯塔的光照得很远，"
    cut = texts(clause * 200)
    assert "".join(cut) == clause * 200
    assert all(len(piece) <= 600 and piece.endswith("，") for piece in cut)


def test_a_text_without_any_pause_is_cut_all_the_same() -> None:
    assert [len(piece) for piece in texts("灯" * 1300)] == [600, 600, 100]


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("。！？；…\n”）灯塔，. "), st.characters(exclude_categories=())),
        max_size=200,
    )
)
@example("\ud800。\x00")
def test_sentences_part_the_text_and_leave_only_white_space_out(text: str) -> None:
    spans = sentences(text)
    assert all(span.start < span.end for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    bounds = [0, *(bound for span in spans for bound in (span.start, span.end)), len(text)]
    between = [text[bounds[at] : bounds[at + 1]] for at in range(0, len(bounds), 2)]
    assert not "".join(between).strip()
    assert all(piece == piece.strip() for piece in texts(text))
