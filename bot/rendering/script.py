"""Simplified ↔ traditional: a quote in the reader's own script, when they ask for it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from opencc import OpenCC

from bot.models import Language, Span
from bot.rendering.language import language_of
from bot.rendering.messenger import messenger_phrases

if TYPE_CHECKING:
    from bot.models import Quote


@lru_cache(maxsize=1024)
def other_script(text: str) -> Language | None:
    """The script to which the text could be converted; None where that would change nothing."""
    target = Language.SIMPLIFIED if language_of(text) is Language.TRADITIONAL else Language.TRADITIONAL
    return None if _convert(text, target) == text else target


def converted(quote: Quote, language: Language) -> Quote:
    """The quote in the other script, with a note that says so; the citation stays as it is printed."""
    target = other_script(quote.text)
    if target is None:
        return quote
    phrases = messenger_phrases(language)
    note = phrases.is_traditional if target is Language.TRADITIONAL else phrases.is_simplified
    spans = [span for span in (quote.sentence, quote.headline) if span is not None]
    edges = sorted({0, len(quote.text), *(edge for span in spans for edge in (span.start, span.end))})
    # Piece by piece, since a conversion may change the length.
    pieces = [_convert(quote.text[start:end], target) for start, end in pairwise(edges)]
    moved = dict(zip(edges, accumulate(map(len, pieces), initial=0), strict=True))

    def move(span: Span | None) -> Span | None:
        return None if span is None else Span(moved[span.start], moved[span.end])

    notes = "\n".join(filter(None, (quote.note, note)))
    return replace(
        quote, text="".join(pieces), sentence=move(quote.sentence), headline=move(quote.headline), note=notes
    )


def in_traditional(text: str) -> str:
    """The interface's own words in traditional characters."""
    return _convert(text, Language.TRADITIONAL)


def _convert(text: str, target: Language) -> str:
    # OpenCC takes UTF-8 alone, and ends at a null.
    clean = text.encode("utf-8", "replace").decode().replace("\0", " ")
    # Of the traditional forms those that are read today: 為 and 群, not 爲 and 羣.
    return str(_converter("s2tw" if target is Language.TRADITIONAL else "t2s").convert(clean))


@cache
def _converter(kind: str) -> OpenCC:
    return OpenCC(kind)
