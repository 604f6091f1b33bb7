"""Reply → HTML that Telegram takes: escaped, within its limit, the article's words told apart from ours."""

from __future__ import annotations

from html import escape
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from bot.models import Span
from bot.rendering import phrases_of
from bot.rendering.messenger import messenger_phrases
from bot.rendering.replies import NUMBERS
from bot.telegram.view.excerpt import excerpt, parts
from bot.telegram.view.text import clip, clip_middle, sendable, units

if TYPE_CHECKING:
    from bot.models import Language, Quote, Reply

LIMIT: Final = 4096
"""UTF-16 units of a message's text, its tags not counted."""
_LEAD: Final = 1024
_CITATION: Final = 512
_TAIL: Final = 256
_HEADLINE: Final = 600
"""UTF-16 units of what answers; a longer sentence is cut here, and stands whole in the passage below."""
_PART: Final = 2800
"""Units of one part of a long passage; beside it fit the longest citation and notes."""


def to_html(reply: Reply, language: Language, part: int = 0) -> str:
    """The reply as one message: lead, quotes with their citations, tail.

    With a part, counted from 1, the message holds that part of the first quote alone.
    """
    if part and reply.quotes:
        return _part(reply.quotes[0], language, part)
    tail = clip(reply.tail, _TAIL)
    # Where nothing is quoted the lead has the message to itself.
    lead = clip(reply.lead, _LEAD if reply.quotes else LIMIT - units(tail) - 2)
    room = _room(reply, language)
    several = len(reply.quotes) > 1
    quotes = "\n\n".join(
        _short(quote, number if several else "", room) if quote.short else _excerpt(quote, language, room)
        for number, quote in zip_longest(NUMBERS[: len(reply.quotes)], reply.quotes)
    )
    gap = "\n\n" if several and lead else "\n"
    body = gap.join(each for each in (_text(lead), quotes) if each)
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
    heads = [_headline(quote) + quote.question for quote in reply.quotes]
    # Each part is followed by at most two line breaks, each quote by three more.
    spent = sum(
        units(each) + 5 for each in (clip(reply.lead, _LEAD), clip(reply.tail, _TAIL), *remarks, *heads)
    )
    return (LIMIT - spent) // max(1, len(reply.quotes))


def _headline(quote: Quote) -> str:
    span = quote.headline
    return clip(quote.text[span.start : span.end].strip(), _HEADLINE) if span else ""


def _short(quote: Quote, number: str | None, room: int) -> str:
    """The sentence alone, numbered, below the question that it answers where there are several."""
    asked = f"<i>{_text(clip(quote.question, _LEAD))}</i>\n" if quote.question else ""
    words = _text(clip(_headline(quote), room))
    return f"{number or ''}{asked}<b>{words}</b>\n{_cited(quote)}"


def _excerpt(quote: Quote, language: Language, room: int) -> str:
    shown = excerpt(quote.text, quote.sentence, room)
    whole = shown == Span(0, len(quote.text))
    headline = _headline(quote)
    notes = _notes(quote, "" if whole else phrases_of(language).excerpt)
    if not headline or headline == quote.text.strip():
        return "\n".join([f"<blockquote>{_marked(quote, shown)}</blockquote>", *notes, _cited(quote)])
    # What answers comes first, for a notification shows no more; who wants to read on opens the quote.
    passage = f"<blockquote expandable>{_marked(quote, shown)}</blockquote>"
    return "\n".join([f"<b>{_text(headline)}</b>", _cited(quote), passage, *notes])


def _part(quote: Quote, language: Language, number: int) -> str:
    pieces = parts(quote.text, _PART) or [Span(0, 0)]
    number = min(number, len(pieces))
    remark = messenger_phrases(language).part.format(number=number, count=len(pieces))
    shown = _marked(quote, pieces[number - 1])
    return "\n".join([f"<blockquote>{shown}</blockquote>", *_notes(quote, remark), _cited(quote)])


def _marked(quote: Quote, shown: Span) -> str:
    marked = quote.sentence or Span(0, 0)
    if marked == Span(0, len(quote.text)) and quote.headline is not None:
        # Where the sentence is the passage, to mark all of it would mark nothing.
        marked = quote.headline
    start, end = (min(max(edge, shown.start), shown.end) for edge in (marked.start, marked.end))
    before, sentence, after = (
        _text(quote.text[piece])
        for piece in (slice(shown.start, start), slice(start, end), slice(end, shown.end))
    )
    return f"{before}<b>{sentence}</b>{after}" if sentence else f"{before}{after}"


def _notes(quote: Quote, remark: str) -> list[str]:
    notes = [*clip(quote.note, _TAIL).split("\n"), remark]
    return [_text(f"※ {note}") for note in notes if note]


def _cited(quote: Quote) -> str:
    words = _text(clip_middle(quote.citation, _CITATION))
    return f'—— <a href="{escape(quote.link)}">{words}</a>' if quote.link else f"—— {words}"


def _remarks(quote: Quote, remark: str) -> str:
    return "\n".join([*_notes(quote, remark), clip_middle(quote.citation, _CITATION)])


def _text(text: str) -> str:
    return escape(sendable(text), quote=False)
