"""One engine on one corpus in a process of its own, so that its memory and its start are its own."""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tests.bench.corpus import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

WARM_UP = 10
"""Questions that are asked first and not counted: tables are filled and files come into memory."""


class Engine(Protocol):
    """Anything that is open for questions."""

    def search(self, question: str) -> int | None:
        """The number of the passage that it ranks first."""
        ...


class EngineModule(Protocol):
    """What a module of engines/ offers."""

    def build(self, corpus: Path, folder: Path) -> None:
        """Index the corpus in the folder."""
        ...

    def Engine(self, corpus: Path, folder: Path) -> Engine:  # noqa: N802 - a class
        """Open what was built."""
        ...


@dataclass(frozen=True, slots=True)
class Built:
    """What building took; `disk` is in bytes."""

    seconds: float
    peak: int
    disk: int


@dataclass(frozen=True, slots=True)
class Searched:
    """What opening and searching took: the seconds of each question, and how many were right."""

    opened: float
    peak: int
    right: int
    times: tuple[float, ...]


def _peak() -> int:
    """The most memory this process has held, in bytes; macOS counts in bytes, others in KiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _module(name: str) -> EngineModule:
    module: EngineModule = import_module(f"tests.bench.engines.{name}")
    return module


def measure_build(name: str, corpus: Path, folder: Path) -> Built:
    """Build, counted from the engine's imports."""
    began = time.perf_counter()
    _module(name).build(corpus, folder)
    seconds = time.perf_counter() - began
    return Built(seconds, _peak(), sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()))


def measure_search(name: str, corpus: Path, folder: Path, asked: Sequence[Asked], budget: float) -> Searched:
    """Open, counted from the engine's imports, and ask until the questions or `budget` seconds are spent."""
    began = time.perf_counter()
    engine = _module(name).Engine(corpus, folder)
    opened = time.perf_counter() - began
    began = time.perf_counter()
    for one in asked[:WARM_UP]:
        if time.perf_counter() - began < budget / 10:
            engine.search(one.question)
    times: list[float] = []
    right = 0
    for one in asked[WARM_UP:]:
        if sum(times) > budget:
            break
        began = time.perf_counter()
        found = engine.search(one.question)
        times.append(time.perf_counter() - began)
        right += found == one.passage
    return Searched(opened, _peak(), right, tuple(times))


def main(task: str, name: str, corpus: str, folder: str, *more: str) -> None:
    """Measure, and print what was found as one line of JSON."""
    if task == "build":
        found: Built | Searched = measure_build(name, Path(corpus), Path(folder))
    else:
        questions, budget = more
        asked = [Asked(*pair) for pair in json.loads(Path(questions).read_bytes())]
        found = measure_search(name, Path(corpus), Path(folder), asked, float(budget))
    sys.stdout.write(json.dumps(asdict(found)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
