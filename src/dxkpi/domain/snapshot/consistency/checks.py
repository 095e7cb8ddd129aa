"""Every check of figures against each other: the one list of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from dxkpi.domain.model.coverage import WHOLE
from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.consistency.inconsistency import (
    ConsistencyRules,
    FiguresOfCoverage,
    FigureTable,
    Inconsistency,
    with_source,
)
from dxkpi.domain.snapshot.consistency.period_checks import period_contradictions
from dxkpi.domain.snapshot.consistency.rule_checks import broken_rules, broken_successions, excessive_parts
from dxkpi.domain.snapshot.consistency.share_checks import share_contradictions
from dxkpi.domain.snapshot.consistency.unit_checks import unit_contradictions

ConsistencyChecker = Callable[[FigureTable, ConsistencyRules], Iterator[Inconsistency]]
# Each compares figures that count the same part of one locality.
CHECKS: tuple[ConsistencyChecker, ...] = (
    broken_rules,
    excessive_parts,
    broken_successions,
    period_contradictions,
    share_contradictions,
)
# These compare a locality with those below it.
CHECKS_BETWEEN_LOCALITIES: tuple[ConsistencyChecker, ...] = (unit_contradictions,)


def find_inconsistencies(table: FigureTable, checked: ConsistencyRules) -> tuple[Inconsistency, ...]:
    """Every inconsistency of a table of figures, the newest period first."""
    coverages = dict.fromkeys((WHOLE, *(source.coverage for source in table.figures.sources)))
    inconsistencies = [
        *(
            one
            for coverage in coverages
            for check in CHECKS
            for one in check(FiguresOfCoverage(table, coverage), checked)
        ),
        *(one for check in CHECKS_BETWEEN_LOCALITIES for one in check(table, checked)),
    ]
    return tuple(sorted((with_source(table, one) for one in inconsistencies), key=_order))


def by_place(inconsistencies: Iterable[Inconsistency]) -> Mapping[tuple[str, Period], tuple[Inconsistency, ...]]:
    """Inconsistencies by the locality (key) and period of each of their figures."""
    places: dict[tuple[str, Period], list[Inconsistency]] = defaultdict(list)
    for inconsistency in inconsistencies:
        for place in dict.fromkeys((term.locality, term.period) for term in inconsistency.terms):
            places[place].append(inconsistency)
    return {place: tuple(of_place) for place, of_place in places.items()}


def _order(inconsistency: Inconsistency) -> tuple[object, ...]:
    period = inconsistency.period
    return -period.last.toordinal(), inconsistency.locality, inconsistency.check, inconsistency.rule
