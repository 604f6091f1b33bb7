"""Questions that ask the same in other words, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.answering import Answers

ALIKE: Final = 0.38
"""The mean likeness down to which groups are joined: the best of .1 to .6 on two labelled sets (tests/README.md)."""
_MOST: Final = 1_000
"""Questions that are compared with one another; the rest stand alone."""


def grouped(questions: Sequence[str], answers: Answers) -> list[list[int]]:
    """The numbers of the questions, group by group, in the order given.

    Agglomerative clustering with average linkage: the two groups that are most alike become one, until none are
    alike enough.
    """
    compared = questions[:_MOST]
    count = len(compared)
    groups = [[number] for number in range(count)]
    if count:
        alike = answers.gallery(compared).among().astype(float)
        np.fill_diagonal(alike, -1)
        sizes = np.ones(count)
        while True:
            first, second = sorted(divmod(int(alike.argmax()), count))
            if alike[first, second] < ALIKE:
                break
            both = sizes[first] + sizes[second]
            alike[first] = (alike[first] * sizes[first] + alike[second] * sizes[second]) / both
            sizes[first] = both
            alike[second] = alike[:, second] = -1
            alike[first, second] = alike[first, first] = -1
            # What was joined to another is like nothing any more.
            alike[first, sizes == 0] = -1
            sizes[second] = 0
            alike[:, first] = alike[first]
            groups[first] += groups[second]
            groups[second] = []
    together = [sorted(group) for group in groups if group]
    return together + [[number] for number in range(count, len(questions))]
