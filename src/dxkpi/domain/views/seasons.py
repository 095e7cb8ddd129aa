"""The quarters of a year over those of the year before, each with what is claimed of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.period import Period, cumulative_of, quarter, quarter_of, year_before
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.claims import PointClaim, judge_history
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.series import history_view
from dxkpi.domain.views.spoken import all_spoken
from dxkpi.domain.views.view import Findings, Series, View
from dxkpi.locale import Names

QUARTERS = range(1, 5)


def seasons_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """One indicator as two series: the year of the period asked for until then, and the whole year before. Other forms
    than quarters have one period a year."""
    view, indicator = history_view(query, snapshot), query.asked_indicator
    year = _periods_of_year(view)
    now = tuple(period for period in year if period <= view.period)
    earlier = tuple(year_before(period, view.cutoff) for period in year)
    pair = [all_spoken(snapshot.series(indicator, view.place, periods)) for periods in (now, earlier)]
    series = tuple(Series(_year(values[-1].period, view), values) for values in pair)
    judged = judge_history(query, snapshot, indicator)
    findings = SeasonsFindings(indicator, pair[0], pair[1], tuple(judged.claim(period) for period in now))
    return replace(view, series=series, breaks=(), findings=findings)


def _periods_of_year(view: View) -> tuple[Period, ...]:
    """The quarters of the asked period's year; of other forms the period alone."""
    form = quarter_of(view.period, view.cutoff)
    if form is None:
        return (view.period,)
    return tuple(quarter(form[0], number, view.cutoff) for number in QUARTERS)


def _year(period: Period, view: View) -> Names:
    form = quarter_of(period, view.cutoff) or cumulative_of(period, view.cutoff)
    year = str(form[0] if form else period.last.year)
    return Names(year, year)


@dataclass(frozen=True, eq=False)
class SeasonsFindings(Findings):
    """Two years over each other. `now`: the periods of the later year until the one asked for; `earlier`: all of the
    year before; `claims`: about each value of `now`, None where the series does not have it."""

    indicator: Indicator
    now: tuple[Value, ...]
    earlier: tuple[Value, ...]
    claims: tuple[PointClaim | None, ...]

    def columns(self, value: Value) -> dict[str, object]:
        """What is claimed of a value of the later year."""
        claim = next((claim for claim in self.claims if claim and claim.value.period == value.period), None)
        return {"claim": claim.claim.value if claim else None, "reason": claim.reason.value if claim else None}
