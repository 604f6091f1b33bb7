from __future__ import annotations

import io
import json
import os
from typing import TYPE_CHECKING

import pytest

from bot.cli import main
from bot.console.evaluation import EvalOptions, evaluate
from bot.conversation.answering import ANSWER_FROM
from bot.errors import BotError
from bot.evaluation.asking import Engine
from bot.models import Answered, Knowledge, Match, Passage, PassageId, Related, Span
from tests.conftest import CORPUS
from tests.fakes import ScriptedAnswers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.models import Answer

LABELLED = CORPUS / "questions" / "evaluation.jsonl"
HEIGHT = Passage(PassageId("lighthouse", 0, 1), "灯塔", "", "塔身高二十六米。")
FOUND = (Match(HEIGHT, Span(0, 8), 0.8),)
EXCERPT = '{"question": "%s", "style": "%s", "answers": [%s]}'


class Screen(io.StringIO):
    """A terminal to look at."""

    def isatty(self) -> bool:
        return True


def build(corpus: Knowledge | None, progress: Callable[[int, int], None]) -> Engine:
    """An engine that knows the lighthouse's height only, and takes the ticket for it."""
    progress(1, 2)
    progress(2, 2)
    script: dict[str, Answer] = {
        "灯塔 高度": Answered(FOUND),
        "灯塔的门票多少钱？": Answered(FOUND),
        "借书要交押金吗": Related(FOUND),
    }
    return Engine(ScriptedAnswers(script), lambda _: FOUND if corpus is None else ())


def run(options: EvalOptions, code: int = 0) -> str:
    out, err = io.StringIO(), io.StringIO()
    assert evaluate(options, build, out, err) == code
    return out.getvalue() + err.getvalue()


def row(shown: str, name: str) -> list[str]:
    return next(line.split() for line in shown.splitlines() if line.split()[:1] == [name])


def test_each_style_and_total_has_a_row() -> None:
    shown = run(EvalOptions((LABELLED,)))

    assert row(shown, "keyword")[:8] == ["keyword", "1", "1.000", "1.000", "1.000", "1.000", "1.000", ".000"]
    assert row(shown, "paraphrase")[:8] == ["paraphrase", "1", ".000", ".000", ".000", ".000", ".000", ".000"]
    assert row(shown, "answerable")[1] == "3"
    assert row(shown, "near")[:5] == ["near", "1", "1.000", ".000", ".000"]
    assert row(shown, "other")[:5] == ["other", "1", ".000", ".000", "1.000"]
    assert row(shown, "all")[:3] == ["all", "5", ".500"]


def test_a_pipe_gets_neither_colours_nor_a_progress_bar() -> None:
    shown = run(EvalOptions((LABELLED,), failures=True))

    assert "\x1b" not in shown
    assert "5/5" not in shown


def test_a_terminal_shows_how_far_it_is() -> None:
    err = Screen()

    assert evaluate(EvalOptions((LABELLED,)), build, io.StringIO(), err) == 0

    assert "evaluation.jsonl" in err.getvalue()


def test_a_failure_is_listed_with_question_expectation_reply_and_score() -> None:
    shown = run(EvalOptions((LABELLED,), failures=True))

    assert "near · false · 0.800\n  问 asked     灯塔的门票多少钱？\n" in shown
    assert "paraphrase · missed · 0.800\n" in shown
    assert "  应 expected  办借书证不收押金\n  得 got       塔身高二十六米。\n" in shown
    assert "灯塔 高度" not in shown


def test_hostile_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "hostile.jsonl"
    path.write_text(EXCERPT % ("\\u001b[2J\\u202e[/red]", "[/bold]", '"x"'))

    shown = run(EvalOptions((path,), failures=True))

    assert "\ufffd[2J\ufffd[/red]" in shown
    assert row(shown, "[/bold]")[1] == "1"


def test_a_missed_floor_is_a_line_and_an_exit_code() -> None:
    shown = run(EvalOptions((LABELLED,), ("keyword.answered=1", "near.false=.5", "precision=.9")), code=1)

    assert shown.endswith(
        "\nnear.false is 1, must be at most 0.5\nall.precision is 0.5, must be at least 0.9\n"
    )
    assert "keyword.answered" not in shown


def test_two_evaluations_are_compared_question_by_question(tmp_path: Path) -> None:
    saved = tmp_path / "saved.jsonl"
    run(EvalOptions((LABELLED,), save=saved))
    before = saved.read_text()
    better = before.replace('"status": "answer", "rank": 1', '"status": "related", "rank": 3')
    saved.write_text(better)

    shown = run(EvalOptions((LABELLED,), compare=saved, save=saved))

    assert "新答对 · newly right: 1\n  keyword · missed, related #3 → right #1 · 灯塔 高度\n" in shown
    assert row(shown, "answerable.answered") == ["answerable.answered", ".000", ".333", "+0.333"]
    assert [json.loads(line)["outcome"] for line in saved.read_text().splitlines()] == [
        json.loads(line)["outcome"] for line in before.splitlines()
    ]


def test_the_curve_is_a_picture_and_a_table(tmp_path: Path) -> None:
    shown = run(EvalOptions((LABELLED,), curve=tmp_path / "curve.svg"))

    assert (tmp_path / "curve.svg").read_text().startswith("<svg ")
    assert f"→ {ANSWER_FROM:.2f}" in shown


@pytest.mark.parametrize(
    ("name", "answers", "problem"),
    [("curve.png", '"x"', "name a file that ends in .svg"), ("curve.svg", "", "there is no curve to draw")],
)
def test_a_curve_that_cannot_be_drawn_is_refused(
    tmp_path: Path, name: str, answers: str, problem: str
) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(EXCERPT % ("?", "far", answers))

    with pytest.raises(BotError, match=problem):
        run(EvalOptions((path,), curve=tmp_path / name))

    assert not (tmp_path / name).exists()


def test_for_machines_all_of_it_is_one_line_of_json(tmp_path: Path) -> None:
    saved = tmp_path / "saved.jsonl"
    run(EvalOptions((LABELLED,), save=saved))

    options = EvalOptions((LABELLED,), ("near.false=0",), True, True, None, saved, tmp_path / "curve.svg")
    out = io.StringIO()
    assert evaluate(options, build, out, io.StringIO()) == 1

    told = json.loads(out.getvalue())
    assert told["scores"]["keyword"]["answered"] == 1.0
    assert told["scores"]["all"]["precision"] == 0.5
    assert told["missed"] == [{"key": "near.false", "bound": 0.0, "value": 1.0}]
    assert {failure["outcome"] for failure in told["failures"]} == {"missed", "false"}
    assert told["comparison"]["changes"] == []
    assert {point["threshold"] for point in told["curve"]} >= {0.1, ANSWER_FROM}


class TestCommand:
    """The command line, with the real engine."""

    @pytest.fixture(autouse=True)
    def untouched_by_this_machine(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, state: Path, corpus: Path
    ) -> None:
        for name in [name for name in os.environ if name.startswith("BOT_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("BOT_STATE_DIR", str(state))
        monkeypatch.setenv("BOT_KNOWLEDGE", str(corpus))
        monkeypatch.chdir(tmp_path)

    def test_labelled_lines_are_asked_of_the_knowledge_and_a_squad_file_of_itself(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        squad = {
            "context": "海门大桥长五千米，去年通车。",
            "qas": [{"question": "海门大桥有多长？", "answers": [{"text": "五千米"}]}],
        }
        (tmp_path / "bridges.json").write_text(json.dumps({"data": [{"paragraphs": [squad]}]}))

        code = main(["eval", str(LABELLED), "bridges.json", "--json", "--min", "bridges.r1=1"])

        shown = capsys.readouterr()
        assert (code, shown.err) == (0, "")
        scores = json.loads(shown.out)["scores"]
        assert (scores["all"]["answerable"], scores["all"]["unanswerable"]) == (4, 2)

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            (["--min", "r2=1"], "--min r2: no measure has this name"),
            (["nothing.jsonl"], "nothing.jsonl: No such file"),
            (["--compare", str(LABELLED)], f"{LABELLED}:1: answerable: Field required"),
        ],
    )
    def test_what_cannot_be_used_is_one_line(
        self, arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["eval", str(LABELLED), *arguments]) == 2

        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.startswith(f"article-bot: {problem}")
        assert shown.err.count("\n") == 1
