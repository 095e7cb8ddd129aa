"""Tổng quan as the product makes it, for every quarter: what the pages to compare with draw, and what must be seen.

`pages.pickle`: {"places": names, "quarters": {label: page}}, newest quarter first. A page holds the HTML texts,
two Plotly figures with their alt texts, and `expected`: what the reader's browser must show for that quarter.
"""

from __future__ import annotations

import pickle
import sys
from typing import Any

import dxkpi
from bench.facts import settings_of
from bench.sizes import PROVINCE, ROOT, DataSize
from dxkpi.workspace import Workspace, open_workspace

ADDRESS = "http://localhost/"


def prepare_pages(size: DataSize) -> dict[str, Any]:
    """Make the pages anew, keep them, and give them back."""
    sys.path.insert(0, str(ROOT / "dashboard"))
    workspace = open_workspace(settings_of(size))
    try:
        place = dxkpi.find(workspace, PROVINCE)
        names = [each.name for each in dxkpi.overview_places(workspace)]
        periods = dxkpi.periods(workspace, place)
        found = {"places": names, "place": place.name, "quarters": {}}
        for period in periods:
            name = dxkpi.label(period, workspace.cutoff, dxkpi.Language.VI)
            page = _page(workspace, place, period)
            found["quarters"][name] = page | {"notation": dxkpi.period_notation(workspace, period)}
    finally:
        workspace.close()
    size.pages.write_bytes(pickle.dumps(found))
    return found


def _page(workspace: Workspace, place: dxkpi.Locality, period: dxkpi.Period) -> dict[str, Any]:
    import cards
    import pieces

    overview = dxkpi.overview(workspace, locality=place.key, period=period)
    views = {"trend": overview.trend, "ranking": overview.ranking}
    charts = {
        name: {
            "head": pieces.chart_head(view),
            "figure": dxkpi.draw(workspace, view),
            "alt": view.alt,
            "foot": pieces.chart_foot(view, ADDRESS, ""),
        }
        for name, view in views.items()
        if view is not None
    }
    return {
        "masthead": pieces.masthead(workspace, dxkpi.Language.VI, "?lang=en"),
        "head": cards.overview_head(overview, dxkpi.sample_place(workspace)),
        "attention": cards.attention(overview),
        "config": pieces.CHART_CONFIG,
        "charts": charts,
        "expected": _expected(overview, charts),
    }


def _expected(overview: dxkpi.Overview, charts: dict[str, Any]) -> dict[str, Any]:
    """What must be on the screen: texts as read, and the points of both charts."""
    return {
        "finding": overview.finding,
        "cards": [
            dxkpi.text.written(card.value, card.indicator, overview.language) if card in overview.known else "–"
            for card in overview.cards
        ],
        "attention": [f"◆ {each.value.locality_name}" for each in overview.attention],
        "charts": [_points(chart["figure"]) for chart in charts.values()],
        "titles": [view.title for view in (overview.trend, overview.ranking) if view is not None],
    }


def _points(figure: Any) -> dict[str, Any]:
    trace = figure.data[0]
    texts = [note.text.replace("<b>", "").replace("</b>", "") for note in figure.layout.annotations if note.text]
    return {
        "x": list(trace.x),
        "y": list(trace.y),
        "labels": [text.strip() for text in trace.text or ()],
        "notes": texts,
    }
