"""One indicator over localities in order: a point each with its interval, value and rank; a line for the whole."""

from __future__ import annotations

from dxkpi.charts.parts.chart_kind import ChartKind
from dxkpi.charts.parts.theme import SMALL_SIZE, Canvas, Palette, plain_text, suffix, value_range
from dxkpi.charts.parts.verdict_marks import colour, hover_text, symbol
from dxkpi.domain.views.kind import Dimension
from dxkpi.domain.views.ranking import RankedLocality, RankingFindings, ranking_view
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.ranking import RankingDescription, rank_range
from dxkpi.locale import N_, Names

ROW_HEIGHT = 24
FRAME_HEIGHT = 64
LEAST_ROWS = 2
TOP = 28
TICKS = 4  # as many as fit on a phone


def draw(description: Description, palette: Palette) -> Canvas:
    """Points from the best at the top, those without a rank below; the interval as a line through each."""
    localities = description.view.found(RankingFindings).localities
    shown = [each for each in reversed(localities) if each.value.value is not None]
    rows = max(len(shown), LEAST_ROWS)
    line = _line(description)
    ends = [end for each in shown for end in each.interval or ()]
    span = value_range(description, *ends, *([line] if line is not None else []))
    canvas = Canvas(description.language, palette, height=FRAME_HEIGHT + ROW_HEIGHT * rows)
    canvas.add(
        "scatter",
        x=[each.value.value for each in shown],
        y=[each.value.locality for each in shown],  # names repeat, keys do not
        mode="markers",
        marker={
            "size": 10,
            "symbol": [symbol(each) for each in shown],
            "color": [colour(each, palette) for each in shown],
            "opacity": 1,
        },
        error_x=_intervals(shown, palette),
        hovertext=[hover_text(description, each) for each in shown],
        hoverinfo="text",
        cliponaxis=False,
    )
    # An axis is drawn only where something lies on it.
    canvas.add("scatter", x=[None], y=[each.value.locality for each in shown[:1]], yaxis="y2", hoverinfo="skip")
    if line is not None:
        canvas.line(palette.quiet, x=line)
        text = description.say(N_("whole: {value}"), value=description.written(description.view.reference))
        canvas.note(
            text, colour=palette.quiet, size=SMALL_SIZE, x=line, xanchor=_side(line, span), y=1, yref="paper",
            yanchor="bottom",
        )  # fmt: skip
    canvas.x(range=span, ticksuffix=suffix(description), nticks=TICKS)
    _name_the_rows(canvas, description, shown, rows)
    return canvas


def _name_the_rows(canvas: Canvas, description: Description, shown: list[RankedLocality], rows: int) -> None:
    """Localities on the left; value, rank and its range on the right."""
    canvas.y(
        type="category",
        tickfont={"color": canvas.palette.ink},
        range=[-0.6, rows - 0.4],
        ticktext=[plain_text(each.value.locality_name) for each in shown],
        tickvals=[each.value.locality for each in shown],
    )
    beside = [
        f"{description.written(each.value)}   {rank_range(each, description.language) if each.rank else ''}".rstrip()
        for each in shown
    ]
    canvas.layout["yaxis2"] = canvas.layout["yaxis"] | {
        "overlaying": "y",
        "side": "right",
        "ticktext": beside,
        "categoryorder": "array",
        "categoryarray": [each.value.locality for each in shown],
        "showgrid": False,
    }
    canvas.layout["margin"]["t"] = TOP
    if any(each.rank for each in shown):
        canvas.note(
            description.say(N_("rank (possible)")) if any(each.best for each in shown) else description.say(N_("rank")),
            colour=canvas.palette.quiet,
            size=SMALL_SIZE,
            x=1,
            xref="paper",
            xanchor="left",
            y=1,
            yref="paper",
            yanchor="bottom",
        )


def _intervals(shown: list[RankedLocality], palette: Palette) -> dict[str, object]:
    """Ends of intervals as distances from the point; none where there is none."""
    high, low = [], []
    for each in shown:
        value = each.value.value or 0.0
        high.append(each.interval.high - value if each.interval else 0.0)
        low.append(value - each.interval.low if each.interval else 0.0)
    look = {"color": palette.quiet, "thickness": 1.5, "width": 0}
    return {"type": "data", "symmetric": False, "array": high, "arrayminus": low, **look}


def _side(line: float, span: list[float] | None) -> str:
    """The label of the line is on the side that has more space."""
    return "right" if span and line - span[0] > span[1] - line else "left"


def _line(description: Description) -> float | None:
    return (
        description.view.reference.value
        if description.view.reference is not None and not description.view.reference.stated
        else None
    )


RANKING = ChartKind(
    name="ranking",
    names=Names("Biểu đồ điểm xếp theo thứ tự", "Points in order"),
    dimension=Dimension.LOCALITIES,
    asks=ranking_view,
    describes=RankingDescription,
    draws=draw,
    compare_label=N_("Ranking"),
    has_ranked_table=True,
)
