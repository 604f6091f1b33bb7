"""What can go wrong through a user's, an editor's or an operator's doing, each said in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class BotError(Exception):
    """Something that a person can mend; its text names the offender and the remedy in one line."""


class FileError(BotError):
    """A file cannot be used; `path` and `line` (from 1) say where."""

    def __init__(self, problem: str, path: Path, line: int | None = None) -> None:
        self.problem = problem
        self.path = path
        self.line = line
        place = str(path) if line is None else f"{path}:{line}"
        super().__init__(f"{place}: {problem}")


class KnowledgeError(FileError):
    """The knowledge folder cannot be used."""


class EvaluationFileError(FileError):
    """A file of labelled questions or of an earlier evaluation cannot be used."""


class FloorError(BotError):
    """A floor that was set for the evaluation means nothing; `key` is as it was typed."""

    def __init__(self, key: str, problem: str) -> None:
        self.key = key
        super().__init__(f"--min {key}: {problem}")


class SettingsError(BotError):
    """A setting is missing or unusable; `name` is its environment variable."""

    def __init__(self, name: str, problem: str) -> None:
        self.name = name
        super().__init__(f"{name}: {problem}")


class IndexStoreError(BotError):
    """The index folder cannot be written or read; `path` says which."""

    def __init__(self, problem: str, path: Path) -> None:
        self.path = path
        super().__init__(f"{path}: {problem}")
