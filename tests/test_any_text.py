"""Any text at all, from analysis to rendered reply: nothing is raised, and nothing is shown that no article says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.conversation.answering import Answerer
from bot.models import Language, NotFound, Question
from bot.rendering import answer_reply, language_of
from bot.retrieval.opening import open_retriever

if TYPE_CHECKING:
    from pathlib import Path

    from bot.models import Knowledge

UNICODE = st.characters(exclude_categories=())
"""Every code point: unassigned ones, NUL and lone surrogates too."""
FAMILIAR = st.sampled_from(
    [
        *"灯塔茶园图书馆的是有多少年米，。？! 0123456789万%",
        "dengta",
        "几多",
        "係",
        "Lighthouse",
        "\u200b",
        "\n",
    ]
)
ANY_TEXT = st.one_of(
    st.text(alphabet=UNICODE, max_size=60),
    st.lists(st.one_of(FAMILIAR, UNICODE), max_size=30).map("".join),
    st.builds(
        lambda text, times: (text * times)[:4000],
        st.text(alphabet=UNICODE, min_size=1, max_size=40),
        st.just(4000),
    ),
)


@pytest.fixture(scope="module")
def answerer(knowledge: Knowledge, shared_state: Path) -> Answerer:
    return Answerer(open_retriever(knowledge, shared_state))


@settings(max_examples=1000, deadline=None)
@given(text=ANY_TEXT, language=st.sampled_from(Language))
@example(text="\ud800", language=Language.SIMPLIFIED)
@example(text="\x00" * 4000, language=Language.SIMPLIFIED)
@example(text="\ufdfa" * 4000, language=Language.ENGLISH)
@example(text="百分之点", language=Language.TRADITIONAL)
@example(text="灯塔" * 2000, language=Language.SIMPLIFIED)
@example(text="7" * 4000, language=Language.SIMPLIFIED)
@pytest.mark.slow
def test_any_text_gets_a_reply_in_the_articles_own_words(
    answerer: Answerer, knowledge: Knowledge, text: str, language: Language
) -> None:
    answer = answerer.answer(Question(text, language))
    reply = answer_reply(answer, knowledge, language_of(text, language))
    assert reply.lead or reply.quotes
    for match in () if isinstance(answer, NotFound) else answer.matches:
        assert match.passage in knowledge.passages
        length = len(match.passage.text)
        for span in (match.sentence, *match.why.spans):
            assert 0 <= span.start < span.end <= length
        assert 0 <= match.score <= 1
    for quote in reply.quotes:
        assert quote.text in {passage.text for passage in knowledge.passages}
