"""The position of a point's label, chosen so that no curve, line or edge crosses its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from dxkpi.charts.parts.theme import FOCUS_SIZE

# The size of a chart on a phone, in pixels; in a wider chart a label covers less of the curve.
ACROSS, HIGH = 310.0, 230.0
LETTER, LINE = 7.6, 15.0
AWAY = 18.0  # from the middle of the point to the middle of the words
BEYOND = 16.0  # pixels between the last point and the edge of the picture
STEPS = 12  # places looked at on each piece of the curve
SIDES = {"center": 0.0, "right": 0.5, "left": -0.5}  # how far left the words reach, in parts of their width

LabelOffset = tuple[float, float]


def place_label(
    text: str, at: int, values: Sequence[float | None], span: Sequence[float], lines: Sequence[float] = ()
) -> dict[str, Any]:
    """Anchor and shift of the label of the point at an index: the first of six positions that covers least.

    `span`: the lowest and the highest value on the axis; `lines`: level lines that the label should not cover either.
    """
    pitch, scale = ACROSS / max(len(values), 1), HIGH / (span[1] - span[0])
    value = values[at] or 0.0
    curve = list(_curve(at, values, pitch, scale))
    level = [(x, (line - value) * scale) for line in lines for x in range(-60, 61, 10)]
    room = (len(values) - 1 - at) * pitch + BEYOND
    half = len(text) * LETTER / 2
    before = next((each for each in reversed(values[:at]) if each is not None), value)
    ways = (1, -1) if value >= before else (-1, 1)

    def covered(place: tuple[str, int]) -> int:
        side, way = place
        left = -half - SIDES[side] * 2 * half
        box = (left, left + 2 * half, way * AWAY - LINE / 2, way * AWAY + LINE / 2)
        outside = len(curve) + len(level) if box[1] > room else 0
        return outside + sum(_within(spot, box) for spot in (*curve, *level))

    side, way = min(((side, way) for side in SIDES for way in ways), key=covered)
    shift = {"center": 0.0, "right": FOCUS_SIZE / 2, "left": -FOCUS_SIZE / 2}[side]
    return {"xanchor": side, "xshift": shift, "yshift": way * AWAY}


def _curve(at: int, values: Sequence[float | None], pitch: float, scale: float) -> Iterator[LabelOffset]:
    """Spots on the curve, in pixels right of and above the point."""
    middle = values[at] or 0.0
    for place, (one, other) in enumerate(pairwise(values)):
        if one is None or other is None:
            continue
        for step in range(STEPS + 1):
            part = step / STEPS
            yield (place + part - at) * pitch, (one + part * (other - one) - middle) * scale


def _within(spot: LabelOffset, box: tuple[float, float, float, float]) -> bool:
    return box[0] <= spot[0] <= box[1] and box[2] <= spot[1] <= box[3]
