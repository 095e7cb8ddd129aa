"""One indicator over localities, in order: a point each on one scale, its value beside it, the whole as a line."""

from __future__ import annotations

from dxkpi.charts.theme import Canvas, Palette, suffix, value_range
from dxkpi.domain import wording
from dxkpi.domain.value import Value
from dxkpi.domain.view import View
from dxkpi.locale import N_

ROW_HEIGHT = 24
FRAME_HEIGHT = 64
LEAST_ROWS = 2
TOP = 28


def draw(view: View, palette: Palette) -> Canvas:
    """Points from the best at the top; a diamond below the line (or, without a line, below the whole)."""
    values = list(reversed(view.known))
    rows = max(len(values), LEAST_ROWS)
    line = _line(view)
    canvas = Canvas(view, palette, height=FRAME_HEIGHT + ROW_HEIGHT * rows, right=64)
    below = [_is_below(view, value, line) for value in values]
    canvas.add(
        "scatter",
        x=[value.value for value in values],
        y=[value.locality for value in values],  # names repeat, keys do not
        mode="markers+text",
        text=[f" {view.written(value)}" for value in values],
        textposition="middle right",
        marker={
            "size": 10,
            "symbol": ["diamond" if each else "circle" for each in below],
            "color": [palette.worse if each else palette.accent for each in below],
            "opacity": 1,
        },
        hovertext=[_told(view, value) for value in values],
        hoverinfo="text",
        cliponaxis=False,
    )
    if line is not None:
        canvas.line(palette.quiet, x=line)
    if line is not None and _by_whole(view):
        text = view.say(N_("whole: {value}"), value=view.written(view.reference))
        canvas.note(text, colour=palette.quiet, x=line, y=1, yref="paper", yanchor="bottom")
    canvas.x(range=value_range(view, *([line] if line is not None else [])), ticksuffix=suffix(view))
    canvas.y(
        type="category",
        tickfont={"color": palette.ink},
        range=[-0.6, rows - 0.4],
        ticktext=[value.locality_name for value in values],
        tickvals=[value.locality for value in values],
    )
    canvas.layout["margin"]["t"] = TOP
    return canvas


def _by_whole(view: View) -> bool:
    return view.indicator is None or view.indicator.threshold is None


def _line(view: View) -> float | None:
    if view.indicator is not None and view.indicator.threshold is not None:
        return view.indicator.threshold.value
    return view.reference.value if view.reference is not None and not view.reference.stated else None


def _is_below(view: View, value: Value, line: float | None) -> bool:
    if line is None or value.value is None or view.indicator is None:
        return False
    return wording.is_better(value.value - line, view.indicator.direction) is False


def _told(view: View, value: Value) -> str:
    lines = [value.locality_name, f"<b>{view.written(value)}</b>"]
    if value.denominator is not None and value.numerator is not None:
        counts = {"numerator": int(value.numerator), "denominator": int(value.denominator)}
        lines.append(view.say(N_("{numerator} of {denominator}"), **counts))
    return "<br>".join(lines)
