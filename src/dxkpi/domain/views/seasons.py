"""The quarters of a year over those of the year before, each pair with what may be claimed of its difference."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dxkpi.domain.model.indicator import Indicator, Unit
from dxkpi.domain.model.period import Period, cumulative_of, quarter, quarter_of, year_before
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.change import MEANINGFUL_POINTS, Significance, change_of_counts
from dxkpi.domain.views.control import is_large_share, meaningful_size, trend_of
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.series import history_view
from dxkpi.domain.views.spoken import all_spoken
from dxkpi.domain.views.view import Findings, Series, View
from dxkpi.locale import Names

QUARTERS = range(1, 5)


def seasons_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """The quarters of the year asked for, until the period asked for, over those of the year before."""
    return over_last_year(history_view(query, snapshot), snapshot, meaningful=query.settings.meaningful)


def over_last_year(view: View, snapshot: Snapshot, *, meaningful: float = MEANINGFUL_POINTS) -> View:
    """A view of one indicator over periods, the one asked for last, as two series: its year until then, and the whole
    year before. Other forms than quarters have one period a year."""
    indicator, history = view.asked_indicator, view.series[0].values
    year = _periods_of_year(view)
    now = tuple(period for period in year if period <= view.period)
    earlier = tuple(year_before(period, view.cutoff) for period in year)
    pair = [all_spoken(snapshot.series(indicator, view.place, periods)) for periods in (now, earlier)]
    spread = trend_of(history, indicator, view.cutoff, meaningful=meaningful)[0].spread if history else None
    series = tuple(Series(_year(values[-1].period, view), values) for values in pair)
    findings = SeasonsFindings(indicator, pair[0], pair[1], spread, meaningful)
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
    year before; `spread`: as in `change.change_of_counts`; `meaningful`: the practical threshold in points."""

    indicator: Indicator
    now: tuple[Value, ...]
    earlier: tuple[Value, ...]
    spread: float | None
    meaningful: float

    def claim(self, at: int) -> Significance | None:
        """What may be claimed of the pair at an index. None where it has no difference that can be tested."""
        if at >= len(self.now):
            return None
        value, before = self.now[at], self.earlier[at]
        size = value.change_from(before)
        if size is None or value.value is None:
            return None
        meaningful = meaningful_size(self.meaningful, self.indicator, before.value)
        if self.indicator.unit is Unit.PERCENT and is_large_share(value) and is_large_share(before):
            counts = [(each.numerator or 0.0, each.denominator or 0.0) for each in (before, value)]
            return change_of_counts(*counts, spread=self.spread, meaningful=meaningful).claim
        return None
