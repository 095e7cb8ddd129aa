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
from dxkpi.intake import Problem, Severity
from dxkpi.locale import N_, Language, Message, say
from dxkpi.workflows import (
    OPERATOR,
    Change,
    Effect,
    Form,
    Handed,
    History,
    Preview,
    RevisionLine,
    Status,
    draw,
    history,
    levels_to_compare,
    marked_file,
    original,
    overview,
    overview_places,
    period_notation,
    periods,
    places,
    places_of,
    preview_file,
    preview_form,
    revisions,
    sample_place,
    submit,
    view,
)
from dxkpi.workflows import find_locality as find
from dxkpi.workflows.pasting import preview_block, read_block
from dxkpi.workflows.reporting import (
    Past,
    Standing,
    draft_of,
    drop_draft,
    form_to_fill,
    keep_draft,
    moment,
    period_to_report,
    periods_to_report,
    places_to_report,
    recent_submissions,
    standing,
)
from dxkpi.workflows.templates import make_template, template_name
from dxkpi.workspace import Workspace, current

__all__ = [
    "CHARTS",
    "N_",
    "OPERATOR",
    "Card",
    "Change",
    "DxkpiError",
    "Effect",
    "Form",
    "Handed",
    "History",
    "Indicator",
    "Language",
    "Level",
    "Locality",
    "Measure",
    "Message",
    "Overview",
    "Past",
    "Period",
    "Preview",
    "Problem",
    "RevisionLine",
    "Severity",
    "Standing",
    "Status",
    "Value",
    "View",
    "Workspace",
    "current",
    "draft_of",
    "draw",
    "drop_draft",
    "find",
    "form_to_fill",
    "history",
    "keep_draft",
    "label",
    "levels_to_compare",
    "make_template",
    "marked_file",
    "moment",
    "original",
    "overview",
    "overview_places",
    "period_notation",
    "period_to_report",
    "periods",
    "periods_to_report",
    "places",
    "places_of",
    "places_to_report",
    "preview_block",
    "preview_file",
    "preview_form",
    "read_block",
    "recent_submissions",
    "revisions",
    "sample_place",
    "say",
    "sparkline",
    "standing",
    "submit",
    "template_name",
    "view",
    "wording",
]
