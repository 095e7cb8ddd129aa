"""`CHARTS`: the one list of kinds of charts. Pages, commands, addresses, files and tests read it."""

from __future__ import annotations

from dxkpi.charts.contributions import CONTRIBUTIONS
from dxkpi.charts.control import CONTROL
from dxkpi.charts.documents import DOCUMENTS
from dxkpi.charts.flow import FLOW
from dxkpi.charts.funnel import FUNNEL
from dxkpi.charts.map import MAP
from dxkpi.charts.parts.chart_kind import ChartKind
from dxkpi.charts.ranking import RANKING
from dxkpi.charts.seasons import SEASONS
from dxkpi.charts.side_by_side import SIDE_BY_SIDE
from dxkpi.charts.teams import TEAMS
from dxkpi.charts.timeliness import TIMELINESS
from dxkpi.charts.trend import TREND
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.view import View
from dxkpi.errors import UnknownChart
from dxkpi.locale import Language

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


def find_chart_kind(name: str) -> ChartKind:
    """The kind with this name. Raises `UnknownChart`."""
    if name not in CHARTS:
        raise UnknownChart(name, tuple(CHARTS))
    return CHARTS[name]


def ask(query: ViewQuery, snapshot: Snapshot) -> View:
    """The view that answers a query."""
    return CHARTS[query.kind.name].asks(query, snapshot)


def describe(view: View, language: Language) -> Description:
    """A view in a language."""
    return CHARTS[view.kind.name].describes(view, language)
