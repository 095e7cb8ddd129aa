"""This year's quarters over last year's: two lines on one scale, each year named at the end of its line."""

from __future__ import annotations

from dxkpi.charts.parts.chart_kind import ChartKind
from dxkpi.charts.parts.theme import FOCUS_SIZE, MARKER_SIZE, Canvas, Palette, suffix, value_range
from dxkpi.domain.model.period import Period, quarter_name, quarter_of
from dxkpi.domain.views.kind import Dimension
from dxkpi.domain.views.seasons import seasons_view
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.seasons import SeasonsDescription
from dxkpi.domain.views.view import Series
from dxkpi.locale import Names

HEIGHT = 300
QUARTERS = 4
LABEL_SHIFT = 18


def draw(description: Description, palette: Palette) -> Canvas:
    """The later year in the accent colour with its values written; the year before behind it, hollow and grey."""
    canvas = Canvas(description.language, palette, height=HEIGHT, right=48)
    for series, colour, hollow in reversed(
        list(zip(description.view.series, (palette.accent, palette.same), (False, True), strict=False))
    ):
        _add(canvas, description, series, colour, hollow=hollow)
    _label_the_values(canvas, description)
    periods = [value.period for value in max((series.values for series in description.view.series), key=len)]
    places = [_place(period, description) for period in periods]
    canvas.x(
        tickvals=places,
        ticktext=[_name(period, description) for period in periods],
        range=[-0.4, max(places, default=0) + 0.4],
        showgrid=False,
        ticks="outside",
    )
    canvas.y(range=value_range(description), ticksuffix=suffix(description))
    return canvas


def _add(canvas: Canvas, description: Description, series: Series, colour: str, *, hollow: bool) -> None:
    known = [value for value in series.values if value.value is not None]
    canvas.add(
        "scatter",
        x=[_place(value.period, description) for value in series.values],
        y=[value.value for value in series.values],
        mode="lines+markers",
        name=series.names.text(description.language),
        line={"color": colour, "width": 2, "dash": "dot" if hollow else "solid"},
        marker={
            "size": [FOCUS_SIZE if value.period == description.view.period else MARKER_SIZE for value in series.values],
            "color": canvas.palette.ground if hollow else colour,
            "line": {"color": colour, "width": 2},
            "opacity": 1,
        },
        hovertext=[
            f"{description.period_name(value.period)}<br><b>{description.written(value)}</b>" for value in series.values
        ],
        hoverinfo="text",
        connectgaps=False,
        cliponaxis=False,
    )
    if known:
        last = known[-1]
        name = f"<b>{series.names.text(description.language)}</b>"
        canvas.note(name, colour=colour, x=_place(last.period, description), y=last.value, xanchor="left", xshift=10)


def _label_the_values(canvas: Canvas, description: Description) -> None:
    """The values of this year, away from last year's line."""
    if len(description.view.series) < 2:
        return
    for value, before in zip(description.view.series[0].values, description.view.series[1].values, strict=False):
        if value.value is None:
            continue
        above = before.value is None or value.value >= before.value
        shift = LABEL_SHIFT if above else -LABEL_SHIFT
        at = _place(value.period, description)
        canvas.note(description.written(value), colour=canvas.palette.ink, x=at, y=value.value, yshift=shift)


def _place(period: Period, description: Description) -> int:
    form = quarter_of(period, description.view.cutoff)
    return form[1] - 1 if form else 0


def _name(period: Period, description: Description) -> str:
    form = quarter_of(period, description.view.cutoff)
    return quarter_name(form[1], description.language) if form else description.period_name(period, short=True)


SEASONS = ChartKind(
    name="seasons",
    names=Names("Biểu đồ năm nay so với năm trước", "This year over last year"),
    dimension=Dimension.TIME,
    asks=seasons_view,
    describes=SeasonsDescription,
    draws=draw,
)
