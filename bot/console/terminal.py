"""The interactive chat in a terminal, and the same in plain lines without one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggest, Suggestion
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from bot.console.chat import COMMANDS, Chat
from bot.console.lines import as_text, read_lines
from bot.console.screen import open_screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from bot.console.screen import Screen


_TYPED: Final = 2
"""Characters from which a suggestion is more help than noise."""


def run_console(chat: Chat, state: Path | None) -> None:
    """Chat until the person leaves; the folder `state`, where there is one, remembers what was typed."""
    screen = open_screen(sys.stdout)
    if sys.stdin is None:
        return
    if sys.stdin.isatty() and sys.stdout.isatty():
        screen.show(chat.welcome())
        converse(chat, screen, typed_lines(_history(state), chat.forms))
    else:
        converse(chat, screen, read_lines(sys.stdin.buffer))


def converse(chat: Chat, screen: Screen, lines: Iterable[str]) -> None:
    """Show the reply to each line, until one of them asks to leave."""
    for line in lines:
        replies = chat.respond(line)
        if replies is None:
            return
        for reply in replies:
            screen.show(reply)


def typed_lines(history: History, forms: Sequence[str] = ()) -> Iterator[str]:
    """What the person types, line by line; Ctrl-C clears the line, a second one or Ctrl-D ends it.

    A question that begins as one of the `forms` is shown to its end, to be taken over with the right arrow.
    """
    session: PromptSession[str] = PromptSession(
        "› ",
        history=history,
        completer=CommandCompleter(),
        auto_suggest=FormSuggester(forms),
        bottom_toolbar="  ".join(COMMANDS),
        reserve_space_for_menu=len(COMMANDS),
    )
    cleared = False
    while True:
        try:
            line = as_text(session.prompt())
        except KeyboardInterrupt:
            if cleared:
                return
            cleared = True
            continue
        except EOFError:
            return
        cleared = False
        if line.strip():
            yield line


class FormSuggester(AutoSuggest):
    """Suggests how a question could go on, by how the editor asks."""

    def __init__(self, forms: Sequence[str]) -> None:
        self._forms = sorted(forms, key=len)

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:  # noqa: ARG002
        """The rest of the shortest form that begins with what is typed."""
        typed = document.text
        if len(typed) < _TYPED:
            return None
        found = next((form for form in self._forms if form.startswith(typed) and form != typed), None)
        return Suggestion(found[len(typed) :]) if found else None


class CommandCompleter(Completer):
    """Completes a command as soon as a slash is typed."""

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """The commands that begin with what is typed."""
        typed = document.text_before_cursor
        if typed.startswith("/"):
            for command in COMMANDS:
                if command.startswith(typed.lower()):
                    yield Completion(command, start_position=-len(typed))


class ForgivingHistory(FileHistory):
    """A history file that never stands in the way: what cannot be read or written is let go."""

    def load_history_strings(self) -> Iterable[str]:
        """The lines of earlier chats, newest first."""
        try:
            yield from super().load_history_strings()
        except OSError:
            return

    def store_string(self, string: str) -> None:
        """Remember the line for the next chat."""
        try:
            super().store_string(as_text(string))
        except OSError:
            return


def _history(state: Path | None) -> History:
    return InMemoryHistory() if state is None else ForgivingHistory(str(state / "console-history"))
