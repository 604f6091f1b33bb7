"""A desk at which a test writes a knowledge folder and looks at what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bot.knowledge import check_knowledge, read_knowledge

if TYPE_CHECKING:
    from pathlib import Path

    from bot.models import Article, Knowledge


@dataclass
class Desk:
    folder: Path

    def write(self, name: str, content: str | bytes) -> Desk:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self

    def read(self) -> Knowledge:
        return read_knowledge(self.folder)

    def article(self, content: str | bytes) -> Article:
        return self.write("articles/town.md", content).read().articles[0]

    def texts(self, content: str | bytes) -> list[str]:
        return [passage.text for section in self.article(content).sections for passage in section.passages]

    def problems(self) -> list[str]:
        """Each as `path:line: severity: text`, the path seen from the folder."""
        return [
            f"{found.path.relative_to(self.folder).as_posix()}:{found.line}: {found.severity}: {found.text}"
            for found in check_knowledge(self.folder)
        ]

    def problem(self) -> str:
        (found,) = self.problems()
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
