"""Colours, fonts and number forms of every chart and page, each named once."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from dxkpi.domain.indicator import Unit
from dxkpi.domain.view import View
from dxkpi.locale import Language

FONT = "Be Vietnam Pro"
FONT_STACK = f"{FONT}, Segoe UI, Roboto, Arial"
TEXT_SIZE = 13
SMALL_SIZE = 12
MARKER_SIZE = 7
FOCUS_SIZE = 12
# A value on a percent axis gets this much room on both sides, in points.
AXIS_ROOM = 1.5
# Just past 100, so that a point at 100 % is whole and no tick stands beyond it.
PERCENT_END = 100.4


@dataclass(frozen=True)
class Palette:
    """The colours of one ground. `series`: at most six, in this order. Contrast AA on `ground`; white on `button`."""

    ground: str
    ink: str
    shade: str
    quiet: str
    hairline: str
    accent: str
    link: str
    button: str
    simulated: str
    better: str
    worse: str
    same: str
    series: tuple[str, ...]


LIGHT = Palette(
    ground="#FFFFFF",
    ink="#1B1F24",
    shade="#F5F7F9",
    quiet="#5B6270",
    hairline="#D5DAE0",
    accent="#12436D",
    link="#12436D",
    button="#12436D",
    simulated="#801650",
    better="#00796B",
    worse="#C2410C",
    same="#6B7280",
    series=("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"),
)
DARK = Palette(
    ground="#14181D",
    ink="#E7EAEE",
    shade="#1D232A",
    quiet="#A9B1BC",
    hairline="#39424C",
    accent="#6FA8D6",
    link="#8DB8DE",
    button="#3C7AB0",
    simulated="#D46A9F",
    better="#4DB6A8",
    worse="#F0885A",
    same="#9AA3AF",
    series=("#6FA8D6", "#28A197", "#D46A9F", "#F46A25", "#C9C9C9", "#A285D1"),
)


def canvas(view: View, palette: Palette, *, height: int, right: int = 24, left: int = 8) -> go.Figure:
    """An empty chart in the house's look: no frame, hairlines, the language's numbers."""
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": left, "r": right, "t": 12, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT_STACK, "size": TEXT_SIZE, "color": palette.ink},
        separators=",." if view.language is Language.VI else ".,",
        showlegend=False,
        dragmode=False,
        hoverlabel={
            "bgcolor": palette.ground,
            "bordercolor": palette.hairline,
            "font": {"color": palette.ink},
        },
        hovermode="closest",
    )
    axis = {
        "gridcolor": palette.hairline,
        "linecolor": palette.hairline,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"color": palette.quiet, "size": SMALL_SIZE},
        "tickangle": 0,
        "automargin": True,
    }
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure


def suffix(view: View) -> str:
    """What stands behind a number on an axis."""
    if view.indicator is None or view.indicator.unit is not Unit.PERCENT:
        return ""
    return "\u00a0%" if view.language is Language.VI else "%"


def value_range(view: View, *also: float) -> list[float] | None:
    """The span of a value axis with room on both sides, percent within 0 to 100; nothing where no value is known."""
    numbers = [value.value for value in view.known if value.value is not None] + list(also)
    if not numbers:
        return None
    room = max(AXIS_ROOM, (max(numbers) - min(numbers)) * 0.12)
    low, high = min(numbers) - room, max(numbers) + room
    if suffix(view) and max(numbers) <= 100:
        return [max(low, 0.0), min(high, PERCENT_END)]
    return [max(low, 0.0), high]
