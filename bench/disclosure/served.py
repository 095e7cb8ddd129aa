"""What every vintage serves of its counts, as conditions for an attack.

The attacker knows every value of every vintage, the sums over localities and periods, the rules between counts and the
stated shares, and that no count is negative. Numbers that are nowhere reported but follow from two that are (the third
quarter from nine and six months, the departments from a district and its communes) are watched as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from bench.disclosure.attack import AttackedCounts
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import LEVELS_BELOW
from dxkpi.domain.model.measure import Measure, MeasureKind
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.rules import Rules
from dxkpi.domain.snapshot.consistency.period_checks import periods_inside
from dxkpi.domain.snapshot.disclosure import GuardedSnapshot
from dxkpi.domain.snapshot.snapshot import Snapshot

# (locality key, period, measure code, its value): a corrected count is another unknown.
ServedCount = tuple[str, Period, str, float]


def attacked_counts(
    vintages: Sequence[GuardedSnapshot], rules: Rules, indicators: Sequence[Indicator], below: int
) -> AttackedCounts:
    """Everything that is served of some vintages."""
    attacked = AttackedCounts()
    for snapshot in vintages:
        _Vintage(snapshot, attacked, rules, indicators, below).add()
    return attacked


class _Vintage:
    """Adds what one vintage serves."""

    def __init__(
        self,
        snapshot: GuardedSnapshot,
        attacked: AttackedCounts,
        rules: Rules,
        indicators: Sequence[Indicator],
        below: int,
    ) -> None:
        self.snapshot, self.attacked = snapshot, attacked
        self.rules, self.indicators, self.below = rules, indicators, below
        self.measures: dict[str, Measure] = {
            code: snapshot.measures[code] for code in snapshot.figures.measures if snapshot.measures[code].suppressible
        }

    def add(self) -> None:
        """Add the unknowns, what is served of them, and what relates them."""
        index = self.snapshot.figures.index
        for row, (key, period) in enumerate(index):
            for code in self.measures:
                if (value := self._value(row, code)) is not None:
                    self._watch(self._cell(row, code), self._name(key, period, code, value), value, key, period, code)
            self._relate_counts(row)
            self._serve_shares(row)
        for key, period in self._wholes():
            self._serve_sums(key, period)
        for key in index.localities:
            self._relate_periods(key)

    def _value(self, row: int, code: str) -> float | None:
        value = float(self.snapshot.figures.column(code)[row])
        return None if np.isnan(value) else value

    def _name(self, key: str, period: Period, code: str, value: float) -> ServedCount:
        return key, period, code, value

    def _cell(self, row: int, code: str) -> int:
        key, period = self.snapshot.figures.index[row]
        value = float(self.snapshot.figures.column(code)[row])
        return self.attacked.unknown(self._name(key, period, code, value), value)

    def _watch(self, place: int, name: object, value: float, key: str, period: Period, code: str) -> None:
        """A count of a locality is served, or must stay uncertain."""
        locality = self.snapshot.registry.by_key(key)
        served = self.snapshot.measure(code, locality, period)
        if served.value is None:
            self.attacked.watched.setdefault(name, place)
        else:
            self.attacked.know([(place, 1.0)], value)

    def _rest(self, name: object, value: float, terms: Sequence[tuple[int, float]]) -> None:
        """A number that follows from others: terms = rest. It is watched where it is small."""
        place = self.attacked.unknown((*terms, "rest"), value)
        self.attacked.know([*terms, (place, -1.0)], 0.0)
        if 0 < value < self.below:
            self.attacked.watched.setdefault(name, place)

    def _relate_counts(self, row: int) -> None:
        """Identities between the counts of one locality and period, and parts that are at most their whole."""
        counts = {code: value for code in self.measures if (value := self._value(row, code)) is not None}
        node = self.snapshot.figures.index[row]
        for rule in self.rules.identities:
            if not set(rule.whole) <= counts.keys():
                continue
            terms = [(self._cell(row, code), 1.0) for code in rule.whole]
            terms += [(self._cell(row, code), -1.0) for code in rule.parts if code in counts]
            rest = sum(counts[code] for code in rule.whole) - sum(counts.get(code, 0.0) for code in rule.parts)
            if rest >= 0 and any(code in counts for code in rule.parts):
                if set(rule.parts) <= counts.keys() and rest == 0:
                    self.attacked.know(terms, 0.0)
                elif not set(rule.parts) <= counts.keys():
                    self._rest((*node, rule.code), rest, terms)
        for indicator in self.indicators:
            for part in indicator.numerators:
                for whole in (term for term in indicator.denominators if not term.fallback):
                    if (
                        not part.measures
                        or part.less
                        or not whole.measures
                        or set(part.measures) & set(whole.measures)
                        or not {*part.measures, *whole.measures} <= counts.keys()
                    ):
                        continue
                    terms = [(self._cell(row, code), 1.0) for code in whole.measures]
                    terms += [(self._cell(row, code), -1.0) for code in part.measures]
                    rest = sum(counts[code] for code in whole.measures) - sum(counts[code] for code in part.measures)
                    if rest >= 0 and indicator.scale > 1:
                        self._rest((*node, indicator.id, part.measures), rest, terms)

    def _serve_shares(self, row: int) -> None:
        """A stated share that is shown bounds its part of a count."""
        key, period = self.snapshot.figures.index[row]
        locality = self.snapshot.registry.by_key(key)
        for indicator in self.indicators:
            for code in indicator.stated_by:
                percent = (
                    float(self.snapshot.figures.column(code)[row])
                    if code in self.snapshot.figures.positions
                    else np.nan
                )
                if np.isnan(percent) or self.snapshot.measure(code, locality, period).value is None:
                    continue
                for term in indicator.denominators:
                    base = term.measures[0]
                    if len(term.measures) == 1 and base in self.measures and self._value(row, base) is not None:
                        self._bound_part(row, base, (*self.snapshot.figures.index[row], code, base), percent)

    def _bound_part(self, row: int, base: str, name: object, percent: float) -> None:
        slack = 10.0 ** -len(f"{percent:.4f}".rstrip("0").partition(".")[2]) / 2
        whole, value = self._cell(row, base), float(self.snapshot.figures.column(base)[row])
        for share, side in ((percent, "part"), (100 - percent, "rest")):
            part = self.attacked.unknown((name, side), round(value * share / 100))
            self.attacked.bound([(part, 1.0), (whole, -(share + slack) / 100)], 0.0)
            self.attacked.bound([(part, -1.0), (whole, (share - slack) / 100)], 0.0)
            if 0 < value * (share - slack) / 100 < self.below:
                self.attacked.watched.setdefault((name, side), part)

    def _wholes(self) -> dict[tuple[str, Period], None]:
        wholes: dict[tuple[str, Period], None] = {}
        for key, period in self.snapshot.figures.index:
            locality = self.snapshot.registry.by_key(key)
            for above in self.snapshot.registry.ancestors(locality, period.last):
                wholes[above.key, period] = None
        return wholes

    def _serve_sums(self, key: str, period: Period) -> None:
        """Sums over the localities of each level below, where they are shown; and a unit's own count above its sum."""
        locality = self.snapshot.registry.by_key(key)
        for level in LEVELS_BELOW[locality.level]:
            rows = self.snapshot.rows_at(locality, level, period)
            for code in self.measures:
                reporting = [row for row in rows.tolist() if self._value(row, code) is not None]
                if not reporting:
                    continue
                terms = [(self._cell(row, code), 1.0) for row in reporting]
                total = sum(self._value(row, code) or 0.0 for row in reporting)
                own = self.snapshot.own_row(locality, period).tolist()
                own_value = self._value(own[0], code) if own else None
                if own_value is not None:
                    if own_value >= total:
                        self._rest(
                            (key, period, code, level),
                            own_value - total,
                            [(self._cell(own[0], code), 1.0)] + [(place, -1.0) for place, _ in terms],
                        )
                    continue
                served = self.snapshot.measure(code, locality, period, level)
                plain = Snapshot.measure(self.snapshot, code, locality, period, level)
                if served.value is not None and plain.value == total:
                    self.attacked.know(terms, total)

    def _relate_periods(self, key: str) -> None:
        """Flows of periods inside others, and stocks of one day."""
        figures = self.snapshot.figures
        rows = {figures.index[row][1]: row for row in range(len(figures.index)) if figures.index[row][0] == key}
        for code, measure in self.measures.items():
            values = {period: value for period, row in rows.items() if (value := self._value(row, code)) is not None}
            for whole in values:
                for inner in periods_inside(whole, tuple(values)):
                    pair = [(self._cell(rows[whole], code), 1.0), (self._cell(rows[inner], code), -1.0)]
                    rest = values[whole] - values[inner]
                    if measure.kind is MeasureKind.FLOW and rest >= 0:
                        self._rest((key, whole, inner, code), rest, pair)
                    is_same_end = measure.kind is MeasureKind.CLOSING_STOCK and inner.last == whole.last
                    is_same_start = measure.kind is MeasureKind.OPENING_STOCK and inner.first == whole.first
                    if rest == 0 and (is_same_end or is_same_start):
                        self.attacked.know(pair, 0.0)
                if measure.kind is MeasureKind.FLOW:
                    self._relate_cover(key, whole, code, rows, values)
        self._relate_carried(rows)

    def _relate_cover(
        self, key: str, whole: Period, code: str, rows: dict[Period, int], values: dict[Period, float]
    ) -> None:
        """The periods inside that follow one another from the first day on: their sum leaves the rest."""
        terms = [(self._cell(rows[whole], code), 1.0)]
        rest, day = values[whole], whole.first
        for inner in sorted(periods_inside(whole, tuple(values))):
            if inner.first == day:
                terms.append((self._cell(rows[inner], code), -1.0))
                rest -= values[inner]
                day = date_after(inner)
                if rest < 0:
                    return
                if len(terms) > 2:
                    self._rest((key, whole, inner, code, "cover"), rest, list(terms))
        if day > whole.last and rest == 0:
            self.attacked.know(terms, 0.0)

    def _relate_carried(self, rows: dict[Period, int]) -> None:
        for rule in self.rules.successions:
            for before, row in rows.items():
                for after, other in rows.items():
                    pair = self._value(row, rule.earlier), self._value(other, rule.later)
                    if after.first == date_after(before) and pair[0] is not None and pair[0] == pair[1]:
                        self.attacked.know(
                            [(self._cell(row, rule.earlier), 1.0), (self._cell(other, rule.later), -1.0)], 0.0
                        )


def date_after(period: Period) -> date:
    """The day after a period."""
    return period.last + timedelta(days=1)
