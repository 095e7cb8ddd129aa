"""Previews: what was read from an upload and what saving it would change. Nothing is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

import numpy as np

from dxkpi.domain.figures.submitted import SubmittedFigures
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import Period, notation, parse_period
from dxkpi.domain.model.permissions import OPERATOR, Actor, Permission
from dxkpi.domain.model.reasons import is_reason
from dxkpi.intake import (
    Problem,
    PublishedFigures,
    Severity,
    TemplateRequest,
    Upload,
    UploadContext,
    read_form,
    read_upload,
)
from dxkpi.intake.layouts.template.screen_form import sheet_of_form
from dxkpi.store import Receipt, SheetId
from dxkpi.workflows.queries import find_locality
from dxkpi.workflows.report_forms import ReportForm
from dxkpi.workflows.upload.effects import Effect, effects_of
from dxkpi.workflows.upload_context import upload_context
from dxkpi.workspace import Workspace


class FigureStatus(StrEnum):
    """A submitted figure compared with the published one."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class UploadRequest:
    """A file and what its sender says of it, as typed. None: not said, so it is recognised from the file.

    `locality` and `period`: what the file is for; figures of others are problems. `source`: its title; empty: the file
    name.
    """

    name: str
    content: bytes
    locality: str | None = None
    period: str | None = None
    layout: str | None = None
    sheet: str | None = None
    source: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class UploadCounts:
    """Figures that are new, changed and unchanged, and rows that were rejected."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0


@dataclass(frozen=True)
class FigureChange:
    """One submitted figure and the published one (`old`; None: there is none). `written`: the text of its cell.

    A figure whose number is the same may still be changed, when one of the two is `provisional`.
    """

    locality: str
    period: Period
    measure: str
    status: FigureStatus
    old: float | None
    new: float
    written: str
    cell: str
    provisional: bool = False


@dataclass(frozen=True, eq=False)
class Preview:
    """An upload compared with the figures of one vintage.

    `place` and `period`: what it was sent for, if that was said. `scope`: both in one text. `old`: the published
    figures in the order of `upload.figures`; NaN: none. `changed`: which of them differ. `received`: the receipt when
    the same was received before; submitting it again changes nothing.
    """

    name: str
    content: bytes
    by: Actor
    upload: Upload
    vintage: int
    place: Locality | None
    period: Period | None
    scope: str
    old: np.ndarray
    changed: np.ndarray
    received: Receipt | None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in the order of the file."""
        return self.upload.problems

    @property
    def figures(self) -> SubmittedFigures:
        """The figures that were read."""
        return self.upload.figures

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the content."""
        return sha256(self.content).hexdigest()

    @property
    def sheet(self) -> SheetId:
        """What identifies the upload in the store."""
        return SheetId(self.sha256, self.upload.layout, self.upload.sheet, self.scope)

    @cached_property
    def counts(self) -> UploadCounts:
        """How many figures are new, changed and unchanged, and how many rows have an error."""
        if self.received:
            return UploadCounts(unchanged=len(self.old))
        new, changed = int(np.isnan(self.old).sum()), int(self.changed.sum())
        errors = {(problem.sheet, problem.row) for problem in self.problems if problem.severity is Severity.ERROR}
        return UploadCounts(new, changed, len(self.old) - new - changed, len(errors))

    @cached_property
    def corrections(self) -> int:
        """How many published figures would get another number."""
        if self.received:
            return 0
        return int((self.changed & (self.old != self.figures.numbers)).sum())

    @property
    def asks_reason(self) -> bool:
        """Whether a written reason is needed: for a problem, or for a correction by anyone but an operator."""
        if self.received:
            return False
        return self.upload.asks_reason or (self.corrections > 0 and not self.by.is_operator)

    def may_be_saved(self, reason: str) -> bool:
        """Whether it has no error, and a reason where one is needed."""
        return self.upload.accepted and (is_reason(reason) or not self.asks_reason)

    @cached_property
    def changes(self) -> tuple[FigureChange, ...]:
        """Every figure with the published one, in the order of the file; none when it was received before."""
        return () if self.received else tuple(self._change(position) for position in range(len(self.figures)))

    def _change(self, position: int) -> FigureChange:
        figures, old = self.figures, float(self.old[position])
        return FigureChange(
            figures.localities[figures.locality[position]],
            figures.periods[figures.period[position]],
            figures.measures[figures.measure[position]],
            status_of(old, is_changed=bool(self.changed[position])),
            None if np.isnan(old) else old,
            float(figures.numbers[position]),
            self.upload.written(position),
            self.upload.cell(position),
            figures.origins[figures.origin[position]].provisional,
        )


def preview_file(workspace: Workspace, request: UploadRequest, *, by: Actor = OPERATOR) -> Preview:
    """Read a file and compare it with the published figures.

    Raises `UnknownLocality`, `AmbiguousLocality`, `UnknownPeriod`, `NotAllowed`.
    """
    by.require(Permission.REPORT)
    period = parse_period(request.period, workspace.cutoff) if request.period else None
    place = find_locality(workspace, request.locality, period=period) if request.locality else None
    if place is not None:
        by.require_for(Permission.REPORT, place, workspace.registry, period.last if period else None)
    context = replace(
        upload_context(workspace, by=by),
        source=request.source or request.name,
        source_url=request.source_url,
        locality=place,
        period=period,
        sheet=request.sheet,
    )
    upload = read_upload(request.name, request.content, context, layout=request.layout)
    return _preview(workspace, request.name, request.content, upload, context, by)


def preview_form(
    workspace: Workspace,
    form: ReportForm,
    typed: Mapping[tuple[str, str], str],
    *,
    notes: Mapping[str, str] | None = None,
    by: Actor = OPERATOR,
) -> Preview:
    """As `preview_file`, of what was typed into a form: texts by locality (key) and measure (code).

    `notes`: by locality (key). Raises `NotAllowed`.
    """
    by.require_for(Permission.REPORT, form.place, workspace.registry, form.period.last)
    name = f"bieu-nhap-{form.place.code}-{notation(form.period, workspace.cutoff)}.csv"
    context = replace(upload_context(workspace, by=by), source=name, locality=form.place, period=form.period)
    request = TemplateRequest(form.place, form.period, tuple(form.units), tuple(form.measures), workspace.cutoff)
    sheet = sheet_of_form(request, typed, notes or {})
    return _preview(workspace, name, _form_as_file(sheet.rows, context), read_form(sheet, context), context, by)


def preview_effects(workspace: Workspace, preview: Preview) -> tuple[Effect, ...]:
    """What saving a preview would change in the published rates of its localities and their province."""
    if preview.received:
        return ()
    return effects_of(workspace, preview.figures, preview.place, preview.vintage)


def compared(figures: SubmittedFigures, published: PublishedFigures) -> tuple[np.ndarray, np.ndarray]:
    """The published figure for each submitted one (NaN: none), and whether the two differ."""
    old = np.full(len(figures), np.nan)
    was_provisional = np.zeros(len(figures), dtype=bool)
    for number, period in enumerate(figures.periods):
        rows = np.flatnonzero(figures.period == number)
        cells = figures.locality[rows], figures.measure[rows]
        old[rows] = published.table(figures.localities, period, figures.measures)[cells]
        was_provisional[rows] = published.provisional(figures.localities, period, figures.measures)[cells]
    is_provisional = np.array([origin.provisional for origin in figures.origins], dtype=bool)[figures.origin]
    differs = (old != figures.numbers) | (was_provisional != is_provisional)
    return old, differs & ~np.isnan(old)


def status_of(old: float, *, is_changed: bool) -> FigureStatus:
    """The status of a figure, from the published one (NaN: none)."""
    if np.isnan(old):
        return FigureStatus.NEW
    return FigureStatus.CHANGED if is_changed else FigureStatus.UNCHANGED


def places_of(problems: Sequence[Problem]) -> Mapping[tuple[str, str], tuple[Problem, ...]]:
    """Problems by locality (key) and measure (code)."""
    by_cell: dict[tuple[str, str], tuple[Problem, ...]] = {}
    for problem in problems:
        cell = problem.locality, problem.measure
        by_cell[cell] = (*by_cell.get(cell, ()), problem)
    return by_cell


def _preview(
    workspace: Workspace, name: str, content: bytes, upload: Upload, context: UploadContext, by: Actor
) -> Preview:
    old, changed = compared(upload.figures, context.history)
    preview = Preview(
        name,
        content,
        by,
        upload,
        context.history.figures.vintage,
        context.locality,
        context.period,
        _scope(workspace, context),
        old,
        changed,
        None,
    )
    if not (upload.accepted and len(upload.figures)):
        return preview
    return replace(preview, received=workspace.store.received(preview.sheet))


def _scope(workspace: Workspace, context: UploadContext) -> str:
    """What an upload was sent for, as the store keeps it: the key of the locality, then the period."""
    place, period = context.locality, context.period
    return " ".join(
        text for text in (place.key if place else "", notation(period, workspace.cutoff) if period else "") if text
    )


def _form_as_file(rows: Sequence[Sequence[object]], context: UploadContext) -> bytes:
    """A form as the file that is archived.

    It names the vintage that was on the screen: the same figures, typed again after a correction, are another form.
    """
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["vintage", context.history.figures.vintage], *rows])
    return out.getvalue().encode("utf-8-sig")
