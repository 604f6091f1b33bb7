from __future__ import annotations

import pytest

from bot.models import Match, Passage, PassageId, Span
from bot.rendering.labels import columns, elide, match_label


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("江门", 4, "江门"),
        ("江门侨乡", 6, "江门…"),
        ("two words", 6, "two…"),
        ("一\n二", 9, "一 二"),
        ("", 9, ""),
    ],
)
def test_a_label_is_cut_to_its_width(text: str, width: int, expected: str) -> None:
    assert elide(text, width) == expected
    assert columns(elide(text, width)) <= width


def test_a_label_stays_short_whatever_has_no_width() -> None:
    assert len(elide("\u200b" * 10_000, 20)) <= 81


def test_a_candidate_is_named_by_section_and_first_words() -> None:
    passage = Passage(
        PassageId("a", 1, 1),
        "题",
        "让人才“有用武之地，无后顾之忧”",
        "头一句。江门上线发布“侨才通”微信小程序。",
    )
    assert match_label(Match(passage, Span(4, 22), 1.0)) == "让人才“有用武…｜江门上线发布“侨才通”微…"
    bare = Passage(PassageId("a", 0, 1), "题", "", "头一句。")
    assert match_label(Match(bare, Span(0, 4), 1.0)) == "头一句。"
