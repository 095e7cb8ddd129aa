"""A block copied from a spreadsheet, put into a form: what it brings, and what of it has no place there."""

from __future__ import annotations

from dataclasses import replace

from dxkpi.domain.model.period import notation
from dxkpi.domain.model.permissions import OPERATOR, Actor
from dxkpi.intake import Problem
from dxkpi.intake.layouts.template.clipboard import Typed, parse_block, typed_from_block
from dxkpi.locale import Language
from dxkpi.workflows.report_forms import ReportForm
from dxkpi.workflows.upload.preview import Preview, preview_form
from dxkpi.workspace import Workspace


def read_block(form: ReportForm, text: str) -> tuple[Typed, tuple[Problem, ...]]:
    """Texts by locality (key) and measure (code), and what could not be placed. A block that lies on its side, figures
    down, is read that way: of the two ways the one that brings more."""
    block = parse_block(text)
    upright, turned = (
        typed_from_block(each, form.units, form.measures)
        for each in (block, [list(column) for column in zip(*block, strict=True)])
    )
    return turned if len(turned[0]) > len(upright[0]) else upright


def preview_block(
    workspace: Workspace, form: ReportForm, text: str, *, language: Language, by: Actor = OPERATOR
) -> Preview:
    """As `preview_form`, of a pasted block; what could not be placed is among the problems."""
    typed, unplaced = read_block(form, text)
    period = notation(form.period, workspace.cutoff)
    preview = preview_form(
        workspace, locality=form.place.key, period=period, typed=typed, language=language, by=by
    )  # fmt: skip
    return replace(preview, upload=replace(preview.upload, problems=(*unplaced, *preview.problems)))
