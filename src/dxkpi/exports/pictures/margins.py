"""The space that axis labels need around a chart, so that no label is cut off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dxkpi.charts.parts.theme import SMALL_SIZE
from dxkpi.exports.pictures.text import LINE, plain_lines, text_width, to_plotly, wrap

GAP = 10.0  # between a label and its row or column
MAX_NAME_WIDTH = 0.34  # of the picture's width, for a name on one line
MIN_FONT_SIZE = 8.0
NAME_HEIGHT = 0.8  # of a row
PERCENT_LABEL = "100 %"


@dataclass(frozen=True)
class AxisSpace:
    """Pixels on the left, on the right and below."""

    left: float
    right: float
    below: float


def space_for_axes(layout: Mapping[str, Any], traces: list[dict[str, Any]], width: float, height: float) -> AxisSpace:
    """The space for the labels of all axes of a chart, in pixels."""
    left = right = below = 0.0
    for name, axis in layout.items():
        if not name.startswith(("xaxis", "yaxis")) or axis.get("visible") is False:
            continue
        title = SMALL_SIZE * LINE * 1.6 if axis.get("title") else 0.0
        if axis.get("showticklabels") is False:
            below = max(below, title) if name[0] == "x" else below
        elif name[0] == "x":
            rows = max((str(text).count("<br>") + 1 for text in axis.get("ticktext", ())), default=1)
            below = max(below, rows * SMALL_SIZE * LINE + GAP + title)
        elif axis.get("side") == "right":
            right = max(right, _label_width(axis, traces) + GAP)
        else:
            left = max(left, _label_width(axis, traces) + GAP)
    return AxisSpace(left, right, below)


def fit_names(layout: dict[str, Any], width: float, height: float) -> None:
    """Wrap long names of rows onto two lines, and shrink them where rows are low. Changes `layout`."""
    for name, axis in layout.items():
        texts = axis.get("ticktext") if name.startswith("yaxis") else None
        if not texts:
            continue
        first, last = axis.get("range") or (0, len(texts))
        row = height / max(last - first, 1)
        size = max(min(float(axis["tickfont"].get("size", SMALL_SIZE)), NAME_HEIGHT * row), MIN_FONT_SIZE)
        axis["tickfont"] = axis["tickfont"] | {"size": size}
        if 2 * LINE * size <= row:
            axis["ticktext"] = [
                to_plotly(wrap(" ".join(plain_lines(text)), MAX_NAME_WIDTH * width, size)) for text in texts
            ]


def overhang_of(layout: Mapping[str, Any], start: float, end: float) -> tuple[float, float]:
    """How far notes reach beyond the left and the right edge of a chart, in pixels."""
    left = right = 0.0
    for note in layout["annotations"]:
        if note.get("xref") != "paper":
            continue
        size = note.get("font", {}).get("size", SMALL_SIZE)
        note_width = max(text_width(line, size) for line in plain_lines(note["text"]))
        anchor = {"left": 0.0, "center": 0.5, "right": 1.0}[note.get("xanchor", "center")]
        note_start = note.get("x", 0) * (end - start) + note.get("xshift", 0) - anchor * note_width
        left, right = max(left, -note_start), max(right, note_start + note_width - (end - start))
    return left, right


def _label_width(axis: Mapping[str, Any], traces: list[dict[str, Any]]) -> float:
    size = axis.get("tickfont", {}).get("size", SMALL_SIZE)
    if texts := axis.get("ticktext"):
        return max(text_width(line, size) for text in texts for line in plain_lines(text))
    if "d" in axis.get("tickformat", ""):
        return text_width(f"{round(sum(_largest_values(traces))):,}", size)
    return text_width(PERCENT_LABEL, size)


def _largest_values(traces: list[dict[str, Any]]) -> Iterator[float]:
    """The largest number of each trace. Their sum is at least the height of stacked columns."""
    for trace in traces:
        yield max((abs(value) for value in trace.get("y") or () if isinstance(value, int | float)), default=0.0)
