"""The open questions as an editor reads them: lines, a table for a spreadsheet, a page."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from html import escape
from typing import TYPE_CHECKING, Final

from bot.editing.phrases import editor_phrases
from bot.models import Status
from bot.rendering import citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.editing.phrases import EditorPhrases
    from bot.models import Language, LoggedQuestion, Match, OpenQuestion

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_DAYS: Final = 60
_BUSIEST: Final = 10
_NAME: Final = 38
"""Characters of a name that a plot has room for."""
_STYLE: Final = """
:root { color-scheme: light dark;
  --ink: #1d2129; --soft: #667; --line: #ddd; --bar: #2f6f9f; --card: #fff; --ground: #f4f5f7 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --soft: #99a; --line: #444; --bar: #7fb2d9; --card: #22252b; --ground: #17191d }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 46rem; padding: 1rem; color: var(--ink); background: var(--ground);
  font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
article { background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
  padding: .8rem 1rem; margin: .8rem 0 }
article h3 { margin: 0; font-size: 1.05rem } p { margin: .3rem 0 } .soft { color: var(--soft); font-size: .9rem }
blockquote { margin: .5rem 0; padding-left: .8rem; border-left: 3px solid var(--line); overflow-wrap: anywhere }
svg { width: 100%; height: auto } rect { fill: var(--bar) } text { fill: var(--soft); font-size: 11px }
"""


def as_text(found: Sequence[OpenQuestion], language: Language) -> Iterator[str]:
    """Each open question in a few lines."""
    words = editor_phrases(language)
    if not found:
        yield words.none_open
    for number, each in enumerate(found, 1):
        yield f"{number}. {words.bracketed.format(text=each.wordings[0], more=_counts(each, words))}"
        if len(each.wordings) > 1:
            yield f"   {also_asked(each, words, 3)}"
        if each.nearest:
            yield f"   {words.nearest.format(sentence=_sentence(each.nearest[0]))}"
        if each.lacking:
            yield f"   {lacking(each, words)}"


def also_asked(each: OpenQuestion, words: EditorPhrases, most: int = 5) -> str:
    """How else it was asked."""
    return words.also_asked.format(wordings=words.separator.join(each.wordings[1 : most + 1]))


def lacking(each: OpenQuestion, words: EditorPhrases) -> str:
    """The words that the nearest passage has not."""
    return words.lacking.format(words=words.comma.join(each.lacking))


def as_json(found: Sequence[OpenQuestion], language: Language) -> Iterator[str]:
    """One JSON object an open question, one a line."""
    for each in found:
        shown = {
            "question": each.wordings[0],
            "wordings": each.wordings,
            "asked": each.asked,
            "disliked": each.disliked,
            "status": each.status,
            "last": _day(each.last),
            "nearest": [
                {"section": citation(match.passage, language), "sentence": match.sentence_text}
                for match in each.nearest
            ],
            "lacking": each.lacking,
        }
        yield f"{json.dumps(shown, ensure_ascii=False)}\n"


def as_labels(found: Sequence[OpenQuestion]) -> Iterator[str]:
    """Lines of a file of labelled questions, the answers to be filled in."""
    for each in found:
        label: dict[str, object] = {"question": each.wordings[0], "style": "asked", "answers": []}
        yield f"{json.dumps(label, ensure_ascii=False)}\n"


def as_csv(found: Sequence[OpenQuestion], language: Language) -> str:
    """A table that spreadsheet programs open as they should, with a byte order mark, and no cell that is a formula."""
    words = editor_phrases(language)
    table = io.StringIO()
    write = csv.writer(table).writerow
    write(words.table.split(","))
    for each in found:
        first = each.nearest[0] if each.nearest else None
        cells = [
            each.wordings[0],
            str(each.asked),
            str(each.disliked),
            words.status(each.status),
            _day(each.last),
            words.separator.join(each.wordings[1:]),
            _sentence(first) if first else "",
            citation(first.passage, language) if first else "",
            words.comma.join(each.lacking),
        ]
        write([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return f"\ufeff{table.getvalue()}"


def as_page(found: Sequence[OpenQuestion], log: Sequence[LoggedQuestion], language: Language) -> str:
    """One page that needs nothing else: how much was asked, what came of it, and what is missing."""
    words = editor_phrases(language)
    outcomes = Counter(words.status(each.status) for each in log)
    days = Counter(_day(each.at) for each in log)
    places = Counter(
        words.place.format(
            article=each.passage.article, section=each.passage.section, paragraph=each.passage.paragraph
        )
        for each in log
        if each.passage is not None and each.status is Status.ANSWER
    )
    scores = Counter(f"{min(int(each.score * 10), 9) / 10:.1f}" for each in log if each.score)
    total = words.asked_total.format(asked=len(log), groups=len(found))
    parts = [
        f"<!doctype html><html lang='{language}'><head><meta charset='utf-8'>",
        "<meta name='viewport' content='width=device-width, initial-scale=1'>",
        f"<title>{words.asked_title}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{words.asked_title}</h1><p class='soft'>{total}</p>",
        _columns(words.each_day, _every_day(days), words.most),
        _bars(words.outcomes, outcomes.most_common()),
        _bars(words.places, places.most_common(_BUSIEST)),
        _bars(words.confidence, sorted(scores.items())),
        f"<h2>{words.unanswered}</h2>",
        *(_card(each, language) for each in found),
        "</body></html>",
    ]
    return "".join(parts)


def _card(each: OpenQuestion, language: Language) -> str:
    words = editor_phrases(language)
    counts = escape(_counts(each, words))
    parts = [f"<article><h3>{escape(each.wordings[0])}</h3><p class='soft'>{counts}</p>"]
    if len(each.wordings) > 1:
        parts.append(f"<p>{escape(also_asked(each, words))}</p>")
    if each.nearest:
        first = each.nearest[0]
        place = escape(citation(first.passage, language))
        parts.append(f"<blockquote>{escape(_sentence(first))}<p class='soft'>{place}</p></blockquote>")
    if each.lacking:
        parts.append(f"<p>{escape(lacking(each, words))}</p>")
    return "".join([*parts, "</article>"])


def _bars(title: str, rows: Sequence[tuple[str, int]]) -> str:
    if not rows:
        return ""
    most = max(count for _, count in rows)
    lines = []
    for number, (name, count) in enumerate(rows):
        y, width = number * 38, max(1, round(390 * count / most))
        short = name if len(name) <= _NAME else f"{name[: _NAME // 2]}…{name[-_NAME // 2 :]}"
        lines.append(
            f"<text x='0' y='{y + 13}'>{escape(short)}</text>"
            f"<rect x='0' y='{y + 18}' width='{width}' height='14' rx='2'/>"
            f"<text x='{width + 6}' y='{y + 29}'>{count}</text>"
        )
    return _plot(title, len(rows) * 38 + 4, lines)


def _columns(title: str, days: Sequence[tuple[str, int]], highest: str) -> str:
    if not days:
        return ""
    most = max(count for _, count in days)
    step = 440 / len(days)
    lines = [
        f"<rect x='{number * step:.1f}' y='{115 - 100 * count / most:.1f}' width='{min(step * 0.8, 40):.1f}' "
        f"height='{100 * count / most:.1f}'><title>{day}: {count}</title></rect>"
        for number, (day, count) in enumerate(days)
    ]
    lines.append(
        f"<text x='0' y='10'>{highest.format(count=most)}</text><text x='0' y='130'>{days[0][0]}</text>"
    )
    if len(days) > 1:
        lines.append(f"<text x='440' y='130' text-anchor='end'>{days[-1][0]}</text>")
    return _plot(title, 136, lines)


def _plot(title: str, height: int, lines: Sequence[str]) -> str:
    label = escape(title, quote=True)
    return f"<h2>{escape(title)}</h2><svg viewBox='0 0 440 {height}' role='img' aria-label='{label}'>{''.join(lines)}</svg>"


def _every_day(days: Counter[str]) -> list[tuple[str, int]]:
    """The last days up to the latest question, those without any among them."""
    if not days:
        return []
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    first = max(first, last - timedelta(days=_DAYS - 1))
    every = (str(first + timedelta(days=number)) for number in range((last - first).days + 1))
    return [(day, days[day]) for day in every]


def _counts(each: OpenQuestion, words: EditorPhrases) -> str:
    parts = [
        words.times.format(count=each.asked),
        words.votes.format(count=each.disliked) if each.disliked else "",
        words.status(each.status),
        words.latest.format(day=_day(each.last)),
    ]
    return words.separator.join(filter(None, parts))


def _sentence(match: Match) -> str:
    return " ".join(match.sentence_text.split())


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone().date().isoformat()
