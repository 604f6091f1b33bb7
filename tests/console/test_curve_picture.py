from __future__ import annotations

from xml.etree import ElementTree

import pytest

from bot.console.curve_picture import draw_curve
from bot.evaluation.curve import CurvePoint

SVG = "{http://www.w3.org/2000/svg}"
CURVE = (CurvePoint(0.9, 0.2, 1.0, 0.0), CurvePoint(0.6, 0.8, 0.9, 0.1), CurvePoint(0.1, 0.9, 0.7, 0.5))


def test_the_picture_has_axes_a_line_and_the_chosen_threshold() -> None:
    picture = ElementTree.fromstring(draw_curve(CURVE, 0.5))

    texts = [text.text or "" for text in picture.iter(f"{SVG}text")]
    (line,) = picture.iter(f"{SVG}polyline")
    assert len(line.attrib["points"].split()) == 3
    assert len(list(picture.iter(f"{SVG}circle"))) == 1
    assert "threshold 0.50: precision 0.900, coverage 0.800" in texts
    assert {"0.0", "1.0", "0.5"} <= set(texts)
    assert [text for text in texts if text.startswith(("coverage", "precision"))]


@pytest.mark.parametrize(
    "curve",
    [
        (CurvePoint(0.4, 0.0, 0.0, 1.0),),
        (CurvePoint(0.9, 1.0, 1.0, None),),
        (CurvePoint(0.9, 0.01, 0.25, 0.0), CurvePoint(0.5, 1.0, 0.29, 0.0)),
    ],
)
def test_everything_lies_inside_the_picture(curve: tuple[CurvePoint, ...]) -> None:
    picture = ElementTree.fromstring(draw_curve(curve, 0.5))

    (line,) = picture.iter(f"{SVG}polyline")
    spots = [tuple(map(float, spot.split(","))) for spot in line.attrib["points"].split()]
    assert all(64 <= left <= 616 and 24 <= top <= 364 for left, top in spots)
    assert all(0 < float(text.attrib.get("y", 1)) < 420 for text in picture.iter(f"{SVG}text"))


def test_a_threshold_that_answers_nothing_is_not_marked() -> None:
    assert "<circle" not in draw_curve((CurvePoint(0.4, 0.5, 0.9, None),), 0.5)
