"""A described view → a Plotly figure."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from dxkpi.charts.kinds import CHARTS
from dxkpi.charts.parts.theme import DARK, LIGHT
from dxkpi.domain.views.text.description import Description


class Drawing(go.Figure):
    """A finished chart. It must not be changed: its plain form is cached."""

    def to_dict(self) -> dict[str, Any]:
        """The plain form, the same object each time, without Plotly's template: Streamlit sets another one for the
        process, and no chart uses it."""
        if "_plain" not in self.__dict__:
            self.__dict__["_plain"] = super().to_dict()
            self.__dict__["_plain"]["layout"].pop("template", None)
        return self.__dict__["_plain"]


def draw(description: Description, *, dark: bool = False) -> Drawing:
    """The chart of a view, for a light or a dark background."""
    canvas = CHARTS[description.view.kind.name].draws(description, DARK if dark else LIGHT)
    return Drawing({"data": canvas.traces, "layout": canvas.layout}, _validate=False)
