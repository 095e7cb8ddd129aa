"""One indicator over time: a line, a gap where nothing is known, a hollow point where it is stated or provisional."""

from __future__ import annotations

from itertools import groupby

from dxkpi.charts.axis import draw_breaks, time_axis
from dxkpi.charts.theme import FOCUS_SIZE, MARKER_SIZE, Canvas, Palette, suffix, value_range
from dxkpi.domain.view import View
from dxkpi.locale import N_

HEIGHT = 300
LABEL_SHIFT = 18
HALF = 0.5
# From here on a label would run out of the picture on the right.
NEAR_THE_END = 0.8


def draw(view: View, palette: Palette) -> Canvas:
    """The line of a view's first series; the period asked for is the large point, and carries its value."""
    values = view.series[0].values
    canvas = Canvas(view, palette, height=HEIGHT, right=16)
    canvas.add(
        "scatter",
        x=list(range(len(values))),
        y=[value.value for value in values],
        mode="lines+markers",
        line={"color": palette.accent, "width": 2},
        marker={
            "size": [FOCUS_SIZE if value.period == view.period else MARKER_SIZE for value in values],
            "color": [palette.ground if value.stated or value.provisional else palette.accent for value in values],
            "line": {"color": palette.accent, "width": 2},
            "opacity": 1,
        },
        hovertext=[f"{view.period_name(value.period)}<br><b>{view.written(value)}</b>" for value in values],
        hoverinfo="text",
        connectgaps=False,
        cliponaxis=False,
    )
    lines = _draw_lines(canvas, view)
    label_the_focus(canvas, view)
    periods = [value.period for value in values]
    draw_breaks(canvas, view, periods)
    canvas.x(**time_axis(view, periods))
    canvas.y(range=value_range(view, *lines), ticksuffix=suffix(view))
    return canvas


def _draw_lines(canvas: Canvas, view: View) -> list[float]:
    """What the values are held against, a step wherever that changes; the heights of the steps."""
    heights, at = [], 0
    for line, alike in groupby(view.lines):
        end = at + len(list(alike))
        if line is not None and view.indicator is not None:
            height = float(line.value)
            canvas.path([(at - HALF, height), (end - HALF, height)], colour=canvas.palette.worse, dash="dot")
            words = N_("target {line}") if line.is_target else N_("line {line}")
            text = view.say(words, line=line.written(view.indicator, view.language))
            side = "left" if 2 * at < len(view.lines) else "right"
            place = at - HALF if side == "left" else end - HALF
            canvas.note(text, colour=canvas.palette.worse, x=place, y=height, xanchor=side, yshift=9)
            heights.append(height)
        at = end
    return heights


def label_the_focus(canvas: Canvas, view: View) -> None:
    """Write the value of the period asked for beside its point."""
    values = view.series[0].values
    for place, value in enumerate(values):
        if value.period != view.period or value.value is None:
            continue
        before = values[place - 1].value if place else None
        line = next(iter(view.lines[place : place + 1]), None)
        # On the side of the point on which neither the curve nor the target is.
        above = value.value >= float(line.value) if line else before is None or value.value >= before
        at_the_end = place > NEAR_THE_END * len(values)
        canvas.note(
            f"<b>{view.written(value)}</b>",
            colour=canvas.palette.ink,
            x=place,
            y=value.value,
            yshift=LABEL_SHIFT if above else -LABEL_SHIFT,
            xanchor="right" if at_the_end else "center",
            xshift=FOCUS_SIZE / 2 if at_the_end else 0,
        )
