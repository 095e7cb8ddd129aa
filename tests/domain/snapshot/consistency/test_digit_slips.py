"""The figure that is most likely wrong is named, with the number that closes the sum; without one nothing is."""

from __future__ import annotations

from datetime import date

import pytest

from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.consistency.digit_slips import is_slip, suspected_slips
from dxkpi.domain.snapshot.consistency.inconsistency import ConsistencyCheck, FigureTerm, Inconsistency

PERIOD = Period(date(2023, 3, 14), date(2022, 12, 15))


def equation(whole: tuple[str, float], *parts: tuple[str, float]) -> Inconsistency:
    left, *right = (FigureTerm("480@2021-07-01", PERIOD, measure, value) for measure, value in (whole, *parts))
    gap = abs(left.value - sum(term.value for term in right))
    return Inconsistency(ConsistencyCheck.IDENTITY, (left,), tuple(right), gap)


@pytest.mark.parametrize(
    ("written", "meant", "expected"),
    [
        (14654, 143654, True),  # a digit left out
        (100, 1000, True),
        (14433, 1433, True),  # doubled
        (1243, 1234, True),  # swapped
        (1234, 1234, False),
        (4321, 1234, False),
        (1234, 1235, False),  # any number is one digit away from many
        (5, 7, False),
        (12, 1299, False),
    ],
)
def test_a_slip_is_a_digit_missing_or_too_many_or_two_swapped(written: int, meant: int, expected: bool) -> None:
    """Nothing else is called a slip."""
    assert is_slip(written, meant) is expected


def test_the_figure_with_a_missing_digit_is_named() -> None:
    """143,654 + 2,000 = 145,654; 14,654 is written."""
    broken = equation(("whole", 145654), ("early", 14654), ("late", 2000))
    slip = suspected_slips([broken])[broken]
    assert (slip.term.measure, slip.closing) == ("early", 143654)


def test_the_figure_that_closes_two_sums_is_named_without_looking_like_a_slip() -> None:
    """Resolved 500 in two sums that both want 620."""
    first = equation(("resolved", 500), ("early", 400), ("late", 220))
    second = equation(("to process", 700), ("resolved", 500), ("pending", 80))
    slips = suspected_slips([first, second])
    assert {(slip.term.measure, slip.closing) for slip in slips.values()} == {("resolved", 620)}


def test_nothing_is_named_where_nothing_stands_out() -> None:
    """100 against 40 + 53: any of the three may be wrong."""
    assert suspected_slips([equation(("whole", 100), ("early", 40), ("late", 53))]) == {}
