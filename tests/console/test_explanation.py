"""`ask --explain`: why a passage is the answer, or is none, in the reader's language."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.console.ask import ask_each
from bot.console.explanation import to_explanation
from bot.conversation.answering import Answerer
from bot.conversation.conversation import Conversation
from bot.retrieval.opening import open_retriever

if TYPE_CHECKING:
    from bot.models import Knowledge

CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.fixture(scope="module")
def answers(knowledge: Knowledge, shared_state: Path) -> Conversation:
    return Conversation(Answerer(open_retriever(knowledge, shared_state)), lambda: knowledge)


def explained(answers: Conversation, question: str) -> str:
    out = StringIO()
    ask_each([question], answers, 3, to_explanation(out))
    return out.getvalue()


def test_an_answer_says_which_words_met_and_by_which_channel(answers: Conversation) -> None:
    text = explained(answers, "借书要押金吗？")
    assert text.startswith("直接回答")
    assert "对上的词：" in text
    assert "(原文 1.00)" in text


def test_a_no_is_explained_by_what_is_missing_and_by_the_threshold(answers: Conversation) -> None:
    text = explained(answers, "图书馆的停车费怎么减免？")
    assert "直接回答" not in text.replace("没有直接回答", "")
    assert "到 0.50 才算回答" in text
    assert "里没有：" in text
    assert "减免" in text


def test_who_writes_traditional_or_english_reads_it_so(answers: Conversation) -> None:
    assert "對上的詞：" in explained(answers, "圖書館幾點開門？")
    assert "met: " in explained(answers, "when does the library open")


def test_words_of_like_meaning_are_named_as_such(answers: Conversation) -> None:
    assert "(词义 " in explained(answers, "借阅室的作息安排是怎样的？")


def test_small_talk_needs_no_explanation(answers: Conversation) -> None:
    assert "没有一段沾边。" in explained(answers, "你好")
