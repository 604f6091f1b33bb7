from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.knowledge.markdown import join_lines

if TYPE_CHECKING:
    from tests.knowledge.conftest import Desk


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["江门久久为功、", "驰而不息。"], "江门久久为功、驰而不息。"),
        (["抢抓“大桥经济”", "“黄金内湾”机遇"], "抢抓“大桥经济”“黄金内湾”机遇"),
        (["Jiangmen is", "a city."], "Jiangmen is a city."),
        (["he said “yes”", "“no” and left"], "he said “yes” “no” and left"),
        (["积极运用5G", "+智慧车间"], "积极运用5G+智慧车间"),
        (["市占率达38%", "，第一"], "市占率达38%，第一"),
        (["우리는", "서울에"], "우리는 서울에"),
        (["。", "。"], "。。"),
        (["三样：", "- 茶", "- 米", "白的", "1. 一"], "三样：\n- 茶\n- 米白的\n1. 一"),
        (["投资", "2.5亿元"], "投资2.5亿元"),
    ],
)
def test_the_lines_of_a_paragraph_are_joined_as_their_script_wants(lines: list[str], text: str) -> None:
    assert join_lines(lines) == text


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ("甲<!-- 注 -->乙。", ["甲乙。"]),
        ("one <!-- note --> two", ["one two"]),
        ("甲\n<!-- 注\n\n注 -->\n乙。", ["甲乙。"]),
        ("甲 <!-- 注\n注 --> 乙。\n\n丙。", ["甲乙。", "丙。"]),
        ("<!-- gaps are rare -->\n甲。", ["甲。"]),
        ("甲。\n---\n乙。\n* * *\n丙。", ["甲。", "乙。", "丙。"]),
        ("　　甲。  \n \t\n  乙。", ["甲。", "乙。"]),
        ("**甲** `# 乙`\r\r- 丙", ["甲 # 乙", "- 丙"]),
        ("####### 七", ["####### 七"]),
    ],
)
def test_text_is_kept_and_notes_are_not(desk: Desk, content: str, texts: list[str]) -> None:
    assert desk.texts(content) == texts
    assert desk.problems() == []


def test_a_note_that_never_ends_is_an_error_with_its_line(desk: Desk) -> None:
    desk.write("articles/town.md", "---\ntitle: 甲\n---\n\n文。\n<!-- 注\n\n文。\n")
    assert "articles/town.md:6: error: the note that begins with <!-- never ends; write -->" in desk.problem()


def test_a_heading_without_a_space_is_text_with_a_warning(desk: Desk) -> None:
    assert desk.texts("#题目\n\n文。") == ["#题目", "文。"]
    assert 'articles/town.md:1: warning: "#题目" is read as text' in desk.problem()


def test_a_heading_without_words_is_nothing_with_a_warning(desk: Desk) -> None:
    assert desk.texts("文。\n##\n字。") == ["文。", "字。"]
    assert "articles/town.md:2: warning: the heading has no words" in desk.problem()


def test_between_fences_a_number_sign_heads_nothing(desk: Desk) -> None:
    article = desk.article("## 甲\n\n正文。\n\n```\n## 假标题\n```\n\n后文。\n")
    assert [section.title for section in article.sections] == ["甲"]
    assert article.sections[0].passages[-1].text == "后文。"
