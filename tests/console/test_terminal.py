from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.console.chat import COMMANDS, Chat
from bot.console.terminal import CommandCompleter, ForgivingHistory, FormSuggester, run_console, typed_lines
from bot.conversation.conversation import Conversation
from tests.fakes import ScriptedAnswers

if TYPE_CHECKING:
    from pathlib import Path

    from bot.models import Knowledge

CTRL_C, CTRL_D, ENTER = "\x03", "\x04", "\r"


def typed(keys: str, *, encoding: str = "utf-8") -> list[str]:
    with create_pipe_input() as keyboard, create_app_session(keyboard, DummyOutput()):
        keyboard.send_bytes(keys.encode(encoding))
        return list(typed_lines(InMemoryHistory()))


@pytest.mark.parametrize("leaving", [CTRL_D, CTRL_C * 2, "写到一半" + CTRL_C + CTRL_D])
def test_the_keyboard_ends_quietly(leaving: str) -> None:
    assert typed(f"茶园在哪{ENTER}{leaving}") == ["茶园在哪"]


@pytest.mark.parametrize(
    ("text", "rest"), [("茶园在", "哪里？"), ("茶", None), ("灯塔", None), ("茶园在哪里？", None)]
)
def test_a_question_that_begins_as_a_form_is_shown_to_its_end(text: str, rest: str | None) -> None:
    suggester = FormSuggester(["茶园在哪里？", "茶园在哪里能买到茶？"])
    found = suggester.get_suggestion(Buffer(), Document(text))
    assert (found.text if found else None) == rest


def test_an_empty_line_just_prompts_again() -> None:
    assert typed(f"{ENTER}  {ENTER}茶{ENTER}{CTRL_D}") == ["茶"]


def test_half_characters_from_the_keyboard_become_text() -> None:
    assert typed(f"tea\xff{ENTER}{CTRL_D}", encoding="latin-1") == ["tea\ufffd"]


@pytest.mark.parametrize(
    ("text", "completed"),
    [("/", list(COMMANDS)), ("/S", ["/sections"]), ("茶/s", []), ("", []), ("/sections ", [])],
)
def test_commands_complete_from_their_slash(text: str, completed: list[str]) -> None:
    completions = CommandCompleter().get_completions(Document(text), CompleteEvent())

    assert [completion.text for completion in completions] == completed


def test_history_lasts_from_one_chat_to_the_next(tmp_path: Path) -> None:
    path = str(tmp_path / "history")
    ForgivingHistory(path).append_string("茶园在哪\ud83d")

    assert list(ForgivingHistory(path).load_history_strings()) == ["茶园在哪\ufffd"]


def test_history_that_cannot_be_kept_is_let_go(tmp_path: Path) -> None:
    history = ForgivingHistory(str(tmp_path))
    history.append_string("茶园在哪")

    assert list(history.load_history_strings()) == []


def test_without_a_terminal_each_line_gets_plain_text(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = b"/frob\n\xff\n/sections\n/quit\nnobody listens\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))

    run_console(Chat(Conversation(ScriptedAnswers(), lambda: knowledge), knowledge), None)

    shown = capsys.readouterr().out
    assert len(shown.split("\n\n")) == 3
    assert "/frob" in shown
    assert "\x1b" not in shown
