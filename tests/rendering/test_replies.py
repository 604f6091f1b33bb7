from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from bot.models import (
    Answered,
    Ask,
    Choice,
    Knowledge,
    Language,
    Match,
    NotFound,
    Passage,
    PassageId,
    Related,
    ShowPassage,
    ShowSection,
    ShowSections,
    SmallTalk,
    Span,
    Talk,
)
from bot.rendering import (
    Phrases,
    answer_reply,
    citation,
    language_of,
    passage_reply,
    phrases_of,
    view_reply,
    welcome_reply,
)
from bot.rendering.messenger import MessengerPhrases, messenger_phrases

if TYPE_CHECKING:
    from bot.models import Answer

HANS, HANT, EN = Language.SIMPLIFIED, Language.TRADITIONAL, Language.ENGLISH


@pytest.fixture
def match(knowledge: Knowledge) -> Match:
    passage = knowledge.passages[1]
    return Match(passage, Span(0, 5), 0.9)


def test_an_answer_is_the_quote_and_nothing_else(knowledge: Knowledge, match: Match) -> None:
    reply = answer_reply(Answered((match, match)), knowledge, HANS)
    (quote,) = reply.quotes
    assert (quote.text, quote.sentence) == (match.passage.text, match.sentence)
    assert (reply.lead, reply.tail, reply.choices) == ("", "", ())


def test_related_passages_are_quoted_and_opened_by_number(knowledge: Knowledge, match: Match) -> None:
    reply = answer_reply(Related((match,)), knowledge, HANT)
    assert reply.lead.startswith("文章沒有直接回答")
    assert [choice.action for choice in reply.choices] == [ShowPassage(match.passage.id, match.sentence)]
    (quote,) = reply.quotes
    assert (quote.headline, quote.short) == (match.sentence, True)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("talk", Talk)
def test_every_kind_of_talk_has_a_line_in_every_language(
    knowledge: Knowledge, talk: Talk, language: Language
) -> None:
    assert answer_reply(SmallTalk(talk), knowledge, language).lead


def test_nothing_found_offers_the_contents(knowledge: Knowledge) -> None:
    answer: Answer = NotFound()
    assert [choice.action for choice in answer_reply(answer, knowledge, EN).choices] == [ShowSections()]


def test_nothing_found_offers_two_questions_that_are_answered(knowledge: Knowledge) -> None:
    reply = answer_reply(NotFound(instead=("甲吗", "乙吗", "丙吗")), knowledge, EN)
    assert [choice.action for choice in reply.choices] == [Ask("甲吗"), Ask("乙吗"), ShowSections()]


@pytest.mark.parametrize(
    ("language", "expected"),
    [(HANS, "题 › 节 › 第3段"), (HANT, "题 › 节 › 第3段"), (EN, "题 › 节 › paragraph 3")],
)
def test_a_citation_names_title_section_and_paragraph(language: Language, expected: str) -> None:
    assert citation(Passage(PassageId("a", 1, 3), "题", "节", "文"), language) == expected


def test_a_citation_leaves_out_a_section_that_has_no_name() -> None:
    assert citation(Passage(PassageId("a", 0, 1), "题", "", "文"), HANS) == "题 › 第1段"


def test_the_welcome_names_the_only_article_or_counts_several(knowledge: Knowledge) -> None:
    only = Knowledge(knowledge.articles[:1])
    assert knowledge.articles[0].title in welcome_reply(only, (), HANS).lead
    several = welcome_reply(knowledge, ("问一", "问二"), HANS)
    assert str(len(knowledge.articles)) in several.lead
    assert several.choices[0] == Choice("问一", Ask("问一"))


def test_every_place_of_the_articles_can_be_viewed_and_leads_back(knowledge: Knowledge) -> None:
    for article in knowledge.articles:
        contents = view_reply(ShowSections(article.slug), knowledge, HANS)
        assert contents is not None
        for section, choice in zip(article.sections, contents.choices, strict=True):
            assert choice.action == ShowSection(article.slug, section.number)
    for passage in knowledge.passages:
        view = passage_reply(passage, knowledge, HANS)
        assert ShowSection(passage.id.article, passage.id.section) in [
            choice.action for choice in view.choices
        ]


def test_a_place_that_is_not_there_has_no_view(knowledge: Knowledge) -> None:
    slug = knowledge.articles[0].slug
    nowhere = (ShowSection(slug, 99), ShowSection("none", 1))
    assert [view_reply(place, knowledge, HANS) for place in nowhere] == [None] * 2


@pytest.mark.parametrize("language", Language)
def test_every_phrase_is_written_in_its_own_language_with_the_same_blanks(language: Language) -> None:
    for field in fields(Phrases):
        phrase = getattr(phrases_of(language), field.name)
        same = getattr(phrases_of(HANS), field.name)
        assert set(re.findall(r"\{\w+\}", phrase)) == set(re.findall(r"\{\w+\}", same)), field.name
        words = re.sub(r"\{\w+\}|/\w+", "", phrase)
        assert language_of(words, language) is language, field.name


@pytest.mark.parametrize("language", Language)
def test_every_phrase_of_the_messenger_is_too(language: Language) -> None:
    for field in fields(MessengerPhrases):
        phrase, same = (getattr(messenger_phrases(each), field.name) for each in (language, HANS))
        if field.name == "commands":
            assert [command for command, _ in phrase] == [command for command, _ in same]
            phrase = " ".join(description for _, description in phrase)
        else:
            assert set(re.findall(r"\{\w+\}", phrase)) == set(re.findall(r"\{\w+\}", same)), field.name
        words = re.sub(r"\{\w+\}|/\w+|Telegram", "", phrase)
        # A script is named in itself.
        if field.name not in {"to_traditional", "to_simplified"}:
            assert language_of(words, language) is language, field.name
