"""A labelled question: what is asked, and which passages and sentences are right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.models import Match, Passage


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question and its answers, verbatim; with neither these nor a paragraph, no passage answers it."""

    question: str
    style: str
    answers: tuple[str, ...] = ()
    paragraph: str | None = None
    """The text of the only paragraph that is right; without one, each that contains an answer is."""

    @property
    def answerable(self) -> bool:
        """Whether any passage is right."""
        return self.paragraph is not None or bool(self.answers)

    def is_answered_by(self, passage: Passage) -> bool:
        """Whether quoting this passage is right."""
        if self.paragraph is not None:
            return passage.text == self.paragraph
        return any(answer in passage.text for answer in self.answers)

    def is_marked_by(self, match: Match) -> bool:
        """Whether the marked sentence holds an answer, or at least half of one that runs over sentences."""
        return any(
            2 * (min(end, match.sentence.end) - max(start, match.sentence.start)) >= end - start
            for answer in self.answers
            for start, end in _occurrences(answer, match.passage.text)
        )


def _occurrences(part: str, text: str) -> list[tuple[int, int]]:
    return [
        (start, start + len(part))
        for start in range(len(text) - len(part) + 1)
        if text.startswith(part, start)
    ]
