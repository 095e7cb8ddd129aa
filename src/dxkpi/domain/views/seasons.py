"""This year's quarters over last year's, each pair with what may be claimed of its difference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest

from dxkpi.domain.model.indicator import Indicator, Unit
from dxkpi.domain.model.period import Period, cumulative_of, quarter, quarter_of, year_before
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.change import MEANINGFUL_POINTS, Claim, change_of_counts
from dxkpi.domain.views import text
from dxkpi.domain.views.claims import change_text, claim_text, meaningful_size, threshold_text
from dxkpi.domain.views.control import incomplete, is_large_share, trend_of
from dxkpi.domain.views.interpretation import Interpretation
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.series import history_view
from dxkpi.domain.views.text import signed
from dxkpi.domain.views.view import Series, Table, View
from dxkpi.locale import N_, Names

QUARTERS = range(1, 5)


def seasons_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """The quarters of the year asked for, until the period asked for, over those of the year before."""
    return over_last_year(history_view(query, snapshot), snapshot, meaningful=query.settings.meaningful)


def over_last_year(view: View, answers: Snapshot, *, meaningful: float = MEANINGFUL_POINTS) -> View:
    """A view of one indicator over periods, the one asked for last, as two series: its year until then, and the whole
    year before. Other forms than quarters have one period a year."""
    if view.indicator is None:
        raise ValueError("seasons need an indicator")
    indicator, history = view.indicator, view.series[0].values
    year = _periods_of_year(view)
    now = tuple(period for period in year if period <= view.period)
    earlier = tuple(year_before(period, view.cutoff) for period in year)
    pair = [answers.series(indicator, view.place, periods) for periods in (now, earlier)]
    spread = trend_of(history, indicator, view.cutoff, meaningful=meaningful)[0].spread if history else None
    series = tuple(Series(_year(values[-1].period, view), values) for values in pair)
    return replace(
        view, series=series, breaks=(), reading=SeasonsInterpretation(indicator, pair[0], pair[1], spread, meaningful)
    )


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
class SeasonsInterpretation(Interpretation):
    """The words of two years over each other; `spread` as in `change.change_of_counts`."""

    indicator: Indicator
    now: tuple[Value, ...]
    earlier: tuple[Value, ...]
    spread: float | None
    meaningful: float

    def title(self, view: View) -> str:
        """The newest period beside the same one a year before, and what may be claimed of the difference."""
        value, before = self.now[-1], self.earlier[len(self.now) - 1]
        if value.value is None:
            return super().title(view)
        told: dict[str, object] = {
            "indicator": self.indicator.names,
            "place": view.place.name,
            "period": view.period_name(value.period),
            "value": view.written(value),
        }
        if before.value is None:
            gap = view.period_name(before.period)
            return view.say(N_("{indicator}, {place}, {period}: {value}; no figure for {earlier}"), earlier=gap, **told)
        meaningful = meaningful_size(self.meaningful, self.indicator, before.value)
        change = change_text(value.change_from(before), meaningful, self.indicator, view.language)
        if not change:
            told["before"] = view.written(before)
            message = N_("{indicator}, {place}, {period}: {value}; a year before {before}; the two do not compare")
            return view.say(message, **told)
        told |= {"change": change, "before": view.written(before), "claim": self.claimed(view, len(self.now) - 1)}
        if not told["claim"]:
            return view.say(N_("{indicator}, {place}, {period}: {value}, {change} on a year before ({before})"), **told)
        message = N_("{indicator}, {place}, {period}: {value}, {change} on a year before ({before}); {claim}")
        return view.say(message, **told)

    def table(self, view: View) -> Table:
        """Period, this year, last year, the difference, what may be claimed, notes."""
        plain = text.table(view)
        headings = (
            plain.headings[0],
            *(f"{series.names.text(view.language)} ({view.unit})" for series in view.series),
            view.say(N_("Difference")),
            view.say(N_("What may be claimed")),
            plain.headings[-1],
        )
        cells, numbers = [], []
        for at, (value, before) in enumerate(zip_longest(self.now, self.earlier)):
            name = view.period_name(value.period if value else before.period)
            size = value.change_from(before) if value else None
            words = (self.claimed(view, at), plain.cells[at][-1] if value else "")
            told = signed(size, view.language, decimals=2)
            cells.append((name, view.written(value), view.written(before), told, *words))
            numbers.append((name, value.value if value else None, before.value, size, *words))
        return Table(headings, tuple(cells), tuple(numbers))

    def notes(self, view: View) -> tuple[str, ...]:
        """The test, and what it rests on."""
        missing = incomplete(view)
        if self.spread is None:
            return tuple(missing)
        told = N_(
            "Differences are tested as of two shares (Fleiss, 2003), at 99 %, with what the quarters usually vary"
        )
        return (view.say(told), *missing)

    def claimed(self, view: View, at: int) -> str:
        """What may be claimed of one pair, in words; empty where there is no difference."""
        claim = self.claim(at)
        if claim is None:
            return ""
        if claim is Claim.TOO_FEW:
            return view.say(N_("it cannot be said whether by chance: too few earlier figures"))
        threshold = threshold_text(self.meaningful, self.indicator, view.language)
        return claim_text(claim, view.language, threshold=threshold)

    def claim(self, at: int) -> Claim | None:
        """What may be claimed of one pair."""
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
