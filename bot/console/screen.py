"""Reply → terminal: panels for a person at a terminal, plain text for everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.console.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from bot.models import Quote, Reply

_WIDEST: Final = 100
"""Columns past which a line of Chinese is tiring to read."""
_MARKED: Final = "bold green"


class Screen(Protocol):
    """Where replies are shown."""

    def show(self, reply: Reply) -> None:
        """Show the reply at once."""
        ...


class PlainScreen:
    """Text alone: nothing that a pipe, a file or a screen reader would stumble over."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._gap = ""

    def show(self, reply: Reply) -> None:
        """Write lead, quotes with citations, numbered choices, closing line; an empty line parts replies."""
        quotes = (line for quote in reply.quotes for line in (quote.text, _source(quote)))
        choices = (f"{number}. {label}" for number, label in _numbered(reply))
        lines = (reply.lead, *quotes, *choices, reply.tail)
        self._out.write(self._gap + "".join(f"{line}\n" for line in lines if line))
        self._out.flush()
        self._gap = "\n"


class PanelScreen:
    """Passages in panels, the sentence that answers marked."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def show(self, reply: Reply) -> None:
        """Draw lead, quotes with their citations, numbered choices and closing line."""
        width = min(self._console.width, _WIDEST)
        if reply.lead:
            self._console.print(folded(Text(reply.lead), width))
        for quote in reply.quotes:
            self._console.print(Panel(folded(_marked(quote), width - 4), width=width, border_style="dim"))
            self._console.print(folded(Text(_source(quote), style="dim"), width))
        if reply.choices:
            choices = Table.grid(padding=(0, 1))
            for number, label in _numbered(reply):
                choices.add_row(Text(f"{number:>3}", style="bold"), Text(label))
            self._console.print(choices)
        if reply.tail:
            self._console.print(folded(Text(reply.tail, style="dim"), width))
        self._console.print()


def open_screen(out: TextIO) -> Screen:
    """Panels where `out` is a terminal that can draw them, else plain text."""
    # Asked of the stream, because rich lets an environment variable (FORCE_COLOR) call a pipe a terminal.
    if not out.isatty():
        return PlainScreen(out)
    console = Console(file=out, highlight=False)
    return PlainScreen(out) if console.is_dumb_terminal else PanelScreen(console)


def _numbered(reply: Reply) -> Iterator[tuple[int, str]]:
    for number, choice in enumerate(reply.choices, start=1):
        # The label of a paragraph begins with its own number, which is mostly the number to type.
        yield number, choice.label.removeprefix(f"{number}. ")


def _marked(quote: Quote) -> Text:
    text = Text(quote.text)
    if quote.sentence is not None:
        text.stylize(_MARKED, quote.sentence.start, quote.sentence.end)
    return text


def _source(quote: Quote) -> str:
    note = f"（{quote.note}）" if quote.note else ""
    return f"—— {quote.citation}{note}"
