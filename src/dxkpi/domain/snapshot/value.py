"""A value of an indicator or measure together with what is needed to read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dxkpi.domain.figures.figures import Source
from dxkpi.domain.model.coverage import WHOLE, Coverage
from dxkpi.domain.model.measure import Bound
from dxkpi.domain.model.period import Period
from dxkpi.locale import N_, Message, Names

COUNT = "count"
# A sum over fewer of a place's localities is not told as a number of the place.
MIN_SHARE_OF_LOCALITIES = 0.5
# Unit of a difference: percentage points, or the unit of the indicator.
POINTS = "points"
SUMMED = N_("Summed over the {count} localities that made it up then")
REPORTED_BY = N_("As reported by {unit}")


@dataclass(frozen=True)
class Value:
    """The value of one indicator or measure (`of_measure`) for one locality and period.

    `value`: in `unit`, unrounded; None when missing, and `notes` say why. `unit`: "percent", "per_one", or "count" for
    a measure. `numerator`, `denominator`: the counts it was computed from, summed over `reporting` of `expected`
    localities; None for a stated share. `listed_on`: the day of the list by which `expected` was counted, when that of
    the period is not known. `coverage`: what it counts; two values share a sentence, a ratio or a change
    only if it is the same. `printed`: as the source prints it; empty where it says nothing else. `stated`: the source
    printed the share without counts, as exactly as `bound` says; `states_own_base`: it says of what. `fallback`:
    computed with the fallback denominator. `small`: the denominator is so small that the rate is not ranked.
    `suppressed`: hidden by disclosure control; `value` is None. `inconsistent`: it rests on figures that contradict
    each other; `notes` say which.
    """

    subject: str
    locality: str
    locality_name: str
    period: Period
    value: float | None
    unit: str = COUNT
    of_measure: bool = False
    numerator: float | None = None
    denominator: float | None = None
    stated: bool = False
    bound: Bound = Bound.EXACT
    states_own_base: bool = True
    provisional: bool = False
    simulated: bool = False
    reporting: int = 0
    expected: int = 1
    listed_on: date | None = None
    coverage: Coverage = WHOLE
    printed: str = ""
    numerator_names: Names | None = None
    denominator_names: Names | None = None
    fallback: bool = False
    small: bool = False
    suppressed: bool = False
    inconsistent: bool = False
    notes: tuple[Message, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether all expected localities have reported."""
        return self.reporting >= self.expected

    @property
    def partial(self) -> bool:
        """Whether it counts only some of its localities, so that it is not the number of the place."""
        return self.value is not None and self.coverage.is_partial

    @property
    def is_thin(self) -> bool:
        """Whether it counts so few of its localities that it does not describe the place."""
        return self.partial and self.reporting < MIN_SHARE_OF_LOCALITIES * self.expected

    @property
    def speaks_for_place(self) -> bool:
        """Whether it may be told as a number of its place, with what it counts."""
        return self.value is not None and not self.is_thin

    def change_from(self, earlier: Value | None) -> float | None:
        """The difference from an earlier value in the indicator's unit; None when they are not comparable.

        Values are comparable when both are present, computed from counts, count the same, and have the same kind of
        denominator.
        """
        if earlier is None or self.value is None or earlier.value is None:
            return None
        if self.stated or earlier.stated or self.fallback != earlier.fallback:
            return None
        if not self.coverage.compares_with(earlier.coverage):
            return None
        return self.value - earlier.value
