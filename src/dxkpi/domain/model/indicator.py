"""Indicators: a name, a quotient of counts, and which way is better. The denominator belongs to the name."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from dxkpi.locale import Names


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


class Unit(StrEnum):
    """What a value is given in: percent of the denominator, or numerator per one of the denominator."""

    PERCENT = "percent"
    PER_ONE = "per_one"


@dataclass(frozen=True)
class Term:
    """A sum of measures that can stand as numerator or denominator, and its words.

    `fallback` marks a term that means something else than the ones before it (resolved over received alone, where the
    carried over are not known): it is used only where the others cannot be had, and is said beside the value.
    """

    measures: tuple[str, ...]
    names: Names
    fallback: bool = False


@dataclass(frozen=True)
class Threshold:
    """A line that officials look at, in the indicator's unit, with where it comes from."""

    value: float
    source: Names


@dataclass(frozen=True)
class Indicator:
    """One indicator. Alternatives of numerator and denominator are in order of preference."""

    id: str
    names: Names
    definition: Names
    numerators: tuple[Term, ...]
    denominators: tuple[Term, ...]
    unit: Unit
    unit_names: Names
    direction: Direction
    legal_basis: Names
    form: Names
    limits: Names
    since: str
    order: int
    main: bool = False
    threshold: Threshold | None = None
    stated_by: tuple[str, ...] = field(default=())

    @property
    def scale(self) -> float:
        """What the quotient is multiplied by: 100 for percent, else 1."""
        return 100.0 if self.unit is Unit.PERCENT else 1.0

    @property
    def has_direction(self) -> bool:
        """Whether one way is better, so that something can be reached."""
        return self.direction is not Direction.NONE

    @property
    def higher_is_better(self) -> bool | None:
        """None where neither way is better."""
        return (self.direction is Direction.HIGHER) if self.has_direction else None

    @property
    def measures(self) -> tuple[str, ...]:
        """Every count it may rest on, each once."""
        terms = (*self.numerators, *self.denominators)
        return tuple(dict.fromkeys(code for term in terms for code in term.measures))
