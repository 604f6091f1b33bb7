from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from bot.console.folding import folded


def lines_of(text: str, width: int) -> list[str]:
    return folded(Text(text), width).plain.split("\n")


def test_chinese_characters_take_two_columns() -> None:
    assert lines_of("春眠不觉晓处处闻啼鸟", 10) == ["春眠不觉晓", "处处闻啼鸟"]


def test_no_line_begins_with_a_closing_mark() -> None:
    assert lines_of("春眠不觉晓，处处闻啼鸟。", 10) == ["春眠不觉", "晓，处处闻", "啼鸟。"]


def test_no_line_ends_with_an_opening_mark() -> None:
    assert lines_of("他说过那句（春眠）", 12) == ["他说过那句", "（春眠）"]


def test_words_and_numbers_stay_whole() -> None:
    assert lines_of("面积9535平方公里", 6) == ["面积", "9535平", "方公里"]


def test_line_feeds_of_the_text_stay() -> None:
    assert lines_of("春眠\n\n不觉晓处处闻", 6) == ["春眠", "", "不觉晓", "处处闻"]


def test_the_mark_moves_with_its_words() -> None:
    text = Text("春眠不觉晓处处闻啼鸟")
    text.stylize("bold", 4, 6)

    result = folded(text, 10)

    assert [result.plain[span.start : span.end].strip() for span in result.spans] == ["晓", "处"]


@given(st.text(), st.integers(1, 90))
def test_nothing_is_lost_and_a_line_is_wider_only_if_it_cannot_break(text: str, width: int) -> None:
    result = folded(Text(text), width).plain

    assert result.replace("\n", "") == Text(text).plain.replace("\n", "")
    assert all(cell_len(line.rstrip()) <= max(width, 2) for line in lines_of("江门" * 50, width))
