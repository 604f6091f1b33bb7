"""What is previewed: the folder as it was last readable, and what is wrong with it now."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.knowledge import Severity, check_knowledge
from bot.knowledge.article import slug_of
from bot.knowledge.inline import as_read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.conversation.answering import Answers
    from bot.knowledge import Problem
    from bot.models import Article, Knowledge, PassageId

_OPENING = 16
"""Characters by which a line of a file is found again among the passages."""


@dataclass(slots=True)
class Previewed:
    """The content and its problems; `load` reads both anew, and leaves the content as it was when it is broken."""

    folder: Path
    wire: Callable[[], tuple[Knowledge, Answers]]
    knowledge: Knowledge | None = None
    answers: Answers | None = None
    problems: list[Problem] = field(default_factory=list)
    version: int = 0

    def load(self) -> None:
        """Read the folder."""
        self.problems = check_knowledge(self.folder)
        if not any(each.severity is Severity.ERROR for each in self.problems):
            # Should it change once more in between, the next look will tell.
            with suppress(BotError):
                self.knowledge, self.answers = self.wire()
        self.version += 1

    def of_article(self, article: Article) -> tuple[dict[PassageId, list[Problem]], list[Problem]]:
        """The problems of an article: those that belong to a passage, by the words of their line, and the others."""
        beside: dict[PassageId, list[Problem]] = {}
        others: list[Problem] = []
        for problem in self.problems:
            if self._article(problem.path) != article.slug:
                continue
            words = self._line(problem)
            passages = (passage for section in article.sections for passage in section.passages)
            place = next((passage.id for passage in passages if words and words in passage.text), None)
            if place is None:
                others.append(problem)
            else:
                beside.setdefault(place, []).append(problem)
        return beside, others

    def _article(self, path: Path) -> str:
        """The slug of the article whose own file this is, or whose questions or words; "" for the folder's own."""
        if not path.is_relative_to(self.folder) or self.knowledge is None:
            return ""
        kind, *rest = path.relative_to(self.folder).parts
        slug = slug_of(path, self.folder / kind) if rest else ""
        # As the reader takes it: questions/my-town.blind.md is of my-town, too.
        return slug if self.knowledge.article(slug) is not None else slug.rpartition(".")[0]

    def _line(self, problem: Problem) -> str:
        if problem.line is None:
            return ""
        try:
            lines = problem.path.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return ""
        line = lines[problem.line - 1] if problem.line <= len(lines) else ""
        return as_read(line.strip().lstrip(">-*# ").strip())[:_OPENING]
