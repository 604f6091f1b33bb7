"""Codes: however letters and figures are joined, spaced and hyphenated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.retrieval.text.codes import codes, misread, tokens
from bot.retrieval.text.normalization import normalize


def terms(text: str) -> set[str]:
    return {code.term for code in codes(normalize(text))}


@pytest.mark.parametrize(
    ("one", "other", "term"),
    [
        ("Blu-ray", "bluray", "bluray"),
        ("Hi-Fi 4", "HIFI4", "hifi4"),
        ("Hi Fi", "hifi", "hifi"),
        ("SUV 7", "suv-7", "suv7"),
        ("M6×40", "m6x40", "m6x40"),
        ("6·18", "6.18", "6.18"),
        ("Vue.js", "vuejs", "vuejs"),
        ("Q&A", "qa", "qa"),
        ("I/O", "io", "io"),
        ("v4.2.1", "V 4.2.1", "v4.2.1"),
        ("0757-6543210", "07576543210", "07576543210"),
        ("O'Neill", "oneill", "oneill"),
        ("ΔT", "Δ T", "δt"),
    ],
)
def test_a_code_is_the_same_however_it_is_spaced(one: str, other: str, term: str) -> None:
    assert term in terms(one) & terms(other)


def test_every_token_of_a_code_is_a_term_too() -> None:
    assert terms("Hi-Fi 4") == {"hi", "fi", "4", "hifi", "fi4", "hifi4"}


def test_figures_with_points_are_one_token() -> None:
    assert [token.term for token in tokens("版本2.10.3与7")] == ["2.10.3", "7"]


def test_letters_of_any_alphabet_are_tokens_and_chinese_is_none() -> None:
    assert [token.term for token in tokens(normalize("α射线 Нева 咖啡 サクラ茶"))] == ["α", "нева", "サクラ"]


@pytest.mark.parametrize("text", ["the lighthouse", "red, blue", "a。b", "a  b", "茶a园b"])
def test_words_that_no_code_joins_stay_apart(text: str) -> None:
    assert terms(text) == {token.term for token in tokens(text)}


def test_a_code_tells_its_place() -> None:
    text = normalize("放在Hi-Fi 4旁边")
    (place,) = (code for code in codes(text) if code.term == "hifi4")
    assert text[place.start : place.end] == "hi-fi 4"


def test_a_row_of_tokens_without_end_is_joined_only_so_far() -> None:
    assert len(list(codes("a-" * 5_000))) <= 5 * 5_000


@pytest.mark.parametrize(
    ("term", "meant"),
    [
        ("2o24", "2024"),
        ("l64", "164"),
        ("3oo", "300"),
        ("lol", "lol"),
        ("x9oo", "x9oo"),
        ("164", "164"),
        ("", ""),
    ],
)
def test_letters_that_hasty_thumbs_leave_in_a_number_are_read_as_figures(term: str, meant: str) -> None:
    assert misread(term) == meant


@given(st.text(alphabet=st.one_of(st.sampled_from("aZ09.-_/&+×·:' é灯カ"), st.characters()), max_size=60))
def test_codes_lie_within_the_text_and_hold_its_letters_and_figures_alone(text: str) -> None:
    text = normalize(text)
    for code in codes(text):
        assert 0 <= code.start < code.end <= len(text)
        kept = "".join(char for char in text[code.start : code.end].replace("×", "x") if char.isalnum())
        assert code.term.replace(".", "") == kept


@given(st.lists(st.sampled_from(["x", "ray", "7", "15"]), min_size=2, max_size=5), st.sampled_from("-_/&+:"))
def test_short_tokens_joined_by_any_mark_are_the_code_without_it(parts: list[str], mark: str) -> None:
    assert "".join(parts) in terms(mark.join(parts))
