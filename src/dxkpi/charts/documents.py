"""Outgoing documents, electronic and signed ones among them, one panel each."""

from __future__ import annotations

from dxkpi.charts.parts.chart_kind import ChartKind
from dxkpi.charts.parts.columns import draw_panels
from dxkpi.domain.views.kind import CountSubject, Dimension
from dxkpi.domain.views.series import counts_view
from dxkpi.domain.views.text.description import Description
from dxkpi.locale import Names

DOCUMENTS = ChartKind(
    name="documents",
    names=Names("Biểu đồ cột theo thời gian", "Columns over time"),
    dimension=Dimension.TIME,
    counts=CountSubject(Names("Văn bản đi", "Outgoing documents"), Names("văn bản", "documents")),
    asks=counts_view("documents", "documents_electronic", "documents_signed"),
    describes=Description,
    draws=draw_panels,
)
