from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.knowledge.conftest import Desk


def test_the_dictionary_holds_the_lines_as_typed(desk: Desk) -> None:
    desk.write("articles/town.md", "文。").write(
        "dictionary.txt", "# 人名\n丁肇中 100 nr\n\n江门\n 双碳\t nz \n银湾湾 5\n"
    )
    assert desk.read().dictionary == ("丁肇中 100 nr", "江门", "双碳 nz", "银湾湾 5")


@pytest.mark.parametrize(
    "entry", ["丁 肇中", "江门 nr 100", "江门 100 nr x", "江门 " + "9" * 5000, "江门 -1"]
)
def test_a_line_that_is_no_dictionary_entry_is_left_out_with_a_warning(desk: Desk, entry: str) -> None:
    desk.write("articles/town.md", "江门文。").write("dictionary.txt", f"江门 100 ns\n{entry}\n")
    assert desk.problem().startswith("dictionary.txt:2: warning: ")


def test_a_word_that_stands_twice_in_the_dictionary_gets_a_warning(desk: Desk) -> None:
    desk.write("articles/town.md", "江门，新会。").write("dictionary.txt", "江门 100\n新会\n江门\n")
    assert 'dictionary.txt:3: warning: "江门" stands on line 1 already' in desk.problem()
    assert desk.read().dictionary == ("江门 100", "新会")


def test_aliases_and_synonyms_are_normalised(desk: Desk) -> None:
    desk.write("articles/town.md", "文。")
    desk.write(
        "synonyms.toml",
        '[aliases]\n" ＧＢＡ " = "大湾区"\nGba = ["Bay Area"]\n\n[synonyms]\n"钱" = ["投资", " 投资"]\n',
    )
    assert desk.read().synonyms[""].aliases == {"gba": ("大湾区", "bay area")}
    assert desk.read().synonyms[""].synonyms == {"钱": ("投资",)}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("[aliases]\n\n江门 = ['x']", "3: warning: is not valid TOML ("),
        ('[aliases]\n"a" = ["b"', "2: warning: is not valid TOML ("),
        ("a=" + "[" * 5000, "1: warning: is not valid TOML (nested too deeply)"),
        ("a" + ".a" * 5000 + "=1", "1: warning: has too many dots"),
        ("aliases = 1", "1: warning: aliases is no table"),
        (
            '[synonyms]\n"a" = "b"\n[aliases]\n"b" = ["c"]\n"a" = [1]',
            '5: warning: "a" holds something that is not text',
        ),
        ('[aliases]\na = "\\u0000"', '2: warning: "a" holds a control character'),
        ('[aliases]\na = [" "]', '2: warning: "a" says nothing'),
        (
            '[aliases]\n\n[alias]\na = "b"',
            '3: warning: "alias" is not known here; use [aliases] and [synonyms]',
        ),
    ],
)
def test_a_problem_of_the_synonyms_names_its_line(desk: Desk, content: str, problem: str) -> None:
    desk.write("articles/town.md", "文。").write("synonyms.toml", content)
    assert desk.problem().startswith(f"synonyms.toml:{problem}")


def test_a_line_that_is_no_toml_takes_no_other_with_it(desk: Desk) -> None:
    desk.write("articles/town.md", "文。")
    desk.write("synonyms.toml", '[aliases]\n"甲" = ["乙"]\n“丙” = [“丁”]\n"戊" = ["己"]\n')
    assert "synonyms.toml:3: warning: has Chinese quotation marks" in desk.problem()
    assert desk.read().synonyms[""].aliases == {"甲": ("乙",), "戊": ("己",)}


def test_a_word_without_end_and_too_many_under_one_key_are_left_out(desk: Desk) -> None:
    desk.write("articles/town.md", "文。").write("dictionary.txt", "茶" * 1_000_000)
    words = ", ".join(f'"词{number}"' for number in range(2000))
    desk.write("synonyms.toml", f'[aliases]\n"甲" = [{words}]\n')
    assert len(desk.problems()) == 2
    knowledge = desk.read()
    assert knowledge.dictionary == ()
    assert len(knowledge.synonyms[""].aliases["甲"]) == 1000


def test_examples_are_the_lines_that_are_no_remarks(desk: Desk) -> None:
    desk.write("articles/town.md", "文。").write("examples.txt", "# 前三个\n\n  在哪里？ \n几时？\n")
    assert desk.read().examples == ("在哪里？", "几时？")


def test_an_example_too_long_for_a_button_is_left_out_with_a_warning(desk: Desk) -> None:
    desk.write("articles/town.md", "文。").write("examples.txt", "好？\n" + "长" * 21)
    assert "examples.txt:2: warning:" in desk.problem()
    assert desk.read().examples == ("好？",)


def test_words_named_like_an_article_are_of_that_article_alone(desk: Desk) -> None:
    desk.write("articles/town.md", "文。").write("articles/sea.md", "文。")
    desk.write("synonyms.toml", '[aliases]\n"甲" = ["乙"]\n').write(
        "synonyms/sea.toml", '[aliases]\n"海" = ["洋"]\n'
    )
    desk.write("dictionary/sea.txt", "灯塔\n").write("dictionary.txt", "江门\n")
    knowledge = desk.read()
    assert knowledge.synonyms[""].aliases == {"甲": ("乙",)}
    assert knowledge.synonyms["sea"].aliases == {"海": ("洋",)}
    assert set(knowledge.dictionary) == {"灯塔", "江门"}


def test_examples_of_several_articles_take_turns(desk: Desk) -> None:
    desk.write("articles/town.md", "文。").write("articles/sea.md", "文。")
    desk.write("examples/sea.txt", "海？\n浪？\n").write("examples/town.txt", "城？\n街？\n")
    assert desk.read().examples == ("海？", "城？", "浪？", "街？")


def test_words_that_belong_to_no_article_are_named(desk: Desk) -> None:
    desk.write("articles/town.md", "文。").write("synonyms/sea.toml", "")
    assert "synonyms/sea.toml:None: warning: belongs to no article" in desk.problem()
