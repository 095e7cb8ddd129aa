"""What may be claimed about a difference, in words: beyond chance, above the threshold, or unknown."""

from __future__ import annotations

from dxkpi.domain.model.coverage import CoverageKind
from dxkpi.domain.model.indicator import Indicator, Unit
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.stats.change import Significance
from dxkpi.domain.stats.claims import Claim, ClaimReason
from dxkpi.domain.stats.trend import MIN_PERIODS_FOR_LIMITS, MIN_PERIODS_FOR_VERDICT
from dxkpi.domain.stats.xmr import Signal
from dxkpi.domain.views.claims import PointClaim
from dxkpi.domain.views.coverage_words import scope_text
from dxkpi.domain.views.text.format import change, written
from dxkpi.locale import MISSING, N_, Language, Message, number, percent, say

DECIMALS_AT_MOST = 4
CAUSES = {
    Signal.OUTSIDE: N_("outside its limits"),
    Signal.NEAR_LIMIT: N_("two of three in a row near one limit"),
    Signal.ONE_SIDE: N_("seven in a row on one side"),
    Signal.DRIFT: N_("seven in a row rising or falling"),
}
CLAIMS = {
    Significance.CHANGED: N_("a change, beyond chance and not below {threshold}"),
    Significance.SMALL: N_("beyond chance but small, below {threshold}"),
    Significance.WITHIN_CHANCE: N_("large but within chance, so no change can be claimed"),
    Significance.STEADY: N_("no change, within chance and below {threshold}"),
    Significance.ON_TRIAL: N_("provisional limits, no verdict: {n} comparable points, {least} are needed"),
    Significance.TOO_FEW: N_("no trend can be judged: {n} comparable points, at least {few} are needed"),
    Significance.NO_FIGURE: N_(
        "stated without counts, over another denominator or of other localities, so not compared"
    ),
}
# For a point that has enough figures to compare with, but too few of its own quarter.
NO_SEASON = N_("no verdict: too few figures of the same quarter in earlier years")


def claim_text(claim: Significance, language: Language, *, threshold: str, comparable: int = 0) -> str:
    """What may be claimed, as the end of a sentence."""
    if claim is Significance.TOO_FEW and comparable >= MIN_PERIODS_FOR_LIMITS:
        return say(NO_SEASON, language)
    gaps = {"threshold": threshold, "n": comparable, "least": MIN_PERIODS_FOR_VERDICT, "few": MIN_PERIODS_FOR_LIMITS}
    return say(CLAIMS[claim], language, **gaps)


def change_text(size: float | None, meaningful: float, indicator: Indicator, language: Language) -> str:
    """A change in words, with as many decimals as it takes to see on which side of the threshold (same unit) it is."""
    decimals = 1
    while size and decimals < DECIMALS_AT_MOST and round(abs(size), decimals) >= meaningful > abs(size):
        decimals += 1
    return change(size, indicator, language, decimals=decimals)


def threshold_text(meaningful: float, indicator: Indicator, language: Language) -> str:
    """The practical threshold as written: 1 point of percent; of other units, 1 % of the value."""
    if indicator.unit is not Unit.PERCENT:
        return say(N_("{share} of its value"), language, share=percent(meaningful, language, decimals=0))
    size = number(meaningful, language)
    return say(N_("{size} point") if meaningful == 1 else N_("{size} points"), language, size=size)


def level_text(value: float | None, indicator: Indicator, language: Language) -> str:
    """A level or a limit as shown, in as many decimals as values are; a dash where there is none."""
    if value is None:
        return MISSING
    return percent(value, language) if indicator.unit is Unit.PERCENT else number(value, language, decimals=1)


FINDINGS = {
    Claim.ROSE: N_("{indicator}, {place}: {value}, above its usual {expected}; chance alone would rarely do that"),
    Claim.FELL: N_("{indicator}, {place}: {value}, below its usual {expected}; chance alone would rarely do that"),
    Claim.NO_DIFFERENCE: N_("{indicator}, {place}: {value}; no difference from the earlier figures was detected"),
    Claim.CANNOT_BE_JUDGED: N_("{indicator}, {place}: {value}; whether it changed cannot be judged: {reason}"),
}
# The same of an indicator that was named before.
CLAIM_SENTENCES = {
    Claim.ROSE: N_("That is above its usual {expected}; chance alone would rarely do that"),
    Claim.FELL: N_("That is below its usual {expected}; chance alone would rarely do that"),
    Claim.NO_DIFFERENCE: N_("No difference from the earlier figures was detected"),
    Claim.CANNOT_BE_JUDGED: N_("Whether that is a change cannot be judged: {reason}"),
}
WHY_NOT = {
    ClaimReason.NO_FIGURE: N_("there is no figure"),
    ClaimReason.NOT_COUNTED: N_("the source states it without counts"),
    ClaimReason.OTHER_COVERAGE: N_("it counts other localities than the earlier figures"),
    ClaimReason.TOO_FEW_PERIODS: N_("there are too few comparable figures"),
}


def finding_text(claim: PointClaim, place: Locality, language: Language) -> str:
    """What is claimed of a figure, in a sentence without a full stop."""
    value = written(claim.value, claim.indicator, language)
    if claim.value.coverage.kind is not CoverageKind.WHOLE:
        value = f"{value} ({scope_text(claim.value, place).text(language)})"
    gaps = {"indicator": claim.indicator.names, "place": place.name, "value": value}
    return say(FINDINGS[claim.claim], language, **gaps, **_gaps(claim, language))


def claim_message(claim: PointClaim, language: Language) -> Message:
    """What is claimed of a figure that was named before, without a full stop."""
    return Message(CLAIM_SENTENCES[claim.claim], _gaps(claim, language))


def _gaps(claim: PointClaim, language: Language) -> dict[str, object]:
    return {
        "expected": level_text(claim.expected, claim.indicator, language),
        "reason": say(WHY_NOT[claim.reason], language) if claim.reason in WHY_NOT else "",
    }
