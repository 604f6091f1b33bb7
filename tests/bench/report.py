"""Measurements → a page of Markdown."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from importlib.metadata import version
from statistics import mean, median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from tests.bench.corpus import Source
    from tests.bench.measure import Built, Searched

_LIBRARIES = ("tantivy", "bm25s", "rapidfuzz", "jieba")
_HEADER = """\
| passages | engine | right first | median | p95 | questions | build | open | memory: build, ask | disk |
| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""
_PAGE = """\
# Benchmark

Written by `make bench`.

The passages ({length} characters on average) are sentences of {files}, recombined at random
(seed {seed}). Among them are the paragraphs of the questions as they are, whose sentences stand nowhere else;
right first is the share of questions whose own paragraph comes first. Every engine gets the same normalised
text and runs in processes of its own. Building and opening include the import of its libraries; asking begins
after a few questions to warm up and ends after {seconds} seconds, so that slow engines are asked fewer.
This engine has no question forms, aliases or synonyms here.

{machine}, {versions}.

{table}
![time a question by the number of passages]({picture})
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One engine at one size: what was measured, or why nothing was."""

    size: int
    engine: str
    built: Built | None = None
    searched: Searched | None = None
    problem: str = ""

    @property
    def median(self) -> float | None:
        """The median time of a question in seconds."""
        return median(self.searched.times) if self.searched else None

    @property
    def p95(self) -> float | None:
        """The time in seconds that 95 in 100 questions stay under."""
        if self.searched is None:
            return None
        times = self.searched.times
        return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def page(rows: Sequence[Row], source: Source, options: Namespace, picture: str) -> str:
    """The whole page: what was measured how, where, the table and the plot."""
    python = f"Python {platform.python_version()}"
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {python}"
    return _PAGE.format(
        length=round(mean(source.lengths)),
        files=", ".join(file.name for file in options.files),
        seed=options.seed,
        seconds=options.seconds,
        machine=machine,
        versions=", ".join(f"{library} {version(library)}" for library in _LIBRARIES),
        table=table(rows),
        picture=picture,
    )


def table(rows: Sequence[Row]) -> str:
    """The Markdown table of all rows."""
    return _HEADER + "".join(_line(row) for row in rows)


def _line(row: Row) -> str:
    head = f"| {row.size:,} | {row.engine} | "
    built, searched = row.built, row.searched
    if built is None or searched is None:
        return f"{head}{row.problem} | | | | | | | |\n"
    asked = len(searched.times)
    cells = (
        f"{searched.right / asked:.3f}",
        seconds(row.median or 0.0),
        seconds(row.p95 or 0.0),
        f"{asked}",
        seconds(built.seconds),
        seconds(searched.opened),
        f"{_size(built.peak)}, {_size(searched.peak)}",
        _size(built.disk),
    )
    return head + " | ".join(cells) + " |\n"


def seconds(value: float) -> str:
    """A time with the unit that suits it, to two digits."""
    amount, unit = (
        (value / 60, "min") if value >= 120 else (value, "s") if value >= 1 else (value * 1000, "ms")
    )
    return f"{amount:.0f} {unit}" if amount >= 10 else f"{amount:.2g} {unit}"


def _size(value: int) -> str:
    return f"{value / 2**30:.1f} GiB" if value >= 2**30 else f"{value / 2**20:.0f} MiB"
