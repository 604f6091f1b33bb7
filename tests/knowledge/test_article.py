from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import KnowledgeError
from bot.models import PassageId

if TYPE_CHECKING:
    from tests.knowledge.conftest import Desk


def test_an_article_has_a_title_sections_and_paragraphs(desk: Desk) -> None:
    article = desk.article("# 题目\n\n引子。\n\n## 一\n\n甲。\n\n乙。\n\n## 二\n\n丙。\n")
    assert article.title == "题目"
    assert [(section.number, section.title) for section in article.sections] == [
        (0, ""),
        (1, "一"),
        (2, "二"),
    ]
    second = article.sections[1].passages[1]
    assert (second.id, second.title, second.section, second.text) == (
        PassageId("town", 1, 2),
        "题目",
        "一",
        "乙。",
    )


def test_without_text_above_the_first_heading_there_is_no_section_zero(desk: Desk) -> None:
    assert [section.number for section in desk.article("# 题目\n\n## 一\n\n甲。\n").sections] == [1]


def test_credits_stand_last_above_the_first_heading(desk: Desk) -> None:
    article = desk.article("---\ncredits: [文/甲, 图/乙]\n---\n# 题目\n\n引子。\n\n## 一\n\n丙。\n")
    assert [passage.text for passage in article.sections[0].passages] == ["引子。", "文/甲\n图/乙"]


def test_credits_alone_make_a_section_zero(desk: Desk) -> None:
    article = desk.article("---\ncredits: 文/甲\n---\n## 一\n\n丙。\n")
    assert [(section.number, section.title) for section in article.sections] == [(0, ""), (1, "一")]


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("---\ntitle: 甲\n---\n# 乙\n\n文。", "乙"),
        ("---\ntitle: 甲\n---\n文。", "甲"),
        ("文。", "town"),
        ("\ufeff# 乙 ##\r\n\r\n文。\r\n", "乙"),
    ],
)
def test_the_title_is_the_heading_or_the_front_matter_or_the_file_name(
    desk: Desk, content: str, title: str
) -> None:
    assert desk.article(content).title == title


def test_a_deeper_heading_is_a_section_named_with_those_above_it(desk: Desk) -> None:
    article = desk.article(
        "## 历史\n\n### 古代\n\n甲。\n\n#### 唐\n\n乙。\n\n### 近代\n\n丙。\n\n## 今天\n\n丁。\n"
    )
    titles = [section.title for section in article.sections]
    assert titles == ["历史 › 古代", "历史 › 古代 › 唐", "历史 › 近代", "今天"]
    assert desk.problems() == []


def test_a_second_title_is_read_as_a_section_with_a_warning(desk: Desk) -> None:
    article = desk.article("# 甲\n\n文。\n\n# 乙\n\n字。\n")
    assert [section.title for section in article.sections] == ["", "乙"]
    assert "articles/town.md:5: warning: a second # heading" in desk.problem()


def test_a_section_without_text_is_left_out_with_a_warning(desk: Desk) -> None:
    article = desk.article("## 空\n\n## 满\n\n文。\n")
    assert [(section.number, section.title) for section in article.sections] == [(1, "满")]
    assert 'articles/town.md:1: warning: the section "空" has no text' in desk.problem()


def test_a_section_title_that_stands_twice_gets_a_warning(desk: Desk) -> None:
    desk.article("## 一\n\n甲。\n\n## 一\n\n乙。\n")
    assert 'articles/town.md:5: warning: the section "一" stands here twice' in desk.problem()


def test_a_gap_marks_the_paragraph_before_it_and_is_no_text(desk: Desk) -> None:
    first, second = desk.article("甲断\n\n<!-- gap: 原文\n此处缺字 -->\n\n乙。\n").sections[0].passages
    assert (first.text, first.breaks_off) == ("甲断", True)
    assert (second.text, second.breaks_off) == ("乙。", False)


def test_a_gap_within_a_line_ends_the_paragraph_there(desk: Desk) -> None:
    assert desk.texts("甲断<!--gap-->乙。\n") == ["甲断", "乙。"]


def test_a_gap_that_follows_no_paragraph_gets_a_warning(desk: Desk) -> None:
    desk.article("甲。\n\n## 一\n\n<!-- gap -->\n\n乙。\n")
    assert "articles/town.md:5: warning: this gap follows no paragraph" in desk.problem()


@pytest.mark.parametrize(
    "content", ["", "\n\n", "# 题目\n", "---\ncredits: 文/甲\n---\n", "<!-- 文。 -->\n", "---\n---\n"]
)
def test_an_article_without_text_is_an_error(desk: Desk, content: str) -> None:
    with pytest.raises(KnowledgeError, match=r"town\.md: has no text; write at least one paragraph"):
        desk.article(content)


@pytest.mark.parametrize("name", ["侨都-2_é", "中" * 40, "a b", "a.b", "（一）", "😀", "हिन्दी"])
def test_a_slug_is_the_name_of_the_file_whatever_it_is(desk: Desk, name: str) -> None:
    assert desk.write(f"articles/{name}.md", "文。").read().articles[0].slug == name


def test_an_endless_article_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.knowledge.article._MOST_PARAGRAPHS", 10)
    desk.write("articles/town.md", "文\n\n" * 20)
    assert "error: has more than 10 paragraphs" in desk.problem()
