"""Reviews for administrators, in three languages."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from bot.models import Knowledge, Language, Match, OpenQuestion, Review, Span, Status, Usage
from bot.rendering.language import language_of
from bot.rendering.reviewing import (
    ReviewPhrases,
    digest_reply,
    gaps_reply,
    review_phrases,
    span_text,
    stats_reply,
)

if TYPE_CHECKING:
    from bot.models import Passage

HANS, HANT, EN = Language.SIMPLIFIED, Language.TRADITIONAL, Language.ENGLISH


def review(passage: Passage | None, *wordings: str, usage: Usage | None = None) -> Review:
    nearest = (Match(passage, Span(0, 1), 0.1),) if passage else ()
    found = OpenQuestion(wordings, 5, 2, 0, nearest, (), Status.RELATED)
    return Review(0, 604_800, usage or Usage(5, 3, 2, 4, 1, 1), (found,))


def written(phrase: object) -> list[str]:
    """The texts of a phrase, which may be one of several."""
    if isinstance(phrase, dict):
        return list(phrase.values())
    return [phrase] if isinstance(phrase, str) else list(phrase) if isinstance(phrase, tuple) else []


@pytest.mark.parametrize("language", Language)
def test_every_phrase_of_reviews_is_written_in_its_own_language_with_the_same_blanks(
    language: Language,
) -> None:
    for field in fields(ReviewPhrases):
        phrases, same = (written(getattr(review_phrases(each), field.name)) for each in (language, HANS))
        blanks, others = ([set(re.findall(r"\{\w+\}", each)) for each in some] for some in (phrases, same))
        assert blanks == others, field.name
        for phrase in phrases:
            words = re.sub(r"\{\w+\}|\bgaps\b", "", phrase)
            if re.search(r"[^\W\d_]{3}", words):
                assert language_of(words, language) is language, field.name


def test_two_wordings_are_shown_of_many_and_where_the_nearest_passage_stands(knowledge: Knowledge) -> None:
    one = Knowledge(knowledge.articles[:1])
    passage = one.passages[-1]
    lead = gaps_reply(review(passage, "甲", "乙", "丙"), 7, one, HANS).lead
    assert lead.splitlines()[2:] == [
        "1. 甲 / 乙",
        f"— 5 次，点踩 2 次，只有相近的，最接近：{passage.section} › 第{passage.id.paragraph}段",
    ]
    assert passage.title in gaps_reply(review(passage, "甲"), 7, knowledge, HANS).lead
    bare = replace(passage, section="")
    assert passage.title in gaps_reply(review(bare, "甲"), 7, one, HANS).lead


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (HANS, "4 人问了 10 个问题\n答上 50%，只有相近的 30%，没有找到 20%"),
        (HANT, "4 人問了 10 個問題\n答上 50%，只有相近的 30%，沒有找到 20%"),
        (EN, "Questions 10, people 4\nanswered 50%, related only 30%, nothing found 20%"),
    ],
)
def test_a_digest_has_its_days_the_figures_and_the_gaps(
    knowledge: Knowledge, language: Language, words: str
) -> None:
    zone = timezone(timedelta(hours=8))
    lead = digest_reply(review(None, "停车多少钱"), zone, knowledge, language).lead
    assert "1970-01-01" in lead.splitlines()[0]
    assert "1970-01-08" in lead.splitlines()[0]
    assert words in lead
    assert "1. 停车多少钱" in lead


def test_figures_of_nothing_divide_by_nothing(knowledge: Knowledge) -> None:
    assert "没有人提问" in stats_reply(Usage(), 7, knowledge, 59, HANS).lead


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (59, "0 分钟"),
        (3_599, "59 分钟"),
        (3_600, "1 小时 0 分钟"),
        (86_399, "23 小时 59 分钟"),
        (90_000, "1 天 1 小时"),
    ],
)
def test_a_span_of_time_has_its_two_largest_units(seconds: float, text: str) -> None:
    assert span_text(seconds, HANS) == text
