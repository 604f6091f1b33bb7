"""Aliases, synonyms and abbreviations, found in a text."""

from __future__ import annotations

import pytest

from bot.retrieval.question.thesaurus import ABBREVIATED, ALIAS, SYNONYM, Expansion, Thesaurus


@pytest.fixture(scope="module")
def thesaurus() -> Thesaurus:
    return Thesaurus(
        aliases={
            "大黃蜂": ("流动图书馆",),
            "Lighthouse": ("灯塔",),
            "灯": ("电灯",),
            "sea mile": ("海里",),
            "无": ("\u200b",),
        },
        synonyms={"守灯人": ("守塔人", "值班人"), "巴士": ("公共汽车",)},
        names=["云岭茶园", "罗海生", "X光"],
    )


def found(thesaurus: Thesaurus, text: str) -> dict[str, tuple[tuple[str, ...], float]]:
    return {text[at.start : at.end]: (at.wordings, at.degree) for at in thesaurus.expansions(text)}


def test_an_alias_stands_for_what_it_names_and_a_synonym_for_a_little_less(thesaurus: Thesaurus) -> None:
    expanded = found(thesaurus, "大黄蜂这辆巴士")
    assert expanded == {"大黄蜂": (("流动图书馆",), ALIAS), "巴士": (("公共汽车",), SYNONYM)}


def test_the_longest_entry_is_taken_and_a_shorter_one_inside_it_too(thesaurus: Thesaurus) -> None:
    assert thesaurus.expansions("守灯人") == [
        Expansion(0, 3, ("守塔人", "值班人"), SYNONYM),
        Expansion(1, 2, ("电灯",), ALIAS),
    ]


@pytest.mark.parametrize(
    "text", ["lighthouse", "the lighthouse.", "看lighthouse吗", "lighthouses", "sea miles"]
)
def test_a_latin_entry_is_found_as_a_whole_word_or_its_plural(thesaurus: Thesaurus, text: str) -> None:
    assert len(thesaurus.expansions(text)) == 1


@pytest.mark.parametrize("text", ["lighthousekeeper", "alighthouse", "lighthouse7", "sea"])
def test_a_latin_entry_is_not_found_inside_another_word(thesaurus: Thesaurus, text: str) -> None:
    assert thesaurus.expansions(text) == []


def test_units_go_by_their_other_names(thesaurus: Thesaurus) -> None:
    assert found(thesaurus, "9535 km2") == {"km2": (("平方公里",), ALIAS)}
    assert found(thesaurus, "38 percent") == {"percent": (("%",), ALIAS)}


def test_a_name_may_be_abbreviated_to_first_letters(thesaurus: Thesaurus) -> None:
    assert found(thesaurus, "ylcy在哪") == {"ylcy": (("云岭茶园",), ABBREVIATED)}
    assert found(thesaurus, "xg") == {}


def test_what_an_entry_stands_for_can_be_looked_up(thesaurus: Thesaurus) -> None:
    assert thesaurus.wordings("lighthouse") == ("灯塔",)
    assert thesaurus.wordings("lamp") == ()


def test_a_wording_without_a_visible_character_is_dropped(thesaurus: Thesaurus) -> None:
    assert thesaurus.wordings("无") == ()


def test_an_alias_goes_before_a_synonym_of_the_same_key() -> None:
    both = Thesaurus(aliases={"塔": ("灯塔",)}, synonyms={"塔": ("高塔",)})
    assert found(both, "塔") == {"塔": (("灯塔",), ALIAS)}


def test_a_text_without_entries_has_no_expansions(thesaurus: Thesaurus) -> None:
    assert thesaurus.expansions("茶叶") == []
    assert thesaurus.expansions("") == []
