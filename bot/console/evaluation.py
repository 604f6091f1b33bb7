"""Labelled questions asked, scores and differences shown: the command `eval`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.console.curve_picture import draw_curve
from bot.console.scorecard import ScorecardScreen
from bot.conversation.answering import ANSWER_FROM
from bot.errors import BotError
from bot.evaluation.asking import ask
from bot.evaluation.comparing import Comparison, compare
from bot.evaluation.curve import CurvePoint, operating_curve, point_at
from bot.evaluation.files import read_questions
from bot.evaluation.floors import Miss, misses, parse_floor
from bot.evaluation.saving import load, save
from bot.evaluation.scoring import scorecard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import TextIO

    from bot.evaluation.asking import Engine
    from bot.evaluation.files import QuestionFile
    from bot.evaluation.outcomes import Result
    from bot.evaluation.scoring import Scorecard
    from bot.models import Knowledge


@dataclass(frozen=True, slots=True)
class EvalOptions:
    """What the command line asks for."""

    files: tuple[Path, ...]
    floors: tuple[str, ...] = ()
    as_json: bool = False
    failures: bool = False
    save: Path | None = None
    compare: Path | None = None
    curve: Path | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All that an evaluation has to tell; what was not asked for is empty."""

    card: Scorecard
    failures: tuple[Result, ...]
    comparison: Comparison | None
    curve: tuple[CurvePoint, ...]
    missed: tuple[Miss, ...]


class BuildEngine(Protocol):
    """Opens the engine over a corpus, over the bot's own knowledge when there is none."""

    def __call__(self, corpus: Knowledge | None, progress: Callable[[int, int], None]) -> Engine:
        """Open it; `progress` hears (done, total) passages."""
        ...


def evaluate(options: EvalOptions, build: BuildEngine, out: TextIO, err: TextIO) -> int:
    """Ask all questions and show what came of them; 0 when every floor was reached, else 1.

    Raises:
        BotError: a file or an option is unusable.

    """
    floors = [parse_floor(text) for text in options.floors]
    if options.curve is not None and options.curve.suffix.lower() != ".svg":
        raise BotError(f"--curve {options.curve}: the picture is an SVG; name a file that ends in .svg")
    files = [read_questions(path) for path in options.files]
    earlier = None if options.compare is None else load(options.compare)

    outcomes = _ask_all(files, [path.name for path in options.files], build, err)

    if options.save is not None:
        save(outcomes, options.save)
    card = scorecard(outcomes)
    curve = operating_curve(outcomes) if options.curve is not None else ()
    if options.curve is not None:
        if not curve:
            raise BotError(f"--curve {options.curve}: no answer was possible, so there is no curve to draw")
        options.curve.write_text(draw_curve(curve, ANSWER_FROM), encoding="utf-8")
    report = Report(
        card=card,
        failures=tuple(outcome for outcome in outcomes if outcome.failed) if options.failures else (),
        comparison=None if earlier is None else compare(earlier, outcomes),
        curve=_sampled(curve),
        missed=misses(card, floors),
    )
    if options.as_json:
        out.write(f"{_as_json(report, options)}\n")
    else:
        _show(report, ScorecardScreen(out))
    out.flush()
    err.writelines(f"{miss}\n" for miss in report.missed)
    return 1 if report.missed else 0


def _ask_all(
    files: Sequence[QuestionFile], names: Sequence[str], build: BuildEngine, err: TextIO
) -> list[Result]:
    outcomes = []
    own: Engine | None = None
    name_column = TextColumn("{task.description}", markup=False)
    columns = (name_column, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Asked of the stream, because rich lets an environment variable call a pipe a terminal.
    shown = err.isatty()
    with Progress(*columns, console=Console(file=err), transient=True, disable=not shown) as progress:
        for file, name in zip(files, names, strict=True):
            task = progress.add_task(name, total=len(file.questions))
            if file.corpus is not None:
                engine = build(file.corpus, _reporter(progress))
            else:
                own = own or build(None, _reporter(progress))
                engine = own
            for question in file.questions:
                outcomes.append(ask(question, engine))
                progress.advance(task)
    return outcomes


def _reporter(progress: Progress) -> Callable[[int, int], None]:
    task = progress.add_task("建立索引 · index", visible=False)
    return lambda done, total: progress.update(task, completed=done, total=total, visible=done < total)


def _sampled(curve: Sequence[CurvePoint]) -> tuple[CurvePoint, ...]:
    thresholds = sorted({*(tenth / 10 for tenth in range(1, 10)), ANSWER_FROM})
    found = ((threshold, point_at(curve, threshold)) for threshold in thresholds)
    return tuple(
        CurvePoint(threshold, point.coverage, point.precision, point.false)
        for threshold, point in found
        if point
    )


def _show(report: Report, screen: ScorecardScreen) -> None:
    screen.card(report.card)
    screen.failures(report.failures)
    if report.comparison is not None:
        screen.comparison(report.comparison)
    if report.curve:
        screen.curve(report.curve, ANSWER_FROM)


def _as_json(report: Report, options: EvalOptions) -> str:
    card = report.card
    # A total comes last and so wins over the style of its name, which holds the same.
    parts: dict[str, object] = {
        "scores": {score.name: asdict(score) for score in (*card.styles, *card.totals)},
        "missed": [
            {"key": miss.floor.key, "bound": miss.floor.bound, "value": miss.value} for miss in report.missed
        ],
    }
    if options.failures:
        parts["failures"] = [_outcome(outcome) for outcome in report.failures]
    if report.comparison is not None:
        parts["comparison"] = {
            **asdict(report.comparison),
            "changes": [
                {"turn": change.turn, "before": _outcome(change.before), "after": _outcome(change.after)}
                for change in report.comparison.changes
            ],
        }
    if report.curve:
        parts["curve"] = [asdict(point) for point in report.curve]
    return json.dumps(parts, ensure_ascii=False)


def _outcome(outcome: Result) -> dict[str, object]:
    return {**asdict(outcome), "outcome": outcome.grade}
