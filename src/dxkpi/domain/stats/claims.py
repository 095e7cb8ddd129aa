"""The one vocabulary of what may be said of a figure beside its earlier ones: chart, card, sentence and file use it."""

from __future__ import annotations

from enum import StrEnum

# A difference below one point changes no decision. DXKPI_MEANINGFUL_POINTS overrides it.
MEANINGFUL_POINTS = 1.0


class Claim(StrEnum):
    """What is claimed of a figure. NO_DIFFERENCE: no difference was detected, which does not say that there is none."""

    ROSE = "rose"
    FELL = "fell"
    NO_DIFFERENCE = "no-difference"
    CANNOT_BE_JUDGED = "cannot-be-judged"


class ClaimReason(StrEnum):
    """Why a claim is made, or why none can be.

    ROSE and FELL: OUTSIDE_LIMITS, the figure lies outside its limits; NEAR_LIMIT, ONE_SIDE and DRIFT, it does so
    together with those before it. NO_DIFFERENCE: WITHIN_LIMITS; BELOW_THRESHOLD, outside, but by less than matters.
    CANNOT_BE_JUDGED: NO_FIGURE; NOT_COUNTED, a share stated without counts; OTHER_COVERAGE, it covers other localities
    than the earlier figures; TOO_FEW_PERIODS to compare with.
    """

    OUTSIDE_LIMITS = "outside-limits"
    NEAR_LIMIT = "near-limit"
    ONE_SIDE = "one-side"
    DRIFT = "drift"
    WITHIN_LIMITS = "within-limits"
    BELOW_THRESHOLD = "below-threshold"
    NO_FIGURE = "no-figure"
    NOT_COUNTED = "not-counted"
    OTHER_COVERAGE = "other-coverage"
    TOO_FEW_PERIODS = "too-few-periods"
