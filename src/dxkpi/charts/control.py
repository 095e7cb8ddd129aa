"""One indicator over time with its limits: a band to stay in, the baseline, special causes by shape and colour."""

from __future__ import annotations

from collections.abc import Sequence

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
from dxkpi.domain.stats.trend import TrendStage
from dxkpi.domain.views.control import ControlFindings, ShownLimits, control_view
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
    control = description.view.found(ControlFindings)
    limits = [control.limits.get(value.period) for value in values]
    _draw_limits(canvas, limits, trial=control.trend.stage is TrendStage.TRIAL)
    _write_key(canvas, description, control)
    marks = [_mark(control, value, palette) for value in values]
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
    ends = [end for limit in limits if limit for end in (limit.lower, limit.upper)]
    span = value_range(description, *ends)
    label_the_focus(canvas, description, span)
    periods = [value.period for value in values]
    draw_breaks(canvas, description, periods)
    canvas.x(**time_axis(description, periods))
    canvas.y(range=span, ticksuffix=suffix(description))
    return canvas


def _draw_limits(canvas: Canvas, limits: Sequence[ShownLimits | None], *, trial: bool) -> None:
    palette = canvas.palette
    for stretch in _stretches(limits):
        upper, lower, middle = (_steps(stretch, end) for end in ("upper", "lower", "middle"))
        canvas.path([*upper, *reversed(lower)], closed=True, fill=palette.accent, opacity=BAND_OPACITY)
        for edge in (upper, lower):
            canvas.path(edge, colour=palette.quiet, dash="dot" if trial else "solid")
        canvas.path(middle, colour=palette.quiet, dash="dash")


def _stretches(limits: Sequence[ShownLimits | None]) -> list[list[tuple[int, ShownLimits]]]:
    """Positions in a row that have limits, with these."""
    stretches: list[list[tuple[int, ShownLimits]]] = []
    for at, limit in enumerate(limits):
        if limit is None:
            continue
        if stretches and stretches[-1][-1][0] == at - 1:
            stretches[-1].append((at, limit))
        else:
            stretches.append([(at, limit)])
    return stretches


def _steps(stretch: Sequence[tuple[int, ShownLimits]], end: str) -> list[tuple[float, float]]:
    return [(at + side, getattr(limit, end)) for at, limit in stretch for side in (-HALF, HALF)]


def _mark(control: ControlFindings, value: Value, palette: Palette) -> MarkStyle:
    """Shape and colour: those of a change say whether it is for the better."""
    if not control.is_change(value):
        return "circle", palette.accent
    better = control.is_better(value)
    return SHAPES[better], palette.of_change(better)


def _size(description: Description, value: Value, mark: MarkStyle) -> int:
    if value.period == description.view.period:
        return FOCUS_SIZE
    return MARKER_SIZE if mark[0] == "circle" else MARKER_SIZE + 3


def _hover_text(description: Description, value: Value) -> str:
    lines = [description.period_name(value.period), f"<b>{description.written(value)}</b>"]
    return "<br>".join([*lines, *limit_lines(description, value)])


def _write_key(canvas: Canvas, description: Description, control: ControlFindings) -> None:
    """The key above the chart: what the lines and shapes that are drawn mean."""
    palette = canvas.palette
    if control.trend.stage is TrendStage.NOTHING:
        return
    on_trial = control.trend.stage is TrendStage.TRIAL
    limits, edge = (N_("limits on trial"), "····") if on_trial else (N_("limits"), "——")
    words = [("– –", palette.quiet, N_("baseline")), (edge, palette.quiet, limits)]
    kinds = {control.is_better(value) for value in control.values if control.is_change(value)}
    signs = {
        True: ("▲", N_("better than the baseline")),
        False: ("▼", N_("worse than the baseline")),
        None: ("◆", N_("unlike the baseline")),
    }
    words += [
        (signs[kind][0], palette.of_change(kind), signs[kind][1]) for kind in (True, False, None) if kind in kinds
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
