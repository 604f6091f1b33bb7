"""Talk, told from questions by examples and what words mean."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.answering import Answerer
from bot.conversation.talk import Likelihood, TalkClassifier
from bot.models import Knowledge, Match, Meeting, Question, SmallTalk, Span, Talk, Why
from bot.retrieval.opening import open_retriever
from bot.retrieval.retriever import Retriever  # noqa: TC001 - a fixture's

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def retriever(knowledge: Knowledge, shared_state: Path) -> Retriever:
    return open_retriever(knowledge, shared_state)


@pytest.fixture(scope="module")
def talk(retriever: Retriever) -> TalkClassifier:
    return TalkClassifier(retriever.likeness)


@pytest.fixture(scope="module")
def answerer(retriever: Retriever) -> Answerer:
    return Answerer(retriever)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("您好！", Talk.GREETING),
        ("哈囉，在嗎？", Talk.GREETING),
        ("早上好呀小编", Talk.GREETING),
        ("Hello there!", Talk.GREETING),
        ("食咗飯未呀", Talk.GREETING),
        ("多謝晒！", Talk.THANKS),
        ("thank you so much", Talk.THANKS),
        ("好的好的，明白了", Talk.THANKS),
        ("太感谢你了，回答得真快", Talk.THANKS),
        ("拜拜啦，谢谢", Talk.FAREWELL),
        ("good night", Talk.FAREWELL),
        ("你係邊個", Talk.IDENTITY),
        ("你是不是人工智能啊", Talk.IDENTITY),
        ("你用的哪家的模型", Talk.IDENTITY),
        ("给我讲个段子", Talk.IDENTITY),
        ("Are you a robot?", Talk.IDENTITY),
        ("怎么使用你", Talk.HELP),
        ("菜单", Talk.HELP),
        ("what can I ask you", Talk.HELP),
        ("这篇文章主要讲了啥", Talk.OVERVIEW),
        ("帮我总结一下全文", Talk.OVERVIEW),
        ("太长了，说一下重点", Talk.OVERVIEW),
        ("What's this article about?", Talk.OVERVIEW),
        ("你答得不对", Talk.COMPLAINT),
        ("根本没用", Talk.COMPLAINT),
        ("答非所问啊", Talk.COMPLAINT),
        ("我要找人工客服", Talk.HUMAN),
        ("帮我翻译成英文", Talk.TRANSLATE),
        ("这是什么时候发表的", Talk.SOURCE),
        ("文章是谁写的", Talk.SOURCE),
        ("", Talk.EMPTY),
        ("？？？！", Talk.EMPTY),
        ("😀👍", Talk.EMPTY),
        ("\ud800\x00\u200b", Talk.EMPTY),
    ],
)
def test_talk_is_told_by_its_kind(answerer: Answerer, text: str, kind: Talk) -> None:
    assert answerer.answer(Question(text)) == SmallTalk(kind)


@pytest.mark.parametrize(
    "text",
    [
        "灯塔有多高",
        "你好，灯塔有多高？",
        "谢谢，那图书馆呢",
        "谁",
        "什么",
        "1887",
        "早茶",
        "你知道罗海生是谁吗",
        "图书馆的书是谁捐的",
        "灯塔什么时候建成的",
        "茶园用什么模型预测产量",
        "孩子几岁能办借书证",
    ],
)
def test_anything_else_is_a_question(answerer: Answerer, text: str) -> None:
    assert not isinstance(answerer.answer(Question(text)), SmallTalk)


def test_what_a_passage_answers_for_sure_has_to_be_nearer_to_an_example(knowledge: Knowledge) -> None:
    judged = Likelihood(Talk.IDENTITY, 0.7, "你几岁")
    sure = Match(knowledge.passages[0], Span(0, 4), 1.0)
    assert judged.is_talk(None)
    assert not judged.is_talk(sure)


def test_a_word_that_the_passage_has_and_the_example_has_not_speaks_against_talk(
    knowledge: Knowledge,
) -> None:
    judged = Likelihood(Talk.THANKS, 0.7, "谢谢")
    met = Why(meetings=(Meeting("图书馆", "图书馆", "written", 1.0),))
    assert not judged.is_talk(Match(knowledge.passages[0], Span(0, 4), 0.0, met))
    met = Why(meetings=(Meeting("谢谢", "谢谢", "written", 1.0),))
    assert judged.is_talk(Match(knowledge.passages[0], Span(0, 4), 0.0, met))


def test_every_example_is_of_a_kind_that_the_contract_names_and_stands_once() -> None:
    text = files("bot.conversation").joinpath("lists", "talk.toml").read_text(encoding="utf-8")
    kinds = tomllib.loads(text)
    assert set(kinds) <= {kind.value for kind in Talk}
    examples = [each for row in kinds.values() for each in row]
    assert len(examples) == len(set(examples))


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_any_text_is_judged(talk: TalkClassifier, text: str) -> None:
    judged = talk.judge(text)
    assert judged.kind in Talk
    assert judged.likeness <= 1.001
