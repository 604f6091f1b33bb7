from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.models import PassageId

if TYPE_CHECKING:
    from tests.knowledge.conftest import Desk

ARTICLE = """---
credits: 文/某人
---
# 小城

开头的话。

## 桥

大桥去年开工。

大桥明年通车。

## 茶 › 历史

茶园

茶园很老。
"""


@pytest.fixture
def forms(desk: Desk) -> Desk:
    return desk.write("articles/town.md", ARTICLE)


def test_forms_belong_to_the_paragraph_that_begins_as_quoted(forms: Desk) -> None:
    forms.write(
        "questions/town.md",
        "# 小城\n\n> 文/\n\n- 谁写的\n\n## 桥\n\n<!-- 注 -->\n"
        "> 大桥去年……\n\n- 何时动工\n* 开工时间\n\n> 大桥明年...\n- 哪年能走\n",
    )
    assert forms.problems() == []
    assert forms.read().forms == {
        PassageId("town", 0, 2): ("谁写的",),
        PassageId("town", 1, 1): ("何时动工", "开工时间"),
        PassageId("town", 1, 2): ("哪年能走",),
    }


def test_the_forms_of_an_article_may_be_spread_over_files(forms: Desk) -> None:
    forms.write("questions/town.md", "> 开头\n- 甲").write("questions/town.more.md", "> 开头\n- 乙")
    assert forms.read().forms == {PassageId("town", 0, 1): ("甲", "乙")}


def test_a_paragraph_that_is_the_opening_of_another_can_be_named(forms: Desk) -> None:
    forms.write("questions/town.md", "## 茶 › 历史\n> 茶园\n- 甲").write(
        "questions/town.b.md", "## 桥\n> 大桥明\n- 乙"
    )
    assert forms.read().forms == {PassageId("town", 1, 2): ("乙",), PassageId("town", 2, 1): ("甲",)}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("## 河\n> 大桥\n- 甲", '1: warning: the article has no section "河"'),
        ("## 桥\n> 小桥\n- 甲", '2: warning: no paragraph of this section begins with "小桥"'),
        ("## 桥\n> 大桥…\n- 甲", '2: warning: several paragraphs begin with "大桥"'),
        ("## 桥\n> …\n- 甲", "2: warning: names no paragraph"),
        ("## 桥\n- 甲", '2: warning: "甲" stands under no paragraph'),
        ("> 开头\n-", "2: warning: the form is empty"),
        ("> 开头\n- " + "长" * 201, "2: warning: the form is longer than 200 characters"),
        ("> 开头\n甲", '2: warning: "甲" is not used'),
        ("> 开头\n-甲", '2: warning: "-甲" is not used'),
    ],
)
def test_a_form_that_cannot_be_used_gets_one_warning(forms: Desk, content: str, problem: str) -> None:
    forms.write("questions/town.md", content)
    assert forms.problem().startswith(f"questions/town.md:{problem}")
    assert forms.read().forms == {}


def test_a_form_that_stands_twice_gets_a_warning(forms: Desk) -> None:
    forms.write("questions/town.md", "> 开头\n- ＡＢ\n- ab")
    assert 'questions/town.md:3: warning: "ab" stands on line 2 already' in forms.problem()
    assert forms.read().forms == {PassageId("town", 0, 1): ("ＡＢ",)}


def test_a_form_of_two_paragraphs_gets_a_warning_that_names_both_lines(forms: Desk) -> None:
    forms.write("questions/town.md", "> 开头\n- 甲").write("questions/town.z.md", "\n> 文\n- 甲")
    assert forms.problem() == (
        'questions/town.z.md:3: warning: "甲" asks for another paragraph on line 2 of town.md; reword one'
    )
    assert forms.read().forms == {PassageId("town", 0, 1): ("甲",)}


def test_a_file_of_forms_without_an_article_gets_a_warning(forms: Desk) -> None:
    forms.write("questions/city.md", "> 开头\n- 甲")
    assert "questions/city.md:None: warning: belongs to no article" in forms.problem()
