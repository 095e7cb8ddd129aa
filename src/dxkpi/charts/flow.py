"""The dossier flow of one period: carried over and received above, resolved and pending below, on one scale."""

from __future__ import annotations

import plotly.graph_objects as go

from dxkpi.charts.theme import SMALL_SIZE, Palette, canvas
from dxkpi.domain.view import Series, View
from dxkpi.locale import N_

HEIGHT = 260
BAR = 0.34
# The two bars: what was there to do, and what became of it; the places of their parts in the view's series.
BARS = ((1, N_("To process"), (0, 1)), (0, N_("Outcome"), (2, 3)))
SHADES = (1, 0, 0, 1)


def draw(view: View, palette: Palette) -> go.Figure:
    """Two bars of equal length where the form's identity closes; a visible gap where it does not."""
    figure = canvas(view, palette, height=HEIGHT)
    for row, heading, parts in BARS:
        for part in parts:
            _add_part(figure, view, view.series[part], row, palette.series[SHADES[part]], palette)
        figure.add_annotation(
            x=0,
            xref="paper",
            y=row + BAR / 2,
            text="<br>".join([f"<b>{view.say(heading)}</b>", *(_key(view, part, palette) for part in parts)]),
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            align="left",
            font={"size": SMALL_SIZE, "color": palette.ink},
        )
    figure.update_layout(barmode="stack")
    figure.update_yaxes(visible=False, range=[-0.3, 2.0])
    figure.update_xaxes(rangemode="tozero", tickformat=",d", nticks=6)
    return figure


def _add_part(figure: go.Figure, view: View, series: Series, row: int, colour: str, palette: Palette) -> None:
    value = series.values[0]
    if value.value is None:
        return
    figure.add_bar(
        x=[value.value],
        y=[row],
        orientation="h",
        width=BAR,
        marker={"color": colour, "line": {"color": palette.ground, "width": 1}},
        hovertext=f"{series.names.text(view.language)}<br><b>{view.written(value)}</b>",
        hoverinfo="text",
    )


def _key(view: View, part: int, palette: Palette) -> str:
    series = view.series[part]
    square = f'<span style="color:{palette.series[SHADES[part]]}">■</span>'
    return f"{square} {series.names.text(view.language)}: {view.written(series.values[0])}"
