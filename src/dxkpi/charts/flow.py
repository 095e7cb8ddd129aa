"""The dossier flow of one period: carried over and received above, resolved and pending below, on one scale."""

from __future__ import annotations

import plotly.graph_objects as go

from dxkpi.charts.theme import Palette, canvas
from dxkpi.domain.view import View
from dxkpi.locale import N_

HEIGHT = 210
# Which bar each of the view's four series stands in.
ROWS = (1, 1, 0, 0)
SHADES = (1, 0, 0, 1)


def draw(view: View, palette: Palette) -> go.Figure:
    """Two bars of equal length where the form's identity closes; a visible gap where it does not."""
    figure = canvas(view, palette, height=HEIGHT)
    for series, row, shade in zip(view.series, ROWS, SHADES, strict=True):
        value = series.values[0]
        if value.value is None:
            continue
        name = series.names.text(view.language)
        figure.add_bar(
            x=[value.value],
            y=[row],
            orientation="h",
            width=0.5,
            marker={"color": palette.series[shade], "line": {"color": palette.ground, "width": 2}},
            text=f"{name} {view.written(value)}",
            textposition="inside",
            insidetextanchor="start",
            textangle=0,
            constraintext="none",
            textfont={"color": palette.ground},
            hovertext=f"{name}<br><b>{view.written(value)}</b>",
            hoverinfo="text",
        )
    figure.update_layout(barmode="stack", uniformtext={"mode": "hide", "minsize": 11})
    figure.update_yaxes(
        tickvals=[1, 0], ticktext=[view.say(N_("To process")), view.say(N_("Outcome"))], showgrid=False,
        range=[-0.5, 1.5], tickfont={"color": palette.ink},
    )  # fmt: skip
    figure.update_xaxes(rangemode="tozero", tickformat=",d")
    return figure
