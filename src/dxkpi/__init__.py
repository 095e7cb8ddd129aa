"""dxkpi: digital-transformation indicators of a Vietnamese province. What stands here is all that a page may use."""

from dxkpi.charts import CHARTS, NEED_INDICATOR, sparkline
from dxkpi.domain import funnelling, placing_words, wording
from dxkpi.domain.acting import ROLE_WORDS, Act, Actor, Role
from dxkpi.domain.boundaries import day_in_words as boundaries_in_words
from dxkpi.domain.breaches import Open
from dxkpi.domain.change import Claim
from dxkpi.domain.citation import Edition, Length
from dxkpi.domain.completeness import Cell as Completeness
from dxkpi.domain.completeness import Reporting
from dxkpi.domain.deadlines import clock
from dxkpi.domain.decree import Decree
from dxkpi.domain.indicator import Indicator
from dxkpi.domain.locality import Level, Locality
from dxkpi.domain.measure import Measure
from dxkpi.domain.names import vietnamese_sort_key
from dxkpi.domain.overview import Card, Overview
from dxkpi.domain.period import Cutoff, Period, label, short_label
from dxkpi.domain.placing import Placing
from dxkpi.domain.value import Value
from dxkpi.domain.view import View
from dxkpi.errors import DxkpiError, NotAllowed
from dxkpi.exports import FORMATS
from dxkpi.exports.whole import WHOLES
from dxkpi.intake import Problem, Severity
from dxkpi.locale import N_, Language, Message, day, say
from dxkpi.store import Account
from dxkpi.workflows import (
    OPERATOR,
    SESSION_COOKIE,
    Change,
    Effect,
    Form,
    Handed,
    Preview,
    RevisionLine,
    Status,
    actor_of,
    draw,
    indicator_to_begin_with,
    levels_to_compare,
    logbook,
    managing,
    marked_file,
    original,
    overview,
    overview_places,
    own_submissions,
    period_notation,
    periods,
    places,
    places_of,
    preview_file,
    preview_form,
    reviewing,
    revisions,
    sample_place,
    scheduling,
    shown_name,
    submit,
    targeting,
    view,
    waiting,
)
from dxkpi.workflows import find_locality as find
from dxkpi.workflows.collecting import cite, cite_whole, editions
from dxkpi.workflows.comparing import units_to_compare
from dxkpi.workflows.decrees import DecreePreview, load_decree, preview_decree
from dxkpi.workflows.lineage import Line, Lineage, Side, lineage, made_of
from dxkpi.workflows.pasting import preview_block, read_block
from dxkpi.workflows.quality import Quality, levels_to_check, quality, quarters_to_check
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
from dxkpi.workflows.trends import contributions_of, seasons_of, trend_of
from dxkpi.workspace import Workspace, current

__all__ = [
    "CHARTS",
    "FORMATS",
    "NEED_INDICATOR",
    "N_",
    "OPERATOR",
    "ROLE_WORDS",
    "SESSION_COOKIE",
    "WHOLES",
    "Account",
    "Act",
    "Actor",
    "Card",
    "Change",
    "Claim",
    "Completeness",
    "Cutoff",
    "Decree",
    "DecreePreview",
    "DxkpiError",
    "Edition",
    "Effect",
    "Form",
    "Handed",
    "Indicator",
    "Language",
    "Length",
    "Level",
    "Line",
    "Lineage",
    "Locality",
    "Measure",
    "Message",
    "NotAllowed",
    "Open",
    "Overview",
    "Past",
    "Period",
    "Placing",
    "Preview",
    "Problem",
    "Quality",
    "Reporting",
    "RevisionLine",
    "Role",
    "Severity",
    "Side",
    "Standing",
    "Status",
    "Value",
    "View",
    "Workspace",
    "actor_of",
    "boundaries_in_words",
    "cite",
    "cite_whole",
    "clock",
    "contributions_of",
    "current",
    "day",
    "draft_of",
    "draw",
    "drop_draft",
    "editions",
    "find",
    "form_to_fill",
    "funnelling",
    "indicator_to_begin_with",
    "keep_draft",
    "label",
    "levels_to_check",
    "levels_to_compare",
    "lineage",
    "load_decree",
    "logbook",
    "made_of",
    "make_template",
    "managing",
    "marked_file",
    "moment",
    "original",
    "overview",
    "overview_places",
    "own_submissions",
    "period_notation",
    "period_to_report",
    "periods",
    "periods_to_report",
    "places",
    "places_of",
    "places_to_report",
    "placing_words",
    "preview_block",
    "preview_decree",
    "preview_file",
    "preview_form",
    "quality",
    "quarters_to_check",
    "read_block",
    "recent_submissions",
    "reviewing",
    "revisions",
    "sample_place",
    "say",
    "scheduling",
    "seasons_of",
    "short_label",
    "shown_name",
    "sparkline",
    "standing",
    "submit",
    "targeting",
    "template_name",
    "trend_of",
    "units_to_compare",
    "vietnamese_sort_key",
    "view",
    "waiting",
    "wording",
]
