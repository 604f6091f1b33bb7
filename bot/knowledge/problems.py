"""What is wrong with a knowledge folder, and where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.errors import KnowledgeError

if TYPE_CHECKING:
    from pathlib import Path

# Of each severity: a longer list helps nobody, and a hostile folder must not fill the memory with it.
_MOST = 10_000


class Severity(StrEnum):
    """Whether the folder can be served with this problem in it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the file, the line (from 1), and a line of text with the remedy."""

    path: Path
    line: int | None
    severity: Severity
    text: str

    def __str__(self) -> str:
        return str(self.as_error())

    def as_error(self) -> KnowledgeError:
        """The same as an exception."""
        return KnowledgeError(self.text, self.path, self.line)


class Problems:
    """Collects problems while reading goes on, so that an editor sees all of them at once."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._count: Counter[Severity] = Counter()

    @property
    def found(self) -> tuple[Problem, ...]:
        """Every problem, in the order of reading."""
        return tuple(self._found)

    @property
    def first_error(self) -> Problem | None:
        """The first problem that forbids serving the folder, or None."""
        return next((problem for problem in self._found if problem.severity is Severity.ERROR), None)

    def error(self, path: Path, line: int | None, text: str) -> None:
        """Note a problem with which the folder cannot be served."""
        self._note(Problem(path, line, Severity.ERROR, text))

    def warning(self, path: Path, line: int | None, text: str) -> None:
        """Note a problem with which the folder can be served all the same."""
        self._note(Problem(path, line, Severity.WARNING, text))

    def _note(self, problem: Problem) -> None:
        self._count[problem.severity] += 1
        if self._count[problem.severity] <= _MOST:
            self._found.append(problem)


def quoted(words: str, most: int = 24) -> str:
    """An editor's words as a message may show them: short, on one line, printable."""
    short = words if len(words) <= most else words[: most - 1] + "…"
    return '"' + "".join(character if character.isprintable() else "\ufffd" for character in short) + '"'
