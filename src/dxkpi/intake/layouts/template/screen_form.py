"""The form on the screen as a template sheet, so that it is read and checked like an uploaded template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dxkpi.domain.model.period import notation
from dxkpi.intake.files.read_sheets import Sheet
from dxkpi.intake.layouts.template import shape
from dxkpi.intake.layouts.template.shape import TemplateRequest
from dxkpi.locale import Language, translate


def sheet_of_form(form: TemplateRequest, typed: Mapping[tuple[str, str], str], notes: Mapping[str, str]) -> Sheet:
    """A template sheet filled in with `typed` (texts by locality key and measure code) and `notes` (by locality
    key)."""
    measures = form.measures
    top: list[list[str]] = [
        [_word(shape.LOCALITY), form.locality.name, form.locality.key],
        [_word(shape.PERIOD), notation(form.period, form.cutoff)],
        [shape.MARK, shape.mark_for(form.locality, form.period, form.cutoff)],
        _across([measure.names.vi for measure in measures], [_word(heading) for heading in shape.HEADINGS.values()]),
        _across([measure.unit.vi for measure in measures], ["", _word(shape.UNIT), "", ""]),
        _across([measure.code for measure in measures], list(shape.HEADINGS)),
    ]
    rows = [
        _across(
            [typed.get((unit.key, measure.code), "") for measure in measures],
            [unit.key, unit.name, "", notes.get(unit.key, "")],
        )
        for unit in form.units
    ]
    width = len(top[-1])
    return Sheet("", [row + [""] * (width - len(row)) for row in (*top, *rows)])


def _across(figures: Sequence[str], others: Sequence[str]) -> list[str]:
    """A row: code and name, the figures, check and note."""
    return [*others[:2], *figures, *others[2:]]


def _word(message: str) -> str:
    return translate(message, Language.VI)
