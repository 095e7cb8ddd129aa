"""Looking at what is handed in before anything is stored: what was read, what it changes, what the rates become."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

import numpy as np

from dxkpi.domain.figures.submitted import SubmittedFigures
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import Period, notation, parse_period
from dxkpi.domain.model.permissions import OPERATOR, Actor, Permission
from dxkpi.domain.model.reasons import is_reason
from dxkpi.intake import Problem, PublishedFigures, Severity, Upload, UploadContext, read_form, read_upload
from dxkpi.intake.layouts.template.screen_form import sheet_of_form
from dxkpi.intake.problems import Rows
from dxkpi.locale import Language
from dxkpi.store import Receipt, SheetId
from dxkpi.workflows.queries import find_locality
from dxkpi.workflows.report_forms import form_for
from dxkpi.workflows.upload.effects import Effect, effects_of
from dxkpi.workspace import Workspace


class FigureStatus(StrEnum):
    """What a figure is beside the one that stands."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class UploadCounts:
    """What an upload would do: figures new, changed and unchanged against the store, and rows rejected."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0


@dataclass(frozen=True)
class FigureChange:
    """One figure beside the one that stands (`old`; None: there is none). `written`: its cell as it was read.

    `provisional`: whether it is; a change between equal figures is one of this.
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
    """What is handed in and what it would do, against the figures of one vintage.

    `place` and `period`: what it was sent for, where that was said. `old`: the figures that stand, in the order of
    `upload.figures`; NaN where there is none. `changed`: those that differ from the one that stands. `received`: the
    receipt of then, where the same was received before; handing it in again changes nothing.
    """

    name: str
    content: bytes
    by: Actor
    upload: Upload
    vintage: int
    place: Locality | None
    period: Period | None
    old: np.ndarray
    changed: np.ndarray
    received: Receipt | None
    workspace: Workspace

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in the file's order."""
        return self.upload.problems

    @property
    def figures(self) -> SubmittedFigures:
        """What was read."""
        return self.upload.figures

    @cached_property
    def sha256(self) -> str:
        """The content's name."""
        return sha256(self.content).hexdigest()

    @property
    def sheet(self) -> SheetId:
        """What identifies it in the store."""
        return SheetId(self.sha256, self.upload.layout, self.upload.sheet, self.scope)

    @property
    def scope(self) -> str:
        """What it was sent for, in one text."""
        return _scope(self.workspace, self.place, self.period)

    @cached_property
    def counts(self) -> UploadCounts:
        """How many figures are new, changed and unchanged, and how many rows have an error."""
        if self.received:
            return UploadCounts(unchanged=len(self.old))
        new = int(np.isnan(self.old).sum())
        errors = {(each.sheet, each.row) for each in self.problems if each.severity is Severity.ERROR}
        changed = int(self.changed.sum())
        return UploadCounts(new, changed, len(self.old) - new - changed, len(errors))

    @cached_property
    def corrections(self) -> int:
        """How many approved figures it would put another number in the place of."""
        if self.received:
            return 0
        return int((self.changed & (self.old != self.figures.numbers)).sum())

    @property
    def asks_reason(self) -> bool:
        """Whether a written reason is needed: something looks wrong, or somebody else than an operator corrects."""
        if self.received:
            return False
        return self.upload.asks_reason or (self.corrections > 0 and not self.by.is_operator)

    def may_be_saved(self, reason: str) -> bool:
        """Whether it is saved with this reason: no error, and a reason where one is asked for."""
        return self.upload.accepted and (is_reason(reason) or not self.asks_reason)

    @property
    def localities(self) -> tuple[Locality, ...]:
        """The localities that have figures in it, in the file's order."""
        return tuple(self.workspace.registry.by_key(key) for key in self.figures.localities)

    @cached_property
    def changes(self) -> tuple[FigureChange, ...]:
        """Every figure with the one that stands, in the file's order; none of what was received before."""
        return () if self.received else tuple(self._change(position) for position in range(len(self.figures)))

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """What saving it would do to the published rates of its localities and their province."""
        return () if self.received else effects_of(self.workspace, self.figures, self.place, self.vintage)

    def _change(self, position: int) -> FigureChange:
        figures, old = self.figures, float(self.old[position])
        new = np.isnan(old)
        status = FigureStatus.NEW if new else FigureStatus.CHANGED if self.changed[position] else FigureStatus.UNCHANGED
        return FigureChange(
            figures.localities[figures.locality[position]],
            figures.periods[figures.period[position]],
            figures.measures[figures.measure[position]],
            status,
            None if new else old,
            float(figures.numbers[position]),
            self.upload.written(position),
            self.upload.cell(position),
            figures.origins[figures.origin[position]].provisional,
        )


def preview_file(
    workspace: Workspace,
    name: str,
    content: bytes,
    *,
    by: Actor = OPERATOR,
    locality: str | None = None,
    period: str | None = None,
    layout: str | None = None,
    sheet: str | None = None,
    source: str = "",
    source_url: str = "",
) -> Preview:
    """Read a file and say what saving it would do; writes nothing.

    Raises `UnknownLocality`, `UnknownPeriod`, `NotAllowed`.
    """
    by.require(Permission.REPORT)
    chosen = parse_period(period, workspace.cutoff) if period else None
    place = find_locality(workspace, locality, period=chosen) if locality else None
    if place is not None:
        by.require_for(Permission.REPORT, place, workspace.registry, chosen.last if chosen else None)
    context = workspace.context(
        source=source or name, source_url=source_url, locality=place, period=chosen, sheet=sheet, by=by
    )
    return _preview(workspace, name, content, read_upload(name, content, context, layout=layout), context, by)


def preview_form(
    workspace: Workspace,
    *,
    locality: str,
    period: str,
    typed: Mapping[tuple[str, str], str],
    notes: Mapping[str, str] | None = None,
    language: Language,
    by: Actor = OPERATOR,
) -> Preview:
    """As `preview_file`, of what was typed on the screen: texts by locality (key) and measure (code)."""
    form = form_for(workspace, locality, period, by=by)
    name = f"bieu-nhap-{form.place.code}-{notation(form.period, workspace.cutoff)}.csv"
    context = workspace.context(source=name, locality=form.place, period=form.period, by=by)
    sheet = sheet_of_form(form.place, form.period, form.units, form.measures, typed, notes or {}, workspace.cutoff)
    return _preview(workspace, name, _kept_form(sheet.rows, context), read_form(sheet, context), context, by)


def _preview(
    workspace: Workspace, name: str, content: bytes, upload: Upload, context: UploadContext, by: Actor
) -> Preview:
    old, changed = compared(upload.figures, context.history)
    vintage, scope = context.history.figures.vintage, _scope(workspace, context.locality, context.period)
    received = None
    if upload.accepted and len(upload.figures):
        received = workspace.store.received(SheetId(sha256(content).hexdigest(), upload.layout, upload.sheet, scope))
    return Preview(
        name, content, by, upload, vintage, context.locality, context.period, old, changed, received, workspace
    )


def _scope(workspace: Workspace, place: Locality | None, period: Period | None) -> str:
    named = place.key if place else ""
    return f"{named} {notation(period, workspace.cutoff) if period else ''}".strip()


def compared(figures: SubmittedFigures, history: PublishedFigures) -> tuple[np.ndarray, np.ndarray]:
    """The figure that stands for each of those given (NaN: none), and whether the one given differs from it."""
    old = np.full(len(figures), np.nan)
    was_provisional = np.zeros(len(figures), dtype=bool)
    for place, period in enumerate(figures.periods):
        here = np.flatnonzero(figures.period == place)
        where = figures.locality[here], figures.measure[here]
        old[here] = history.table(figures.localities, period, figures.measures)[where]
        was_provisional[here] = history.provisional(figures.localities, period, figures.measures)[where]
    provisional = np.array([origin.provisional for origin in figures.origins], dtype=bool)[figures.origin]
    differs = (old != figures.numbers) | (was_provisional != provisional)
    return old, differs & ~np.isnan(old)


def _kept_form(rows: Rows, context: UploadContext) -> bytes:
    """A form as the file that is kept of it.

    It names the vintage it was filled in beside: the same figures typed again after a correction are another form.
    """
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["vintage", context.history.figures.vintage], *rows])
    return out.getvalue().encode("utf-8-sig")


def places_of(problems: Sequence[Problem]) -> Mapping[tuple[str, str], tuple[Problem, ...]]:
    """Problems by the locality and measure they are about."""
    found: dict[tuple[str, str], tuple[Problem, ...]] = {}
    for problem in problems:
        key = (problem.locality, problem.measure)
        found[key] = (*found.get(key, ()), problem)
    return found
