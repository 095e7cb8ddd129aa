"""Before anything is handed in: who reports for what, what stands already, what was handed in before, and drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd

from dxkpi.domain.figures.figures import NO_ORIGIN
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import HANOI, Period, cumulative, notation, parse_period, quarter
from dxkpi.domain.model.permissions import Actor, Permission
from dxkpi.errors import UnknownPeriod
from dxkpi.store import Draft, Submission
from dxkpi.workflows.choices import sample_place
from dxkpi.workflows.report_forms import ReportForm, form_for
from dxkpi.workspace import Workspace

QUARTERS_OFFERED = 12
YEARS_OFFERED = 2  # for six months, nine months and the year
CUMULATIVE = (2, 3, 4)  # how many quarters those span
SUBMISSIONS_SHOWN = 5


@dataclass(frozen=True)
class ReportedSoFar:
    """How many of the figures asked for stand already, and the day the last of them came.

    `asked`: those that stood for the period before or stand now; where none does, all that the form has.
    """

    count: int
    asked: int
    received: date | None

    @property
    def whole(self) -> bool:
        """Whether nothing is missing that the period before had."""
        return 0 < self.asked <= self.count


@dataclass(frozen=True)
class PastSubmission:
    """A submission of a locality. `kept`: whether its file is kept here."""

    submission: Submission
    kept: bool


def places_to_report(workspace: Workspace, *, by: Actor, asked: str | None = None) -> tuple[Locality, ...]:
    """The localities that somebody may report for, as they are today: each province before its units; and the one that
    is `asked` for by its key where it has ended, for its figures may still be corrected."""
    by.require(Permission.REPORT)
    today = _today()
    provinces = dict.fromkeys(each for each in (workspace.home, sample_place(workspace)) if each is not None)
    units = (
        unit
        for province in provinces
        for unit in (
            province,
            *(each for level in Level for each in workspace.registry.below(province, today, level)),
        )
    )
    there = tuple(unit for unit in units if by.may_for(Permission.REPORT, unit, workspace.registry, today))
    ended = _ended(workspace, asked, today)
    if ended is None or not by.may_for(Permission.REPORT, ended, workspace.registry, ended.valid_to):
        return there
    return (*there, ended)


def periods_to_report(workspace: Workspace, place: Locality, *, asked: str | None = None) -> tuple[Period, ...]:
    """The quarters that have begun and the cumulative forms that have ended, newest first, while the place was there;
    of those that end together the quarter first. Of a place that has ended those before its end. An older period is
    among them where it is `asked` for by name."""
    today, cutoff = min(_today(), place.valid_to or date.max), workspace.cutoff
    quarters = (each for each in _quarters(workspace, today) if each.first <= today and place.valid_on(each.last))
    begun = list(quarters)[:QUARTERS_OFFERED]
    years = range(today.year - YEARS_OFFERED + 1, today.year + 1)
    longer = [cumulative(year, quarters, cutoff) for year in years for quarters in CUMULATIVE]
    offered = [*begun, *(each for each in longer if each.last <= today), *_named(workspace, asked, today)]
    there = (each for each in dict.fromkeys(offered) if place.valid_on(each.last))
    return tuple(sorted(there, key=lambda each: (-each.last.toordinal(), -each.first.toordinal())))


def period_to_report(workspace: Workspace, place: Locality, *, by: Actor) -> Period | None:
    """The newest quarter that has ended and is not fully reported; where all are, the newest that has ended."""
    today = min(_today(), place.valid_to or date.max)

    def make() -> Period | None:
        begun = [each for each in _quarters(workspace, today) if each.last <= today and place.valid_on(each.last)]
        forms = ((each, form_to_fill(workspace, place, each, by=by)) for each in begun)
        open_ones = (each for each, form in forms if not standing(workspace, form).whole)
        return next(open_ones, begun[0] if begun else None)

    return workspace.cached(("period to report", workspace.vintage, place.key, today, by), make)


def standing(workspace: Workspace, form: ReportForm) -> ReportedSoFar:
    """How far a form is filled by what stands."""
    now, before = ~np.isnan(form.standing), ~np.isnan(form.before)
    asked = int((now | before).sum()) or form.standing.size
    figures = workspace.snapshot().figures
    index = pd.MultiIndex.from_product([[each.key for each in form.units], [form.period]])
    origins = figures.origins.reindex(index=index, columns=[each.code for each in form.measures], fill_value=NO_ORIGIN)
    received = [figures.sources[each].received for each in np.unique(origins.to_numpy()) if each != NO_ORIGIN]
    return ReportedSoFar(int(now.sum()), asked, max(received, default=None))


def recent_submissions(workspace: Workspace, place: Locality) -> tuple[PastSubmission, ...]:
    """What was last handed in for a place, newest first."""
    known = workspace.records.submissions
    sent = {number for number, each in known.items() if each.scope.partition(" ")[0] == place.key}
    sent |= {source.submission for *_, source in workspace.snapshot().figures.of(place.key)}
    newest = sorted(sent & set(known), reverse=True)[:SUBMISSIONS_SHOWN]
    return tuple(PastSubmission(known[number], workspace.file_archive.has(known[number].sha256)) for number in newest)


def draft_of(workspace: Workspace, form: ReportForm, *, by: Actor) -> Draft | None:
    """What somebody has typed in a form and not handed in. Raises `NotAllowed`."""
    _require(workspace, form, by)
    return workspace.store.drafts.find(by.name, form.place.key, form.period)


def keep_draft(workspace: Workspace, form: ReportForm, cells: Mapping[str, str], *, by: Actor) -> None:
    """Keep what somebody has typed in a form; nothing typed is no draft. Raises `NotAllowed`."""
    _require(workspace, form, by)
    if cells:
        workspace.store.drafts.put(Draft(by.name, form.place.key, form.period, cells, datetime.now(UTC)))
    else:
        drop_draft(workspace, form, by=by)


def drop_draft(workspace: Workspace, form: ReportForm, *, by: Actor) -> None:
    """Throw away what somebody has typed in a form. Raises `NotAllowed`."""
    _require(workspace, form, by)
    workspace.store.drafts.drop(by.name, form.place.key, form.period)


def form_to_fill(workspace: Workspace, place: Locality, period: Period, *, by: Actor) -> ReportForm:
    """The form of a locality and period, made once for each vintage."""
    by.require_for(Permission.REPORT, place, workspace.registry, period.last)
    key = ("form", workspace.vintage, place.key, period, by)
    named = notation(period, workspace.cutoff)
    return workspace.cached(key, lambda: form_for(workspace, place.key, named, by=by))


def _require(workspace: Workspace, form: ReportForm, by: Actor) -> None:
    by.require_for(Permission.REPORT, form.place, workspace.registry, form.period.last)


def _named(workspace: Workspace, asked: str | None, today: date) -> tuple[Period, ...]:
    """The period of this name, where it has begun."""
    try:
        found = parse_period(asked, workspace.cutoff) if asked else None
    except UnknownPeriod:
        return ()
    return (found,) if found is not None and found.first <= today else ()


def _ended(workspace: Workspace, asked: str | None, today: date) -> Locality | None:
    """The unit of this key, where it was there before today."""
    if asked is None or asked not in workspace.registry:
        return None
    unit = workspace.registry.by_key(asked)
    return unit if unit.valid_to is not None and unit.valid_to < today else None


def _quarters(workspace: Workspace, today: date) -> Iterator[Period]:
    """Quarters from the one after today's backwards, as far as are offered."""
    last = 4 * today.year + (today.month - 1) // 3 + 1
    for number in range(last, last - QUARTERS_OFFERED - 2, -1):
        yield quarter(number // 4, number % 4 + 1, workspace.cutoff)


def _today() -> date:
    return datetime.now(HANOI).date()
