"""Questions that the articles do answer, near the words of one that they do not."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.conversation.answering import Compares
    from bot.models import Knowledge, PassageId

SUGGESTED: Final = 3
_ALIKE: Final = 0.4
"""The likeness from which a question form is near, chosen by reading what is offered for questions that nothing answers."""
_READABLE: Final = re.compile(r"[^A-Za-z\s]{5,20}")
"""Forms that people may be shown: short ones in Chinese; the others are there to be found by."""


class Suggestions:
    """Picks question forms, each of another passage; made ready when first needed, or by `prepare`."""

    def __init__(
        self, gallery: Callable[[Iterable[str]], Compares], knowledge: Callable[[], Knowledge]
    ) -> None:
        self._make_gallery = gallery
        self._knowledge = knowledge

    def prepare(self) -> None:
        """Read all forms now, so that nobody waits for it."""
        _ = self._gallery

    def near(self, text: str) -> tuple[str, ...]:
        """At most three questions, the nearest first."""
        places, gallery = self._gallery
        alike = gallery.alike(text)
        found: dict[PassageId, str] = {}
        for at in (-alike).argsort():
            if len(found) == SUGGESTED or alike[at] < _ALIKE:
                break
            found.setdefault(places[at], gallery.texts[at])
        return tuple(found.values())

    @cached_property
    def _gallery(self) -> tuple[list[PassageId], Compares]:
        forms = [
            (passage, form)
            for passage, forms in self._knowledge().forms.items()
            for form in forms
            if _READABLE.fullmatch(form)
        ]
        return [passage for passage, _ in forms], self._make_gallery(form for _, form in forms)
