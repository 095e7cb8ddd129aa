"""Why a whole changed: the change of Σx/Σn between two periods, split exactly into what each of its parts did.

Plain functions on plain counts. Fractions inside, so that the parts add up to the change without any remainder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from dxkpi.domain.stats.validation import require_numbers

Counts = tuple[float, float]
NONE = Fraction(0)


@dataclass(frozen=True)
class Contribution:
    """What one part did to the change of the whole, as shares (0.01 is one point).

    `rate`: its own share changed; `mix`: its weight in the denominator changed; `presence`: it is there in one of the
    two periods only. `earlier`, `later`: its (numerator, denominator), nothing where it has none.
    """

    key: str
    rate: Fraction
    mix: Fraction
    presence: Fraction
    earlier: Counts | None
    later: Counts | None

    @property
    def total(self) -> Fraction:
        """All it did."""
        return self.rate + self.mix + self.presence


@dataclass(frozen=True)
class Decomposition:
    """The whole before and after, and its parts, those that did most first; their totals sum to the change exactly."""

    earlier: Fraction
    later: Fraction
    parts: tuple[Contribution, ...]

    @property
    def change(self) -> Fraction:
        """How much the whole changed."""
        return self.later - self.earlier


def split_change(earlier: Mapping[str, Counts], later: Mapping[str, Counts]) -> Decomposition | None:
    """The change of Σx/Σn split by part; nothing where either period has no denominator at all.

    Rate effect: the mean of its two weights × the change of its share. Mix effect: the change of its weight × (the mean
    of its two shares - the mean of the two wholes). Kitagawa, Components of a Difference Between Two Rates (1955,
    Journal of the American Statistical Association 50, 1168-1194), the form without interaction, worked in Das Gupta,
    Standardization and Decomposition of Rates (1993), example 5.1; taking off the mean of the wholes moves nothing in
    the sum, since weights sum to one, and makes a part's mix effect say whether it grew above or below the average. A
    part with a denominator in one period only enters or leaves with its whole weight: presence effect, ± its weight ×
    (its share - the mean of the two wholes). Raises `ValueError` for what is no number and a denominator below 0.
    """
    require_numbers(*earlier.values(), *later.values())
    if any(n < 0 for each in (earlier, later) for _, n in each.values()):
        raise ValueError("a denominator is not below 0")
    n_earlier, n_later = (sum(Fraction(n) for _, n in each.values()) for each in (earlier, later))
    if not n_earlier or not n_later:
        return None
    whole_earlier = sum(Fraction(x) for x, _ in earlier.values()) / n_earlier
    whole_later = sum(Fraction(x) for x, _ in later.values()) / n_later
    middle = (whole_earlier + whole_later) / 2
    parts = [
        _part(key, earlier.get(key), later.get(key), (n_earlier, n_later), middle)
        for key in dict.fromkeys((*earlier, *later))
    ]
    parts.sort(key=lambda part: (-abs(part.total), part.key))
    return Decomposition(whole_earlier, whole_later, tuple(parts))


def rounded_to_sum(parts: Sequence[Fraction], decimals: int) -> tuple[Fraction, ...]:
    """The parts rounded so that they add up to their rounded sum: by the largest remainders.

    Each lies less than one unit of the last place from its exact value. Hamilton's method: Balinski and Young, Fair
    Representation (second edition, 2001), chapter 3. Negative `decimals`: tens, hundreds.
    """
    unit = Fraction(10) ** -decimals
    scaled = [part / unit for part in parts]
    floors = [floor(each) for each in scaled]
    lacking = round(sum(scaled, NONE)) - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda at: (floors[at] - scaled[at], at))
    raised = set(by_remainder[:lacking])
    return tuple((whole + (at in raised)) * unit for at, whole in enumerate(floors))


def _part(
    key: str, earlier: Counts | None, later: Counts | None, wholes: tuple[Fraction, Fraction], middle: Fraction
) -> Contribution:
    before, after = (_weight_and_share(each, whole) for each, whole in zip((earlier, later), wholes, strict=True))
    if before and after:
        rate = (before[0] + after[0]) / 2 * (after[1] - before[1])
        mix = (after[0] - before[0]) * ((before[1] + after[1]) / 2 - middle)
        return Contribution(key, rate, mix, NONE, earlier, later)
    # Weight × (share - middle), without the share, which counts without a denominator have not.
    counts = [(Fraction(each[0]), Fraction(each[1])) if each else (NONE, NONE) for each in (earlier, later)]
    left, entered = ((x - n * middle) / whole for (x, n), whole in zip(counts, wholes, strict=True))
    return Contribution(key, NONE, NONE, entered - left, earlier, later)


def _weight_and_share(counts: Counts | None, whole: Fraction) -> tuple[Fraction, Fraction] | None:
    if counts is None or not counts[1]:
        return None
    return Fraction(counts[1]) / whole, Fraction(counts[0]) / Fraction(counts[1])
