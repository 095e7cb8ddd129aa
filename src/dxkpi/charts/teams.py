"""Community digital technology teams and their members, one panel each."""

from __future__ import annotations

from dxkpi.charts.parts.chart_kind import ChartKind
from dxkpi.charts.parts.columns import draw_panels
from dxkpi.domain.views.kind import CountSubject, Dimension
from dxkpi.domain.views.series import counts_view
from dxkpi.domain.views.text.description import Description
from dxkpi.locale import Names

TEAMS = ChartKind(
    name="teams",
    names=Names("Biểu đồ cột theo thời gian", "Columns over time"),
    dimension=Dimension.TIME,
    counts=CountSubject(
        Names("Tổ công nghệ số cộng đồng", "Community digital technology teams"), Names("tổ, người", "teams, people")
    ),
    asks=counts_view("community_teams", "community_team_members"),
    describes=Description,
    draws=draw_panels,
)
