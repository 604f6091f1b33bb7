"""The article that comes with the bot is the newspaper's, word for word."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.knowledge import read_knowledge

if TYPE_CHECKING:
    from bot.models import Article, Passage

NOTICE = "江门市五邑公证处、台山市公证处被确定为远程海外视频公证试点机构"


@pytest.fixture(scope="module")
def article() -> Article:
    article = read_knowledge(Path(__file__).parents[1] / "knowledge").article("jiangmen")
    assert article is not None
    return article


@pytest.fixture(scope="module")
def passages(article: Article) -> list[Passage]:
    return [passage for section in article.sections for passage in section.passages]


def test_every_word_of_it_is_held_for_ever(article: Article) -> None:
    """The numbers were taken from the text when every character had been compared with the printed page."""
    lines = [article.title]
    for section in article.sections:
        lines += [f"## {section.title}", *(passage.text for passage in section.passages)]
    text = "\n".join(lines)
    assert len(text) == 7_915
    assert (
        hashlib.sha256(text.encode()).hexdigest()
        == "00419b713a4e30bf720a031ba6275ae22e4d3dba56fc58bfdbcb1efdc54ae177"
    )


def test_its_headline_and_credits_are_those_of_the_page(article: Article) -> None:
    assert article.title == "“六大工程”牵手“大桥经济” 奏响高质量发展“江门之声”"
    (credit,) = article.sections[0].passages
    assert (credit.section, credit.text) == ("", "统筹/皇智尧\n文/皇智尧 张茂盛 黎禹君 张浩洋")


def test_its_lead_comes_first_and_its_five_headings_follow(article: Article) -> None:
    assert [(section.number, section.title, len(section.passages)) for section in article.sections] == [
        (0, "", 1),
        (1, "导语", 3),
        (2, "创新发展之风拂遍侨乡大地", 14),
        (3, "“园区再造”重塑空间发展形态", 12),
        (4, "广泛凝聚港澳同胞和海外侨胞智慧力量", 11),
        (5, "新老并举走出“工业振兴”之路", 12),
        (6, "让人才“有用武之地，无后顾之忧”", 8),
    ]
    lead = article.sections[1].passages
    assert lead[0].text.startswith("党的二十大报告指出，")
    assert lead[-1].text.endswith("奏响高质量发展“江门之声”。")


@pytest.mark.parametrize(
    "words",
    [
        "江门久久为功、驰而不息。",
        "江门成功创建蓬江食品、智能家电和新会轨道交通等",
        "江门承接产业有序转移获重点支持，",
        "海外侨胞的热门去处，大家纷纷表示，",
        "特色产业新赛道，中创新航、隆基绿能等",
        "国家级专精特新“小巨人”企业（总计25家）。",
        "通过立足自主培养、强化产教融合，",
    ],
)
def test_a_sentence_that_the_columns_cut_in_two_is_whole(passages: list[Passage], words: str) -> None:
    assert sum(words in passage.text for passage in passages) == 1


def test_its_misprints_are_kept(passages: list[Passage]) -> None:
    assert sum(passage.text.count("银湾湾滨海新区") for passage in passages) == 2
    assert sum("交流互动越频繁。" in passage.text for passage in passages) == 1


def test_the_paragraph_that_lost_its_end_is_marked_and_the_mark_is_no_text(passages: list[Passage]) -> None:
    position = next(number for number, passage in enumerate(passages) if passage.breaks_off)
    assert passages[position].text == "交流互动越频繁。今年以来，大"
    assert passages[position + 1].text.startswith("从1月中旬香港粤港澳大湾区人才联盟参访团到访")
    assert sum(passage.breaks_off for passage in passages) == 1
    for mark in ("<!--", "-->", "gap", "此处缺字", "\n\n"):
        assert not any(mark in passage.text for passage in passages)


def test_a_notice_that_was_printed_twice_stands_twice(passages: list[Passage]) -> None:
    first, second = (passage for passage in passages if NOTICE in passage.text)
    assert first.section == second.section == "广泛凝聚港澳同胞和海外侨胞智慧力量"
    assert first.text.partition(NOTICE)[2] == second.text.partition(NOTICE)[2]
