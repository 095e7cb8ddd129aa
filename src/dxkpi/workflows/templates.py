"""The workbook to fill in, made for a locality and a period."""

from __future__ import annotations

from datetime import UTC, datetime

from dxkpi import intake
from dxkpi.domain.model.period import notation
from dxkpi.domain.model.permissions import OPERATOR, Actor
from dxkpi.errors import UnknownLocality
from dxkpi.intake import TemplateRequest
from dxkpi.locale import Language
from dxkpi.workflows.report_forms import ReportForm, form_for
from dxkpi.workspace import Workspace


def make_template(
    workspace: Workspace, locality: str, period: str, *, language: Language, by: Actor = OPERATOR
) -> tuple[str, bytes]:
    """The workbook's name and content: the rows and columns of the form on the screen, the period before beside them.

    Raises `UnknownLocality` (also where the locality was not there then), `AmbiguousLocality`, `UnknownPeriod`.
    """
    form = form_for(workspace, locality, period, by=by)
    if not form.place.valid_on(form.period.last):
        versions = workspace.registry.versions(form.place.code)
        then = [each.label for each in versions if each.valid_on(form.period.last)]
        raise UnknownLocality(form.place.key, then)
    blank = TemplateRequest(
        form.place,
        form.period,
        form.units,
        form.measures,
        workspace.cutoff,
        rules=workspace.catalogue.rules,
        before=form.before,
        before_period=form.before_period,
    )
    return template_name(workspace, form), intake.make_template(blank, language, by=by.name, made=datetime.now(UTC))


def template_name(workspace: Workspace, form: ReportForm) -> str:
    """How the workbook of a form is called."""
    return f"so-lieu-{form.place.code}-{notation(form.period, workspace.cutoff).replace('..', '_')}.xlsx"
