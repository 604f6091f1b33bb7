"""The word lists in the folder lists/, each read once, when first needed.

Words are parted by white space, or a line is a pair `said = meant`; a line that begins with # is a comment.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def _lines(name: str) -> Iterator[str]:
    text = files("bot.retrieval.text").joinpath("lists", f"{name}.txt").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The words of a list, in its order."""
    return tuple(word for line in _lines(name) for word in line.split())


@cache
def word_pairs(name: str) -> tuple[tuple[str, str], ...]:
    """The pairs of a list, in its order."""
    pairs = (line.partition(" = ") for line in _lines(name))
    return tuple((said, meant) for said, _, meant in pairs)
