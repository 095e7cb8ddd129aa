"""Where a figure is expected: by hand, against a second plain implementation, and what a few outliers do to it."""

from __future__ import annotations

from math import sqrt
from statistics import fmean, variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.domain.stats.intervals import t_quantile
from dxkpi.domain.stats.reference import (
    ExpectedFigure,
    SeriesFigure,
    expected_figure,
    kept_positions,
    make_reference,
    weighted_median,
)

# Two-sided 99 % and 95 % quantiles of Student's t: NIST/SEMATECH e-Handbook, section 1.3.6.7.2.
T_TABLE = {3: (5.841, 3.182), 4: (4.604, 2.776), 7: (3.499, 2.365), 8: (3.355, 2.306), 30: (2.750, 2.042)}


def shares(numerators: list[int], denominators: list[int], seasons: int = 4) -> list[SeriesFigure]:
    """Figures in percent, with as many seasons that follow each other."""
    pairs = zip(numerators, denominators, strict=True)
    return [SeriesFigure(100 * x / n, at % seasons, x, n) for at, (x, n) in enumerate(pairs)]


def expect(figure: SeriesFigure, earlier: list[SeriesFigure], scale: float | None = 100.0) -> ExpectedFigure:
    """Where a figure is expected."""
    reference = make_reference(earlier, scale=scale)
    assert reference is not None
    return expected_figure(figure, reference)


@pytest.mark.parametrize("degrees", T_TABLE)
def test_quantiles_of_the_published_table(degrees: int) -> None:
    """To the third decimal."""
    computed = (round(t_quantile(0.99, degrees), 3), round(t_quantile(0.95, degrees), 3))
    assert computed == T_TABLE[degrees]


def test_quantiles_of_one_and_two_degrees() -> None:
    """12.706 and 4.303 at 95 %."""
    assert (round(t_quantile(0.95, 1), 3), round(t_quantile(0.95, 2), 3)) == (12.706, 4.303)


def test_a_prediction_limit_by_hand() -> None:
    """50, 52, 54, 52 without counts: mean 52, s² = 8/3, t of three degrees 5.841, one more figure 1 + 1/4."""
    earlier = [SeriesFigure(value, 0) for value in (50.0, 52, 54, 52)]
    expected = expect(SeriesFigure(0, 0), earlier, scale=None)
    reach = 5.841 * sqrt(8 / 3 * (1 + 1 / 4))
    # But not farther than a tenth of the middle beyond the outermost.
    assert expected.middle == 52
    assert expected.lower == pytest.approx(50 - 5.2, abs=1e-2)
    assert reach == pytest.approx(10.66, abs=0.01)
    assert expected.own == pytest.approx(8 / 3)


def test_the_middle_of_a_season_is_a_sum_over_a_sum() -> None:
    """First quarters of 80 of 100 and 270 of 300: 350 of 400, not the mean of the two rates."""
    earlier = shares([80, 85, 85, 85, 270, 85, 85, 85], [100, 100, 100, 100, 300, 100, 100, 100])
    assert expect(SeriesFigure(0, 0, 0, 100), earlier).middle == pytest.approx(87.5)


def test_limits_are_never_narrower_than_the_counts_allow() -> None:
    """Shares that never moved: p = (920 + ½)/1001 of a season; ± 4.604 √(p(1-p)(1/500 + 1/1000)) and half a case."""
    expected = expect(SeriesFigure(0, 0, 0, 500), shares([460] * 8, [500] * 8))
    p = 920.5 / 1001
    reach = 4.604 * 100 * sqrt(p * (1 - p) * (1 / 500 + 1 / 1000)) + 100 * 0.5 / 500
    assert (expected.lower, expected.upper) == pytest.approx((92 - reach, 92 + reach), abs=1e-3)


@given(st.lists(st.integers(8500, 9500), min_size=8, max_size=12))
def test_against_a_second_implementation(numerators: list[int]) -> None:
    """The formulas once more, season by season, for counts of 10,000 that stay within ten points."""
    n, seasons = 10_000, [numerators[start::4] for start in range(4)]
    values = [[x / 100 for x in season] for season in seasons]
    degrees = len(numerators) - 4
    inside = sum(variance(season) * (len(season) - 1) for season in values) / degrees
    counts = [(sum(season) + 0.5) / (n * len(season) + 1) for season in seasons]
    of_counts = sum(1e4 * p * (1 - p) / n * len(season) for p, season in zip(counts, seasons, strict=True))
    beyond = max(0.0, inside - of_counts / len(numerators))
    middle, size = fmean(values[0]), len(values[0])
    own = beyond + 1e4 * counts[0] * (1 - counts[0]) / n
    reach = t_quantile(0.99, degrees) * sqrt(own * (1 + 1 / size)) + 0.005
    expected = expect(SeriesFigure(0, 0, 0, n), shares(numerators, [n] * len(numerators)))
    lowest = min(x / 100 for x in numerators)
    least = t_quantile(0.99, degrees) * sqrt((own - beyond) * (1 + 1 / size)) + 0.005
    assert expected.middle == pytest.approx(middle)
    assert middle - expected.lower == pytest.approx(min(reach, max(middle - lowest + 10, least)))


def test_outliers_are_set_aside() -> None:
    """Quarters at 60 % among others near 95 %: one, two in different seasons, and two of three in one season."""
    usual = [1425, 1410, 1440, 1425, 1425, 1440, 1410, 1425, 1425, 1410, 1440, 1425]
    for low in ([0], [0, 1], [0, 4]):
        numerators = [900 if at in low else x for at, x in enumerate(usual)]
        reference = make_reference(shares(numerators, [1500] * 12), scale=100.0)
        assert reference is not None
        assert list(reference.set_aside) == low
        assert expected_figure(SeriesFigure(0, 0, 0, 1500), reference).middle == pytest.approx(95, abs=0.5)


def test_of_two_halves_the_newer_one_counts() -> None:
    """A year at 60 % and then a year at 95 %: compared with 95 %."""
    assert kept_positions(shares([900] * 4 + [1425] * 4, [1500] * 8), 100.0) == [4, 5, 6, 7]


def test_what_varies_much_is_not_set_aside() -> None:
    """Quarters that swing by twenty points each time belong together: it is their season."""
    assert len(kept_positions(shares([700, 900] * 4, [1000] * 8), 100.0)) == 8


def test_a_season_at_its_ceiling_is_left_out_of_the_spread() -> None:
    """Three quarters always at 100 %, the fourth at 90 and 96: its limits come from all quarters, not from zeros."""
    numerators = [1000, 1000, 1000, 900, 1000, 1000, 1000, 960]
    expected = expect(SeriesFigure(0, 3, 0, 1000), shares(numerators, [1000] * 8))
    assert expected.middle == pytest.approx(93)
    assert expected.own == pytest.approx(variance([x / 10 for x in numerators]), rel=0.1)


def test_too_few_have_no_reference() -> None:
    """Three figures do not say how much such figures vary."""
    assert make_reference(shares([9, 8, 9], [10, 10, 10]), scale=100.0) is None
    assert kept_positions([], None) == []


def test_the_median_that_weighs() -> None:
    """Half of the weight of 1, 2 and 3 is reached at the second; of equal weights the lower middle is taken."""
    assert weighted_median([5, 1, 9], [1, 1, 1]) == 5
    assert weighted_median([1, 2], [1, 1]) == 1
    assert weighted_median([1, 9], [1, 3]) == 9


def test_a_series_that_never_varied_has_limits_without_width() -> None:
    """Any other value is beyond all limits."""
    expected = expect(SeriesFigure(100.0, 0), [SeriesFigure(100.0, 0)] * 10, scale=None)
    assert (expected.lower, expected.upper) == (100, 100)
    assert [expected.in_sigmas(value) for value in (100.0, 101.0, 99.0)] == [0, float("inf"), float("-inf")]
