"""Several articles on equal terms: the one that answers best answers, however many forms and words another has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.knowledge import read_knowledge
from bot.models import Article, Passage, PassageId, Section
from bot.retrieval.opening import open_retriever
from bot.settings import packaged_knowledge

if TYPE_CHECKING:
    from bot.retrieval.retriever import Retriever

NOTICE = (
    "为方便老年人就近用餐，全市在社区设立长者饭堂二十六家，每周一至周六供应午餐。",
    "年满六十周岁的户籍老人用餐，每餐补助三元；年满八十周岁的，每餐补助六元。",
    "申请人带身份证到所在居委会登记，领取用餐卡，三个工作日内开通。",
    "饭堂由街道办事处公开招标，餐费标准每餐十二元，每季度公布一次账目。",
    "行动不便的老人可以预约送餐，送餐费由街道承担。",
)


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    """The default article with all its forms and words, and a notice with none."""
    passages = tuple(
        Passage(PassageId("canteen", 1, number), "关于开办长者饭堂的通知", "用餐与补助", text)
        for number, text in enumerate(NOTICE, 1)
    )
    notice = Article(
        "canteen", "关于开办长者饭堂的通知", "zh-Hans", "", (Section(1, "用餐与补助", passages),)
    )
    home = read_knowledge(packaged_knowledge())
    return open_retriever(replace(home, articles=(*home.articles, notice), version="two-articles"))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("80岁老人一顿饭补多少", "每餐补助六元"),
        ("长者饭堂一共有多少家", "二十六家"),
        ("用餐卡在哪里办", "居委会登记"),
        ("腿脚不好的老人能送餐吗", "预约送餐"),
        ("餐费谁定的，多少钱一餐", "每餐十二元"),
    ],
)
def test_a_bare_notice_answers_its_own_questions_beside_a_rich_article(
    retriever: Retriever, question: str, answer: str
) -> None:
    assert answer in retriever.retrieve(question).matches[0].passage.text


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("人才驿站有几家？", "人才驿站"),
        ("江门的陆地面积有多大？", "9535平方公里"),
        ("六大工程是哪六个？", "科技引领、工业振兴"),
    ],
)
def test_the_rich_article_still_answers_its_own(retriever: Retriever, question: str, answer: str) -> None:
    assert answer in retriever.retrieve(question).matches[0].passage.text


def test_an_alias_of_one_article_says_nothing_in_another() -> None:
    texts = {"bridge": "大鹏是一座铁索桥，长三百米。", "ship": "铁索桥在渡口上游，要走半小时。"}
    articles = tuple(
        Article(
            slug, slug, "zh-Hans", "", (Section(1, "", (Passage(PassageId(slug, 1, 1), slug, "", text),)),)
        )
        for slug, text in texts.items()
    )
    home = read_knowledge(packaged_knowledge())
    synonyms = replace(home.synonyms["jiangmen"], aliases={"老胳膊": ("铁索桥",)}, synonyms={})
    knowledge = replace(home, articles=articles, forms={}, synonyms={"bridge": synonyms}, version="aliases-")
    first = open_retriever(knowledge).retrieve("老胳膊多长？").matches[0]
    assert first.passage.id.article == "bridge"
    assert any(meeting.channel == "alias" for meeting in first.why.meetings)
