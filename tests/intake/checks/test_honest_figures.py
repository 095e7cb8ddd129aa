"""The sample province quarter by quarter: honest figures are left in peace, planted slips are caught."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from dxkpi.intake import ProblemCode, Severity

from ..past import problems, sample_figures, sample_quarter, sample_registry

REASON, NOTE = Severity.REASON, Severity.NOTE
LATEST = "2024-Q4"
QUARTERS = sorted({period for _, period, _ in sample_figures()})


@pytest.fixture(scope="module")
def honest() -> Counter[tuple[ProblemCode, Severity]]:
    """The problems of the sample province, each quarter against those before it."""
    counts: Counter[tuple[ProblemCode, Severity]] = Counter()
    for quarter in QUARTERS[1:]:
        new, past = sample_quarter(quarter)
        counts.update((problem.code, problem.severity) for problem in problems(new, past, sample_registry()))
    return counts


def test_honest_figures_are_left_in_peace(honest: Counter[tuple[ProblemCode, Severity]]) -> None:
    """At most 1 in 100 honest figures is noted as unusual, 1 in 1,000 asks a reason, and nothing else is wrong."""
    # Of those that have eight quarters behind them, which the others would only make look better.
    looked_at = sum(quarter >= QUARTERS[8] for _, quarter, _ in sample_figures())
    assert honest[ProblemCode.UNUSUAL_VALUE, NOTE] <= looked_at / 100
    assert honest[ProblemCode.UNUSUAL_VALUE, REASON] <= looked_at / 1000
    assert honest[ProblemCode.COPIED_FORWARD, NOTE] <= looked_at / 100
    assert set(honest) <= {
        (ProblemCode.UNUSUAL_VALUE, NOTE),
        (ProblemCode.UNUSUAL_VALUE, REASON),
        (ProblemCode.COPIED_FORWARD, NOTE),
    }


@pytest.mark.parametrize("slip", [lambda count: count * 10, lambda count: count // 10], ids=["more", "less"])
def test_most_slips_are_caught(slip: Callable[[int], int]) -> None:
    """A digit too many or too few in every figure of a quarter: of those that differ by 50, 9 in 10 ask a reason."""
    new, past = sample_quarter(LATEST)
    slipped = {key: slip(count) for key, count in new.items()}
    questioned = {
        (problem.locality, LATEST, problem.measure)
        for problem in problems(slipped, past, sample_registry())
        if problem.code is ProblemCode.UNUSUAL_VALUE and problem.severity is REASON
    }
    large = {key for key, count in new.items() if abs(slipped[key] - count) >= 50}
    assert len(questioned & large) >= 0.9 * len(large)
