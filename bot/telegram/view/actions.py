"""What the buttons below a message do, beyond what any front's choices do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from bot.models import Action, PassageId, Span


class Mode(IntEnum):
    """Why a passage is shown."""

    BROWSE = 0
    ANSWER = 1
    NEAREST = 2
    """No outright answer, but what comes closest."""
    OTHER = 3
    """Another passage beside the answer."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage with the sentence for which it was offered."""

    passage: PassageId
    sentence: Span


@dataclass(frozen=True, slots=True)
class Read:
    """Shows a passage: in the other script if `converted`; part 0 is around the sentence, 1 the beginning."""

    passage: PassageId
    sentence: Span | None = None
    mode: Mode = Mode.BROWSE
    converted: bool = False
    part: int = 0
    clause: Span | None = None
    """The part of a long sentence that answers."""
    back: Place | None = None
    """The answer from which somebody went on reading."""

    @property
    def headline(self) -> Span | None:
        """What of the passage is shown first."""
        return self.clause or self.sentence


@dataclass(frozen=True, slots=True)
class Copy:
    """Puts a text into the person's clipboard."""

    text: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """Lists the passages found for a question, best first; the first is the answer if `outright`."""

    places: tuple[Place, ...]
    outright: bool
    page: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """A thumb up or down for a passage; with `given` it stands, and a tap takes it back."""

    passage: PassageId
    good: bool
    given: bool = False


ButtonAction: TypeAlias = Action | Read | Candidates | Rate
