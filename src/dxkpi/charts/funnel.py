"""A funnel: each locality's rate over its denominator, between the limits of chance and usual variation."""

from __future__ import annotations

from math import log10

from dxkpi.charts.parts.chart_kind import ChartKind
from dxkpi.charts.parts.theme import SMALL_SIZE, Canvas, Palette, plain_text, suffix, value_range
from dxkpi.charts.parts.verdict_marks import counts
from dxkpi.domain.stats.intervals import CONFIDENCE, STRICT_CONFIDENCE
from dxkpi.domain.views.funnel import FunnelFindings, FunnelPoint, FunnelZone, funnel_view
from dxkpi.domain.views.kind import Dimension
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.funnel import FunnelDescription, zone_words
from dxkpi.locale import N_, Names, number, percent

HEIGHT = 420
STEPS = 60
# The curves reach a little past the smallest and the largest denominator, in powers of ten.
ROOM = 0.08
NAMED_AT_MOST = 6
# The least distance of two names, as parts of the picture.
WIDE, TALL = 0.3, 0.06
LIMIT = "limit"
LEAST_TICKS = 3


def draw(description: Description, palette: Palette) -> Canvas:
    """Curves of both limits, a dotted pair for chance alone, the common rate, and the points by where they lie."""
    found = description.view.found(FunnelFindings)
    canvas = Canvas(description.language, palette, height=HEIGHT, right=92)
    if not found.points:
        return canvas
    points = [found.points[value.locality] for value in description.view.known]
    grid = _grid([point.value.denominator or 1.0 for point in points])
    ends = [limit for point in points for limit in point.strict]
    span = value_range(description, 100 * found.fit.target, *ends) or [0.0, 100.0]
    _draw_limits(canvas, description, found, grid)
    _draw_points(canvas, description, points)
    _name_outside(canvas, points, grid, span)
    canvas.x(
        type="log",
        range=[log10(grid[0]), log10(grid[-1])],
        tickvals=(ticks := _ticks(grid)),
        ticktext=[number(tick, description.language) for tick in ticks],
        title={"text": _axis_title(description), "font": {"size": SMALL_SIZE, "color": palette.quiet}},
        showgrid=False,
        ticks="outside",
    )
    canvas.y(range=span, ticksuffix=suffix(description))
    return canvas


def _draw_limits(canvas: Canvas, description: Description, found: FunnelFindings, grid: list[float]) -> None:
    palette = canvas.palette
    for confidence, dash, decimals in ((CONFIDENCE, "dash", 0), (STRICT_CONFIDENCE, "solid", 1)):
        curves = found.curves(grid, confidence)
        for side in (0, 1):
            _curve(canvas, grid, [curve[side] for curve in curves], palette.quiet, dash)
        text = percent(100 * confidence, description.language, decimals=decimals)
        canvas.note(
            text, colour=palette.quiet, size=SMALL_SIZE, x=1, xref="paper", xanchor="left", xshift=4, y=curves[-1].low
        )
    alone = found.curves(grid, STRICT_CONFIDENCE, alone=True)
    for side in (0, 1):
        _curve(canvas, grid, [curve[side] for curve in alone], palette.quiet, "dot", width=0.75)
    text = description.say(N_("chance alone"))
    edge = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 4}
    canvas.note(text, colour=palette.quiet, size=SMALL_SIZE, y=alone[-1].low, **edge)
    canvas.line(palette.accent, y=100 * found.fit.target)


def _curve(
    canvas: Canvas, grid: list[float], limits: list[float], colour: str, dash: str, *, width: float = 1.5
) -> None:
    look = {"color": colour, "width": width, "dash": dash}
    canvas.add("scatter", x=grid, y=limits, mode="lines", line=look, hoverinfo="skip", meta=LIMIT)


def _draw_points(canvas: Canvas, description: Description, points: list[FunnelPoint]) -> None:
    canvas.add(
        "scatter",
        x=[point.value.denominator for point in points],
        y=[point.value.value for point in points],
        mode="markers",
        marker={
            "size": [11 if point.zone is FunnelZone.OUTSIDE else 9 for point in points],
            "symbol": [_symbol(point) for point in points],
            "color": [_colour(point, canvas.palette) for point in points],
            "opacity": 1,
        },
        hovertext=[
            "<br>".join(
                (
                    plain_text(point.value.locality_name),
                    f"<b>{description.written(point.value)}</b>",
                    *counts(description, point.value),
                    zone_words(point, description.language),
                )
            )
            for point in points
        ],
        hoverinfo="text",
        cliponaxis=False,
    )


def _symbol(point: FunnelPoint) -> str:
    """A filled triangle outside, a hollow one between the limits, a circle within."""
    if point.zone is FunnelZone.WITHIN:
        return "circle"
    better = point.score > 0 if point.better is None else point.better
    shape = "triangle-up" if better else "triangle-down"
    return shape if point.zone is FunnelZone.OUTSIDE else f"{shape}-open"


def _colour(point: FunnelPoint, palette: Palette) -> str:
    if point.zone is FunnelZone.WITHIN:
        return palette.same
    return {True: palette.better, False: palette.worse, None: palette.accent}[point.better]


def _name_outside(canvas: Canvas, points: list[FunnelPoint], grid: list[float], span: list[float]) -> None:
    """The names of the points farthest out, each on its outer side; where two would meet, the later goes without."""
    out = sorted(
        (point for point in points if point.zone is not FunnelZone.WITHIN), key=lambda point: -abs(point.score)
    )
    width, height = log10(grid[-1] / grid[0]), span[1] - span[0]
    named: list[tuple[float, float]] = []
    for point in out:
        x, y = log10(point.value.denominator or 1.0), point.value.value or 0.0
        meets = any(abs(x - a) < WIDE * width and abs(y - b) < TALL * height for a, b in named)
        if meets or len(named) == NAMED_AT_MOST:
            continue
        named.append((x, y))
        shift = 13 if point.score > 0 else -13
        name = plain_text(point.value.locality_name)
        canvas.note(name, colour=canvas.palette.ink, size=SMALL_SIZE, x=x, y=y, yshift=shift)


def _grid(denominators: list[float]) -> list[float]:
    low, high = log10(min(denominators)) - ROOM, log10(max(denominators)) + ROOM
    return [10 ** (low + (high - low) * step / (STEPS - 1)) for step in range(STEPS)]


def _ticks(grid: list[float]) -> list[int]:
    """Round numbers on the axis: 1, 2 and 5 of every power of ten, more of them where the axis is short."""
    for steps in ((1, 2, 5), (1, 2, 3, 4, 5, 7), tuple(step / 10 for step in range(10, 100))):
        powers = range(int(log10(grid[0])) - 1, int(log10(grid[-1])) + 2)
        every = (round(step * 10**power) for power in powers if power >= 0 for step in steps)
        ticks = list(dict.fromkeys(tick for tick in every if grid[0] <= tick <= grid[-1]))
        if len(ticks) >= LEAST_TICKS:
            break
    return ticks


def _axis_title(description: Description) -> str:
    names = next((value.denominator_names for value in description.view.known if value.denominator_names), None)
    return description.say(
        N_("{denominator} (logarithmic scale)"), denominator=names or description.say(N_("Denominator"))
    )


FUNNEL = ChartKind(
    name="funnel",
    names=Names("Biểu đồ phễu", "Funnel plot"),
    dimension=Dimension.LOCALITIES,
    asks=funnel_view,
    describes=FunnelDescription,
    draws=draw,
    compare_label=N_("Funnel"),
)
