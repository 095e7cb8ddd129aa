"""Counts over time as columns: stacked where they are parts of one whole, else one panel each."""

from __future__ import annotations

from typing import Any

from dxkpi.charts.parts.axis import LABEL_HEIGHT, draw_breaks, time_axis
from dxkpi.charts.parts.theme import SMALL_SIZE, Canvas, Palette
from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.format import reporting_words
from dxkpi.domain.views.view import Series

HEIGHT = 320
PANEL_HEIGHT = 170
# The part of its strip that a panel fills; the rest holds its name.
PANEL_FILLS = 0.76
BAR, NARROW_BAR, FEW = 0.75, 0.25, 3
# A column is hatched where localities have not reported: it is lower because of them, not because counts fell.
HATCHED = "/"
PATTERN = {"fillmode": "overlay", "fgopacity": 0.75, "size": 6, "solidity": 0.4}
LEGEND_AT = 1.02
LEGEND = {
    "orientation": "h",
    "x": 0,
    "yanchor": "bottom",
    "traceorder": "normal",
    "itemclick": False,
    "itemdoubleclick": False,
}


def draw_stacked(description: Description, palette: Palette) -> Canvas:
    """Parts of one whole stacked in the view's order, named above the columns."""
    canvas = Canvas(description.language, palette, height=HEIGHT)
    for at, series in enumerate(description.view.series):
        canvas.add("bar", **_columns(description, series, palette.series[at], palette.ground))
    above = LEGEND_AT + (LABEL_HEIGHT / HEIGHT * 1.5 if description.view.breaks else 0)
    canvas.layout |= {"barmode": "stack", "showlegend": True, "legend": LEGEND | {"y": above}}
    canvas.layout["margin"]["t"] = 48
    draw_breaks(canvas, description, _periods(description))
    canvas.x(**time_axis(description, _periods(description)))
    canvas.y(rangemode="tozero", tickformat=",d")
    return canvas


def draw_panels(description: Description, palette: Palette) -> Canvas:
    """One panel a series, each on its own scale from zero, its name above it; one time axis below them all."""
    canvas = Canvas(description.language, palette, height=PANEL_HEIGHT * len(description.view.series))
    strip = 1 / len(description.view.series)
    for at, series in enumerate(description.view.series):
        number = "" if at == 0 else str(at + 1)
        bottom = 1 - (at + 1) * strip
        top = bottom + strip * PANEL_FILLS
        canvas.add("bar", **_columns(description, series, palette.series[0], palette.ground), yaxis=f"y{number}")
        scale = {"domain": [bottom, top], "rangemode": "tozero", "tickformat": ",d", "nticks": 4}
        canvas.layout[f"yaxis{number}"] = canvas.axis | scale
        place = {"x": 0, "xref": "paper", "xanchor": "left", "y": top, "yref": "paper", "yanchor": "bottom"}
        canvas.note(series.names.text(description.language), colour=palette.quiet, size=SMALL_SIZE, **place)
    draw_breaks(canvas, description, _periods(description))
    last = "y" if len(description.view.series) == 1 else f"y{len(description.view.series)}"
    canvas.x(**time_axis(description, _periods(description)), anchor=last)
    return canvas


def _columns(description: Description, series: Series, colour: str, ground: str) -> dict[str, Any]:
    name = series.names.text(description.language)
    marker: dict[str, Any] = {"color": colour}
    if any(value.partial for value in series.values):
        shapes = [HATCHED if value.partial else "" for value in series.values]
        marker["pattern"] = PATTERN | {"shape": shapes, "fgcolor": ground}
    return {
        "x": list(range(len(series.values))),
        "y": [value.value for value in series.values],
        "name": name,
        "marker": marker,
        "hovertext": [_hover_text(description, name, value) for value in series.values],
        "hoverinfo": "text",
        "width": BAR if len(series.values) > FEW else NARROW_BAR,
    }


def _hover_text(description: Description, name: str, value: Value) -> str:
    lines = [description.period_name(value.period), f"{name}: <b>{description.written(value)}</b>"]
    if value.partial:
        lines.append(reporting_words(value, description.language))
    return "<br>".join(lines)


def _periods(description: Description) -> list[Period]:
    return [value.period for value in description.view.series[0].values]
