"""Rules: what must hold between the counts of one locality and period, and from one period to the next.

A rule is checked only where every count it names is given; missing is not 0. Nothing is repaired: a broken
rule gives a `RuleBreach` with the difference. Values are given by measure code, as numbers or as columns of one
length; an absent code and NaN are both missing. Differences come in the shape of the values; where a table has no
column of a measure at all, as one NaN.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Any, Protocol

import numpy as np

from dxkpi.locale import Message, Names, Sentence


class Values(Protocol):
    """Counts by measure code: a mapping, a row or a table."""

    def get(self, code: Any, missing: Any, /) -> Any:
        """The counts of a measure, or `missing`."""


class Severity(StrEnum):
    """What a problem does: nothing is saved; saved with a written reason; only said."""

    ERROR = "error"
    REASON = "reason"
    NOTE = "note"


@dataclass(frozen=True)
class RuleBreach:
    """A rule that does not hold: by how much (above 0), in which measures, and the sentence for a person."""

    rule: str
    severity: Severity
    measures: tuple[str, ...]
    difference: float
    message: Message


@dataclass(frozen=True)
class Identity:
    """The sum of `whole` is the sum of `parts`. `unless`: the rule rests where any of these is given."""

    code: str
    whole: tuple[str, ...]
    parts: tuple[str, ...]
    severity: Severity
    template: Names
    unless: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure it is about."""
        return (*self.whole, *self.parts)

    def differences(self, values: Values) -> np.ndarray:
        """Whole less parts, 0 where it holds, NaN where it is not checked; shaped as the values."""
        return np.where(_any_given(self.unless, values), np.nan, _sum(self.whole, values) - _sum(self.parts, values))

    def breach(self, values: Values) -> RuleBreach | None:
        """What is wrong with the counts of one locality and period, or nothing."""
        difference = abs(float(self.differences(values)))
        if not difference > 0:
            return None
        sums = {"whole": _sum(self.whole, values), "parts": _sum(self.parts, values)}
        return _breach(self, difference, sums)


@dataclass(frozen=True)
class PartOfWhole:
    """`part` is at most the sum of `whole`. `unless`: the rule rests where any of these is given."""

    code: str
    part: str
    whole: tuple[str, ...]
    severity: Severity
    template: Names
    unless: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure it is about."""
        return (self.part, *self.whole)

    def differences(self, values: Values) -> np.ndarray:
        """By how much the part exceeds the whole, 0 where it holds, NaN where it is not checked."""
        excess = np.maximum(_sum((self.part,), values) - _sum(self.whole, values), 0)
        return np.where(_any_given(self.unless, values), np.nan, excess)

    def breach(self, values: Values) -> RuleBreach | None:
        """What is wrong with the counts of one locality and period, or nothing."""
        difference = float(self.differences(values))
        if not difference > 0:
            return None
        sums = {"part": _sum((self.part,), values), "whole": _sum(self.whole, values)}
        return _breach(self, difference, sums)


@dataclass(frozen=True)
class CarriedForward:
    """`earlier` of one period is `later` of the period after it; both periods are counted in the period."""

    code: str
    earlier: str
    later: str
    severity: Severity
    template: Names

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure it is about."""
        return (self.earlier, self.later)

    def differences(self, before: Values, after: Values) -> np.ndarray:
        """`later` of the period after less `earlier` of the one before; NaN where either is missing."""
        return np.asarray(_sum((self.later,), after) - _sum((self.earlier,), before))

    def breach(self, before: Values, after: Values) -> RuleBreach | None:
        """What is wrong between two adjoining periods of one locality, or nothing."""
        difference = abs(float(self.differences(before, after)))
        if not difference > 0:
            return None
        sums = {"earlier": _sum((self.earlier,), before), "later": _sum((self.later,), after)}
        return _breach(self, difference, sums)


Rule = Identity | PartOfWhole | CarriedForward


@dataclass(frozen=True)
class Rules:
    """All rules, each kind in the order of its file."""

    identities: tuple[Identity, ...] = ()
    parts: tuple[PartOfWhole, ...] = ()
    successions: tuple[CarriedForward, ...] = ()

    @property
    def all(self) -> tuple[Rule, ...]:
        """Every rule."""
        return (*self.identities, *self.parts, *self.successions)

    def breaches(self, values: Values) -> tuple[RuleBreach, ...]:
        """Every identity and part that does not hold in the counts of one locality and period."""
        return (
            *_found(rule.breach(values) for rule in self.identities),
            *_found(rule.breach(values) for rule in self.parts),
        )


def _found(breaches: Iterable[RuleBreach | None]) -> tuple[RuleBreach, ...]:
    return tuple(breach for breach in breaches if breach is not None)


def _sum(codes: tuple[str, ...], values: Values) -> np.ndarray:
    columns = [np.asarray(values.get(code, np.nan), dtype=float) for code in codes]
    return np.asarray(sum(columns[1:], columns[0]))


def _any_given(codes: tuple[str, ...], values: Values) -> np.ndarray:
    given = (~np.isnan(_sum((code,), values)) for code in codes)
    return reduce(np.logical_or, given, np.asarray(False))


def _breach(rule: Rule, difference: float, sums: Mapping[str, np.ndarray]) -> RuleBreach:
    gaps = {name: float(value) for name, value in sums.items()} | {"difference": difference}
    message = Message("{sentence}", {"sentence": Sentence(rule.template.vi, rule.template.en, gaps)})
    return RuleBreach(rule.code, rule.severity, rule.measures, difference, message)
