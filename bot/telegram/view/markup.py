"""Reply → HTML that Telegram takes: escaped, within its limit, the article's words told apart from ours."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from bot.models import Span
from bot.rendering import phrases_of
from bot.rendering.messenger import messenger_phrases
from bot.telegram.view.excerpt import excerpt, parts
from bot.telegram.view.text import clip, clip_middle, sendable, units

if TYPE_CHECKING:
    from bot.models import Language, Quote, Reply

LIMIT: Final = 4096
"""UTF-16 units of a message's text, its tags not counted."""
_LEAD: Final = 1024
_CITATION: Final = 512
_TAIL: Final = 256
_PART: Final = 2800
"""Units of one part of a long passage; beside it fit the longest citation and notes."""


def to_html(reply: Reply, language: Language, part: int = 0) -> str:
    """The reply as one message: lead, quotes with their citations, tail.

    With a part, counted from 1, the message holds that part of the first quote alone.
    """
    if part and reply.quotes:
        return _part(reply.quotes[0], language, part)
    lead, tail = clip(reply.lead, _LEAD), clip(reply.tail, _TAIL)
    room = _room(reply, language)
    quotes = "\n\n".join(_excerpt(quote, language, room) for quote in reply.quotes)
    body = "\n".join(each for each in (_text(lead), quotes) if each)
    return "\n\n".join(each for each in (body, _text(tail)) if each)


def is_cut(reply: Reply, language: Language) -> bool:
    """Whether a quote is too long to be shown whole."""
    room = _room(reply, language)
    return any(units(quote.text) > room for quote in reply.quotes)


def part_count(quote: Quote) -> int:
    """In how many parts the whole quote is shown."""
    return len(parts(quote.text, _PART))


def _room(reply: Reply, language: Language) -> int:
    remarks = [_remarks(quote, phrases_of(language).excerpt) for quote in reply.quotes]
    # Each part is followed by at most two line breaks, each quote by one more.
    spent = sum(units(each) + 3 for each in (clip(reply.lead, _LEAD), clip(reply.tail, _TAIL), *remarks))
    return (LIMIT - spent) // max(1, len(reply.quotes))


def _excerpt(quote: Quote, language: Language, room: int) -> str:
    shown = excerpt(quote.text, quote.sentence, room)
    whole = shown == Span(0, len(quote.text))
    return _quote(quote, shown, _remarks(quote, "" if whole else phrases_of(language).excerpt))


def _part(quote: Quote, language: Language, number: int) -> str:
    pieces = parts(quote.text, _PART) or [Span(0, 0)]
    number = min(number, len(pieces))
    remark = messenger_phrases(language).part.format(number=number, count=len(pieces))
    return _quote(quote, pieces[number - 1], _remarks(quote, remark))


def _quote(quote: Quote, shown: Span, remarks: str) -> str:
    marked = quote.sentence or Span(0, 0)
    start, end = (min(max(edge, shown.start), shown.end) for edge in (marked.start, marked.end))
    before, sentence, after = (
        _text(quote.text[piece])
        for piece in (slice(shown.start, start), slice(start, end), slice(end, shown.end))
    )
    bold = f"<b>{sentence}</b>" if sentence else ""
    return f"<blockquote>{before}{bold}{after}</blockquote>\n{_text(remarks)}"


def _remarks(quote: Quote, remark: str) -> str:
    notes = [*clip(quote.note, _TAIL).split("\n"), remark]
    return "\n".join(
        [*(f"※ {note}" for note in notes if note), f"—— {clip_middle(quote.citation, _CITATION)}"]
    )


def _text(text: str) -> str:
    return escape(sendable(text), quote=False)
