"""The words inside a chart, where a picture gives them less room than a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dxkpi.exports.pictures.text import LINE, plain_lines, width

# Below this part of the height that a chart has on a page its words get smaller, down to this part of their size.
FULL_SIZE_FROM, SMALLEST_PART = 0.75, 0.85
GAP = 3.0  # between a mark and a name beside it
Box = tuple[float, float, float, float]
Note = dict[str, Any]


def fit_notes(
    layout: dict[str, Any], traces: Sequence[Mapping[str, Any]], across: float, high: float, *, natural: float
) -> None:
    """Make words smaller where the chart is low; on a map set names where they stand on no other and on no mark."""
    part = max(min(high / (FULL_SIZE_FROM * natural), 1.0), SMALLEST_PART)
    for note in layout["annotations"]:
        note["font"] = note["font"] | {"size": round(note["font"]["size"] * part, 2)}
    if "scaleanchor" in layout["yaxis"]:
        layout["annotations"] = list(_set_apart(layout, traces, across, high))


def _set_apart(
    layout: Mapping[str, Any], traces: Sequence[Mapping[str, Any]], across: float, high: float
) -> Iterator[Note]:
    """Names in their order, each at the first side of its mark that is free; without those that have none."""
    (west, east), (south, north) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    ratio = layout["yaxis"]["scaleratio"]
    unit = min(across / (east - west), high / ((north - south) * ratio))
    taken = list(_marks(traces, unit, ratio))
    lowest = -south * unit * ratio
    for note in layout["annotations"]:
        for side in _sides(-note["yshift"]):
            moved = {**note, "visible": True, **side}
            box = _box(moved, unit, ratio)
            if box[3] <= lowest and not any(_meet(box, other) for other in taken):
                taken.append(box)
                yield moved
                break


def _marks(traces: Iterable[Mapping[str, Any]], unit: float, ratio: float) -> Iterator[Box]:
    """The places of all points, a pixel less on every side, for a name may touch its own."""
    for trace in traces:
        sizes = trace["marker"]["size"] if trace.get("mode") == "markers" else ()
        for x, y, size in zip(trace["x"], trace["y"], sizes, strict=False):
            half = size / 2 - 1
            yield (x * unit - half, -y * unit * ratio - half, x * unit + half, -y * unit * ratio + half)


def _sides(half: float) -> Iterator[Note]:
    """Below a mark, above it, on its right and on its left."""
    yield {"xanchor": "center", "yanchor": "top", "xshift": 0, "yshift": -half, "align": "center"}
    yield {"xanchor": "center", "yanchor": "bottom", "xshift": 0, "yshift": half, "align": "center"}
    yield {"xanchor": "left", "yanchor": "middle", "xshift": half + GAP, "yshift": 0, "align": "left"}
    yield {"xanchor": "right", "yanchor": "middle", "xshift": -half - GAP, "yshift": 0, "align": "right"}


def _box(note: Mapping[str, Any], unit: float, ratio: float) -> Box:
    """Left, top, right and bottom of a name, in pixels."""
    words, size = plain_lines(note["text"]), note["font"]["size"]
    wide, tall = max(width(each, size) for each in words), len(words) * LINE * size
    left = note["x"] * unit + note["xshift"] - {"left": 0.0, "center": 0.5, "right": 1.0}[note["xanchor"]] * wide
    top = (
        -note["y"] * unit * ratio - note["yshift"] - {"top": 0.0, "middle": 0.5, "bottom": 1.0}[note["yanchor"]] * tall
    )
    return left, top, left + wide, top + tall


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
