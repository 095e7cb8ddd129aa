"""The words inside a chart, where a picture gives them less room than a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dxkpi.exports.pictures.text import LINE, plain_lines, width

# Below this part of the height that a chart has on a page its words get smaller, down to this part of their size.
FULL_SIZE_FROM, SMALLEST_PART = 0.75, 0.85
Box = tuple[float, float, float, float]


def fit_notes(layout: dict[str, Any], across: float, high: float, *, natural: float) -> None:
    """Make words smaller where the chart is low; on a map leave out names that would stand on others."""
    part = max(min(high / (FULL_SIZE_FROM * natural), 1.0), SMALLEST_PART)
    for note in layout["annotations"]:
        note["font"] = note["font"] | {"size": round(note["font"]["size"] * part, 2)}
    if "scaleanchor" in layout["yaxis"]:
        layout["annotations"] = _apart(layout, across, high)


def _apart(layout: Mapping[str, Any], across: float, high: float) -> list[dict[str, Any]]:
    """Names in their order, without those that meet one before them."""
    (west, east), (south, north) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    ratio = layout["yaxis"]["scaleratio"]
    unit = min(across / (east - west), high / ((north - south) * ratio))
    kept: list[dict[str, Any]] = []
    boxes: list[Box] = []
    for note in layout["annotations"]:
        words, size = plain_lines(note["text"]), note["font"]["size"]
        half = max(width(each, size) for each in words) / 2
        x, top = note["x"] * unit, -note["y"] * unit * ratio - note.get("yshift", 0)
        box = (x - half, top, x + half, top + len(words) * LINE * size)
        if not any(_meet(box, other) for other in boxes):
            boxes.append(box)
            kept.append(note)
    return kept


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
