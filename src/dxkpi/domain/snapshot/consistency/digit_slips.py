"""Typing slips that would explain an inconsistency: a digit missing, one too many, or two swapped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dxkpi.domain.snapshot.consistency.inconsistency import ConsistencyCheck, FigureTerm, Inconsistency

# Below two digits every number is a slip of every other.
LEAST_DIGITS = 2
# A cell that closes this many sums at once is likely wrong even where the two numbers do not look alike.
SUMS_THAT_CONVINCE = 2
SUMS = frozenset(
    {
        ConsistencyCheck.IDENTITY,
        ConsistencyCheck.CARRIED_OVER,
        ConsistencyCheck.PERIOD_SUM,
        ConsistencyCheck.SAME_DAY,
        ConsistencyCheck.UNIT_SUM,
    }
)


@dataclass(frozen=True)
class SuspectedSlip:
    """A figure that is likely wrong, and the number that would close the sum."""

    term: FigureTerm
    closing: int


def suspected_slips(inconsistencies: Sequence[Inconsistency]) -> Mapping[Inconsistency, SuspectedSlip]:
    """For each sum that does not close the figure that is most likely wrong; without those for which none stands out.

    A figure that closes several of the sums precedes one that closes a single one, and then one that looks like a slip.
    """
    closings = {sum_: tuple(_closings(sum_)) for sum_ in inconsistencies if _is_sum(sum_)}
    closed = Counter(closing for of_sum in closings.values() for closing in of_sum)
    slips: dict[Inconsistency, SuspectedSlip] = {}
    for sum_, of_sum in closings.items():
        ranks = {
            closing: (closed[closing], is_slip(closing.term.value, closing.closing))
            for closing in of_sum
            if closed[closing] >= SUMS_THAT_CONVINCE or is_slip(closing.term.value, closing.closing)
        }
        best = [closing for closing, rank in ranks.items() if rank == max(ranks.values())]
        if len(best) == 1:
            slips[sum_] = best[0]
    return slips


def is_slip(written: float, meant: float) -> bool:
    """Whether one number is the other with a digit left out, a digit too many, or two neighbouring digits swapped."""
    texts = str(int(written)), str(int(meant))
    shorter, longer = sorted(texts, key=len)
    if len(longer) < LEAST_DIGITS or shorter == longer:
        return False
    if len(longer) == len(shorter) + 1:
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    if len(longer) > len(shorter):
        return False
    differing = [at for at, (one, other) in enumerate(zip(*texts, strict=True)) if one != other]
    first, last = differing[0], differing[-1]
    is_pair = len(differing) == 2 and last == first + 1
    return is_pair and texts[0][first : last + 1] == texts[1][first : last + 1][::-1]


def _is_sum(inconsistency: Inconsistency) -> bool:
    return inconsistency.check in SUMS and not inconsistency.is_part


def _closings(sum_: Inconsistency) -> Iterator[SuspectedSlip]:
    """For each figure the number with which both sides are equal, where that is 0 or more."""
    gap = sum(term.value for term in sum_.left) - sum(term.value for term in sum_.right)
    sides = ((sum_.left, -gap), (sum_.right, gap))
    for terms, correction in sides:
        for term in terms:
            if term.value + correction >= 0:
                yield SuspectedSlip(term, int(term.value + correction))
