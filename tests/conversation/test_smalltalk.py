"""Small talk, told from questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.smalltalk import talk_of
from bot.models import Talk


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("你好", Talk.GREETING),
        ("您好！", Talk.GREETING),
        ("哈囉，在嗎？", Talk.GREETING),
        ("早上好呀小编", Talk.GREETING),
        ("Hello there!", Talk.GREETING),
        ("食咗飯未呀", Talk.GREETING),
        ("谢谢你", Talk.THANKS),
        ("多謝晒！", Talk.THANKS),
        ("thank you so much", Talk.THANKS),
        ("好的好的，明白了", Talk.THANKS),
        ("哈哈哈哈哈", Talk.THANKS),
        ("再见", Talk.FAREWELL),
        ("拜拜啦，谢谢", Talk.FAREWELL),
        ("good night", Talk.FAREWELL),
        ("你是谁？", Talk.IDENTITY),
        ("你係邊個", Talk.IDENTITY),
        ("你是机器人吗", Talk.IDENTITY),
        ("你好，你会干什么", Talk.IDENTITY),
        ("Are you a bot?", Talk.IDENTITY),
        ("", Talk.EMPTY),
        ("？？？！", Talk.EMPTY),
        ("😀👍", Talk.EMPTY),
        ("\ud800\x00\u200b", Talk.EMPTY),
        ("了的", Talk.EMPTY),
    ],
)
def test_small_talk_is_told_by_its_kind(text: str, talk: Talk) -> None:
    assert talk_of(text) is talk


@pytest.mark.parametrize(
    "text",
    [
        "灯塔有多高",
        "你好，灯塔有多高？",
        "谢谢，那图书馆呢",
        "谁",
        "hi tech 是什么",
        "1887",
        "早茶",
        "你知道罗海生是谁吗",
        "好" * 41,
    ],
)
def test_anything_else_is_a_question(text: str) -> None:
    assert talk_of(text) is Talk.QUESTION


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_any_text_is_of_some_kind(text: str) -> None:
    assert talk_of(text) in Talk
