"""Pairs of characters, as a first lexical engine for Chinese takes them."""

from __future__ import annotations

import re
from itertools import pairwise

_RUN = re.compile(r"[a-z]+|\d+|[\u3400-\u9fff〇]+")


def bigrams(normalized: str) -> list[str]:
    """The pairs of Chinese characters in a text, and its Latin words and runs of digits."""
    found: list[str] = []
    for run in _RUN.findall(normalized):
        if run.isascii():
            found.append(run)
        else:
            found.extend(first + second for first, second in pairwise(run))
    return found
