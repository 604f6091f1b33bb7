from __future__ import annotations

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.models import Answered, Knowledge, Language, Match, Quote, Related, Reply, Span
from bot.rendering import (
    answer_reply,
    asked,
    contents_reply,
    passage_reply,
    section_reply,
    welcome_reply,
)
from bot.telegram.view.callback_data import Codec
from bot.telegram.view.keyboard import to_keyboard
from bot.telegram.view.markup import LIMIT, to_html
from bot.telegram.view.text import sendable
from tests.botapi import rules
from tests.botapi.formatting import Entity, parse_html, utf16
from tests.telegram.conftest import tea_article

# Any Unicode at all: lone surrogates, controls, direction marks, unassigned.
anything = st.text(st.characters(exclude_categories=()), max_size=60)
long = st.builds(lambda text, times: text * times, anything, st.sampled_from([1, 1, 100, 3000]))
languages = st.sampled_from(Language)


def every_reply(knowledge: Knowledge, sentence: Span, question: str, language: Language) -> list[Reply]:
    """Each kind of reply about the first passage."""
    article, passage = knowledge.articles[0], knowledge.passages[0]
    matches = (Match(passage, sentence, 1.0),)
    return [
        asked(answer_reply(Answered(matches), knowledge, language), question, language),
        answer_reply(Related(matches), knowledge, language),
        passage_reply(passage, knowledge, language),
        section_reply(article, article.sections[0], language),
        contents_reply(knowledge, language),
        welcome_reply(knowledge, (question, question), language),
    ]


@settings(max_examples=300, deadline=None)
@given(
    text=long,
    title=long,
    heading=long,
    question=long,
    edges=st.tuples(*[st.floats(0, 1)] * 2),
    language=languages,
)
@example("😀" * 4096, "👨‍👩‍👧" * 900, "", "\ud800" * 90, (0.0, 1.0), Language.SIMPLIFIED)
@example("\x00", "\u2800", "\u200b", "\u202e\u2066", (0.0, 0.0), Language.TRADITIONAL)
@example("<b>&amp;" * 999, "</blockquote>", "&", "<a href='", (0.4, 0.5), Language.ENGLISH)
def test_whatever_stands_in_an_article_or_a_question_the_request_is_valid(
    text: str, title: str, heading: str, question: str, edges: tuple[float, float], language: Language
) -> None:
    knowledge = Knowledge((tea_article({heading: (text, text)}, title=title),))
    start, end = sorted(round(edge * len(text)) for edge in edges)
    for reply in every_reply(knowledge, Span(start, end), question, language):
        rules.message_text({"text": to_html(reply, language), "parse_mode": "HTML"})
        keyboard = to_keyboard(reply.choices, (), language, Codec(knowledge))
        rules.keyboard(json.loads(keyboard.to_json()) if keyboard else None)


@settings(max_examples=200, deadline=None)
@given(text=long.filter(bool), edges=st.tuples(*[st.floats(0, 1)] * 2))
def test_a_quote_is_the_passage_itself_or_an_excerpt_with_the_sentence_and_the_citation(
    text: str, edges: tuple[float, float]
) -> None:
    start, end = sorted(round(edge * len(text)) for edge in edges)
    quote = Quote(text, Span(start, end), "题 › 节 › 第3段")
    shown = parse_html(to_html(Reply(quotes=(quote,)), Language.SIMPLIFIED))
    quoted = _marked(shown.text, shown.entities, "blockquote")
    assert quoted in sendable(text)
    assert shown.text.endswith("—— 题 › 节 › 第3段")
    bold = _marked(shown.text, shown.entities, "bold")
    if quoted == sendable(text):
        assert bold == sendable(text[start:end])
    else:
        assert "只截取了" in shown.text
        assert bold.startswith(sendable(text[start:end])[:1000])


def _marked(text: str, entities: tuple[Entity, ...], kind: str) -> str:
    units = text.encode("utf-16-le", "surrogatepass")
    for entity in entities:
        if entity.type == kind:
            return units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")
    return ""


def test_a_sentence_longer_than_a_message_is_shown_from_its_beginning() -> None:
    quote = Quote("前一句。" + "长" * 5000 + "。", Span(4, 5005), "题 › 第1段")
    shown = parse_html(to_html(Reply(quotes=(quote,)), Language.SIMPLIFIED))
    assert shown.text.startswith("长长长")
    assert 3900 < utf16(shown.text) <= LIMIT


def test_an_excerpt_grows_on_both_sides_of_the_answer() -> None:
    sentences = [f"{number:03}" + "字" * 40 + "。" for number in range(200)]
    start = sum(map(len, sentences[:100]))
    quote = Quote("".join(sentences), Span(start, start + len(sentences[100])), "题")
    shown = parse_html(to_html(Reply(quotes=(quote,)), Language.SIMPLIFIED)).text
    assert abs((100 - int(shown[:3])) - (int(shown.rpartition("\n※")[0][-44:-41]) - 100)) <= 1


def test_a_passage_without_a_sentence_to_mark_is_cut_from_its_beginning() -> None:
    shown = parse_html(to_html(Reply(quotes=(Quote("一句。" * 3000, None, "题"),)), Language.SIMPLIFIED))
    assert shown.text.startswith("一句。")
    assert shown.text.count("。") > 1200


def test_several_quotes_share_one_message() -> None:
    quotes = tuple(Quote("一句。" * 1000, None, f"题 › 第{number}段") for number in (1, 2))
    shown = parse_html(to_html(Reply("前", quotes, "后"), Language.SIMPLIFIED)).text
    assert "第1段" in shown
    assert "第2段" in shown
    assert shown.endswith("后")
    assert utf16(shown) <= LIMIT


@pytest.mark.parametrize(
    ("reply", "html"),
    [
        (Reply(lead="一", tail="二"), "一\n\n二"),
        (
            Reply(lead="<", quotes=(Quote("甲。乙。", Span(2, 4), "题", "缺"),)),
            "&lt;\n<blockquote>甲。<b>乙。</b></blockquote>\n※ 缺\n—— 题",
        ),
    ],
)
def test_parts_are_set_apart_and_escaped(reply: Reply, html: str) -> None:
    assert to_html(reply, Language.SIMPLIFIED) == html


def test_where_nothing_is_quoted_the_lead_has_the_message_to_itself() -> None:
    shown = parse_html(to_html(Reply("字" * 5000, tail="后"), Language.SIMPLIFIED)).text
    assert utf16(shown) == LIMIT
    assert shown.endswith("…\n\n后")
