"""Scorecard → tables on a terminal or in a pipe."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.evaluation.comparing import Direction
from bot.evaluation.scoring import ALL, ANSWERABLE, OTHER, TOTALS, measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from bot.evaluation.comparing import Comparison
    from bot.evaluation.curve import CurvePoint
    from bot.evaluation.outcomes import Result
    from bot.evaluation.scoring import Score, Scorecard

_PIPED: Final = 120
"""Columns where there is no terminal to ask, so that no table is squeezed."""
_WORDING: Final = {
    "r1": "首位",
    "r3": "前三",
    "mrr": "MRR",
    "shown": "展示",
    "answered": "答对",
    "wrong": "答错",
    "precision": "准确",
    "sentence": "标句",
    "false": "误答",
    "related": "相关",
    "none": "说没有",
    "median_ms": "中位",
    "p95_ms": "P95",
}
_ANSWERABLE: Final = (
    "r1",
    "r3",
    "mrr",
    "shown",
    "answered",
    "wrong",
    "precision",
    "sentence",
    "median_ms",
    "p95_ms",
)
_UNANSWERABLE: Final = ("false", "related", "none", "median_ms", "p95_ms")
_ALL: Final = ("precision", "median_ms", "p95_ms")
_STYLES: Final = {Direction.RIGHT: "green", Direction.WRONG: "red", Direction.CHANGED: "yellow"}
_TURNS: Final = {Direction.RIGHT: "新答对", Direction.WRONG: "新答错", Direction.CHANGED: "有变化"}


class ScorecardScreen:
    """Where an evaluation is shown to a person."""

    def __init__(self, out: TextIO) -> None:
        terminal = out.isatty()
        self._console = Console(
            file=out,
            highlight=False,
            markup=False,
            emoji=False,
            force_terminal=terminal,
            width=None if terminal else _PIPED,
        )

    def card(self, card: Scorecard) -> None:
        """Draw a row for each style and total: the answerable, the unanswerable, all."""
        answerable = [(score, score.answerable) for score in card.styles if score.answerable]
        unanswerable = [(score, score.unanswerable) for score in card.styles if score.unanswerable]
        for title, columns, rows, name in (
            ("有答案 · answerable", _ANSWERABLE, answerable, ANSWERABLE),
            ("没有答案 · unanswerable", _UNANSWERABLE, unanswerable, OTHER),
        ):
            total = card.score(name)
            # The total of a single style would say the same twice.
            if total and len(rows) > 1:
                rows.append((total, total.answerable + total.unanswerable))
            if rows:
                self._scores(title, columns, rows)
        if total := card.score(ALL):
            self._scores("全部 · all", _ALL, [(total, total.answerable + total.unanswerable)])

    def failures(self, outcomes: Iterable[Result]) -> None:
        """List what failed: the question, what was expected, what came and how confidently."""
        for outcome in outcomes:
            rank = f" · rank {outcome.rank}" if outcome.rank else ""
            self._line(f"{outcome.style} · {outcome.grade} · {outcome.score:.3f}{rank}", "bold")
            self._line(f"  问 asked     {outcome.question}")
            self._line(f"  应 expected  {' | '.join(outcome.expected) or '–'}")
            self._line(f"  得 got       {outcome.got or '–'}")

    def comparison(self, comparison: Comparison) -> None:
        """List each question whose outcome changed, and how every total did."""
        for turn, changes in groupby(comparison.changes, key=lambda change: change.turn):
            these = list(changes)
            self._line(f"{_TURNS[turn]} · {turn}: {len(these)}", f"bold {_STYLES[turn]}")
            for change in these:
                self._line(
                    f"  {change.after.style} · {_in_short(change.before)} → {_in_short(change.after)}"
                    f" · {change.after.question}"
                )
        table = _table("", "", "之前\nbefore", "现在\nnow", "变化\nchange")
        for total in comparison.totals:
            name = total.key.rpartition(".")[2]
            values = (_shown(name, total.before), _shown(name, total.after))
            table.add_row(total.key, *values, _difference(name, total.before, total.after))
        self._console.print(table)
        self._line(
            f"两次都问的 · compared: {comparison.compared}; "
            f"只有之前 · only before: {comparison.only_before}; 只有现在 · only now: {comparison.only_after}"
        )

    def curve(self, points: Iterable[CurvePoint], chosen: float) -> None:
        """Draw the operating curve as numbers, the chosen threshold in bold."""
        table = _table(
            "门槛 · operating curve", "门槛\nthreshold", "覆盖\ncoverage", "准确\nprecision", "误答\nfalse"
        )
        for point in points:
            values = (_share(value) for value in (point.coverage, point.precision, point.false))
            mark = "→ " if point.threshold == chosen else ""
            table.add_row(f"{mark}{point.threshold:.2f}", *values, style="bold" if mark else None)
        self._console.print(table)

    def _scores(self, title: str, columns: Sequence[str], rows: Sequence[tuple[Score, int]]) -> None:
        table = _table(title, "类型\nstyle", "题数\nn", *(f"{_WORDING[name]}\n{name}" for name in columns))
        for score, count in rows:
            total = score.name in TOTALS
            if total:
                table.add_section()
            cells = (_shown(name, measure(score, name)) for name in columns)
            table.add_row(_printable(score.name), str(count), *cells, style="bold" if total else None)
        self._console.print(table)

    def _line(self, text: str, style: str = "") -> None:
        self._console.print(Text(_printable(text), style), soft_wrap=True)


def _in_short(outcome: Result) -> str:
    status = "" if outcome.answered else f", {outcome.status}"
    rank = f" #{outcome.rank}" if outcome.rank else ""
    return f"{outcome.grade}{status}{rank}"


def _table(title: str, first: str, *columns: str) -> Table:
    table = Table(title=title or None, title_justify="left", box=SIMPLE_HEAD, padding=0)
    table.add_column(first)
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _shown(name: str, value: float | None) -> str:
    if value is not None and name.endswith("_ms"):
        return f"{value:.1f}"
    return _share(value)


def _difference(name: str, before: float | None, after: float | None) -> str:
    if before is None or after is None:
        return ""
    return f"{after - before:+.1f}" if name.endswith("_ms") else f"{after - before:+.3f}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".removeprefix("0")


def _printable(text: str) -> str:
    """On one line, without what could steer a terminal: questions may be hostile on purpose."""
    return "".join(
        character if character.isprintable() else " " if character.isspace() else "\ufffd"
        for character in text
    )
