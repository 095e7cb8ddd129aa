"""Dossiers resolved early, on time and overdue, as stacked columns."""

from __future__ import annotations

from dxkpi.charts.parts.chart_kind import ChartKind
from dxkpi.charts.parts.columns import draw_stacked
from dxkpi.domain.views.kind import CountSubject, Dimension
from dxkpi.domain.views.series import timeliness_view
from dxkpi.domain.views.text.description import Description
from dxkpi.locale import Names

TIMELINESS = ChartKind(
    name="timeliness",
    names=Names("Biểu đồ cột chồng theo thời gian", "Stacked columns over time"),
    dimension=Dimension.TIME,
    counts=CountSubject(
        Names("Hồ sơ giải quyết theo hạn", "Dossiers resolved by deadline"), Names("hồ sơ", "dossiers")
    ),
    asks=timeliness_view,
    describes=Description,
    draws=draw_stacked,
)
