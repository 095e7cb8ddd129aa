"""Colours, fonts and number formats of every chart and page, each defined once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from dxkpi.domain.model.indicator import Unit
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.text.description import Description
from dxkpi.locale import Language

FONT = "Be Vietnam Pro"
FONT_STACK = f"{FONT}, Segoe UI, Roboto, Arial"
TEXT_SIZE = 13
SMALL_SIZE = 12
MARKER_SIZE = 7
FOCUS_SIZE = 12
CLEAR = "rgba(0,0,0,0)"
# Space on both sides of the values on an axis, in points.
AXIS_ROOM = 1.5
# Just above 100, so that a point at 100 % is drawn whole and no tick lies beyond it.
PERCENT_END = 100.4


def plain_text(name: str) -> str:
    """A name from outside as text for Plotly, which reads tags in its texts."""
    return escape(name, quote=False)


@dataclass(frozen=True)
class Palette:
    """Colours for a background. `series`: at most six, in this order. Contrast AA on `ground`, white on `button`."""

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

    def of_change(self, better: bool | None) -> str:
        """The colour of what is better, worse, or neither."""
        return self.same if better is None else self.better if better else self.worse


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


class Canvas:
    """A chart while it is drawn: traces and layout as plain settings of Plotly, in the product's look.

    No frame, hairlines, the language's numbers, nothing to zoom. Kept plain because Plotly's own objects check every
    setting at every step, some fifty milliseconds a chart; the tests check the finished charts instead.
    """

    def __init__(self, language: Language, palette: Palette, *, height: int, right: int = 24, left: int = 8) -> None:
        self.palette = palette
        self.traces: list[dict[str, Any]] = []
        self.axis: dict[str, Any] = {
            "gridcolor": palette.hairline,
            "linecolor": palette.hairline,
            "zeroline": False,
            "fixedrange": True,
            "tickfont": {"color": palette.quiet, "size": SMALL_SIZE},
            "tickangle": 0,
            "automargin": True,
        }
        self.layout: dict[str, Any] = {
            "height": height,
            "margin": {"l": left, "r": right, "t": 12, "b": 8},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "font": {"family": FONT_STACK, "size": TEXT_SIZE, "color": palette.ink},
            "separators": ",." if language is Language.VI else ".,",
            "showlegend": False,
            "dragmode": False,
            "hoverlabel": {
                "bgcolor": palette.ground,
                "bordercolor": palette.hairline,
                "font": {"color": palette.ink},
            },
            "hovermode": "closest",
            "annotations": [],
            "shapes": [],
            "xaxis": dict(self.axis),
            "yaxis": dict(self.axis),
        }

    def add(self, kind: str, **trace: Any) -> None:
        """Add a trace."""
        self.traces.append({"type": kind, **trace})

    def x(self, **settings: Any) -> None:
        """Set the horizontal axis."""
        self.layout["xaxis"] |= settings

    def y(self, **settings: Any) -> None:
        """Set the vertical axis."""
        self.layout["yaxis"] |= settings

    def note(self, text: str, *, colour: str, size: int = TEXT_SIZE, **place: Any) -> None:
        """Write a text at a place."""
        font = {"color": colour, "size": size}
        self.layout["annotations"].append({"text": text, "showarrow": False, "font": font, **place})

    def path(
        self,
        points: Sequence[tuple[float, float]],
        *,
        colour: str = CLEAR,
        dash: str = "solid",
        closed: bool = False,
        fill: str = CLEAR,
        opacity: float = 1.0,
    ) -> None:
        """Draw a thin line from point to point behind the chart, or fill what it closes."""
        steps = " L ".join(f"{x:.4f} {y:.4f}" for x, y in points)
        look = {"color": colour, "width": 1, "dash": dash}
        shape = {"type": "path", "path": f"M {steps}{' Z' if closed else ''}", "layer": "below"}
        self.layout["shapes"].append({**shape, "line": look, "fillcolor": fill, "opacity": opacity})

    def line(self, colour: str, *, x: float | None = None, y: float | None = None, dash: str = "dot") -> None:
        """Draw a dotted (or dashed) line through the whole chart, upright at `x` or level at `y`."""
        ends = {"x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper"}
        if x is None:
            ends = {"y0": y, "y1": y, "x0": 0, "x1": 1, "xref": "paper"}
        look = {"color": colour, "width": 1, "dash": dash}
        self.layout["shapes"].append({"type": "line", "line": look, **ends})


def suffix(description: Description) -> str:
    """What follows a number on an axis."""
    indicator = description.view.indicator
    if indicator is None or indicator.unit is not Unit.PERCENT:
        return ""
    return "\u00a0%" if description.language is Language.VI else "%"


def value_range(description: Description, *also: float) -> list[float] | None:
    """The range of a value axis with space on both sides, percent within 0 to 100; None without a value."""
    numbers = [value.value for value in description.view.known if value.value is not None] + list(also)
    if not numbers:
        return None
    room = max(AXIS_ROOM, (max(numbers) - min(numbers)) * 0.12)
    low, high = min(numbers) - room, max(numbers) + room
    if suffix(description) and max(numbers) <= 100:
        return [max(low, 0.0), min(high, PERCENT_END)]
    return [max(low, 0.0), high]


def is_hollow(value: Value) -> bool:
    """Whether a point is drawn hollow: stated without counts, provisional, or of only some localities."""
    return value.stated or value.provisional or value.partial
