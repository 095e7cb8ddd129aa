"""Forms to fill in: for whom and when an account may report, what is already reported, and drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd

from dxkpi.domain.figures.figures import NO_ORIGIN
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import (
    CUMULATIVE_QUARTERS,
    HANOI,
    Period,
    cumulative,
    parse_period,
    previous,
    quarter,
    year_before,
)
from dxkpi.domain.model.permissions import OPERATOR, Actor, Permission
from dxkpi.errors import UnknownPeriod
from dxkpi.store import Draft, Submission
from dxkpi.workflows.choices import sample_place
from dxkpi.workflows.queries import find_locality
from dxkpi.workflows.upload_context import published_figures
from dxkpi.workspace import Workspace

QUARTERS_OFFERED = 12
YEARS_OFFERED = 2  # for six months, nine months and the year
MAX_RECENT_SUBMISSIONS = 5


@dataclass(frozen=True, eq=False)
class ReportForm:
    """A form with `units` as rows and `measures` as columns. `published` and `previous` have that shape.

    `published`: the published figures of this period; `previous`: those of `previous_period`. NaN: no figure.
    """

    place: Locality
    period: Period
    units: tuple[Locality, ...]
    measures: tuple[Measure, ...]
    published: np.ndarray
    previous: np.ndarray
    previous_period: Period


@dataclass(frozen=True)
class ReportedSoFar:
    """How many of the expected figures are published, and the day on which the newest of them was received.

    `expected`: the figures published for the previous period or for this one; without any, all cells of the form.
    """

    count: int
    expected: int
    received: date | None

    @property
    def is_complete(self) -> bool:
        """Whether every expected figure is published."""
        return 0 < self.expected <= self.count


@dataclass(frozen=True)
class PastSubmission:
    """A submission of a locality. `kept`: whether its file is in the archive."""

    submission: Submission
    kept: bool


def find_form(workspace: Workspace, locality: str, period: str, *, by: Actor = OPERATOR) -> ReportForm:
    """The form of a locality and a period that are named as a person types them.

    Raises `UnknownLocality`, `AmbiguousLocality`, `UnknownPeriod`, `NotAllowed`.
    """
    when = parse_period(period, workspace.cutoff)
    return form_for(workspace, find_locality(workspace, locality, period=when), when, by=by)


def form_for(workspace: Workspace, place: Locality, period: Period, *, by: Actor) -> ReportForm:
    """The form of a locality and a period, cached by vintage. Raises `NotAllowed`."""
    by.require_for(Permission.REPORT, place, workspace.registry, period.last)
    key = ("form", workspace.vintage, place.key, period)
    return workspace.cached(key, lambda: _make_form(workspace, place, period))


def places_to_report(workspace: Workspace, *, by: Actor, requested: str | None = None) -> tuple[Locality, ...]:
    """The localities of today that an account may report for: each province before its units.

    `requested`: the key of one that has ended, which is added at the end, because its figures may still be corrected.
    Raises `NotAllowed`.
    """
    by.require(Permission.REPORT)
    registry, today = workspace.registry, _today()
    provinces = dict.fromkeys(place for place in (workspace.home, sample_place(workspace)) if place is not None)
    units = [
        unit
        for province in provinces
        for unit in (province, *(below for level in Level for below in registry.below(province, today, level)))
    ]
    places = tuple(unit for unit in units if by.may_for(Permission.REPORT, unit, registry, today))
    ended = _ended(workspace, requested, today)
    if ended is None or not by.may_for(Permission.REPORT, ended, registry, ended.valid_to):
        return places
    return (*places, ended)


def periods_to_report(workspace: Workspace, place: Locality, *, requested: str | None = None) -> tuple[Period, ...]:
    """The quarters that have begun and the cumulative periods that have ended while a locality existed, newest first.

    Of periods that end together the quarter comes first. `requested`: the name of an older period, which is added.
    """
    today, cutoff = min(_today(), place.valid_to or date.max), workspace.cutoff
    quarters = [period for period in _quarters(workspace, today) if period.first <= today]
    begun = [period for period in quarters if place.valid_on(period.last)][:QUARTERS_OFFERED]
    years = range(today.year - YEARS_OFFERED + 1, today.year + 1)
    longer = (cumulative(year, count, cutoff) for year in years for count in CUMULATIVE_QUARTERS)
    ended = [period for period in longer if period.last <= today]
    offered = dict.fromkeys([*begun, *ended, *_named(workspace, requested, today)])
    valid = (period for period in offered if place.valid_on(period.last))
    return tuple(sorted(valid, key=lambda period: (-period.last.toordinal(), -period.first.toordinal())))


def period_to_report(workspace: Workspace, place: Locality, *, by: Actor) -> Period | None:
    """The newest quarter that has ended and is not fully reported; when all are, the newest that has ended."""
    today = min(_today(), place.valid_to or date.max)

    def find() -> Period | None:
        quarters = (period for period in _quarters(workspace, today) if period.last <= today)
        ended = [period for period in quarters if place.valid_on(period.last)]
        forms = ((period, form_for(workspace, place, period, by=by)) for period in ended)
        incomplete = (period for period, form in forms if not reported_so_far(workspace, form).is_complete)
        return next(incomplete, ended[0] if ended else None)

    return workspace.cached(("period to report", workspace.vintage, place.key, today, by), find)


def reported_so_far(workspace: Workspace, form: ReportForm) -> ReportedSoFar:
    """How much of a form is already published."""
    is_published, was_published = ~np.isnan(form.published), ~np.isnan(form.previous)
    expected = int((is_published | was_published).sum()) or form.published.size
    figures = workspace.snapshot().figures
    index = pd.MultiIndex.from_product([[unit.key for unit in form.units], [form.period]])
    columns = [measure.code for measure in form.measures]
    origins = np.unique(figures.origins.reindex(index=index, columns=columns, fill_value=NO_ORIGIN).to_numpy())
    received = [figures.sources[origin].received for origin in origins if origin != NO_ORIGIN]
    return ReportedSoFar(int(is_published.sum()), expected, max(received, default=None))


def recent_submissions(workspace: Workspace, place: Locality) -> tuple[PastSubmission, ...]:
    """The last submissions for a locality, newest first."""
    records = workspace.records.submissions
    numbers = {number for number, record in records.items() if record.scope.partition(" ")[0] == place.key}
    numbers |= {source.submission for *_, source in workspace.snapshot().figures.of(place.key)}
    newest = sorted(numbers & set(records), reverse=True)[:MAX_RECENT_SUBMISSIONS]
    recent = (records[number] for number in newest)
    return tuple(PastSubmission(record, workspace.file_archive.has(record.sha256)) for record in recent)


def draft_of(workspace: Workspace, form: ReportForm, *, by: Actor) -> Draft | None:
    """The account's draft of a form, if there is one. Raises `NotAllowed`."""
    _require(workspace, form, by)
    return workspace.store.drafts.find(by.name, form.place.key, form.period)


def keep_draft(workspace: Workspace, form: ReportForm, cells: Mapping[str, str], *, by: Actor) -> None:
    """Save what was typed into a form; without any cell the draft is deleted. Raises `NotAllowed`."""
    _require(workspace, form, by)
    if cells:
        workspace.store.drafts.put(Draft(by.name, form.place.key, form.period, cells, datetime.now(UTC)))
    else:
        drop_draft(workspace, form, by=by)


def drop_draft(workspace: Workspace, form: ReportForm, *, by: Actor) -> None:
    """Delete the account's draft of a form. Raises `NotAllowed`."""
    _require(workspace, form, by)
    workspace.store.drafts.drop(by.name, form.place.key, form.period)


def _make_form(workspace: Workspace, place: Locality, period: Period) -> ReportForm:
    units, measures = _reporting_units(workspace, place, period), _counts_to_report(workspace)
    keys, codes = [unit.key for unit in units], [measure.code for measure in measures]
    earlier = previous(period, workspace.cutoff) or year_before(period, workspace.cutoff)
    table = published_figures(workspace).table
    published, before = table(keys, period, codes), table(keys, earlier, codes)
    return ReportForm(place, period, units, measures, published, before, earlier)


def _counts_to_report(workspace: Workspace) -> tuple[Measure, ...]:
    measures = workspace.catalogue.measures.values()
    return tuple(measure for measure in measures if measure.is_count and not measure.from_registry)


def _reporting_units(workspace: Workspace, place: Locality, period: Period) -> tuple[Locality, ...]:
    """The units below a locality that have reported before, else those directly below it.

    The locality itself comes first when it has reported before, or has no units below.
    """
    snapshot, registry = workspace.snapshot(), workspace.registry
    reported = [earlier for earlier in snapshot.periods(place) if earlier.last <= period.last]
    levels = (snapshot.level_of_reports(place, earlier) for earlier in reversed(reported))
    level = next((level for level in levels if level), None)
    below = registry.below(place, period.last, level) if level else ()
    below = below or registry.children_of(place, period.last)
    reports_itself = not below or any(snapshot.has_own(place, earlier) for earlier in reported)
    return (place, *below) if reports_itself else below


def _require(workspace: Workspace, form: ReportForm, by: Actor) -> None:
    by.require_for(Permission.REPORT, form.place, workspace.registry, form.period.last)


def _named(workspace: Workspace, name: str | None, today: date) -> tuple[Period, ...]:
    """The period of a name, when it has begun; none for a text that is no period."""
    try:
        period = parse_period(name, workspace.cutoff) if name else None
    except UnknownPeriod:
        return ()
    return (period,) if period is not None and period.first <= today else ()


def _ended(workspace: Workspace, key: str | None, today: date) -> Locality | None:
    """The locality of a key, when it ended before today."""
    if key is None or key not in workspace.registry:
        return None
    unit = workspace.registry.by_key(key)
    return unit if unit.valid_to is not None and unit.valid_to < today else None


def _quarters(workspace: Workspace, today: date) -> Iterator[Period]:
    """Quarters from the one after today's backwards, as many as are offered and two more."""
    last = 4 * today.year + (today.month - 1) // 3 + 1
    for number in range(last, last - QUARTERS_OFFERED - 2, -1):
        yield quarter(number // 4, number % 4 + 1, workspace.cutoff)


def _today() -> date:
    return datetime.now(HANOI).date()
