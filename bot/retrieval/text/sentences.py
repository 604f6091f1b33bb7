"""Sentences of a passage: the unit that is marked as the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.models import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A sentence ends at 。！？；… or a line break, together with the closing quotes and brackets that follow; what stands in
# brackets does not end it. !, ? and ; between Latin letters or signs belong to a name, an address or a command; after
# one, only a capital, a quote or the end of the line shows that another sentence begins.
_BRACKETED = (
    r"（[^（）\n]{0,120}）|【[^【】\n]{0,120}】|\([^()\n]{0,120}\)|\[[^\[\]\n]{0,120}\]|《[^《》\n]{0,120}》"
)
_INSIDE = (
    r"(?<=[\x21-\x7e])[!?;](?=[\x21-\x7e]|[ \t]+(?![A-Z\"'“])[^\s])"
    r"|(?<=[A-Za-z0-9])[!?;](?=[ \t]*[^\sA-Z\"'“”’」』）])"
)
_SENTENCE = re.compile(
    rf"(?:{_BRACKETED}|{_INSIDE}|[^。！？!?；;…\n])*(?:[。！？!?；;…\n]+[”’」』）)》\"]*|$)"
)
_LONGEST = 600
"""Characters of the longest sentence; text without full stops is cut, after a comma or a space if any."""
_PAUSES = "，、：,: \t\u3000"


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of the text in order, without the white space around them; none is empty."""
    spans = []
    for match in _SENTENCE.finditer(text):
        for start, end in _cut(text, match.start(), match.end()):
            piece = text[start:end]
            stripped = piece.strip()
            if stripped:
                first = start + piece.index(stripped[0])
                spans.append(Span(first, first + len(stripped)))
    return tuple(spans)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range [start, end), in pieces when it is longer than a sentence may be."""
    while end - start > _LONGEST:
        half, limit = start + _LONGEST // 2, start + _LONGEST
        pause = max(text.rfind(mark, half, limit) for mark in _PAUSES)
        cut = pause + 1 if pause >= 0 else limit
        yield start, cut
        start = cut
    yield start, end
