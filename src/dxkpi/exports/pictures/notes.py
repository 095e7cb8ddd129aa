"""Notes inside a chart, where a picture has less space for them than a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dxkpi.exports.pictures.text import LINE, plain_lines, text_width

# A chart lower than this part of its height on a page gets smaller notes, down to this part of their size.
FULL_SIZE_FROM, MIN_SIZE_PART = 0.75, 0.85
GAP = 3.0  # between a marker and the name next to it
Box = tuple[float, float, float, float]
Note = dict[str, Any]


def fit_notes(
    layout: dict[str, Any], traces: Sequence[Mapping[str, Any]], width: float, height: float, *, natural: float
) -> None:
    """Shrink the notes of a low chart; on a map, place names where they overlap no other name and no marker.

    Width and height of the plot in pixels; `natural`: its height on a page. Changes `layout`.
    """
    part = max(min(height / (FULL_SIZE_FROM * natural), 1.0), MIN_SIZE_PART)
    for note in layout["annotations"]:
        note["font"] = note["font"] | {"size": round(note["font"]["size"] * part, 2)}
    if "scaleanchor" in layout["yaxis"]:
        layout["annotations"] = list(_without_overlaps(layout, traces, width, height))


def _without_overlaps(
    layout: Mapping[str, Any], traces: Sequence[Mapping[str, Any]], width: float, height: float
) -> Iterator[Note]:
    """The names in order, each at the first free side of its marker; without those that have none."""
    (west, east), (south, north) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    ratio = layout["yaxis"]["scaleratio"]
    unit = min(width / (east - west), height / ((north - south) * ratio))
    taken = list(_marks(traces, unit, ratio))
    lowest = -south * unit * ratio
    for note in layout["annotations"]:
        for side in _sides(-note["yshift"]):
            moved = {**note, "visible": True, **side}
            box = _box(moved, unit, ratio)
            if box[3] <= lowest and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                yield moved
                break


def _marks(traces: Iterable[Mapping[str, Any]], unit: float, ratio: float) -> Iterator[Box]:
    """The boxes of all markers, a pixel smaller on every side, because a name may touch its own marker."""
    for trace in traces:
        sizes = trace["marker"]["size"] if trace.get("mode") == "markers" else ()
        for x, y, size in zip(trace["x"], trace["y"], sizes, strict=False):
            half = size / 2 - 1
            yield (x * unit - half, -y * unit * ratio - half, x * unit + half, -y * unit * ratio + half)


def _sides(half: float) -> Iterator[Note]:
    """Positions of a name: below its marker, above it, right and left of it."""
    yield {"xanchor": "center", "yanchor": "top", "xshift": 0, "yshift": -half, "align": "center"}
    yield {"xanchor": "center", "yanchor": "bottom", "xshift": 0, "yshift": half, "align": "center"}
    yield {"xanchor": "left", "yanchor": "middle", "xshift": half + GAP, "yshift": 0, "align": "left"}
    yield {"xanchor": "right", "yanchor": "middle", "xshift": -half - GAP, "yshift": 0, "align": "right"}


def _box(note: Mapping[str, Any], unit: float, ratio: float) -> Box:
    """Left, top, right and bottom of a name, in pixels."""
    lines, size = plain_lines(note["text"]), note["font"]["size"]
    width, height = max(text_width(line, size) for line in lines), len(lines) * LINE * size
    left = note["x"] * unit + note["xshift"] - {"left": 0.0, "center": 0.5, "right": 1.0}[note["xanchor"]] * width
    top = (
        -note["y"] * unit * ratio
        - note["yshift"]
        - {"top": 0.0, "middle": 0.5, "bottom": 1.0}[note["yanchor"]] * height
    )
    return left, top, left + width, top + height


def _overlap(first: Box, second: Box) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]
