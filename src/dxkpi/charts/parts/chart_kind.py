"""The definition of a kind of chart: everything the product needs to offer it, ask for it, describe it and draw it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dxkpi.charts.parts.theme import Canvas, Palette
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.views.kind import ViewKind
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.view import View
from dxkpi.locale import Language


@dataclass(frozen=True, eq=False, kw_only=True)
class ChartKind(ViewKind):
    """A kind of chart.

    `asks`: makes the view of a query; `describes`: puts it in words; `draws`: draws it. `compare_label`: its short
    name among the ways to show a comparison (a message id), empty for a kind that the page of comparisons does not
    offer. `has_ranked_table`: whether the table next to it lists localities in an order that the reader chooses.
    """

    asks: Callable[[ViewQuery, Snapshot], View]
    describes: Callable[[View, Language], Description]
    draws: Callable[[Description, Palette], Canvas]
    compare_label: str = ""
    has_ranked_table: bool = False
