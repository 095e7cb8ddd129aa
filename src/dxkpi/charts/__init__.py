"""The charts. `CHARTS` is the one list of kinds: pages, commands, addresses, files and tests read it."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dxkpi.charts.chart_kind import ChartKind
from dxkpi.charts.contributions import CONTRIBUTIONS
from dxkpi.charts.control import CONTROL
from dxkpi.charts.documents import DOCUMENTS
from dxkpi.charts.flow import FLOW
from dxkpi.charts.funnel import FUNNEL
from dxkpi.charts.map import MAP
from dxkpi.charts.ranking import RANKING
from dxkpi.charts.seasons import SEASONS
from dxkpi.charts.side_by_side import SIDE_BY_SIDE
from dxkpi.charts.sparkline import sparkline
from dxkpi.charts.teams import TEAMS
from dxkpi.charts.theme import DARK, LIGHT
from dxkpi.charts.timeliness import TIMELINESS
from dxkpi.charts.trend import TREND
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.view import View
from dxkpi.errors import UnknownChart

__all__ = ["CHARTS", "ChartKind", "Drawing", "ask", "chart_kind", "draw", "sparkline"]

# In the order in which pages and commands list them.
CHARTS: dict[str, ChartKind] = {
    kind.name: kind
    for kind in (
        TREND,
        CONTROL,
        SEASONS,
        CONTRIBUTIONS,
        RANKING,
        FUNNEL,
        MAP,
        SIDE_BY_SIDE,
        FLOW,
        TIMELINESS,
        TEAMS,
        DOCUMENTS,
    )
}


def chart_kind(name: str) -> ChartKind:
    """The kind with this name. Raises `UnknownChart`."""
    if name not in CHARTS:
        raise UnknownChart(name, tuple(CHARTS))
    return CHARTS[name]


def ask(query: ViewQuery, snapshot: Snapshot) -> View:
    """The view that answers a query."""
    return CHARTS[query.kind.name].asks(query, snapshot)


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
    canvas = CHARTS[view.kind.name].draws(view, DARK if dark else LIGHT)
    return Drawing({"data": canvas.traces, "layout": canvas.layout}, _validate=False)
