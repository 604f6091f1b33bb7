"""What came of a labelled question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.models import Status


class Grade(StrEnum):
    """What that is worth."""

    RIGHT = "right"
    """Answered with a right passage."""
    WRONG = "wrong"
    """Answered with a wrong passage, though a right one exists."""
    MISSED = "missed"
    """Not answered, though a right passage exists."""
    FALSE = "false"
    """Answered, though the article does not say it."""
    DECLINED = "declined"
    """Not answered, and rightly so."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one labelled question."""

    question: str
    style: str
    answerable: bool
    status: Status
    rank: int | None
    """The place, from 1, of the first right passage among all that the retriever ranked."""
    score: float
    """The confidence of the first passage; 0 without one, and for small talk, which is never looked up."""
    sentence_hit: bool | None
    """Whether the marked sentence holds the answer; None when the first passage is wrong anyway."""
    elapsed_ms: float
    expected: tuple[str, ...] = ()
    got: str = ""
    """The sentence that was marked in the first passage."""

    @property
    def answered(self) -> bool:
        """Whether the bot gave a passage as the answer."""
        return self.status is Status.ANSWER

    @property
    def grade(self) -> Grade:
        """What the answer is worth."""
        if not self.answerable:
            return Grade.FALSE if self.answered else Grade.DECLINED
        if not self.answered:
            return Grade.MISSED
        return Grade.RIGHT if self.rank == 1 else Grade.WRONG

    @property
    def failed(self) -> bool:
        """Whether the bot should have done something else."""
        return self.grade not in {Grade.RIGHT, Grade.DECLINED}
