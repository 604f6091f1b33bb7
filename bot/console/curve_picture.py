"""The operating curve as a picture: SVG, by hand."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Final

from bot.evaluation.curve import point_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.evaluation.curve import CurvePoint

_WIDTH: Final = 640
_HEIGHT: Final = 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 616, 24, 364
_FONT: Final = 'font-family="system-ui, sans-serif" font-size="13" fill="#333"'
_GRID: Final = 'stroke="#e4e4e4"'
_COVERAGE: Final = "coverage: share of answerable questions answered and right"
_PRECISION: Final = "precision: share of answers that are right"
_HIGHEST_FLOOR: Final = 0.5
"""Where the precision axis begins at the most; lower when the curve falls below."""


def draw_curve(curve: Sequence[CurvePoint], chosen: float) -> str:
    """The picture of a curve that has a point: precision over coverage, the chosen threshold marked."""
    lowest = min(_HIGHEST_FLOOR, floor(10 * min(point.precision for point in curve)) / 10)

    def x(coverage: float) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * coverage, 1)

    def y(precision: float) -> float:
        return round(_BOTTOM - (_BOTTOM - _TOP) * (precision - lowest) / (1 - lowest), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" {_FONT}>',
        "<title>Operating curve: precision of answers against coverage</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
    ]
    for tenth in range(0, 11, 2):
        at = x(tenth / 10)
        parts.append(f'<path d="M{at} {_TOP}V{_BOTTOM}" {_GRID}/>')
        parts.append(f'<text x="{at}" y="{_BOTTOM + 20}" text-anchor="middle">{tenth / 10:.1f}</text>')
    for tenth in range(round(10 * lowest), 11):
        at = y(tenth / 10)
        parts.append(f'<path d="M{_LEFT} {at}H{_RIGHT}" {_GRID}/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{at + 4}" text-anchor="end">{tenth / 10:.1f}</text>')
    across, up = f"translate({(_LEFT + _RIGHT) / 2} {_HEIGHT - 14})", f"translate(20 {(_TOP + _BOTTOM) / 2})"
    # Neighbours that fall on the same spot would make the file long and the line no finer.
    spots = dict.fromkeys((x(point.coverage), y(point.precision)) for point in curve)
    line = " ".join(f"{left},{top}" for left, top in spots)
    parts += [
        f'<path d="M{_LEFT} {_TOP}V{_BOTTOM}H{_RIGHT}" fill="none" stroke="#333"/>',
        f'<text transform="{across}" text-anchor="middle">{_COVERAGE}</text>',
        f'<text transform="{up} rotate(-90)" text-anchor="middle">{_PRECISION}</text>',
        f'<polyline points="{line}" fill="none" stroke="#1f6feb" stroke-width="2"/>',
    ]
    if point := point_at(curve, chosen):
        left, top = x(point.coverage), y(point.precision)
        words = f"threshold {chosen:.2f}: precision {point.precision:.3f}, coverage {point.coverage:.3f}"
        parts.append(f'<circle cx="{left}" cy="{top}" r="5" fill="#d1242f"/>')
        parts.append(_label(left, top, words))
    return "\n".join([*parts, "</svg>\n"])


def _label(left: float, top: float, words: str) -> str:
    # On the side of the point with more room, below it, where a curve of this kind has none.
    anchor, shift = ("end", -10) if left > (_LEFT + _RIGHT) / 2 else ("start", 10)
    height = top + 24 if top < _BOTTOM - 40 else top - 14
    return f'<text x="{left + shift}" y="{height}" text-anchor="{anchor}" fill="#d1242f">{words}</text>'
