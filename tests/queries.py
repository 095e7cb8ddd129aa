"""Questions as a reader writes them, asked of a workspace."""

from __future__ import annotations

from typing import Any

from dxkpi import workflows
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.overview import Overview
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.text.description import Description
from dxkpi.workflows.queries import QueryText
from dxkpi.workspace import Workspace


def query_text(*, indicator: str = "", beside: Any = (), boundaries: str | None = None, **written: Any) -> QueryText:
    """What a reader wrote, one indicator among it."""
    indicators = (indicator,) if indicator else tuple(written.pop("indicators", ()))
    return QueryText(indicators=indicators, compared=tuple(beside), boundaries=boundaries or "", **written)


def view_query(workspace: Workspace, kind: str, **written: Any) -> ViewQuery:
    """The query for a kind of view."""
    return workflows.parse_query(workspace, kind, query_text(**written))


def describe_view(workspace: Workspace, kind: str, **written: Any) -> Description:
    """The view that answers, in the language asked for."""
    query = view_query(workspace, kind, **written)
    return workflows.describe(workspace, workflows.view(workspace, query), query.language)


def ask_values(workspace: Workspace, **written: Any) -> tuple[Value, ...]:
    """The values that answer."""
    return workflows.values(workspace, workflows.parse_values_query(workspace, query_text(**written)))


def ask_overview(workspace: Workspace, *, every_indicator: bool = False, **written: Any) -> Overview:
    """The overview of a place and period."""
    return workflows.overview(workspace, view_query(workspace, "trend", **written), every_indicator=every_indicator)


def ask_paragraph(workspace: Workspace, **written: Any) -> str:
    """The paragraph about a place and period."""
    query = view_query(workspace, "trend", **written)
    return workflows.describe_overview(workspace, workflows.overview(workspace, query), query.language).paragraph
