"""The unknown counts and the linear conditions that an attacker knows, and the range that they leave.

A suppressed number is safe when what is known leaves at least `SAFE_RANGE` between its least and its largest value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

SAFE_RANGE = 3
TOLERANCE = 1e-6
# Places of unknowns with their weights in a sum.
Terms = tuple[tuple[int, float], ...]


@dataclass
class AttackedCounts:
    """The unknown counts of all vintages, with the linear conditions that the attacker knows.

    `watched`: unknowns that must stay uncertain, with their true values. `rests`: unknowns that stand for a difference.
    """

    places: dict[object, int] = field(default_factory=dict)
    truth: list[float] = field(default_factory=list)
    equal: dict[Terms, float] = field(default_factory=dict)
    at_most: dict[Terms, float] = field(default_factory=dict)
    watched: dict[object, int] = field(default_factory=dict)

    def unknown(self, name: object, value: float) -> int:
        """The place of an unknown."""
        if name not in self.places:
            self.places[name] = len(self.truth)
            self.truth.append(value)
        return self.places[name]

    def know(self, terms: Sequence[tuple[int, float]], total: float) -> None:
        """The attacker knows a weighted sum of unknowns."""
        self.equal[tuple(sorted(terms))] = total

    def bound(self, terms: Sequence[tuple[int, float]], most: float) -> None:
        """The attacker knows that a weighted sum of unknowns is at most a number."""
        self.at_most[tuple(sorted(terms))] = most


@dataclass(frozen=True)
class KnownRange:
    """The least and the largest possible value of a watched number, and its true one."""

    name: object
    true: float
    least: float
    largest: float

    @property
    def is_safe(self) -> bool:
        """Whether it stays uncertain enough."""
        return self.largest - self.least >= SAFE_RANGE - TOLERANCE


def known_ranges(attacked: AttackedCounts) -> Iterator[KnownRange]:
    """The range of every watched number."""
    if not attacked.watched:
        return
    program = _program(attacked)
    for name, place in attacked.watched.items():
        least, largest = _extreme(program, place, 1.0), -_extreme(program, place, -1.0)
        yield KnownRange(name, attacked.truth[place], least, largest)


def _program(attacked: AttackedCounts) -> highspy.Highs:
    """The conditions as a linear program without a goal; every unknown is 0 or more."""
    program = highspy.Highs()
    program.setOptionValue("output_flag", False)
    size = len(attacked.truth)
    program.addVars(size, np.zeros(size), np.full(size, highspy.kHighsInf))
    for terms, total in attacked.equal.items():
        _add_row(program, terms, total, total)
    for terms, most in attacked.at_most.items():
        _add_row(program, terms, -highspy.kHighsInf, most)
    return program


def _add_row(program: highspy.Highs, terms: Terms, low: float, high: float) -> None:
    places, weights = zip(*terms, strict=True)
    program.addRow(low, high, len(terms), np.array(places, dtype=np.int32), np.array(weights, dtype=float))


def _extreme(program: highspy.Highs, place: int, sign: float) -> float:
    """The least value of an unknown times a sign; minus infinity if there is none."""
    program.changeColCost(place, sign)
    program.run()
    if program.getModelStatus() == highspy.HighsModelStatus.kUnknown:  # solved again without the last solution
        program.clearSolver()
        program.run()
    status, value = program.getModelStatus(), program.getInfo().objective_function_value
    program.changeColCost(place, 0.0)
    if status == highspy.HighsModelStatus.kOptimal:
        return float(value)
    if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return -np.inf
    raise ValueError(f"the solver ends with {status}")
