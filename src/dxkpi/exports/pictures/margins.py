"""The room that axes need beside a chart, so that no name is cut off and nothing moves what stands above and below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dxkpi.charts.theme import SMALL_SIZE
from dxkpi.exports.pictures.text import LINE, lines, on_lines, plain_lines, width

GAP = 10.0  # between a name and what it names
NAME_AT_MOST = 0.34  # of the picture's width, for a name on one line
SMALLEST = 8.0  # of a text in a picture
FILLED = 0.8  # of a row, by its name
NUMBER = "100 %"


@dataclass(frozen=True)
class Room:
    """Pixels on the left, on the right and below."""

    left: float
    right: float
    below: float


def room_for_axes(layout: Mapping[str, Any], traces: list[dict[str, Any]], across: float, high: float) -> Room:
    """What the names and numbers of all axes take of a chart that is `across` wide and `high` high."""
    left = right = below = 0.0
    for name, axis in layout.items():
        if not name.startswith(("xaxis", "yaxis")) or axis.get("visible") is False:
            continue
        title = SMALL_SIZE * LINE * 1.6 if axis.get("title") else 0.0
        if axis.get("showticklabels") is False:
            below = max(below, title) if name[0] == "x" else below
        elif name[0] == "x":
            most = max((str(text).count("<br>") + 1 for text in axis.get("ticktext", ())), default=1)
            below = max(below, most * SMALL_SIZE * LINE + GAP + title)
        elif axis.get("side") == "right":
            right = max(right, _widest(axis, traces) + GAP)
        else:
            left = max(left, _widest(axis, traces) + GAP)
    return Room(left, right, below)


def fit_names(layout: dict[str, Any], across: float, high: float) -> None:
    """Set the names of rows on two lines where they are long, and smaller where rows are low."""
    for name, axis in layout.items():
        texts = axis.get("ticktext") if name.startswith("yaxis") else None
        if not texts:
            continue
        low, top = axis.get("range") or (0, len(texts))
        row = high / max(top - low, 1)
        size = max(min(float(axis["tickfont"].get("size", SMALL_SIZE)), FILLED * row), SMALLEST)
        axis["tickfont"] = axis["tickfont"] | {"size": size}
        if 2 * LINE * size <= row:
            axis["ticktext"] = [
                on_lines(lines(" ".join(plain_lines(text)), NAME_AT_MOST * across, size)) for text in texts
            ]


def beyond(layout: Mapping[str, Any], start: float, end: float) -> tuple[float, float]:
    """How far words at the edges of a chart reach beyond its left and its right edge, in pixels."""
    left = right = 0.0
    for note in layout["annotations"]:
        if note.get("xref") != "paper":
            continue
        size = note.get("font", {}).get("size", SMALL_SIZE)
        widest = max(width(line, size) for line in plain_lines(note["text"]))
        anchor = {"left": 0.0, "center": 0.5, "right": 1.0}[note.get("xanchor", "center")]
        begins = note.get("x", 0) * (end - start) + note.get("xshift", 0) - anchor * widest
        left, right = max(left, -begins), max(right, begins + widest - (end - start))
    return left, right


def _widest(axis: Mapping[str, Any], traces: list[dict[str, Any]]) -> float:
    size = axis.get("tickfont", {}).get("size", SMALL_SIZE)
    if texts := axis.get("ticktext"):
        return max(width(line, size) for text in texts for line in plain_lines(text))
    if "d" in axis.get("tickformat", ""):
        return width(f"{round(sum(_largest(traces))):,}", size)
    return width(NUMBER, size)


def _largest(traces: list[dict[str, Any]]) -> Iterator[float]:
    """The largest number of each trace: together at least as much as columns that stand on each other."""
    for trace in traces:
        yield max((abs(each) for each in trace.get("y") or () if isinstance(each, int | float)), default=0.0)
