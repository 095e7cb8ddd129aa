"""One indicator over time: a line, a gap for an unknown value, a hollow point for a stated, provisional or
partial one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dxkpi.charts.parts.axis import draw_breaks, time_axis
from dxkpi.charts.parts.chart_kind import ChartKind
from dxkpi.charts.parts.labels import place_label
from dxkpi.charts.parts.theme import FOCUS_SIZE, MARKER_SIZE, Canvas, Palette, is_hollow, suffix, value_range
from dxkpi.domain.views.kind import Dimension
from dxkpi.domain.views.series import trend_view
from dxkpi.domain.views.text.description import Description
from dxkpi.locale import N_, Names

HEIGHT = 300
HALF = 0.5


def draw(description: Description, palette: Palette) -> Canvas:
    """The line of a view's first series; the period asked for is the large point, and carries its value."""
    values = description.view.series[0].values
    canvas = Canvas(description.language, palette, height=HEIGHT, right=16)
    canvas.add(
        "scatter",
        x=list(range(len(values))),
        y=[value.value for value in values],
        mode="lines+markers",
        line={"color": palette.accent, "width": 2},
        marker={
            "size": [FOCUS_SIZE if value.period == description.view.period else MARKER_SIZE for value in values],
            "color": [palette.ground if is_hollow(value) else palette.accent for value in values],
            "line": {"color": palette.accent, "width": 2},
            "opacity": 1,
        },
        hovertext=[
            f"{description.period_name(value.period)}<br><b>{description.written(value)}</b>" for value in values
        ],
        hoverinfo="text",
        connectgaps=False,
        cliponaxis=False,
    )
    span = value_range(description, *_draw_lines(canvas, description))
    label_the_focus(canvas, description, span)
    periods = [value.period for value in values]
    draw_breaks(canvas, description, periods)
    canvas.x(**time_axis(description, periods))
    canvas.y(range=span, ticksuffix=suffix(description))
    return canvas


def _draw_lines(canvas: Canvas, description: Description) -> list[float]:
    """The reference line, with a step where it changes. Returns the heights of the steps."""
    heights, at = [], 0
    for line, alike in groupby(description.view.lines):
        end = at + len(list(alike))
        if line is not None and description.view.indicator is not None:
            height = float(line.value)
            canvas.path([(at - HALF, height), (end - HALF, height)], colour=canvas.palette.worse, dash="dot")
            words = N_("target {line}") if line.is_target else N_("line {line}")
            text = description.say(words, line=line.written(description.view.indicator, description.language))
            side = "left" if 2 * at < len(description.view.lines) else "right"
            place = at - HALF if side == "left" else end - HALF
            canvas.note(text, colour=canvas.palette.worse, x=place, y=height, xanchor=side, yshift=9)
            heights.append(height)
        at = end
    return heights


def label_the_focus(canvas: Canvas, description: Description, span: Sequence[float] | None) -> None:
    """Write the value of the period asked for next to its point. `span`: both ends of the value axis."""
    values = description.view.series[0].values
    for at, value in enumerate(values):
        if value.period != description.view.period or value.value is None or span is None:
            continue
        lines = [float(line.value) for line in description.view.lines[at : at + 1] if line is not None]
        text = description.written(value)
        place = place_label(text, at, [each.value for each in values], span, lines)
        canvas.note(f"<b>{text}</b>", colour=canvas.palette.ink, x=at, y=value.value, **place)


TREND = ChartKind(
    name="trend",
    names=Names("Biểu đồ đường theo thời gian", "Line chart over time"),
    dimension=Dimension.TIME,
    asks=trend_view,
    describes=Description,
    draws=draw,
)
