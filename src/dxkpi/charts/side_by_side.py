"""Two to six localities over time: a line each in its own colour and dash, named at its end."""

from __future__ import annotations

from dxkpi.charts.parts.axis import draw_breaks, time_axis
from dxkpi.charts.parts.chart_kind import ChartKind
from dxkpi.charts.parts.theme import MARKER_SIZE, Canvas, Palette, is_hollow, plain_text, suffix, value_range
from dxkpi.domain.views.kind import Dimension
from dxkpi.domain.views.side_by_side import side_by_side_view
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.side_by_side import SideBySideDescription
from dxkpi.domain.views.view import Series
from dxkpi.locale import N_, Names

HEIGHT = 380
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("circle", "diamond", "x", "cross", "triangle-up", "triangle-down")
# The same as letters that the product's font has.
SIGNS = ("●", "◆", "×", "+", "▲", "▼")
# The least distance of the names at the ends of lines, as a part of the axis.
LEAST_GAP = 0.055
LONGEST_NAME = 24
# Names at the ends of lines leave space for this many labels of periods on a phone.
LABELS_ON_A_PHONE = 4


def draw(description: Description, palette: Palette) -> Canvas:
    """Every series of the view; a gap for an unknown value, a hollow point for a stated or provisional one."""
    periods = [value.period for value in description.view.series[0].values]
    span = value_range(description) or [0.0, 1.0]
    canvas = Canvas(description.language, palette, height=HEIGHT, right=16)
    for at, series in enumerate(description.view.series):
        colour = palette.series[at % len(palette.series)]
        canvas.add(
            "scatter",
            x=list(range(len(periods))),
            y=[value.value for value in series.values],
            mode="lines+markers",
            line={"color": colour, "width": 2, "dash": DASHES[at % len(DASHES)]},
            marker={
                "size": MARKER_SIZE,
                "symbol": SYMBOLS[at % len(SYMBOLS)],
                "color": [palette.ground if is_hollow(value) else colour for value in series.values],
                "line": {"color": colour, "width": 2},
                "opacity": 1,
            },
            hovertext=[
                f"{plain_text(value.locality_name)}<br>{description.period_name(value.period)}<br><b>{description.written(value)}</b>"
                for value in series.values
            ],
            hoverinfo="text",
            connectgaps=False,
            cliponaxis=False,
        )
    _name_the_lines(canvas, description, span)
    draw_breaks(canvas, description, periods)
    axis = time_axis(description, periods)
    if len(axis["tickvals"]) > LABELS_ON_A_PHONE:
        axis |= {"tickvals": axis["tickvals"][::2], "ticktext": axis["ticktext"][::2]}
    canvas.x(**axis)
    canvas.y(range=span, ticksuffix=suffix(description))
    return canvas


def _name_the_lines(canvas: Canvas, description: Description, span: list[float]) -> None:
    """Each line's name at the right edge, at its last value, names pushed apart where they would touch."""
    ends = [(_last(series), at, series) for at, series in enumerate(description.view.series)]
    known = sorted((end for end in ends if end[0] is not None), key=lambda end: end[0] or 0.0)
    gap, below = LEAST_GAP * (span[1] - span[0]), span[0] - 1e9
    for value, at, series in known:
        place = max(value or 0.0, below + gap)
        below = place
        name = series.names.text(description.language)
        colour = canvas.palette.series[at % len(canvas.palette.series)]
        short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
        canvas.note(
            f'<span style="color:{colour}">{SIGNS[at % len(SIGNS)]}</span> {plain_text(short)}',
            colour=canvas.palette.ink,
            x=1,
            xref="paper",
            xanchor="left",
            xshift=8,
            y=place,
            align="left",
        )
    longest = max(
        (min(len(series.names.text(description.language)), LONGEST_NAME) for series in description.view.series),
        default=0,
    )
    canvas.layout["margin"]["r"] = 32 + 7 * longest


def _last(series: Series) -> float | None:
    return next((value.value for value in reversed(series.values) if value.value is not None), None)


SIDE_BY_SIDE = ChartKind(
    name="beside",
    names=Names("Biểu đồ đường của nhiều địa phương theo thời gian", "Lines of several localities over time"),
    dimension=Dimension.LOCALITIES_OVER_TIME,
    asks=side_by_side_view,
    describes=SideBySideDescription,
    draws=draw,
    compare_label=N_("Side by side"),
)
