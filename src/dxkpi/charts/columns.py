"""Counts over time as columns: stacked where they are parts of one whole, else one panel each."""

from __future__ import annotations

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dxkpi.charts.axis import time_axis
from dxkpi.charts.theme import SMALL_SIZE, Palette, canvas
from dxkpi.domain.period import Period
from dxkpi.domain.view import Series, View

HEIGHT = 320
PANEL_HEIGHT = 170
BAR, NARROW_BAR, FEW = 0.75, 0.25, 3


def draw_stacked(view: View, palette: Palette) -> go.Figure:
    """Parts of one whole stacked in the view's order, named above the columns."""
    figure = canvas(view, palette, height=HEIGHT)
    for at, series in enumerate(view.series):
        figure.add_bar(**_columns(view, series, palette.series[at]))
    figure.update_layout(
        barmode="stack",
        bargap=0.25,
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal", "itemclick": False,
                "itemdoubleclick": False},
        margin_t=48,
    )  # fmt: skip
    figure.update_xaxes(**time_axis(view, _periods(view)))
    figure.update_yaxes(rangemode="tozero", tickformat=",d")
    return figure


def draw_panels(view: View, palette: Palette) -> go.Figure:
    """One panel a series, each on its own scale from zero, its name above it."""
    plain = canvas(view, palette, height=PANEL_HEIGHT * len(view.series))
    names = [series.names.text(view.language) for series in view.series]
    figure = make_subplots(
        rows=len(names),
        cols=1,
        shared_xaxes=True,
        subplot_titles=names,
        vertical_spacing=0.5 / len(names) ** 1.6,
    )
    figure.update_layout(plain.layout)
    plain_x, plain_y = plain.layout.xaxis.to_plotly_json(), plain.layout.yaxis.to_plotly_json()
    figure.update_xaxes(**plain_x)
    figure.update_yaxes(**plain_y, rangemode="tozero", tickformat=",d", nticks=4)
    for at, series in enumerate(view.series):
        figure.add_bar(**_columns(view, series, palette.series[0]), row=at + 1, col=1)
    figure.update_xaxes(**time_axis(view, _periods(view)))
    for title in figure.layout.annotations:
        title.update(x=0, xanchor="left", font={"size": SMALL_SIZE, "color": palette.quiet})
    figure.update_layout(bargap=0.25, margin_t=28)
    return figure


def _columns(view: View, series: Series, colour: str) -> dict[str, object]:
    name = series.names.text(view.language)
    return {
        "x": list(range(len(series.values))),
        "y": [value.value for value in series.values],
        "name": name,
        "marker": {"color": colour},
        "hovertext": [
            f"{view.period_name(value.period)}<br>{name}: <b>{view.written(value)}</b>" for value in series.values
        ],
        "hoverinfo": "text",
        "width": BAR if len(series.values) > FEW else NARROW_BAR,
    }


def _periods(view: View) -> list[Period]:
    return [value.period for value in view.series[0].values]
