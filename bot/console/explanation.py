"""Why a passage was found, or why it is no answer: `ask --explain`, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from bot.conversation.answering import ANSWER_FROM
from bot.models import Answered, NotFound, Related, SmallTalk
from bot.rendering import citation
from bot.rendering.explaining import explaining

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from bot.console.ask import Asked
    from bot.models import Match
    from bot.rendering.explaining import Explaining

_PLAIN_WIDTH = 100


def to_explanation(out: TextIO) -> Callable[[Asked], None]:
    """Shows each answer's outcome and, for every passage that came near, how it came to stand where it stands."""
    console = Console(file=out, highlight=False, width=None if out.isatty() else _PLAIN_WIDTH)

    def show(asked: Asked) -> None:
        wording = explaining(asked.message.language)
        match asked.answer:
            case Answered(matches):
                outcome = wording.answered
            case Related(matches):
                outcome = wording.related
            case NotFound():
                outcome, matches = wording.none, asked.answer.nearest
            case SmallTalk(kind, matches):
                outcome = f"{wording.none} ({kind.value})"
            case _:
                assert_never(asked.answer)
        console.print(f"[bold]{outcome}[/] · {asked.elapsed_ms:.1f} ms")
        if not matches:
            console.print(f"{wording.nothing_near}\n")
        for place, found in enumerate(matches, 1):
            _show(console, wording, place, found, citation(found.passage, asked.message.language))

    return show


def _show(console: Console, wording: Explaining, place: int, found: Match, where: str) -> None:
    sure = wording.sure.format(score=found.score, threshold=ANSWER_FROM)
    console.print(f"\n[bold]{place}.[/] [bold]{sure}[/] · {escape(where)}")
    text = Text(found.passage.text)
    text.stylize("bold", found.sentence.start, found.sentence.end)
    for span in found.why.spans:
        text.stylize("green underline", span.start, span.end)
    console.print(text)
    met = (
        f"{each.asked} = {each.met} ({wording.channels.get(each.channel, each.channel)} {each.degree:.2f})"
        for each in found.why.meetings
    )
    console.print(escape(wording.met.format(met=" · ".join(met) or "—")))
    if found.why.lacking:
        console.print(escape(wording.lacking.format(words=" · ".join(found.why.lacking))))
    if found.why.form is not None:
        console.print(escape(wording.form.format(form=found.why.form)))
    table = Table(*wording.columns, box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for signal in found.why.signals:
        table.add_row(
            wording.signals.get(signal.name, signal.name),
            f"{signal.value:.2f}",
            f"{signal.weight:+.1f}",
            f"{signal.value * signal.weight:+.2f}",
        )
    console.print(table)
