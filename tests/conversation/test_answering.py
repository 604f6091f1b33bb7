"""Answering: a question is answered, or comes near, or is not answered; small talk is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from bot.conversation.answering import ANSWER_FROM, Answerer
from bot.models import Answered, NotFound, Question, Related, SmallTalk, Talk
from bot.retrieval.opening import open_retriever
from bot.retrieval.retriever import RELATED_FROM

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.models import Answer, Knowledge, Passage
    from bot.retrieval.question.likeness import Likeness
    from bot.retrieval.retriever import Held, Retrieval, Retriever


@dataclass
class AsSureAs:
    """A retriever that is equally sure of all that it finds."""

    score: float
    retriever: Retriever

    def retrieve(self, text: str, limit: int) -> Retrieval:
        found = self.retriever.retrieve(text, limit)
        return replace(found, matches=tuple(replace(match, score=self.score) for match in found.matches))

    @property
    def likeness(self) -> Likeness:
        return self.retriever.likeness

    def within(self, text: str, passages: Sequence[Passage]) -> tuple[Held, ...]:
        return self.retriever.within(text, passages)


@pytest.fixture(scope="module")
def retriever(knowledge: Knowledge, shared_state: Path) -> Retriever:
    return open_retriever(knowledge, shared_state)


@pytest.fixture(scope="module")
def answerer(retriever: Retriever) -> Answerer:
    return Answerer(retriever)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("白沙灯塔是哪年建成的？", "白沙灯塔建成于1887年，塔身高二十六米，用本地的花岗岩砌成。"),
        ("登塔要爬142级台阶吗", "每逢五月的海洋日，渡船会载着游客上岛，登塔要爬一百四十二级台阶。"),
        ("借书要押金吗", "办借书证不收押金，只要村里的老师签一个名。"),
    ],
)
def test_what_an_article_says_is_answered(answerer: Answerer, question: str, sentence: str) -> None:
    answer = answerer.answer(Question(question))
    assert isinstance(answer, Answered)
    assert answer.matches[0].sentence_text == sentence
    assert answer.matches[0].score >= ANSWER_FROM


@pytest.mark.parametrize("question", ["膝盖疼是怎么回事", "zzzz", "什么"])
def test_what_no_article_says_is_not_found(answerer: Answerer, question: str) -> None:
    assert answerer.answer(Question(question)) == NotFound()


@pytest.mark.parametrize(
    ("score", "kind"),
    [
        (1.0, Answered),
        (ANSWER_FROM, Answered),
        (ANSWER_FROM - 0.001, Related),
        (RELATED_FROM, Related),
        (RELATED_FROM - 0.001, NotFound),
        (0.0, NotFound),
    ],
)
def test_how_sure_the_match_is_decides_what_it_is_given_as(
    retriever: Retriever, score: float, kind: type[Answer]
) -> None:
    answer = Answerer(AsSureAs(score, retriever)).answer(Question("白沙灯塔是哪年建成的？"))
    assert type(answer) is kind


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("你好", Talk.GREETING),
        ("谢谢", Talk.THANKS),
        ("再见", Talk.FAREWELL),
        ("你是谁", Talk.IDENTITY),
        ("？", Talk.EMPTY),
    ],
)
def test_small_talk_is_not_looked_up(answerer: Answerer, text: str, talk: Talk) -> None:
    assert answerer.answer(Question(text)) == SmallTalk(talk)


@pytest.mark.parametrize(("limit", "shown"), [(1, 1), (2, 2), (0, 1)])
def test_no_more_matches_are_given_than_wanted_but_one(answerer: Answerer, limit: int, shown: int) -> None:
    answer = answerer.answer(Question("白沙灯塔是哪年建成的？"), limit)
    assert isinstance(answer, Answered)
    assert len(answer.matches) == shown


def test_every_answer_stands_word_for_word_in_an_article(answerer: Answerer, knowledge: Knowledge) -> None:
    answer = answerer.answer(Question("巴士上有多少册书"))
    assert isinstance(answer, Answered)
    for match in answer.matches:
        assert knowledge.passage(match.passage.id) == match.passage
        assert match.sentence_text in match.passage.text
