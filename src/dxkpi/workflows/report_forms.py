"""The form on the screen: whose figures, which measures, what stands and what stood before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Period, parse_period, previous, year_before
from dxkpi.domain.model.permissions import OPERATOR, Actor, Permission
from dxkpi.workflows.queries import find_locality
from dxkpi.workspace import Workspace


@dataclass(frozen=True, eq=False)
class ReportForm:
    """What is asked: `units` down, `measures` across. `standing` and `before` have that shape; NaN: no figure.

    `standing`: figures of this period that stand; `before`: those of `before_period`, the one before.
    """

    place: Locality
    period: Period
    units: tuple[Locality, ...]
    measures: tuple[Measure, ...]
    standing: np.ndarray
    before: np.ndarray
    before_period: Period


def form_for(workspace: Workspace, locality: str, period: str, *, by: Actor = OPERATOR) -> ReportForm:
    """The form of a locality and period.

    Raises `UnknownLocality`, `AmbiguousLocality`, `UnknownPeriod`, `NotAllowed`.
    """
    when = parse_period(period, workspace.cutoff)
    place = find_locality(workspace, locality, period=when)
    by.require_for(Permission.REPORT, place, workspace.registry, when.last)
    units, measures = reporting_units(workspace, place, when), measures_to_report(workspace)
    keys, codes = [unit.key for unit in units], [measure.code for measure in measures]
    earlier = previous(when, workspace.cutoff) or year_before(when, workspace.cutoff)
    history = workspace.history()
    standing, before = history.table(keys, when, codes), history.table(keys, earlier, codes)
    return ReportForm(place, when, units, measures, standing, before, earlier)


def measures_to_report(workspace: Workspace) -> tuple[Measure, ...]:
    """Every count that is reported, in reading order."""
    return tuple(each for each in workspace.catalogue.measures.values() if each.is_count and not each.from_registry)


def reporting_units(workspace: Workspace, place: Locality, period: Period) -> tuple[Locality, ...]:
    """Who reports for a place: the units below it that did before, else those directly below; itself where it has
    reported before, or has none below."""
    answers, registry = workspace.snapshot(), workspace.registry
    known = [each for each in answers.periods(place) if each.last <= period.last]
    level = next((found for each in reversed(known) if (found := answers.level_of_reports(place, each))), None)
    below = registry.below(place, period.last, level) if level else ()
    below = below or registry.children_of(place, period.last)
    alone = any(answers.has_own(place, each) for each in known) or not below
    return (place, *below) if alone else below


def written(table: np.ndarray, units: Sequence[Locality], measures: Sequence[Measure]) -> Mapping[tuple[str, str], str]:
    """A table of figures as texts of a form, by locality (key) and measure (code)."""
    return {
        (unit.key, measure.code): f"{table[down, across]:.0f}"
        for down, unit in enumerate(units)
        for across, measure in enumerate(measures)
        if not np.isnan(table[down, across])
    }
