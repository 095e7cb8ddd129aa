"""Why a value changed: a row for each locality, its effects from zero, their sum on the right."""

from __future__ import annotations

from typing import Any

from dxkpi.charts.parts.chart_kind import ChartKind
from dxkpi.charts.parts.columns import LEGEND, LEGEND_AT
from dxkpi.charts.parts.theme import Canvas, Palette, plain_text
from dxkpi.domain.views.contributions import EFFECTS, contributions_view
from dxkpi.domain.views.kind import Dimension
from dxkpi.domain.views.text.contributions import ContributionsDescription
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.format import signed
from dxkpi.locale import Names

ROW_HEIGHT = 28
FRAME_HEIGHT = 100
LEAST_ROWS = 2
TOP = 48
BAR = 0.55
COLOURS = dict(zip(EFFECTS.values(), (0, 1, 3), strict=True))


def draw(description: Description, palette: Palette) -> Canvas:
    """The largest contribution at the top; effects that raise the value point right, others left."""
    rows = max(len(description.view.series[0].values), LEAST_ROWS)
    places = [rows - 1 - at for at, _ in enumerate(description.view.series[0].values)]
    canvas = Canvas(description.language, palette, height=FRAME_HEIGHT + ROW_HEIGHT * rows)
    for series in description.view.series:
        name = series.names.text(description.language)
        canvas.add(
            "bar",
            x=[value.value for value in series.values],
            y=places,
            orientation="h",
            name=name,
            marker={
                "color": palette.series[COLOURS.get(series.names, 0)],
                "line": {"color": palette.ground, "width": 1},
            },
            width=BAR,
            hovertext=[
                f"{plain_text(description.name_of(value))}<br>{name}: <b>{description.written(value)}</b>"
                for value in series.values
            ],
            hoverinfo="text",
        )
    # An axis is drawn only where something lies on it.
    canvas.add("scatter", x=[None], y=places[:1], yaxis="y2", hoverinfo="skip", showlegend=False)
    canvas.layout |= {"barmode": "relative", "showlegend": True, "legend": LEGEND | {"y": LEGEND_AT}}
    canvas.layout["margin"]["t"] = TOP
    canvas.x(tickformat=".2~f", nticks=5, zeroline=True, zerolinecolor=palette.ink, zerolinewidth=1)
    _name_the_rows(canvas, description, places, rows)
    return canvas


def _name_the_rows(canvas: Canvas, description: Description, places: list[int], rows: int) -> None:
    """Localities on the left, the sum of what each did on the right."""
    values = description.view.series[0].values
    sums = [sum(series.values[at].value or 0.0 for series in description.view.series) for at, _ in enumerate(values)]
    look: dict[str, Any] = {
        "tickfont": {"color": canvas.palette.ink},
        "tickvals": places,
        "range": [-0.6, rows - 0.4],
        "showgrid": False,
    }
    canvas.y(**look, ticktext=[plain_text(description.name_of(value)) for value in values])
    canvas.layout["yaxis2"] = canvas.layout["yaxis"] | {
        "overlaying": "y",
        "side": "right",
        "ticktext": [f"<b>{signed(each, description.language, decimals=2)}</b>" for each in sums],
    }


CONTRIBUTIONS = ChartKind(
    name="contributions",
    names=Names("Biểu đồ thanh về đóng góp của từng địa phương", "Bars of what each locality did"),
    dimension=Dimension.LOCALITIES,
    asks=contributions_view,
    describes=ContributionsDescription,
    draws=draw,
)
