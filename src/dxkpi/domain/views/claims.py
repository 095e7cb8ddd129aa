"""The one claim about a place's figure of an indicator and period: chart, card, sentence and file all show this one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.change import Significance
from dxkpi.domain.stats.claims import Claim, ClaimReason
from dxkpi.domain.stats.trend import Trend
from dxkpi.domain.stats.xmr import Signal
from dxkpi.domain.views.control import ControlFindings, control_view, meaningful_size
from dxkpi.domain.views.query import ViewQuery


@dataclass(frozen=True)
class PointClaim:
    """What is claimed of a figure compared with its earlier ones.

    `size`: how far it is from where it was expected, and `expected`, in the indicator's unit; None where nothing can be
    expected. `meaningful`: the smallest difference that matters, in the same unit. `periods`: how many earlier figures
    it is compared with.
    """

    indicator: Indicator
    value: Value
    claim: Claim
    reason: ClaimReason
    size: float | None
    expected: float | None
    meaningful: float
    periods: int


def claim_of_figure(query: ViewQuery, snapshot: Snapshot, indicator: Indicator) -> PointClaim:
    """The claim about the figure of the query's place and period; the kind of the query does not matter."""
    findings = control_view(replace(query, indicator=indicator), snapshot).found(ControlFindings)
    value, trend = findings.values[-1], findings.trend
    claim, reason = _claim_of(trend, value)
    return PointClaim(
        indicator=indicator,
        value=value,
        claim=claim,
        reason=reason,
        size=trend.size,
        expected=trend.points[-1].middle,
        meaningful=meaningful_size(findings.meaningful, indicator, value.value),
        periods=trend.comparable,
    )


def _claim_of(trend: Trend, value: Value) -> tuple[Claim, ClaimReason]:
    if value.value is None:
        return Claim.CANNOT_BE_JUDGED, ClaimReason.NO_FIGURE
    if value.partial:
        return Claim.CANNOT_BE_JUDGED, ClaimReason.OTHER_COVERAGE
    match trend.claim:
        case Significance.CHANGED:
            claim = Claim.ROSE if (trend.size or 0.0) > 0 else Claim.FELL
            return claim, ClaimReason((trend.cause or Signal.OUTSIDE).value)
        case Significance.SMALL:
            return Claim.NO_DIFFERENCE, ClaimReason.BELOW_THRESHOLD
        case Significance.WITHIN_CHANCE | Significance.STEADY:
            return Claim.NO_DIFFERENCE, ClaimReason.WITHIN_LIMITS
        case Significance.NO_FIGURE:
            return Claim.CANNOT_BE_JUDGED, ClaimReason.NOT_COUNTED
        case _:
            return Claim.CANNOT_BE_JUDGED, ClaimReason.TOO_FEW_PERIODS
