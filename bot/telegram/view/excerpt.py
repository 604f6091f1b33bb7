"""What to show of a passage that is longer than a message may be."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from bot.models import Span
from bot.telegram.view.text import prefix, units

_SENTENCE_END: Final = re.compile(r"""[。！？；!?…]+[”’』」）)"']*|\.(?=\s)|\n+""")


def excerpt(text: str, sentence: Span | None, limit: int) -> Span:
    """The part of the text to show in `limit` units: whole sentences around the one that answers."""
    if units(text) <= limit:
        return Span(0, len(text))
    pieces = _sentences(text)
    core = sentence or pieces[0]
    first = next((at for at, piece in enumerate(pieces) if piece.end > core.start), len(pieces) - 1)
    last = next((at for at, piece in enumerate(pieces) if piece.end >= core.end), len(pieces) - 1)

    def fits(first: int, last: int) -> bool:
        return units(text[pieces[first].start : pieces[last].end]) <= limit

    if not fits(first, last):
        return Span(core.start, core.start + len(prefix(text[core.start : core.end], limit)))
    grew = True
    while grew:
        grew = False
        if last + 1 < len(pieces) and fits(first, last + 1):
            last, grew = last + 1, True
        if first > 0 and fits(first - 1, last):
            first, grew = first - 1, True
    return Span(pieces[first].start, pieces[last].end)


def parts(text: str, limit: int) -> list[Span]:
    """The whole text in parts of at most `limit` units, cut at sentence ends where sentences are short."""
    found: list[Span] = []
    for piece in _sentences(text):
        if found and units(text[found[-1].start : piece.end]) <= limit:
            found[-1] = Span(found[-1].start, piece.end)
            continue
        start = piece.start
        while start < piece.end:
            end = start + max(1, len(prefix(text[start : piece.end], limit)))
            found.append(Span(start, end))
            start = end
    return found


def _sentences(text: str) -> list[Span]:
    cuts = sorted({0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)})
    return [Span(start, end) for start, end in pairwise(cuts)]
