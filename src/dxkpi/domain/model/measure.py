"""Measures: what is counted, and how counts may be added."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dxkpi.locale import Names


class MeasureKind(StrEnum):
    """How a measure adds up.

    Flow: over time and over localities. Opening stock: first of the span; over localities. Closing stock: last of the
    span; over localities, never over time. Reported share: a percentage stated without counts; never added.
    """

    FLOW = "flow"
    OPENING_STOCK = "opening_stock"
    CLOSING_STOCK = "closing_stock"
    REPORTED_SHARE = "reported_share"


class Bound(StrEnum):
    """How exactly a source states a share."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    ABOUT = "about"


@dataclass(frozen=True)
class Statement:
    """What a reported share is a share of: the indicator it speaks of, and its own denominator in words.

    `replaces`: whether it may stand for the indicator's value where counts are missing (its denominator is ours, or is
    not stated). Otherwise it is only mentioned.
    """

    indicator: str
    denominator: Names
    replaces: bool
    bound: Bound = Bound.EXACT


@dataclass(frozen=True)
class Measure:
    """One thing that is counted. `unit` is for display: "dossiers", "people" …, "%" for a reported share.

    `suppressible`: it counts cases of people, so a small count may be hidden, and a rate over few of them is not
    ranked. `from_registry`: the number is counted from the registry of localities and never reported.
    """

    code: str
    names: Names
    kind: MeasureKind
    unit: Names
    suppressible: bool
    statement: Statement | None = None
    from_registry: bool = False

    @property
    def is_count(self) -> bool:
        """Whether values are whole numbers that add up."""
        return self.kind is not MeasureKind.REPORTED_SHARE
