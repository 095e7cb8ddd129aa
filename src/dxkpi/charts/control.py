"""One indicator over time with its limits: a band to stay in, the baseline, special causes by shape and colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dxkpi.charts.parts.axis import LABEL_HEIGHT, draw_breaks, time_axis
from dxkpi.charts.parts.chart_kind import ChartKind
from dxkpi.charts.parts.theme import (
    FOCUS_SIZE,
    MARKER_SIZE,
    SMALL_SIZE,
    Canvas,
    Palette,
    is_hollow,
    suffix,
    value_range,
)
from dxkpi.charts.trend import label_the_focus
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.trend import TrendPoint, TrendStage
from dxkpi.domain.views.control import ControlFindings, control_view
from dxkpi.domain.views.kind import Dimension
from dxkpi.domain.views.text.control import ControlDescription, limit_lines
from dxkpi.domain.views.text.description import Description
from dxkpi.locale import N_, Names

HEIGHT = 360
ROOM_FOR_KEY = 22
ON_A_LINE = 3  # entries of the key that fit on one line of a phone
BAND_OPACITY = 0.14
HALF = 0.5
SHAPES = {True: "triangle-up", False: "triangle-down", None: "diamond"}
MarkStyle = tuple[str, str]


def draw(description: Description, palette: Palette) -> Canvas:
    """The values as a line; limits and baseline as steps behind it, dotted while they are on trial."""
    values = description.view.series[0].values
    canvas = Canvas(description.language, palette, height=HEIGHT, right=16)
    found = description.view.found(ControlFindings)
    points = [found.points[value.period] for value in values]
    _draw_limits(canvas, points, trial=found.trend.stage is TrendStage.TRIAL)
    _write_key(canvas, description, found)
    marks = [_mark(found, value, palette) for value in values]
    canvas.add(
        "scatter",
        x=list(range(len(values))),
        y=[value.value for value in values],
        mode="lines+markers",
        line={"color": palette.accent, "width": 2},
        marker={
            "size": [_size(description, value, mark) for value, mark in zip(values, marks, strict=True)],
            "symbol": [mark[0] for mark in marks],
            "color": [
                palette.ground if is_hollow(value) and mark[0] == "circle" else mark[1]
                for value, mark in zip(values, marks, strict=True)
            ],
            "line": {"color": [mark[1] for mark in marks], "width": 2},
            "opacity": 1,
        },
        hovertext=[_hover_text(description, value) for value in values],
        hoverinfo="text",
        connectgaps=False,
        cliponaxis=False,
    )
    limits = [each for point in points for each in (point.lower, point.upper) if each is not None]
    span = value_range(description, *limits)
    label_the_focus(canvas, description, span)
    periods = [value.period for value in values]
    draw_breaks(canvas, description, periods)
    canvas.x(**time_axis(description, periods))
    canvas.y(range=span, ticksuffix=suffix(description))
    return canvas


def _draw_limits(canvas: Canvas, points: Sequence[TrendPoint], *, trial: bool) -> None:
    palette = canvas.palette
    for stretch in _stretches(points):
        upper, lower = (_steps(points, stretch, pick) for pick in (_upper, _lower))
        outline = [*upper, *reversed(lower)]
        canvas.path(outline, closed=True, fill=palette.accent, opacity=BAND_OPACITY)
        for edge in (upper, lower):
            canvas.path(edge, colour=palette.quiet, dash="dot" if trial else "solid")
        canvas.path(_steps(points, stretch, _middle), colour=palette.quiet, dash="dash")


def _stretches(points: Sequence[TrendPoint]) -> list[list[int]]:
    """Places in a row that have limits."""
    found: list[list[int]] = []
    for at, point in enumerate(points):
        if point.middle is None:
            continue
        if found and found[-1][-1] == at - 1:
            found[-1].append(at)
        else:
            found.append([at])
    return found


def _steps(
    points: Sequence[TrendPoint], stretch: Sequence[int], pick: Callable[[TrendPoint], float]
) -> list[tuple[float, float]]:
    return [(at + side, pick(points[at])) for at in stretch for side in (-HALF, HALF)]


def _upper(point: TrendPoint) -> float:
    return point.upper or 0.0


def _lower(point: TrendPoint) -> float:
    return point.lower or 0.0


def _middle(point: TrendPoint) -> float:
    return point.middle or 0.0


def _mark(found: ControlFindings, value: Value, palette: Palette) -> MarkStyle:
    """Shape and colour: those of a special cause say whether it is for the better."""
    if not found.points[value.period].signals:
        return "circle", palette.accent
    better = found.is_better(value)
    return SHAPES[better], palette.of_change(better)


def _size(description: Description, value: Value, mark: MarkStyle) -> int:
    if value.period == description.view.period:
        return FOCUS_SIZE
    return MARKER_SIZE if mark[0] == "circle" else MARKER_SIZE + 3


def _hover_text(description: Description, value: Value) -> str:
    lines = [description.period_name(value.period), f"<b>{description.written(value)}</b>"]
    return "<br>".join([*lines, *limit_lines(description, value)])


def _write_key(canvas: Canvas, description: Description, found: ControlFindings) -> None:
    """The key above the chart: what the lines and shapes that are drawn mean."""
    palette = canvas.palette
    if found.trend.stage is TrendStage.NOTHING:
        return
    on_trial = found.trend.stage is TrendStage.TRIAL
    limits, edge = (N_("limits on trial"), "····") if on_trial else (N_("limits"), "——")
    words = [("– –", palette.quiet, N_("baseline")), (edge, palette.quiet, limits)]
    shown = {found.is_better(value) for value in found.values if found.points[value.period].signals}
    signs = {
        True: ("▲", N_("better than the baseline")),
        False: ("▼", N_("worse than the baseline")),
        None: ("◆", N_("unlike the baseline")),
    }
    words += [
        (signs[each][0], palette.of_change(each), signs[each][1]) for each in (True, False, None) if each in shown
    ]
    key = [f'<span style="color:{colour}">{sign}</span> {description.say(word)}' for sign, colour, word in words]
    rows = [key] if len(key) <= ON_A_LINE else [key[:2], key[2:]]
    text = "<br>".join(" · ".join(row) for row in rows)
    canvas.layout["margin"]["t"] += ROOM_FOR_KEY * len(rows)
    shift = LABEL_HEIGHT if description.view.breaks else 4
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": shift}
    canvas.note(text, colour=palette.quiet, size=SMALL_SIZE, align="left", **place)


CONTROL = ChartKind(
    name="control",
    names=Names("Biểu đồ kiểm soát theo thời gian", "Control chart over time"),
    dimension=Dimension.TIME,
    asks=control_view,
    describes=ControlDescription,
    draws=draw,
)
