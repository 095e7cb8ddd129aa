"""Measures: what is counted or stated, and how the numbers may be added."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dxkpi.locale import Names


class MeasureKind(StrEnum):
    """How the values of a measure may be added.

    FLOW: over time and over localities. OPENING_STOCK: over localities; over time the first period counts.
    CLOSING_STOCK: over localities; over time the last period counts. REPORTED_SHARE: a percentage that a source states
    without counts; never added.
    """

    FLOW = "flow"
    OPENING_STOCK = "opening_stock"
    CLOSING_STOCK = "closing_stock"
    REPORTED_SHARE = "reported_share"


class Bound(StrEnum):
    """How exactly a source states a share: exactly, as a lower bound, or roughly."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    ABOUT = "about"


@dataclass(frozen=True)
class Statement:
    """What a reported share refers to: an indicator (id), and its own denominator in words.

    `replaces`: whether the share is used as the indicator's value when counts are missing (its denominator is that of
    the indicator, or is not stated); otherwise it is only mentioned in a note. `has_base`: whether the source states a
    denominator.
    """

    indicator: str
    denominator: Names
    replaces: bool
    bound: Bound = Bound.EXACT
    has_base: bool = True


@dataclass(frozen=True)
class Measure:
    """One thing that is counted. `unit` is for display ("dossiers", "%"), `unit_code` for programs.

    `group`: the heading of its part of the form on the screen; None if it has none. `suppressible`: it counts cases of
    people, so a small count may be hidden, and a rate over few of them is not ranked. `from_registry`: the number is
    counted from the registry of localities and never reported.
    """

    code: str
    names: Names
    kind: MeasureKind
    unit: Names
    unit_code: str
    suppressible: bool
    group: Names | None = None
    statement: Statement | None = None
    from_registry: bool = False

    @property
    def is_count(self) -> bool:
        """Whether values are whole numbers that may be added; False for reported shares."""
        return self.kind is not MeasureKind.REPORTED_SHARE
