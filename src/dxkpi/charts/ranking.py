"""One indicator over localities, in order: a point each on a common scale, its value beside it, the whole as a line."""

from __future__ import annotations

import plotly.graph_objects as go

from dxkpi.charts.theme import Palette, canvas, suffix, value_range
from dxkpi.domain import wording
from dxkpi.domain.value import Value
from dxkpi.domain.view import View
from dxkpi.locale import N_

ROW_HEIGHT = 24
FRAME_HEIGHT = 64
SYMBOLS = {True: "circle", False: "diamond"}


def draw(view: View, palette: Palette) -> go.Figure:
    """Points from the best at the top; a diamond below the line (or, without a line, below the whole)."""
    values = list(reversed(view.known))
    line = _line(view)
    figure = canvas(view, palette, height=FRAME_HEIGHT + ROW_HEIGHT * max(len(values), 2), right=64)
    below = [_is_below(view, value, line) for value in values]
    figure.add_scatter(
        x=[value.value for value in values],
        y=[_row(value) for value in values],
        mode="markers+text",
        text=[f" {view.written(value)}" for value in values],
        textposition="middle right",
        marker={
            "size": 10,
            "symbol": [SYMBOLS[not each] for each in below],
            "color": [palette.worse if each else palette.accent for each in below],
        },
        hovertext=[_told(view, value) for value in values],
        hoverinfo="text",
        cliponaxis=False,
    )
    if line is not None:
        figure.add_vline(x=line, line={"color": palette.quiet, "width": 1, "dash": "dot"})
        text = view.say(N_("whole: {value}"), value=view.written(view.reference)) if _by_whole(view) else ""
        figure.add_annotation(
            x=line,
            y=1,
            yref="paper",
            text=text,
            showarrow=False,
            yanchor="bottom",
            font={"color": palette.quiet},
        )
    figure.update_xaxes(
        range=value_range(view, *([line] if line is not None else [])), ticksuffix=suffix(view), side="bottom"
    )
    figure.update_yaxes(
        type="category", showgrid=True, tickfont={"color": palette.ink}, range=[-0.6, max(len(values), 2) - 0.4],
        ticktext=[value.locality_name for value in values], tickvals=[_row(value) for value in values],
    )  # fmt: skip
    figure.update_layout(margin_t=28)
    return figure


def _row(value: Value) -> str:
    """Names repeat, keys do not."""
    return value.locality


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
