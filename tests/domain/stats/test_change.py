"""Whether two shares differ: a published test, and what a difference may be called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.domain.stats.change import Significance, change_of_counts, two_proportions

COUNTS = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_the_aspirin_study() -> None:
    """189 of 11,034 against 104 of 11,037: X² = 25.01 (Agresti, An Introduction to Categorical Data Analysis, 2007)."""
    z, p = two_proportions(189, 11034, 104, 11037)
    assert z**2 == pytest.approx(25.01, abs=0.005)
    assert p == pytest.approx(5.7e-7, rel=0.02)


@given(COUNTS, COUNTS)
def test_it_knows_no_first_and_second(one: tuple[int, int], two: tuple[int, int]) -> None:
    """Exchanged, z changes its sign and p nothing."""
    forward, back = two_proportions(*one, *two), two_proportions(*two, *one)
    assert forward[0] == pytest.approx(-back[0])
    assert forward[1] == pytest.approx(back[1])


@pytest.mark.parametrize(
    ("earlier", "later", "spread", "claim"),
    [
        # 92 % to 87 % of 500: z = -2.6.
        ((460, 500), (435, 500), 1.0, Significance.CHANGED),
        ((460, 500), (435, 500), 2.0, Significance.WITHIN_CHANCE),
        ((460, 500), (435, 500), None, Significance.TOO_FEW),
        ((460, 500), (450, 500), None, Significance.WITHIN_CHANCE),
        # 92 % to 91.5 % of 100,000: z = -4.1, but half a point.
        ((92_000, 100_000), (91_500, 100_000), 1.0, Significance.SMALL),
        ((92_000, 100_000), (91_500, 100_000), 5.0, Significance.STEADY),
        ((500, 500), (500, 500), 1.0, Significance.STEADY),
    ],
)
def test_what_a_difference_is_called(
    earlier: tuple[int, int], later: tuple[int, int], spread: float | None, claim: Significance
) -> None:
    """Beyond chance and beyond a point: changed; either alone has its own name; nothing is said of what cannot be."""
    assert change_of_counts(earlier, later, spread=spread).claim is claim


def test_the_practical_threshold_is_reached_at_itself() -> None:
    """Exactly one point, beyond chance, is a change; with a threshold of two it is a small one."""
    assert change_of_counts((50_000, 100_000), (51_000, 100_000), spread=1.0).claim is Significance.CHANGED
    assert change_of_counts((50_000, 100_000), (51_000, 100_000), spread=1.0, meaningful=2).claim is Significance.SMALL
