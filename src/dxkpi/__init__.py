"""dxkpi: digital-transformation indicators of a Vietnamese province. What stands here is all that a page may use."""

from dxkpi.charts import CHARTS, ChartKind, sparkline
from dxkpi.domain.boundaries.change import BoundaryChange
from dxkpi.domain.boundaries.notation import day_in_words as boundaries_in_words
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.locality_names import vietnamese_sort_key
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Cutoff, Period, label, short_label
from dxkpi.domain.model.permissions import ROLE_WORDS, Actor, Permission, Role
from dxkpi.domain.model.reporting_windows import clock
from dxkpi.domain.snapshot.completeness import QuarterReport, ReportingState
from dxkpi.domain.snapshot.rule_violations import RuleViolation
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.change import Claim
from dxkpi.domain.views import funnel, ranking_text, text
from dxkpi.domain.views.citation import CitationLength, VintageEdition
from dxkpi.domain.views.kind import Dimension
from dxkpi.domain.views.overview import Card, Overview
from dxkpi.domain.views.query import SnapshotKey, ViewQuery
from dxkpi.domain.views.ranking import RankedLocality
from dxkpi.domain.views.view import View
from dxkpi.errors import DxkpiError, NotAllowed
from dxkpi.exports import FORMATS
from dxkpi.exports.dataset import WHOLES
from dxkpi.intake import Problem, Severity
from dxkpi.locale import N_, Language, Message, day, say
from dxkpi.store import Account
from dxkpi.workflows import (
    OPERATOR,
    SESSION_COOKIE,
    Effect,
    FigureChange,
    FigureStatus,
    Preview,
    ReportForm,
    RevisionLine,
    SubmitReceipt,
    actor_of,
    contributions,
    draw,
    indicator_to_begin_with,
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
    shown_name,
    snapshot_key,
    submit,
    units_to_compare,
    view,
    view_on_matching_boundaries,
    view_settings,
)
from dxkpi.workflows import find_locality as find
from dxkpi.workflows.admin import accounts, audit_log, deadlines, targets
from dxkpi.workflows.admin.boundary_changes import BoundaryChangePreview, load_decree, preview_decree
from dxkpi.workflows.dataset import cite, cite_whole, editions
from dxkpi.workflows.lineage import Lineage, LineageSide, LineageUnit, lineage, made_of
from dxkpi.workflows.quality import Quality, QualityQuery, levels_to_check, quality, quarters_to_check
from dxkpi.workflows.report_status import (
    PastSubmission,
    ReportedSoFar,
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
from dxkpi.workflows.review import my_submissions, queue, review
from dxkpi.workflows.templates import make_template, template_name
from dxkpi.workflows.upload.clipboard import preview_block, read_block
from dxkpi.workspace import Workspace, current

__all__ = [
    "CHARTS",
    "FORMATS",
    "N_",
    "OPERATOR",
    "ROLE_WORDS",
    "SESSION_COOKIE",
    "WHOLES",
    "Account",
    "Actor",
    "BoundaryChange",
    "BoundaryChangePreview",
    "Card",
    "ChartKind",
    "CitationLength",
    "Claim",
    "Cutoff",
    "Dimension",
    "DxkpiError",
    "Effect",
    "FigureChange",
    "FigureStatus",
    "Indicator",
    "Language",
    "Level",
    "Lineage",
    "LineageSide",
    "LineageUnit",
    "Locality",
    "Measure",
    "Message",
    "NotAllowed",
    "Overview",
    "PastSubmission",
    "Period",
    "Permission",
    "Preview",
    "Problem",
    "Quality",
    "QualityQuery",
    "QuarterReport",
    "RankedLocality",
    "ReportForm",
    "ReportedSoFar",
    "ReportingState",
    "RevisionLine",
    "Role",
    "RuleViolation",
    "Severity",
    "SnapshotKey",
    "SubmitReceipt",
    "Value",
    "View",
    "ViewQuery",
    "VintageEdition",
    "Workspace",
    "accounts",
    "actor_of",
    "audit_log",
    "boundaries_in_words",
    "cite",
    "cite_whole",
    "clock",
    "contributions",
    "current",
    "day",
    "deadlines",
    "draft_of",
    "draw",
    "drop_draft",
    "editions",
    "find",
    "form_to_fill",
    "funnel",
    "indicator_to_begin_with",
    "keep_draft",
    "label",
    "levels_to_check",
    "levels_to_compare",
    "lineage",
    "load_decree",
    "made_of",
    "make_template",
    "marked_file",
    "moment",
    "my_submissions",
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
    "preview_decree",
    "preview_file",
    "preview_form",
    "quality",
    "quarters_to_check",
    "queue",
    "ranking_text",
    "read_block",
    "recent_submissions",
    "review",
    "revisions",
    "sample_place",
    "say",
    "short_label",
    "shown_name",
    "snapshot_key",
    "sparkline",
    "standing",
    "submit",
    "targets",
    "template_name",
    "text",
    "units_to_compare",
    "vietnamese_sort_key",
    "view",
    "view_on_matching_boundaries",
    "view_settings",
]
