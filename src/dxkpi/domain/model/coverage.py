"""Coverage: which part of a locality a figure counts.

A source may print "the city received 44,825" and mean its 40 communes without the departments. Two numbers share a
sentence, a ratio or a change only where their coverage is the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from dxkpi.domain.model.locality import Level


class CoverageKind(StrEnum):
    """The whole locality; all its units of one level, without its departments; its departments alone; some units."""

    WHOLE = "whole"
    LEVEL = "level"
    DEPARTMENTS = "departments"
    PARTIAL = "partial"


@dataclass(frozen=True)
class Coverage:
    """What a figure of a locality counts.

    `level`: whose units it adds up, for LEVEL and PARTIAL; None: units of several levels, or not stated. `reporting`,
    `expected`: for PARTIAL, of how many units how many are counted. `members`: for PARTIAL, their keys; None: not
    stated. `is_highest`: no level between the locality and `level` existed at the time.
    """

    kind: CoverageKind = CoverageKind.WHOLE
    level: Level | None = None
    reporting: int = 0
    expected: int = 0
    members: frozenset[str] | None = None
    is_highest: bool = field(default=False, compare=False)

    @property
    def is_partial(self) -> bool:
        """Whether units are missing, so that the number must never be read as that of the locality."""
        return self.kind is CoverageKind.PARTIAL

    def compares_with(self, other: Coverage) -> bool:
        """Whether the difference of two figures of different periods is a change of what they count.

        The sums over all units of the highest level compare across a reform that abolished a level. Two partial sums
        compare only where they count the same units.
        """
        if self.kind is not other.kind:
            return False
        if self.kind is CoverageKind.PARTIAL:
            return self.members is not None and self.members == other.members
        return self.level is other.level or (self.is_highest and other.is_highest)


WHOLE = Coverage()
_PART = re.compile(r"partial:(?P<reporting>\d+)/(?P<expected>\d+)")


def coverage_notation(coverage: Coverage) -> str:
    """A coverage in one word: whole, level:commune, departments, partial:36/135."""
    match coverage.kind:
        case CoverageKind.LEVEL if coverage.level is not None:
            return f"{coverage.kind}:{coverage.level}"
        case CoverageKind.PARTIAL:
            return f"{coverage.kind}:{coverage.reporting}/{coverage.expected}"
        case _:
            return coverage.kind.value


def parse_coverage(text: str) -> Coverage:
    """The coverage that `coverage_notation` writes; an empty text is the whole. Raises ValueError."""
    kind, _, rest = text.partition(":")
    if not text or text == CoverageKind.WHOLE:
        return WHOLE
    if text == CoverageKind.DEPARTMENTS:
        return Coverage(CoverageKind.DEPARTMENTS)
    if kind == CoverageKind.LEVEL and rest in list(Level):
        return Coverage(CoverageKind.LEVEL, Level(rest))
    part = _PART.fullmatch(text)
    if part is None or not 0 < int(part["reporting"]) < int(part["expected"]):
        raise ValueError(f"“{text}” is no coverage")
    return Coverage(CoverageKind.PARTIAL, None, int(part["reporting"]), int(part["expected"]))
