"""Kinds of charts, and how each is asked for, described and drawn. `kinds.CHARTS` is the one list of them.

It may use the domain. Its names are imported when first used: only drawing needs Plotly.
"""

from typing import TYPE_CHECKING

from dxkpi.lazy_imports import lazy_names

if TYPE_CHECKING:
    from dxkpi.charts.drawing import Drawing, draw
    from dxkpi.charts.kinds import CHARTS, ask, describe, find_chart_kind
    from dxkpi.charts.parts.chart_kind import ChartKind
    from dxkpi.charts.parts.sparkline import draw_sparkline
else:
    __getattr__, __dir__ = lazy_names(__name__, __file__)

__all__ = ["CHARTS", "ChartKind", "Drawing", "ask", "describe", "draw", "draw_sparkline", "find_chart_kind"]
