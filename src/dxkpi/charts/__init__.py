"""View → Plotly figure. `CHARTS` is the index: what stands here can be drawn, by page, command and address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go

from dxkpi.charts import columns, contributions, control, flow, funnel, map, ranking, seasons, side_by_side, trend
from dxkpi.charts.sparkline import sparkline
from dxkpi.charts.theme import DARK, LIGHT, Canvas, Palette
from dxkpi.domain.views.view import View

__all__ = ["CHARTS", "NEED_INDICATOR", "Drawing", "draw", "sparkline"]

CHARTS: dict[str, Callable[[View, Palette], Canvas]] = {
    "trend": trend.draw,
    "control": control.draw,
    "seasons": seasons.draw,
    "contributions": contributions.draw,
    "ranking": ranking.draw,
    "funnel": funnel.draw,
    "map": map.draw,
    "beside": side_by_side.draw,
    "flow": flow.draw,
    "timeliness": columns.draw_stacked,
    "teams": columns.draw_panels,
    "documents": columns.draw_panels,
}
NEED_INDICATOR = frozenset({"trend", "control", "seasons", "contributions", "ranking", "funnel", "map", "beside"})


class Drawing(go.Figure):
    """A finished chart: its plain form is made once, not at every showing. Nothing may be changed in it."""

    def to_dict(self) -> dict[str, Any]:
        """The plain form, the same object each time.

        Without Plotly's template: nothing here rests on it, and a process that has loaded Streamlit has another.
        """
        if "_plain" not in self.__dict__:
            self.__dict__["_plain"] = super().to_dict()
            self.__dict__["_plain"]["layout"].pop("template", None)
        return self.__dict__["_plain"]


def draw(view: View, *, dark: bool = False) -> Drawing:
    """The chart of a view, for a light or a dark ground."""
    canvas = CHARTS[view.kind](view, DARK if dark else LIGHT)
    return Drawing({"data": canvas.traces, "layout": canvas.layout}, _validate=False)
