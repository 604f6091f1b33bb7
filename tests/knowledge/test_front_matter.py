from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.knowledge.conftest import Desk


def test_front_matter_says_what_is_known_of_the_article(desk: Desk) -> None:
    article = desk.article(
        "---\ntitle: 甲：乙\nlanguage: zh-Hant\ncredits:\n  - 文/丙\n  - 图/丁\nsource: >-\n  报纸\n---\n文。"
    )
    assert (article.title, article.language, article.source) == ("甲：乙", "zh-Hant", "报纸")
    assert article.sections[0].passages[-1].text == "文/丙\n图/丁"


def test_without_front_matter_an_article_is_in_simplified_chinese(desk: Desk) -> None:
    article = desk.article("文。")
    assert (article.language, article.source) == ("zh-Hans", "")


def test_values_stay_as_typed(desk: Desk) -> None:
    assert desk.article("---\ntitle: 2024-01-01\nsource: no\n---\n文。").title == "2024-01-01"


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        (
            "title: 甲\nautor: 乙",
            '3: warning: "autor" is not known here; use title, language, credits, source',
        ),
        ("title: 甲\ntitle: 乙", '3: warning: "title" stands here twice'),
        ("language: zh\ntitle: 甲: 乙", "3: error: the front matter is not valid YAML (mapping values"),
        ('title: "甲', "3: error: the front matter is not valid YAML"),
        ('title: "\\UFFFFFFFF"', "2: error: the front matter is not valid YAML"),
        ("[" * 5000, "2: error: the front matter is not valid YAML (nested too deeply)"),
        ("甲", "2: error: the front matter is no list of `name: value` lines"),
        ("title:\n  - 甲", "2: error: title is not one text"),
        ("credits:\n  - 文/甲\n  - 图: 乙", "4: error: a line of credits is not one text"),
        ('title: 甲\nsource: "\\0"', "3: error: source holds a control character"),
        ('title: "\\ud800"', "2: error: title holds a control character"),
        ("source: " + "x" * 70_000, "1: error: the front matter is longer than 65,536 characters"),
    ],
)
def test_a_problem_names_the_line_of_the_file(desk: Desk, block: str, problem: str) -> None:
    desk.write("articles/town.md", f"---\n{block}\n---\n\n文。")
    assert desk.problem().startswith(f"articles/town.md:{problem}")


def test_front_matter_that_never_ends_is_an_error(desk: Desk) -> None:
    desk.write("articles/town.md", "---\ntitle: 甲\n\n文。")
    assert (
        desk.problem() == "articles/town.md:1: error: the front matter never ends; write a line --- after it"
    )


def test_a_bomb_of_yaml_references_is_not_unfolded(desk: Desk) -> None:
    folds = "".join(f"b{n}: &b{n} {{<<: [{','.join([f'*b{n - 1}'] * 9)}]}}\n" for n in range(1, 30))
    desk.write("articles/town.md", f"---\nb0: &b0 {{x: y}}\n{folds}credits: *b29\n---\n文。")
    assert any("a line of credits is not one text" in problem for problem in desk.problems())
