"""Why a value changed: a bar a locality, its effects side by side from zero, name and sum of them above the bar."""

from __future__ import annotations

from dxkpi.charts.columns import LEGEND, LEGEND_AT
from dxkpi.charts.theme import SMALL_SIZE, Canvas, Palette, plain_text
from dxkpi.domain.view import View
from dxkpi.domain.wording import signed

ROW_HEIGHT = 40
FRAME_HEIGHT = 110
LEAST_ROWS = 2
TOP = 48
BAR = 0.42
COLOURS = (0, 1, 3)


def draw(view: View, palette: Palette) -> Canvas:
    """From what did most at the top; effects that lift to the right, effects that lower to the left."""
    values = view.series[0].values
    rows = max(len(values), LEAST_ROWS)
    canvas = Canvas(view, palette, height=FRAME_HEIGHT + ROW_HEIGHT * rows, right=16)
    for series, colour in zip(view.series, COLOURS, strict=False):
        name = series.names.text(view.language)
        canvas.add(
            "bar",
            x=[value.value for value in series.values],
            y=[rows - 1 - at for at in range(len(series.values))],
            orientation="h",
            name=name,
            marker={"color": palette.series[colour], "line": {"color": palette.ground, "width": 1}},
            width=BAR,
            hovertext=[
                f"{plain_text(value.locality_name)}<br>{name}: <b>{view.written(value)}</b>" for value in series.values
            ],
            hoverinfo="text",
        )
    for at, value in enumerate(values):
        total = sum(series.values[at].value or 0.0 for series in view.series)
        text = f"{plain_text(value.locality_name)}  <b>{signed(total, view.language, decimals=2)}</b>"
        place = {"x": 0, "xref": "paper", "xanchor": "left", "y": rows - 1 - at + BAR / 2, "yanchor": "bottom"}
        canvas.note(text, colour=palette.ink, size=SMALL_SIZE, **place)
    canvas.layout |= {"barmode": "relative", "showlegend": True, "legend": LEGEND | {"y": LEGEND_AT}}
    canvas.layout["margin"]["t"] = TOP
    canvas.x(tickformat=".2~f", nticks=5, zeroline=True, zerolinecolor=palette.ink, zerolinewidth=1)
    canvas.y(visible=False, range=[-0.4, rows - 0.2])
    return canvas
