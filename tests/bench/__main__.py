"""`python -m tests.bench FILE…`: this engine and others on the same texts, each in a process of its own."""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from dataclasses import astuple, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import BotError
from tests.bench.corpus import passages, read_source, write_passages
from tests.bench.measure import WARM_UP, Built, Searched
from tests.bench.plot import plot
from tests.bench.report import Row, page, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.corpus import Source

_GIBIBYTE = 1 << 30
_ENGINES = {
    "article_bot": "this engine",
    "bm25s_words": "bm25s, words + bigrams",
    "tantivy_bigrams": "tantivy, bigrams",
    "rapidfuzz_scan": "rapidfuzz, every passage",
}
_TELLING = 10
"""Up to so many times the size, memory and time grow with it; beyond, what every size costs misleads."""
_NEEDS_FILES = "name files in SQuAD format: make bench SQUAD='drcd_dev.json cmrc_dev.json'"


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    add = parser.add_argument
    add("files", nargs="*", type=Path, metavar="FILE", help="questions and paragraphs in SQuAD format")
    add("--sizes", type=_numbers, default=(1_000, 100_000, 1_000_000), help="numbers of passages")
    add("--engines", type=_names, default=tuple(_ENGINES), help=",".join(_ENGINES))
    add("--questions", type=int, default=300, help="questions at most, one a paragraph")
    add("--seconds", type=int, default=60, help="asking an engine ends after as many")
    add("--minutes", type=int, default=40, help="building ends after as many, done or not")
    add("--memory", type=int, default=16, help="GiB that an engine may take")
    add("--seed", type=int, default=1, help="of the sample and of the recombined passages")
    add("--work", type=Path, help="where corpora and indexes lie meanwhile: 10 GB for a million passages")
    add(
        "--out",
        type=Path,
        default=Path(__file__).with_name("results.md"),
        help="the table; the plot lies beside it",
    )
    return parser.parse_args(arguments)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and write the table and the plot; exit code 2 when something is missing."""
    options = _arguments(arguments)
    try:
        source = _source(options)
    except BotError as error:
        sys.stderr.write(f"bench: {error}\n")
        return 2
    rows = list(_rows(source, options))
    picture = options.out.with_suffix(".svg")
    options.out.write_text(page(rows, source, options, picture.name), encoding="utf-8")
    picture.write_text(plot(rows), encoding="utf-8")
    return 0


def _source(options: argparse.Namespace) -> Source:
    if not options.files:
        raise BotError(_NEEDS_FILES)
    if find_spec("bm25s") is None:
        raise BotError("bm25s is not installed; pip install -e '.[bench]'")
    source = read_source(options.files, options.questions + WARM_UP, options.seed)
    if min(options.sizes) < len(source.paragraphs):
        raise BotError(
            f"--sizes: {min(options.sizes)} passages have no room for {len(source.asked)} --questions"
        )
    return source


def _rows(source: Source, options: argparse.Namespace) -> Iterator[Row]:
    before: dict[str, Row] = {}
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.work) as work:
        questions = Path(work, "questions.json")
        questions.write_text(json.dumps([astuple(asked) for asked in source.asked]), encoding="utf-8")
        for size in options.sizes:
            corpus = Path(work, "corpus.jsonl")
            write_passages(passages(source, size, options.seed), corpus)
            for engine in options.engines:
                row = _foreseen(before.get(engine), size, options)
                if row is None:
                    with tempfile.TemporaryDirectory(dir=work) as folder:
                        row = _row(size, engine, (str(corpus), folder), questions, options)
                sys.stdout.write(table([row]).splitlines()[-1] + "\n")
                sys.stdout.flush()
                before[engine] = row
                yield row


def _foreseen(before: Row | None, size: int, options: argparse.Namespace) -> Row | None:
    """What there is to say of an engine that would not get done at this size, judged by the size before."""
    if before is None or size > _TELLING * before.size:
        return None
    if before.built is None:
        return replace(before, size=size)
    growth = size / before.size
    gibibytes, minutes = before.built.peak / _GIBIBYTE * growth, before.built.seconds / 60 * growth
    if gibibytes <= options.memory and minutes <= options.minutes:
        return None
    return Row(
        size, before.engine, problem=f"not tried: would take {gibibytes:.0f} GiB, {minutes:.0f} minutes"
    )


def _row(
    size: int, engine: str, places: tuple[str, str], questions: Path, options: argparse.Namespace
) -> Row:
    def run(task: str, *more: str) -> str:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.bench.measure", task, engine, *places, *more],
            stdout=subprocess.PIPE,
            timeout=options.minutes * 60,
            check=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (options.memory * _GIBIBYTE,) * 2),
        )
        return done.stdout.decode()

    try:
        built = Built(**json.loads(run("build")))
        searched = Searched(**json.loads(run("search", str(questions), str(options.seconds))))
    except subprocess.TimeoutExpired:
        return Row(size, _ENGINES[engine], problem=f"not done in {options.minutes} minutes")
    except subprocess.CalledProcessError:
        return Row(size, _ENGINES[engine], problem=f"failed with {options.memory} GiB")
    return Row(size, _ENGINES[engine], built, searched)


if __name__ == "__main__":
    sys.exit(main())
