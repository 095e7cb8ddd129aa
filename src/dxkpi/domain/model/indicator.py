"""Indicators: a ratio of counts with its name, definition, unit and direction."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from dxkpi.locale import Names

# The indicator that a page opens on, and by which a paragraph and the lineage of a locality compare.
ON_TIME_RATE = "on_time_rate"


class Direction(StrEnum):
    """Which values are better: higher, lower, or neither."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


class Unit(StrEnum):
    """The unit of a value: percent of the denominator, or numerator per one of the denominator."""

    PERCENT = "percent"
    PER_ONE = "per_one"


@dataclass(frozen=True)
class Term:
    """A sum of measures (codes), less those in `less`, that can be a numerator or denominator, and its name.

    `fallback`: the term means something else than those before it (received alone, when the number carried over is
    unknown); it is used only when the others are missing, and every such value says so. Without measures, what it
    names is never counted.
    """

    measures: tuple[str, ...]
    names: Names
    fallback: bool = False
    less: tuple[str, ...] = ()

    @property
    def needed(self) -> tuple[str, ...]:
        """Every measure that it takes."""
        return (*self.measures, *self.less)


@dataclass(frozen=True)
class Threshold:
    """A reference value that officials use, in the indicator's unit, with its source."""

    value: float
    source: Names


@dataclass(frozen=True)
class Indicator:
    """One indicator, as in data/indicators/<id>.toml.

    `numerators`, `denominators`: alternatives in order of preference. `stated_by`: codes of the reported shares that
    may replace a missing value, most exact first. `main`: shown as a card on the overview.
    """

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
    def is_counted(self) -> bool:
        """Whether it can be computed from counts; else only sources state it."""
        return all(term.measures for term in (*self.numerators, *self.denominators))

    @property
    def scale(self) -> float:
        """The factor from ratio to value: 100 for percent, else 1."""
        return 100.0 if self.unit is Unit.PERCENT else 1.0

    @property
    def has_direction(self) -> bool:
        """Whether higher or lower values are better, so that a target can be reached."""
        return self.direction is not Direction.NONE

    @property
    def higher_is_better(self) -> bool | None:
        """Whether higher values are better; None when neither direction is."""
        return (self.direction is Direction.HIGHER) if self.has_direction else None

    @property
    def measures(self) -> tuple[str, ...]:
        """Codes of every measure that the indicator may be computed from, without repeats."""
        terms = (*self.numerators, *self.denominators)
        return tuple(dict.fromkeys(code for term in terms for code in term.needed))
