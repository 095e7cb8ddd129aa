"""dxkpi: digital-transformation indicators of a Vietnamese province. What stands here is all that a page may use."""

from dxkpi.charts import CHARTS, sparkline
from dxkpi.domain import wording
from dxkpi.domain.indicator import Indicator
from dxkpi.domain.locality import Level, Locality
from dxkpi.domain.measure import Measure
from dxkpi.domain.overview import Card, Overview
from dxkpi.domain.period import Period, label
from dxkpi.domain.value import Value
from dxkpi.domain.view import View
from dxkpi.errors import DxkpiError
from dxkpi.locale import N_, Language, say
from dxkpi.workflows import (
    History,
    RevisionLine,
    draw,
    history,
    levels_to_compare,
    overview,
    overview_places,
    period_notation,
    periods,
    places,
    revisions,
    sample_place,
    view,
)
from dxkpi.workflows import find_locality as find
from dxkpi.workspace import Workspace, current

__all__ = [
    "CHARTS",
    "N_",
    "Card",
    "DxkpiError",
    "History",
    "Indicator",
    "Language",
    "Level",
    "Locality",
    "Measure",
    "Overview",
    "Period",
    "RevisionLine",
    "Value",
    "View",
    "Workspace",
    "current",
    "draw",
    "find",
    "history",
    "label",
    "levels_to_compare",
    "overview",
    "overview_places",
    "period_notation",
    "periods",
    "places",
    "revisions",
    "sample_place",
    "say",
    "sparkline",
    "view",
    "wording",
]
