"""The overview as the product shows it, for every quarter: what the pages to compare with show, and what must be seen.

`pages.pickle`: {"places": names, "place": name, "quarters": {label: page}}, newest quarter first. A page holds the HTML
texts, two Plotly figures with their alt texts, and `expected`: what the reader's browser must show for that quarter.
"""

from __future__ import annotations

import pickle
import sys
from dataclasses import replace
from typing import Any

from bench.facts import settings_of
from bench.sizes import PROVINCE, ROOT, DataSize
from dxkpi.domain.model.period import label
from dxkpi.domain.model.permissions import READER
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.text.overview import OverviewDescription
from dxkpi.domain.views.view import View
from dxkpi.locale import MISSING, Language
from dxkpi.workflows import views
from dxkpi.workflows.choices import overview_places, period_notation, periods, sample_place
from dxkpi.workflows.queries import QueryText, parse_query, snapshot_key
from dxkpi.workspace import Workspace, open_workspace

ADDRESS = "http://localhost/"
# The settings that the product draws its charts with.
CHART_CONFIG = {"displayModeBar": False, "showTips": False, "responsive": True, "doubleClick": False}


def prepare_pages(size: DataSize) -> dict[str, Any]:
    """Compute the pages of all quarters, write them to the folder of the size, and return them."""
    if str(ROOT / "dashboard") not in sys.path:
        sys.path.insert(0, str(ROOT / "dashboard"))
    workspace = open_workspace(settings_of(size))
    try:
        query = parse_query(workspace, "trend", QueryText(locality=PROVINCE, language=Language.VI))
        key = snapshot_key(workspace)
        pages: dict[str, Any] = {
            "places": [place.name for place in overview_places(workspace, key)],
            "place": query.place.name,
            "quarters": {},
        }
        for period in periods(workspace, query.place, key):
            page = _page(workspace, replace(query, period=period))
            pages["quarters"][label(period, workspace.cutoff, Language.VI)] = page
    finally:
        workspace.close()
    size.pages.write_bytes(pickle.dumps(pages))
    return pages


def _page(workspace: Workspace, query: ViewQuery) -> dict[str, Any]:
    from parts import chart, masthead  # of the dashboard, whose folder is on the path only now
    from read import overview_cards

    overview = views.overview(workspace, query)
    description = views.describe_overview(workspace, overview, query.language)
    ranking = {"ranking": overview.ranking} if overview.ranking else {}
    described = {
        name: views.describe(workspace, view, query.language)
        for name, view in ({"trend": overview.trend} | ranking).items()
    }
    charts = {
        name: {
            "head": str(chart.chart_head(description)),
            "figure": views.draw(workspace, description),
            "alt": description.alt,
            "foot": str(chart.chart_foot(description, ADDRESS, "")),
            "title": description.title,
        }
        for name, description in described.items()
    }
    contributions = views.contributions(workspace, replace(query, indicator=overview.headline))
    return {
        "notation": period_notation(workspace, query.period),
        "masthead": str(
            masthead.masthead(
                READER,
                "",
                province=workspace.home.name,
                own_address="/",
                other_languages={Language.EN: "?lang=en"},
                language=Language.VI,
            )
        ),
        "head": str(overview_cards.overview_head(description, sample_place(workspace))),
        "attention": str(overview_cards.attention(description)),
        "contributions": _contributors(workspace, contributions, query.language),
        "config": CHART_CONFIG,
        "charts": charts,
        "expected": _expected(description, charts),
    }


def _contributors(workspace: Workspace, contributions: View | None, language: Language) -> str:
    from read import overview_cards

    if contributions is None or not contributions.known:
        return ""
    return str(overview_cards.contributions(views.describe(workspace, contributions, language)))


def _expected(description: OverviewDescription, charts: dict[str, Any]) -> dict[str, Any]:
    """What must be on the screen: texts as a reader sees them, and the points of both charts."""
    return {
        "finding": description.finding,
        "cards": [card.value or MISSING for card in description.cards],
        "attention": [f"◆ {value.locality_name}" for value, *_ in description.attention.rows],
        "charts": [_points(chart["figure"]) for chart in charts.values()],
        "titles": [chart["title"] for chart in charts.values()],
    }


def _points(figure: Any) -> dict[str, Any]:
    trace = figure.data[0]
    texts = [note.text.replace("<b>", "").replace("</b>", "") for note in figure.layout.annotations if note.text]
    return {
        "x": list(trace.x),
        "y": list(trace.y),
        "labels": [label.strip() for label in trace.text or ()],
        "notes": texts,
    }
