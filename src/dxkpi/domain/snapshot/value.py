"""One value of one indicator or measure, with everything that must go with it."""

from __future__ import annotations

from dataclasses import dataclass

from dxkpi.domain.figures.figures import Source
from dxkpi.domain.model.measure import Bound
from dxkpi.domain.model.period import Period
from dxkpi.locale import N_, Message, Names

COUNT = "count"
# A difference: points of percent, or of whatever unit the indicator has.
POINTS = "points"
SUMMED = N_("Summed over the {count} localities that made it up then")
REPORTED_BY = N_("As reported by {unit}")


@dataclass(frozen=True)
class Value:
    """What is known of one indicator (or one measure) for one locality and period.

    `value` is in `unit`: percent (unrounded), per_one, or count for a measure (`of_measure`); nothing where it cannot
    be had, and then `notes` say why. `numerator` and `denominator` are the counts it was computed from, summed over
    `reporting` of `expected` localities. `stated` marks a share that a source printed without counts, `small` a rate
    over so few that it is not ranked, `suppressed` what an operator's threshold hides: then it is nothing.
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
    provisional: bool = False
    simulated: bool = False
    reporting: int = 0
    expected: int = 1
    numerator_names: Names | None = None
    denominator_names: Names | None = None
    fallback: bool = False
    small: bool = False
    suppressed: bool = False
    notes: tuple[Message, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every locality that belongs to it has reported."""
        return self.reporting >= self.expected

    @property
    def partial(self) -> bool:
        """Whether it is a sum over some of its localities only."""
        return self.value is not None and not self.complete

    def change_from(self, earlier: Value | None) -> float | None:
        """Difference to an earlier value in the indicator's unit; nothing where the two do not compare.

        They compare where both are known, exact, and rest on the same kind of numerator and denominator.
        """
        if earlier is None or self.value is None or earlier.value is None:
            return None
        if self.stated or earlier.stated or self.fallback != earlier.fallback:
            return None
        return self.value - earlier.value
