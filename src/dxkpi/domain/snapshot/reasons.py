"""Why an indicator has no value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from dxkpi.domain.model.indicator import Indicator, Term
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.snapshot.ratios import Column
from dxkpi.locale import N_, Message

UNSTATED = N_("No source states it for this period")
UNEQUAL = N_("Not computed: numerator and denominator do not count the same part of the locality")


def reason_missing(indicator: Indicator, measures: Mapping[str, Measure], column: Column, rows: np.ndarray) -> Message:
    """The counts that are missing in a locality's own row (none, or one), or that the counts do not fit together."""

    if not indicator.is_counted:
        return Message(UNSTATED)

    def is_present(code: str) -> bool:
        return bool(len(rows)) and not np.isnan(column(code)[rows[0]])

    codes = (
        *missing_measures(indicator.numerators, is_present),
        *missing_measures(indicator.denominators, is_present),
    )
    names = tuple(measures[code].names.inline for code in dict.fromkeys(codes))
    return Message(N_("Not reported: {measures}"), {"measures": names}) if names else Message(UNEQUAL)


def missing_measures(terms: Sequence[Term], is_present: Callable[[str], bool]) -> tuple[str, ...]:
    """The shortest list of measures (codes) that would complete a term; empty when a term is complete."""
    gaps = [tuple(code for code in term.needed if not is_present(code)) for term in terms if not term.fallback]
    return min(gaps, key=len, default=())
