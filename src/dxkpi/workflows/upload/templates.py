"""The workbook to fill in, for a locality and a period."""

from __future__ import annotations

from datetime import UTC, datetime

from dxkpi import intake
from dxkpi.domain.model.locality_lookup import not_then
from dxkpi.domain.model.period import notation
from dxkpi.domain.model.permissions import OPERATOR, Actor
from dxkpi.intake import TemplateRequest
from dxkpi.locale import Language
from dxkpi.workflows.report_forms import ReportForm, find_form
from dxkpi.workspace import Workspace


def make_template(
    workspace: Workspace, locality: str, period: str, *, language: Language, by: Actor = OPERATOR
) -> tuple[str, bytes]:
    """Name and content of the workbook: rows and columns as in the form on the screen, with the previous figures.

    Raises `UnknownLocality`, `LocalityNotThen` when it does not exist at the end of the period, `AmbiguousLocality`,
    `UnknownPeriod`, `NotAllowed`.
    """
    form = find_form(workspace, locality, period, by=by)
    if not form.place.valid_on(form.period.last):
        raise not_then([form.place], workspace.registry, form.period.last)
    request = TemplateRequest(
        form.place,
        form.period,
        form.units,
        form.measures,
        workspace.cutoff,
        rules=workspace.catalogue.rules,
        before=form.previous,
        before_period=form.previous_period,
    )
    return template_name(workspace, form), intake.make_template(request, language, by=by.name, made=datetime.now(UTC))


def template_name(workspace: Workspace, form: ReportForm) -> str:
    """The file name of the workbook of a form."""
    return f"so-lieu-{form.place.code}-{notation(form.period, workspace.cutoff).replace('..', '_')}.xlsx"
