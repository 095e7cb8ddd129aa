"""What is claimed about a figure, in words: as the end of a title, and as a sentence of its own."""

from __future__ import annotations

from dxkpi.domain.boundaries.notation import since
from dxkpi.domain.model.coverage import CoverageKind
from dxkpi.domain.model.indicator import Indicator, Unit
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.stats.claims import Claim, ClaimReason
from dxkpi.domain.stats.intervals import CHANGE_CONFIDENCE
from dxkpi.domain.stats.reference import MIN_REFERENCE
from dxkpi.domain.stats.special_causes import MIN_WARNINGS, RUN_LENGTH, WARNING_WINDOW
from dxkpi.domain.stats.trend import BASELINE_PERIODS, MIN_REFERENCE_FOR_VERDICT
from dxkpi.domain.views.claims import PointClaim
from dxkpi.domain.views.coverage_words import scope_text
from dxkpi.domain.views.text.format import change, written
from dxkpi.locale import MISSING, N_, Language, Message, number, percent, say

DECIMALS_AT_MOST = 4
CAUSES = {
    ClaimReason.OUTSIDE_LIMITS: N_("outside its limits"),
    ClaimReason.NEAR_LIMIT: N_("{near} of {window} in a row near one limit"),
    ClaimReason.ONE_SIDE: N_("{run} in a row on one side"),
    ClaimReason.DRIFT: N_("{run} in a row rising or falling"),
}
CHANGES = {
    Claim.ROSE: N_("a rise beyond its usual variation"),
    Claim.FELL: N_("a fall beyond its usual variation"),
}
REASONS = {
    ClaimReason.WITHIN_LIMITS: N_("within its usual variation, so no change can be claimed"),
    ClaimReason.BELOW_THRESHOLD: N_("beyond its usual variation but small, below {threshold}"),
    ClaimReason.TOO_FEW_PERIODS: N_("no change can be judged: {n} earlier periods compare, {least} are needed"),
    ClaimReason.NO_FIGURE: N_("no figure to compare"),
    ClaimReason.NOT_COUNTED: N_("stated without counts or over another denominator, so not compared"),
    ClaimReason.OTHER_COVERAGE: N_("it counts other localities than the earlier figures, so not compared"),
}
# What the size is of.
SIZES = {
    ClaimReason.ONE_SIDE: N_("{change} on average over {run} periods in a row, on its usual level of {level}"),
    ClaimReason.DRIFT: N_("{change} over {run} periods in a row; its usual level is {level}"),
}
PLAIN_SIZE = N_("{change} on its usual level of {level}")
# What is claimed of a figure that was named before, without a full stop.
SENTENCES = {
    ClaimReason.WITHIN_LIMITS: N_("That is within the usual variation around its level of {level}"),
    ClaimReason.BELOW_THRESHOLD: N_("That differs from its usual level of {level} by less than {threshold}"),
    ClaimReason.TOO_FEW_PERIODS: N_(
        "Whether that is a change cannot be judged yet: {n} earlier periods compare, {least} are needed"
    ),
    ClaimReason.NO_FIGURE: N_("There is no figure to compare"),
    ClaimReason.NOT_COUNTED: N_("It is stated without counts or over another denominator, so it is not compared"),
    ClaimReason.OTHER_COVERAGE: N_("It counts other localities than the earlier figures, so it is not compared"),
}
CHANGE_SENTENCE = N_("That is {size}: {claim}")
FINDING = N_("{indicator}, {place}: {value}; {claim}")
WITH_BOUNDARIES = N_("{claim} (earlier figures {boundaries})")


def cause_text(reason: ClaimReason, language: Language) -> str:
    """A special cause: outside its limits; seven in a row on one side."""
    return say(CAUSES[reason], language, near=MIN_WARNINGS, window=WARNING_WINDOW, run=RUN_LENGTH)


def claim_text(claim: PointClaim, language: Language) -> str:
    """What is claimed, as the end of a sentence."""
    if claim.is_change:
        return say(CHANGES[claim.claim], language)
    threshold = threshold_text(claim.meaningful, claim.indicator, language)
    gaps = {"threshold": threshold, "n": claim.periods, "least": MIN_REFERENCE_FOR_VERDICT}
    return say(REASONS[claim.reason], language, **gaps)


def size_text(claim: PointClaim, language: Language) -> str:
    """How far a figure is from its usual level; empty where nothing is expected or nothing can be judged."""
    if claim.size is None or claim.expected is None or claim.claim is Claim.CANNOT_BE_JUDGED:
        return ""
    text = SIZES.get(claim.reason, PLAIN_SIZE) if claim.is_change else PLAIN_SIZE
    moved = change_text(claim.size, claim.meaningful, claim.indicator, language)
    level = level_text(claim.expected, claim.indicator, language)
    return say(text, language, change=moved, level=level, run=RUN_LENGTH)


def finding_text(claim: PointClaim, place: Locality, language: Language) -> str:
    """What is claimed of a figure, in a sentence without a full stop."""
    value = written(claim.value, claim.indicator, language)
    if claim.value.coverage.kind is not CoverageKind.WHOLE:
        value = f"{value} ({scope_text(claim.value, place).text(language)})"
    gaps = {"indicator": claim.indicator.names, "place": place.name, "value": value}
    return say(FINDING, language, claim=judgement_text(claim, language), **gaps)


def judgement_text(claim: PointClaim, language: Language) -> str:
    """How far a figure is from its usual level, and what is claimed of that, as the end of a sentence."""
    parts = (size_text(claim, language), claim_text(claim, language))
    text = "; ".join(part for part in parts if part)
    if claim.boundaries is None:
        return text
    return say(WITH_BOUNDARIES, language, claim=text, boundaries=since(claim.boundaries))


def claim_message(claim: PointClaim, language: Language) -> Message:
    """What is claimed of a figure that was named before, without a full stop."""
    gaps: dict[str, object] = {
        "size": size_text(claim, language),
        "claim": claim_text(claim, language),
        "level": level_text(claim.expected, claim.indicator, language),
        "threshold": threshold_text(claim.meaningful, claim.indicator, language),
        "n": claim.periods,
        "least": MIN_REFERENCE_FOR_VERDICT,
    }
    message = Message(CHANGE_SENTENCE if claim.is_change else SENTENCES[claim.reason], gaps)
    if claim.boundaries is None:
        return message
    return Message(WITH_BOUNDARIES, {"claim": message, "boundaries": since(claim.boundaries)})


def method_gaps(language: Language) -> dict[str, object]:
    """The numbers of the method, for a text that describes it."""
    return {
        "baseline": BASELINE_PERIODS,
        "confidence": percent(100 * CHANGE_CONFIDENCE, language, decimals=0),
        "few": MIN_REFERENCE,
        "verdict": MIN_REFERENCE_FOR_VERDICT,
        "near": MIN_WARNINGS,
        "window": WARNING_WINDOW,
        "run": RUN_LENGTH,
    }


def change_text(size: float | None, meaningful: float, indicator: Indicator, language: Language) -> str:
    """A change in words, with as many decimals as it takes to see on which side of the threshold (same unit) it is."""
    decimals = 1
    while size and decimals < DECIMALS_AT_MOST and round(abs(size), decimals) >= meaningful > abs(size):
        decimals += 1
    return change(size, indicator, language, decimals=decimals)


def threshold_text(meaningful: float, indicator: Indicator, language: Language) -> str:
    """The practical threshold, in the indicator's unit, as written: 1 point of percent; of other units the number."""
    size = number(meaningful, language)
    if indicator.unit is not Unit.PERCENT:
        return size
    return say(N_("{size} point") if meaningful == 1 else N_("{size} points"), language, size=size)


def level_text(value: float | None, indicator: Indicator, language: Language) -> str:
    """A level or a limit as shown, in as many decimals as values are; a dash where there is none."""
    if value is None:
        return MISSING
    return percent(value, language) if indicator.unit is Unit.PERCENT else number(value, language, decimals=1)
