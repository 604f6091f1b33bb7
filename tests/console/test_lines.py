from __future__ import annotations

import io

from bot.console.lines import as_text, read_lines


def lines_of(data: bytes) -> list[str]:
    return list(read_lines(io.BytesIO(data)))


def test_every_line_counts_also_the_empty_and_the_unfinished_one() -> None:
    assert lines_of("一\n\n二\r\n三".encode()) == ["一", "", "二", "三"]


def test_nothing_is_no_line() -> None:
    assert lines_of(b"") == []


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert lines_of(b"\xff\xfe?\n") == ["\ufffd\ufffd?"]


def test_only_line_feeds_end_a_line() -> None:
    assert lines_of("一\u2028二\x0b三\x85四\n".encode()) == ["一\u2028二\x0b三\x85四"]


def test_a_byte_order_mark_is_not_part_of_the_first_question() -> None:
    assert lines_of("\ufeff一\n\ufeff二".encode()) == ["一", "\ufeff二"]


def test_half_characters_become_text() -> None:
    assert as_text("江\ud83d门\udcff") == "江\ufffd门\ufffd"
