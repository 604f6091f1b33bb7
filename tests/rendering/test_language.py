from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Language
from bot.rendering import language_of

HANS, HANT, EN = Language.SIMPLIFIED, Language.TRADITIONAL, Language.ENGLISH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中微子实验什么时候开始？", HANS),
        ("中微子實驗什麼時候開始？", HANT),
        ("台灣", HANT),
        ("皇后在哪裡", HANT),
        ("有几个", HANS),
        ("点解", HANS),
        ("邊個嘅", HANT),
        ("乜嘢嚟㗎", HANT),
        ("攞咗", HANT),
        ("What is the neutrino lab?", EN),
        ("江门 GDP growth", HANS),
    ],
)
def test_the_script_of_the_message_decides(text: str, expected: Language) -> None:
    for setting in ("zh-hans", "zh-hant", "en", None):
        assert language_of(text, setting) is expected


@pytest.mark.parametrize(
    "text",
    ["", "？？", "RCEP", "5G", "2025", "😀", "Привет", "こんにちは", "ok", "@some_body", "jiangmen zai nali"],
)
@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("zh-hant", HANT),
        ("zh-TW", HANT),
        ("zh_HK", HANT),
        ("zh-Hans-HK", HANS),
        ("zh", HANS),
        ("en-GB", EN),
        ("de", HANS),
        ("", HANS),
        (None, HANS),
    ],
)
def test_an_undecidable_message_is_left_to_the_setting(
    text: str, setting: str | None, expected: Language
) -> None:
    assert language_of(text, setting) is expected


@given(st.text(st.characters(exclude_categories=())), st.one_of(st.none(), st.text()))
def test_any_text_and_setting_have_a_language(text: str, setting: str | None) -> None:
    assert language_of(text, setting) in Language


@pytest.mark.parametrize("text", ["后里", "江門的门", "江"])
def test_who_writes_chinese_is_never_answered_in_english(text: str) -> None:
    assert language_of(text, "en") is HANS
    assert language_of(text, "en", EN) is HANS
    assert language_of(text, "en", HANT) is HANT


def test_what_tells_nothing_leaves_the_language_as_it_was() -> None:
    assert language_of("OK", "en", HANT) is HANT
    assert language_of("jiangmen", "en", HANS) is HANS
    assert language_of("thanks", "zh-hant", EN) is EN
