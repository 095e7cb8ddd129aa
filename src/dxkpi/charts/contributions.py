"""Why a value changed: a bar a locality, its effects side by side from zero, the sum of them at the bar's end."""

from __future__ import annotations

from dxkpi.charts.columns import LEGEND, LEGEND_AT
from dxkpi.charts.theme import SMALL_SIZE, Canvas, Palette
from dxkpi.domain.view import View
from dxkpi.domain.wording import signed

ROW_HEIGHT = 30
FRAME_HEIGHT = 110
LEAST_ROWS = 2
TOP = 48
# Room for the sums beside the bars, of the whole span.
ROOM = 0.28
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
            width=0.6,
            hovertext=[f"{value.locality_name}<br>{name}: <b>{view.written(value)}</b>" for value in series.values],
            hoverinfo="text",
        )
    ends = [_ends(view, at) for at in range(len(values))]
    for at, (low, high) in enumerate(ends):
        total = sum(series.values[at].value or 0.0 for series in view.series)
        rising = total >= 0
        place = {"x": high if rising else low, "y": rows - 1 - at, "xanchor": "left" if rising else "right"}
        text = f"<b>{signed(total, view.language, decimals=2)}</b>"
        canvas.note(text, colour=palette.ink, size=SMALL_SIZE, xshift=4 if rising else -4, **place)
    canvas.layout |= {"barmode": "relative", "showlegend": True, "legend": LEGEND | {"y": LEGEND_AT}}
    canvas.layout["margin"]["t"] = TOP
    _set_axes(canvas, view, ends, rows)
    return canvas


def _ends(view: View, at: int) -> tuple[float, float]:
    """Where a row's bars end on both sides of zero."""
    sizes = [series.values[at].value or 0.0 for series in view.series]
    return sum(size for size in sizes if size < 0), sum(size for size in sizes if size > 0)


def _set_axes(canvas: Canvas, view: View, ends: list[tuple[float, float]], rows: int) -> None:
    low, high = min((end[0] for end in ends), default=0.0), max((end[1] for end in ends), default=0.0)
    room = max((high - low) * ROOM, 0.01)
    canvas.x(range=[low - room, high + room], tickformat=".2~f", nticks=5)
    canvas.x(zeroline=True, zerolinecolor=canvas.palette.ink, zerolinewidth=1)
    names = [value.locality_name for value in view.series[0].values]
    canvas.y(
        tickvals=[rows - 1 - at for at in range(len(names))],
        ticktext=names,
        tickfont={"color": canvas.palette.ink},
        range=[-0.6, rows - 0.4],
        showgrid=False,
    )
