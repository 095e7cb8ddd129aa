"""A block copied from a spreadsheet and pasted into a form."""

from __future__ import annotations

from dataclasses import replace

from dxkpi.domain.model.permissions import OPERATOR, Actor
from dxkpi.intake import Problem
from dxkpi.intake.layouts.template.clipboard import TypedTexts, parse_block, typed_from_block
from dxkpi.workflows.report_forms import ReportForm
from dxkpi.workflows.upload.preview import Preview, preview_form
from dxkpi.workspace import Workspace


def read_block(form: ReportForm, text: str) -> tuple[TypedTexts, tuple[Problem, ...]]:
    """The typed texts by locality (key) and measure (code), and the cells that fit nowhere in the form.

    A block with measures as rows is transposed: of the two directions the one with more texts is taken.
    """
    block = parse_block(text)
    transposed = [list(column) for column in zip(*block, strict=True)]
    upright, turned = (typed_from_block(rows, form.units, form.measures) for rows in (block, transposed))
    return turned if len(turned[0]) > len(upright[0]) else upright


def preview_block(workspace: Workspace, form: ReportForm, text: str, *, by: Actor = OPERATOR) -> Preview:
    """As `preview_form`, of a pasted block; cells that fit nowhere are among the problems."""
    typed, unplaced = read_block(form, text)
    preview = preview_form(workspace, form, typed, by=by)
    return replace(preview, upload=replace(preview.upload, problems=(*unplaced, *preview.problems)))
