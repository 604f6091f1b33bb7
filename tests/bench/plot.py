"""Measurements → an SVG plot of time against size, both axes logarithmic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.bench.report import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.report import Row

_WIDTH, _HEIGHT = 720, 420
_HEAD = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}"
 font-family="sans-serif" font-size="12" fill="#262626">
<title>Time a question takes, by the number of passages</title>
<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>"""
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 560, 40, 370
_COLOURS = ("#c2410c", "#1d4ed8", "#15803d", "#6d28d9", "#525252")


class _Scale:
    """A logarithmic axis from values to places on the page."""

    def __init__(self, least: float, most: float, start: float, end: float) -> None:
        self._low, self._high = math.floor(math.log10(least)), math.ceil(math.log10(most))
        self._start, self._end = start, end

    def place(self, value: float) -> float:
        span = max(self._high - self._low, 1)
        return self._start + (math.log10(value) - self._low) / span * (self._end - self._start)

    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self._low, self._high + 1)]


def plot(rows: Sequence[Row]) -> str:
    """The plot: for each engine the median as a line, the 95th percentile as a dashed one."""
    measured = [row for row in rows if row.median and row.p95]
    if not measured:
        return ""
    times = [time for row in measured for time in (row.median, row.p95) if time]
    x = _Scale(min(row.size for row in measured), max(row.size for row in measured), _LEFT, _RIGHT)
    y = _Scale(min(times), max(times), _BOTTOM, _TOP)
    lines = [*_grid(x, y)]
    for colour, engine in zip(_COLOURS, dict.fromkeys(row.engine for row in measured), strict=False):
        lines += _curves([row for row in measured if row.engine == engine], engine, colour, x, y)
    return "\n".join(lines) + "\n</svg>\n"


def _grid(x: _Scale, y: _Scale) -> Iterator[str]:
    yield _HEAD
    yield f'<text x="{_LEFT}" y="22">time a question: median, dashed 95th percentile</text>'
    for size in x.ticks():
        at = x.place(size)
        yield f'<path d="M{at:.1f} {_TOP}V{_BOTTOM}" stroke="#e5e5e5"/>'
        yield f'<text x="{at:.1f}" y="{_BOTTOM + 20}" text-anchor="middle">{size:,.0f}</text>'
    for time in y.ticks():
        at = y.place(time)
        yield f'<path d="M{_LEFT} {at:.1f}H{_RIGHT}" stroke="#e5e5e5"/>'
        yield f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{seconds(time)}</text>'
    yield f'<text x="{(_LEFT + _RIGHT) / 2:.0f}" y="{_BOTTOM + 40}" text-anchor="middle">passages</text>'


def _curves(rows: Sequence[Row], engine: str, colour: str, x: _Scale, y: _Scale) -> Iterator[str]:
    medians = [(x.place(row.size), y.place(row.median)) for row in rows if row.median]
    tails = [(x.place(row.size), y.place(row.p95)) for row in rows if row.p95]
    for points, style in ((medians, 'stroke-width="2"'), (tails, 'stroke-dasharray="4 4"')):
        path = " ".join(f"{across:.1f},{up:.1f}" for across, up in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" {style}/>'
    for across, up in medians:
        yield f'<circle cx="{across:.1f}" cy="{up:.1f}" r="3" fill="{colour}"/>'
    across, up = medians[-1]
    yield f'<text x="{across + 8:.1f}" y="{up + 4:.1f}" fill="{colour}">{escape(engine)}</text>'
