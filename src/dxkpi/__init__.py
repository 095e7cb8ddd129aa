"""dxkpi: digital-transformation indicators of a Vietnamese province. This is what a notebook needs.

>>> import dxkpi
>>> workspace = dxkpi.open_workspace(dxkpi.Settings())
>>> text = dxkpi.QueryText(indicators=("on_time_rate",), locality="46")
>>> rates = dxkpi.values(workspace, dxkpi.parse_values_query(workspace, text))
>>> dxkpi.values_frame(rates, workspace.cutoff)

Each name is imported when first used. Pages, commands and addresses import from the packages instead.
"""

from typing import TYPE_CHECKING

from dxkpi.lazy_imports import lazy_names

if TYPE_CHECKING:
    from dxkpi.domain.model.indicator import Indicator
    from dxkpi.domain.model.locality import Level, Locality
    from dxkpi.domain.model.period import Period
    from dxkpi.domain.snapshot.value import Value
    from dxkpi.domain.views.text.citation import CitationLength
    from dxkpi.domain.views.view import View
    from dxkpi.errors import DxkpiError
    from dxkpi.exports import ExportOptions, values_frame
    from dxkpi.locale import Language
    from dxkpi.settings import Settings
    from dxkpi.workflows.choices import periods, places
    from dxkpi.workflows.dataset import cite
    from dxkpi.workflows.queries import QueryText, find_locality, parse_query
    from dxkpi.workflows.value_queries import parse_values_query, values
    from dxkpi.workflows.views import describe, describe_overview, draw, export, overview, view
    from dxkpi.workspace import Workspace, open_workspace
else:
    __getattr__, __dir__ = lazy_names(__name__, __file__)

__all__ = [
    "CitationLength",
    "DxkpiError",
    "ExportOptions",
    "Indicator",
    "Language",
    "Level",
    "Locality",
    "Period",
    "QueryText",
    "Settings",
    "Value",
    "View",
    "Workspace",
    "cite",
    "describe",
    "describe_overview",
    "draw",
    "export",
    "find_locality",
    "open_workspace",
    "overview",
    "parse_query",
    "parse_values_query",
    "periods",
    "places",
    "values",
    "values_frame",
    "view",
]
