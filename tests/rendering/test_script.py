from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.models import Language, Quote, Span
from bot.rendering.script import converted, other_script


def test_a_quote_is_converted_into_the_other_script_and_says_so() -> None:
    quote = Quote("群众都说好。为了江门的发展。", Span(6, 14), "题 › 节", "缺字")
    shown = converted(quote, Language.SIMPLIFIED)
    assert shown.text == "群眾都說好。為了江門的發展。"
    assert shown.sentence is not None
    assert shown.text[shown.sentence.start : shown.sentence.end] == "為了江門的發展。"
    assert shown.note == "缺字\n以上由简体转换成繁体，不是原文用字"
    assert shown.citation == quote.citation
    back = converted(Quote("群眾都說好。", None, "題"), Language.ENGLISH)
    assert back.text == "群众都说好。"
    assert back.note.startswith("Converted from traditional to simplified")


def test_what_is_the_same_in_both_scripts_has_no_other() -> None:
    assert other_script("2025") is None
    assert other_script("人口") is None
    assert other_script("江门") is Language.TRADITIONAL
    assert other_script("江門") is Language.SIMPLIFIED
    quote = Quote("2025", None, "题")
    assert converted(quote, Language.SIMPLIFIED) == quote


@given(st.text(st.characters(exclude_categories=()), max_size=60), st.floats(0, 1), st.floats(0, 1))
def test_any_text_is_converted_with_its_sentence(text: str, one: float, other: float) -> None:
    start, end = sorted(round(edge * len(text)) for edge in (one, other))
    shown = converted(Quote(text, Span(start, end), "题"), Language.TRADITIONAL)
    assert shown.sentence is not None
    assert 0 <= shown.sentence.start <= shown.sentence.end <= len(shown.text)
