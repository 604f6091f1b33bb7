"""Aliases and synonyms, found in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Synonyms
from bot.retrieval.question.aliases import ALIAS, SYNONYM, Aliases, Expansion
from bot.retrieval.text.normalization import normalize
from bot.retrieval.text.words import word_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping


def tables(
    aliases: Mapping[str, tuple[str, ...]] | None = None,
    synonyms: Mapping[str, tuple[str, ...]] | None = None,
) -> Aliases:
    """What holds for every article."""
    return Aliases({"": Synonyms(aliases or {}, synonyms or {})})


@pytest.fixture(scope="module")
def aliases() -> Aliases:
    return tables(
        aliases={
            "大黃蜂": ("流动图书馆",),
            "Lighthouse": ("灯塔",),
            "灯": ("电灯",),
            "sea mile": ("海里",),
            "steam engine": ("蒸汽机",),
            "无": ("\u200b",),
        },
        synonyms={"守灯人": ("守塔人", "值班人"), "巴士": ("公共汽车",)},
    )


def found(aliases: Aliases, text: str) -> dict[str, tuple[tuple[str, ...], float]]:
    return {text[at.start : at.end]: (at.wordings, at.degree) for at in aliases.expansions(text)}


def test_an_alias_stands_for_what_it_names_and_a_synonym_for_a_little_less(aliases: Aliases) -> None:
    expanded = found(aliases, "大黄蜂这辆巴士")
    assert expanded == {"大黄蜂": (("流动图书馆",), ALIAS), "巴士": (("公共汽车",), SYNONYM)}


def test_the_longest_entry_is_taken_and_a_shorter_one_inside_it_too(aliases: Aliases) -> None:
    assert aliases.expansions("守灯人") == [
        Expansion(0, 3, ("守塔人", "值班人"), SYNONYM),
        Expansion(1, 2, ("电灯",), ALIAS),
    ]


@pytest.mark.parametrize(
    "text",
    ["lighthouse", "the lighthouse.", "看lighthouse吗", "lighthouses", "sea miles", "the steam engine"],
)
def test_a_latin_entry_is_found_as_a_whole_word_or_its_plural(aliases: Aliases, text: str) -> None:
    assert len(aliases.expansions(text)) == 1


@pytest.mark.parametrize("text", ["lighthousekeeper", "alighthouse", "lighthousey", "sea", "mile sea"])
def test_a_latin_entry_is_not_found_inside_another_word(aliases: Aliases, text: str) -> None:
    assert aliases.expansions(text) == []


def test_units_go_by_their_other_names(aliases: Aliases) -> None:
    assert found(aliases, "9535 km2") == {"km2": (("平方公里",), ALIAS)}
    assert found(aliases, "38 percent") == {"percent": (("%",), ALIAS)}


@pytest.mark.parametrize("unit", [said for said, _ in word_pairs("units")])
def test_every_unit_is_found_under_its_other_name(aliases: Aliases, unit: str) -> None:
    assert unit in found(aliases, f"多少 {unit} ?")


def test_what_belongs_to_an_article_is_told_with_its_slug() -> None:
    both = Aliases({"": Synonyms({"塔": ("灯塔",)}), "tea": Synonyms({"塔": ("茶塔",)})})
    assert both.expansions("塔") == [
        Expansion(0, 1, ("灯塔",), ALIAS),
        Expansion(0, 1, ("茶塔",), ALIAS, "tea"),
    ]


def test_what_an_entry_stands_for_can_be_looked_up(aliases: Aliases) -> None:
    assert aliases.wordings("lighthouse") == ("灯塔",)
    assert aliases.wordings("lamp") == ()


def test_a_wording_without_a_visible_character_is_dropped(aliases: Aliases) -> None:
    assert aliases.wordings("无") == ()


def test_an_alias_and_a_synonym_of_the_same_key_are_both_kept() -> None:
    both = tables(aliases={"塔": ("灯塔",)}, synonyms={"塔": ("高塔",)})
    assert both.expansions("塔") == [Expansion(0, 1, ("灯塔",), ALIAS), Expansion(0, 1, ("高塔",), SYNONYM)]


def test_a_key_written_in_two_ways_is_one() -> None:
    one = tables(aliases={"燈臺": ("灯塔",), "灯台": ("航标",)})
    assert found(one, "灯台") == {"灯台": (("灯塔", "航标"), ALIAS)}


@pytest.mark.parametrize("key", ["Hi-Fi", "hifi", "HI FI", "hi_fi", "Hi/Fi"])
@pytest.mark.parametrize("typed", ["Hi-Fi", "hifi", "HI FI", "Hi·Fi"])
def test_a_latin_key_is_found_however_it_is_spaced_and_hyphenated(key: str, typed: str) -> None:
    text = normalize(f"这台{typed}在哪")
    assert found(tables({key: ("音响",)}), text).popitem()[1] == (("音响",), ALIAS)


def test_of_two_latin_entries_at_one_place_the_longer_is_taken() -> None:
    two = tables({"sea": ("海",), "sea mile": ("海里",)})
    assert found(two, "sea mile") == {"sea mile": (("海里",), ALIAS)}
    assert found(two, "sea wind") == {"sea": (("海",), ALIAS)}


def test_figures_may_be_a_key() -> None:
    assert found(tables({"12345": ("热线",)}), "打12345吗") == {"12345": (("热线",), ALIAS)}


def test_a_key_of_marks_alone_is_none() -> None:
    assert tables({"--": ("灯塔",), " ": ("茶园",)}).expansions("-- 灯") == []


@given(st.text(alphabet=st.one_of(st.sampled_from("灯塔巴士lighthouse -'无7"), st.characters()), max_size=40))
def test_expansions_lie_within_any_text(aliases: Aliases, text: str) -> None:
    for expansion in aliases.expansions(normalize(text)):
        assert 0 <= expansion.start < expansion.end <= len(normalize(text))
        assert expansion.wordings


def test_a_text_without_entries_has_no_expansions(aliases: Aliases) -> None:
    assert aliases.expansions("茶叶") == []
    assert aliases.expansions("") == []
