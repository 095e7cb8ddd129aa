"""Why a whole changed: the change of Σx/Σn between two periods, split exactly into the contribution of each part.

CountPair are plain numbers. The results are fractions, so that the parts add up to the change without a remainder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from dxkpi.domain.stats.validation import require_numbers

# (numerator, denominator)
CountPair = tuple[float, float]
ZERO = Fraction(0)


@dataclass(frozen=True)
class Contribution:
    """What one part contributed to the change of the whole, as shares (0.01 is one point).

    `rate`: because its own share changed; `mix`: because its weight in the denominator changed; `presence`: because it
    exists in only one of the two periods. `earlier`, `later`: its (numerator, denominator), None without any.
    """

    key: str
    rate: Fraction
    mix: Fraction
    presence: Fraction
    earlier: CountPair | None
    later: CountPair | None

    @property
    def total(self) -> Fraction:
        """The sum of the three effects."""
        return self.rate + self.mix + self.presence


@dataclass(frozen=True)
class Decomposition:
    """The whole before and after, and its parts, largest contribution first; their totals sum to the change exactly."""

    earlier: Fraction
    later: Fraction
    parts: tuple[Contribution, ...]

    @property
    def change(self) -> Fraction:
        """The change of the whole, as a share."""
        return self.later - self.earlier


def split_change(earlier: Mapping[str, CountPair], later: Mapping[str, CountPair]) -> Decomposition | None:
    """The change of Σx/Σn split by part; None when either period has no denominator at all.

    Rate effect: the mean of its two weights × the change of its share. Mix effect: the change of its weight × (the mean
    of its two shares - the mean of the two wholes). Kitagawa, Components of a Difference Between Two Rates (1955,
    Journal of the American Statistical Association 50, 1168-1194), the form without interaction, worked in Das Gupta,
    Standardization and Decomposition of Rates (1993), example 5.1; subtracting the mean of the wholes leaves the sum
    as it is, since weights sum to one, and makes the sign of a mix effect say whether a part above or below average
    grew. A part with a denominator in one period only enters or leaves with its whole weight: presence effect, ± its
    weight × (its share - the mean of the two wholes). Raises ValueError when a count is not a number or a denominator
    is below 0.
    """
    require_numbers(*earlier.values(), *later.values())
    if any(n < 0 for counts in (earlier, later) for _, n in counts.values()):
        raise ValueError("a denominator must not be below 0")
    n_earlier, n_later = (sum(Fraction(n) for _, n in counts.values()) for counts in (earlier, later))
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
    """The parts rounded so that they add up to their rounded sum, by the largest remainders.

    Each lies less than one unit of the last decimal from its exact value. Negative `decimals`: tens, hundreds. Source:
    Hamilton's method, Balinski and Young, Fair Representation (second edition, 2001), chapter 3.
    """
    unit = Fraction(10) ** -decimals
    scaled = [part / unit for part in parts]
    floors = [floor(part) for part in scaled]
    missing = round(sum(scaled, ZERO)) - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda at: (floors[at] - scaled[at], at))
    raised = set(by_remainder[:missing])
    return tuple((whole + (at in raised)) * unit for at, whole in enumerate(floors))


def _part(
    key: str, earlier: CountPair | None, later: CountPair | None, wholes: tuple[Fraction, Fraction], middle: Fraction
) -> Contribution:
    before, after = (_weight_and_share(counts, whole) for counts, whole in zip((earlier, later), wholes, strict=True))
    if before and after:
        rate = (before[0] + after[0]) / 2 * (after[1] - before[1])
        mix = (after[0] - before[0]) * ((before[1] + after[1]) / 2 - middle)
        return Contribution(key, rate, mix, ZERO, earlier, later)
    # Weight × (share - middle), written without the share, which does not exist for a denominator of 0.
    counts = [(Fraction(pair[0]), Fraction(pair[1])) if pair else (ZERO, ZERO) for pair in (earlier, later)]
    left, entered = ((x - n * middle) / whole for (x, n), whole in zip(counts, wholes, strict=True))
    return Contribution(key, ZERO, ZERO, entered - left, earlier, later)


def _weight_and_share(counts: CountPair | None, whole: Fraction) -> tuple[Fraction, Fraction] | None:
    if counts is None or not counts[1]:
        return None
    return Fraction(counts[1]) / whole, Fraction(counts[0]) / Fraction(counts[1])
