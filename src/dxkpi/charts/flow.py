"""The dossier flow of one period: carried over and received above, resolved and pending below, on one scale."""

from __future__ import annotations

from dxkpi.charts.parts.chart_kind import ChartKind
from dxkpi.charts.parts.theme import SMALL_SIZE, Canvas, Palette
from dxkpi.domain.views.kind import CountSubject, Dimension
from dxkpi.domain.views.series import counts_view
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.view import Series
from dxkpi.locale import N_, Names

MEASURES = ("dossiers_carried_over", "dossiers_received", "dossiers_resolved", "dossiers_pending")
HEIGHT = 260
BAR = 0.34
# The two bars, dossiers to process and their outcome, with the indices of their parts in the view's series.
BARS = ((1, N_("To process"), (0, 1)), (0, N_("Outcome"), (2, 3)))
SHADES = (1, 0, 0, 1)


def draw(description: Description, palette: Palette) -> Canvas:
    """Two bars, of equal length if carried over + received = resolved + pending; else the difference is visible."""
    canvas = Canvas(description.language, palette, height=HEIGHT)
    for row, heading, parts in BARS:
        for part in parts:
            _add_part(canvas, description, description.view.series[part], row, palette.series[SHADES[part]])
        key = "<br>".join([f"<b>{description.say(heading)}</b>", *(_key(description, part, palette) for part in parts)])
        place = {"x": 0, "xref": "paper", "y": row + BAR / 2, "xanchor": "left", "yanchor": "bottom", "align": "left"}
        canvas.note(key, colour=palette.ink, size=SMALL_SIZE, **place)
    canvas.layout["barmode"] = "stack"
    canvas.y(visible=False, range=[-0.3, 2.0])
    canvas.x(rangemode="tozero", tickformat=",d", nticks=6)
    return canvas


def _add_part(canvas: Canvas, description: Description, series: Series, row: int, colour: str) -> None:
    value = series.values[0]
    if value.value is None:
        return
    canvas.add(
        "bar",
        x=[value.value],
        y=[row],
        orientation="h",
        width=BAR,
        marker={"color": colour, "line": {"color": canvas.palette.ground, "width": 1}},
        hovertext=f"{series.names.text(description.language)}<br><b>{description.written(value)}</b>",
        hoverinfo="text",
    )


def _key(description: Description, part: int, palette: Palette) -> str:
    series = description.view.series[part]
    sign = f'<span style="color:{palette.series[SHADES[part]]}">●</span>'
    return f"{sign} {series.names.text(description.language)}: {description.written(series.values[0])}"


FLOW = ChartKind(
    name="flow",
    names=Names("Biểu đồ dòng hồ sơ", "Chart of the dossier flow"),
    dimension=Dimension.TIME,
    counts=CountSubject(Names("Dòng hồ sơ", "Dossier flow"), Names("hồ sơ", "dossiers")),
    asks=counts_view(*MEASURES, over_time=False),
    describes=Description,
    draws=draw,
)
