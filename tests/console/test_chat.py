from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.chat import COMMANDS, Chat
from bot.conversation.conversation import Conversation
from bot.models import Answered, Language, Match, Related, Reply, Span
from bot.rendering.terminal import terminal_phrases
from tests.fakes import ScriptedAnswers

if TYPE_CHECKING:
    from bot.models import Knowledge

TEA = "茶园收入多少"


@pytest.fixture
def chat(knowledge: Knowledge) -> Chat:
    found = tuple(Match(passage, Span(0, 4), 0.9) for passage in knowledge.passages[1:4])
    answers = ScriptedAnswers({TEA: Answered(found), "茶贵吗": Related(found)})
    return Chat(Conversation(answers, lambda: knowledge), knowledge)


def say(chat: Chat, line: str) -> Reply:
    replies = chat.respond(line)
    assert replies is not None
    return replies[-1]


def texts(reply: Reply) -> list[str]:
    return [quote.text for quote in reply.quotes]


def test_an_answer_quotes_its_passage_with_the_sentence_marked(chat: Chat, knowledge: Knowledge) -> None:
    reply = say(chat, TEA)

    assert texts(reply) == [knowledge.passages[1].text]
    assert reply.quotes[0].sentence == Span(0, 4)


def test_a_related_passage_is_said_to_be_no_answer(chat: Chat, knowledge: Knowledge) -> None:
    reply = say(chat, "茶贵吗")

    assert "没有直接回答" in reply.lead
    assert texts(reply) == [passage.text for passage in knowledge.passages[1:3]]


def test_a_miss_is_one_line(chat: Chat) -> None:
    assert say(chat, "股票涨了吗") == Reply(lead=terminal_phrases(Language.SIMPLIFIED).none)


def test_more_shows_the_other_candidates(chat: Chat, knowledge: Knowledge) -> None:
    say(chat, TEA)

    assert texts(say(chat, "/more")) == [passage.text for passage in knowledge.passages[2:4]]


def test_more_without_other_candidates_says_so(chat: Chat) -> None:
    assert "没有别的" in say(chat, "/more").lead
    say(chat, TEA)
    say(chat, "股票涨了吗")
    assert "没有别的" in say(chat, "/more").lead


def test_context_shows_the_neighbours_and_keeps_the_mark(chat: Chat, knowledge: Knowledge) -> None:
    say(chat, TEA)

    reply = say(chat, "/context")

    assert texts(reply) == [passage.text for passage in knowledge.around(knowledge.passages[1].id)]
    assert [quote.sentence for quote in reply.quotes] == [None, Span(0, 4), None]


def test_explain_says_how_the_last_answer_was_found(chat: Chat, knowledge: Knowledge) -> None:
    assert say(chat, "/explain").lead
    say(chat, TEA)
    assert (
        "第2段" in say(chat, "/explain").lead or knowledge.passages[1].section in say(chat, "/explain").lead
    )


def test_context_needs_a_passage_first(chat: Chat) -> None:
    assert "先问个问题" in say(chat, "/context").lead


def test_numbers_walk_from_the_articles_to_a_paragraph_and_on(chat: Chat, knowledge: Knowledge) -> None:
    assert len(say(chat, "/sections").choices) == len(knowledge.articles)
    article = knowledge.articles[0]
    assert len(say(chat, "1").choices) == len(article.sections)
    section = article.sections[0]
    assert section.title in say(chat, "１").lead
    reply = say(chat, "2")
    assert texts(reply) == [section.passages[1].text]
    assert texts(say(chat, "1")) == [section.passages[0].text]
    assert section.passages[1].text in texts(say(chat, "/context"))


def test_a_list_says_how_to_open_its_entries(chat: Chat) -> None:
    assert "输入编号" in say(chat, "/sections").tail


@pytest.mark.parametrize("line", ["0", "99", "9999999999999999999", "²", "٣"])
def test_a_number_that_opens_nothing_is_a_question(chat: Chat, line: str) -> None:
    say(chat, "/sections")

    assert not say(chat, line).quotes


def test_numbers_open_only_what_the_last_reply_listed(chat: Chat) -> None:
    say(chat, "/sections")
    say(chat, TEA)

    assert say(chat, "1").lead == terminal_phrases(Language.SIMPLIFIED).none


def test_an_unknown_command_gets_one_kind_line(chat: Chat) -> None:
    reply = say(chat, "/frobnicate now")

    assert "/frobnicate" in reply.lead
    assert "/help" in reply.lead
    assert "\n" not in reply.lead


def test_an_unknown_command_is_repeated_without_control_codes_or_braces_taking_effect(chat: Chat) -> None:
    assert "\x1b" not in say(chat, "/\x1b[2J{0}").lead


def test_wide_slashes_and_capitals_are_commands_too(chat: Chat) -> None:
    assert say(chat, "／HELP") == say(chat, "/help")


def test_help_names_every_command(chat: Chat) -> None:
    assert all(command in say(chat, "/help").lead for command in COMMANDS)


def test_quit_leaves(chat: Chat) -> None:
    assert chat.respond(" /quit ") is None


def test_an_empty_line_is_invited_to_ask(chat: Chat) -> None:
    assert "问题" in say(chat, "  ").lead


def test_commands_speak_the_language_of_the_last_question(chat: Chat) -> None:
    assert "离开" in say(chat, "/help").lead
    say(chat, "這個會議誰來")
    assert "離開" in say(chat, "/help").lead
    say(chat, "How old is it?")
    assert "leave" in say(chat, "/help").lead


def test_the_welcome_names_the_way_to_the_commands(chat: Chat) -> None:
    assert "/help" in chat.welcome().tail
    assert chat.welcome().lead


@given(
    st.lists(
        st.one_of(st.text(), st.from_regex(r"/\w*|\d{1,3}", fullmatch=True), st.sampled_from(COMMANDS[:-1]))
    )
)
def test_no_line_is_too_strange_to_reply_to(knowledge: Knowledge, lines: list[str]) -> None:
    chat = Chat(Conversation(ScriptedAnswers(), lambda: knowledge), knowledge)

    replies = [chat.respond(line) for line in lines]

    assert all(each.lead or each.quotes for reply in replies if reply is not None for each in reply)
