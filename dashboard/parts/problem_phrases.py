"""Problems that were let through, in a phrase: their sentences name cells of a file that is no longer shown."""

from __future__ import annotations

from collections.abc import Mapping

from dxkpi.intake.problems import ProblemCode
from dxkpi.locale import N_, Language, say

PHRASES: Mapping[str, str] = {
    ProblemCode.IDENTITY_BROKEN: N_("the parts do not add up to the whole"),
    ProblemCode.PART_EXCEEDS_WHOLE: N_("a part is larger than its whole"),
    ProblemCode.CARRY_OVER_MISMATCH: N_("carried over is not what was pending before"),
    ProblemCode.CUMULATIVE_DECREASES: N_("a figure from the start of the year has become smaller"),
    ProblemCode.PERIOD_SUM_MISMATCH: N_("does not agree with the periods inside it"),
    ProblemCode.SHARE_MISMATCH: N_("the counts give another share than the source states"),
    ProblemCode.SHARES_CONFLICT: N_("two shares contradict each other"),
    ProblemCode.UNIT_SUM_MISMATCH: N_("does not agree with the sum over the localities below"),
    ProblemCode.REGISTRY_MISMATCH: N_("more than the registry of localities has"),
    ProblemCode.LOOKS_CUMULATIVE: N_("looks counted from the start of the year"),
    ProblemCode.COPIED_FORWARD: N_("the same figures as in the period before"),
    ProblemCode.UNUSUAL_VALUE: N_("unusually large or small"),
}


def problem_phrase(code: str, language: Language) -> str:
    """What was noticed at a figure when it was submitted."""
    return say(PHRASES.get(code, N_("flagged when it was submitted")), language)
