"""The populations of questions that the models are fitted on, and what each counts for.

Three kinds of people ask: those who know the article (calibration, knowing), those who have read its title and headings
alone (wild), and both of an article with question forms and of a bare one. The mix: every kind of article and of asker
counts, Jiangmen's with forms as much as all bare articles together, so that a bare article is served as well as a rich one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.knowledge import read_knowledge
from bot.retrieval.text import vectors
from bot.settings import packaged_knowledge

if TYPE_CHECKING:
    from bot.models import Knowledge

CORPUS: Final = Path(__file__).with_name("corpus")
FITTED: Final = ("freshman", "island", "regulation", "software", "story", "subsidy", "village")
"""Articles of other genres that are fitted on."""
NOTICES: Final = ("ebike", "hospital", "school")
"""Notices of offices, as a word processor wrote them, that are fitted on: who asks has read title and headings alone."""
HELD_OUT: Final = ("clinic", "terms", "handbook", "renovation", "scenic")
"""Those that only the evaluation asks."""


@dataclass(frozen=True)
class Population:
    """Questions about a knowledge folder: `ranking` and `confidence` are its shares in the two fits."""

    name: str
    folder: Path
    files: tuple[Path, ...]
    ranking: float
    confidence: float
    bare: bool = False
    """Whether the articles are taken alone, without forms, words and examples."""
    blind: bool = False
    """Whether those who ask have not read the article."""
    beside: tuple[Path, ...] = ()
    """Other folders whose articles stand beside this one's."""

    @cached_property
    def knowledge(self) -> Knowledge:
        """The content that is asked."""
        own = read_knowledge(self.folder)
        articles = (*own.articles, *(a for folder in self.beside for a in read_knowledge(folder).articles))
        if not self.bare:
            return replace(own, articles=articles)
        return replace(own, articles=articles, forms={}, dictionary=(), synonyms={}, examples=())

    @property
    def questions(self) -> list[tuple[str, list[str]]]:
        """Each question with the wordings that answer it; none when the articles do not."""
        rows = (
            json.loads(line) for path in self.files for line in path.read_text(encoding="utf-8").splitlines()
        )
        # "after" is the message before: without it, these messages are about nothing.
        return [(row["question"], row["answers"]) for row in rows if not row.get("after")]


_HOME = packaged_knowledge()
_CALIBRATION = _HOME / "questions" / "calibration.jsonl"
_OTHERS = tuple(CORPUS / slug for slug in (*FITTED, *NOTICES))

POPULATIONS: Final = (
    Population("calibration", _HOME, (_CALIBRATION,), 4, 4),
    Population("calibration, bare", _HOME, (_CALIBRATION,), 1, 1, bare=True),
    Population("wild", _HOME, (CORPUS / "jiangmen" / "wild.jsonl",), 1, 4, blind=True),
    Population("wild, bare", _HOME, (CORPUS / "jiangmen" / "wild.jsonl",), 1, 1, bare=True, blind=True),
    Population("many articles", _HOME, (_CALIBRATION,), 1, 0, bare=True, beside=_OTHERS),
    *(
        population
        for slug in FITTED
        for population in (
            Population(f"{slug}, knowing", CORPUS / slug, (CORPUS / slug / "knowing.jsonl",), 2 / 7, 2 / 7),
            Population(
                f"{slug}, wild", CORPUS / slug, (CORPUS / slug / "wild.jsonl",), 1 / 7, 2 / 7, blind=True
            ),
            Population(
                f"{slug} of many",
                CORPUS / slug,
                (CORPUS / slug / "knowing.jsonl", CORPUS / slug / "wild.jsonl"),
                1 / 7,
                0,
                beside=tuple(folder for folder in _OTHERS if folder.name != slug),
            ),
        )
    ),
    *(
        Population(slug, CORPUS / slug, (CORPUS / slug / "wild.jsonl",), 1 / 7, 2 / 7, blind=True)
        for slug in NOTICES
    ),
)


def inputs() -> dict[str, str]:
    """What the weights are made from, each file with the beginning of its SHA-256."""
    table = Path(vectors.__file__).with_name("meaning")
    paths = {f"meaning/{path.name}": path for path in table.glob("*.npy")}
    for folder in {population.folder for population in POPULATIONS}:
        for pattern in ("articles/*.md", "questions/*.md", "synonyms/*", "dictionary/*"):
            paths |= {f"{folder.name}/{path.relative_to(folder)}": path for path in folder.glob(pattern)}
    paths |= {f"{path.parent.name}/{path.name}": path for p in POPULATIONS for path in p.files}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for name, path in sorted(paths.items())}
