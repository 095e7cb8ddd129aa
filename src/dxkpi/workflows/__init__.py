"""What the product does, one verb a function. Commands, pages and addresses all call these and nothing below them."""

from dxkpi.domain.acting import OPERATOR
from dxkpi.workflows.asking import (
    draw,
    export,
    find_locality,
    main_indicators,
    overview,
    values,
    view,
    where_and_when,
)
from dxkpi.workflows.browsing import (
    RevisionLine,
    answers_asked,
    boundaries_asked,
    levels_to_compare,
    overview_places,
    period_notation,
    periods,
    places,
    revisions,
    sample_place,
)
from dxkpi.workflows.effects import Effect
from dxkpi.workflows.forms import Form, form_for
from dxkpi.workflows.importing import ImportReport, import_file
from dxkpi.workflows.previewing import (
    Change,
    Counts,
    Preview,
    Status,
    places_of,
    preview_file,
    preview_form,
)
from dxkpi.workflows.signing import (
    SESSION_COOKIE,
    actor_named,
    actor_of,
    change_password,
    shown_name,
    sign_in,
    sign_in_identity,
    sign_out,
    sign_out_everywhere,
)
from dxkpi.workflows.submitting import Handed, marked_file, original, submit
from dxkpi.workflows.templates import make_template, template_name

__all__ = [
    "OPERATOR",
    "SESSION_COOKIE",
    "Change",
    "Counts",
    "Effect",
    "Form",
    "Handed",
    "ImportReport",
    "Preview",
    "RevisionLine",
    "Status",
    "actor_named",
    "actor_of",
    "answers_asked",
    "boundaries_asked",
    "change_password",
    "draw",
    "export",
    "find_locality",
    "form_for",
    "import_file",
    "levels_to_compare",
    "main_indicators",
    "make_template",
    "marked_file",
    "original",
    "overview",
    "overview_places",
    "period_notation",
    "periods",
    "places",
    "places_of",
    "preview_file",
    "preview_form",
    "revisions",
    "sample_place",
    "shown_name",
    "sign_in",
    "sign_in_identity",
    "sign_out",
    "sign_out_everywhere",
    "submit",
    "template_name",
    "values",
    "view",
    "where_and_when",
]
