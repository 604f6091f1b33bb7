"""Why a passage was found: `ask --explain` shows signals, weights and what was matched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from bot.models import Answered, NotFound, Related
from bot.rendering import citation

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from bot.fronts.ask import Asked
    from bot.models import Match

_PLAIN_WIDTH = 100


def to_explanation(out: TextIO) -> Callable[[Asked], None]:
    """Shows each answer's outcome and, for every passage, how it came to stand where it stands."""
    console = Console(file=out, highlight=False, width=None if out.isatty() else _PLAIN_WIDTH)

    def show(asked: Asked) -> None:
        answer = asked.answer
        match answer:
            case Answered(matches) | Related(matches):
                console.print(f"[bold]{type(answer).__name__.lower()}[/] · {asked.elapsed_ms:.1f} ms")
                for place, found in enumerate(matches, 1):
                    _show(console, asked, place, found)
            case NotFound(talk):
                console.print(f"[bold]none[/] ({talk.value}) · {asked.elapsed_ms:.1f} ms\n")

    return show


def _show(console: Console, asked: Asked, place: int, found: Match) -> None:
    where = escape(citation(found.passage, asked.question.language))
    console.print(f"\n[bold]{place}.[/] confidence [bold]{found.score:.3f}[/] · {where}")
    text = Text(found.passage.text)
    text.stylize("bold", found.sentence.start, found.sentence.end)
    for span in found.why.spans:
        text.stylize("green underline", span.start, span.end)
    console.print(text)
    if found.why.form is not None:
        console.print(f"nearest question form: {escape(found.why.form)}")
    matched = (found.passage.text[span.start : span.end] for span in found.why.spans)
    console.print(f"matched: {escape(' · '.join(dict.fromkeys(matched)) or '—')}")
    table = Table("signal", "value", "weight", "adds to the rank", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for signal in found.why.signals:
        table.add_row(
            signal.name,
            f"{signal.value:.2f}",
            f"{signal.weight:+.1f}",
            f"{signal.value * signal.weight:+.2f}",
        )
    console.print(table)
