"""Validation rules between the counts of one locality and period, and between neighbouring periods.

A rule is checked only when every count it names is present; missing is not 0. Figures are never corrected: a broken
rule yields a `RuleBreach` with the difference. Values are looked up by measure code and are numbers or columns of one
length; an absent code and NaN are both missing. Differences have the shape of the values; when a table lacks the column
of a measure altogether, they are a single NaN.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Any, Protocol

import numpy as np

from dxkpi.locale import Message, Names, Sentence


class Values(Protocol):
    """Counts by measure code: a mapping, a row or a data frame."""

    def get(self, code: Any, missing: Any, /) -> Any:
        """The count or counts of a measure, `missing` when absent."""


class Severity(StrEnum):
    """The effect of a problem. ERROR: nothing is saved. REASON: saved only with a written reason. NOTE: only shown."""

    ERROR = "error"
    REASON = "reason"
    NOTE = "note"


@dataclass(frozen=True)
class RuleBreach:
    """A broken rule: its code, the measures it names, the difference (above 0) and the sentence for people."""

    rule: str
    severity: Severity
    measures: tuple[str, ...]
    difference: float
    message: Message


@dataclass(frozen=True)
class Identity:
    """The sum of `whole` equals the sum of `parts`. Not checked when any measure of `unless` is present."""

    code: str
    whole: tuple[str, ...]
    parts: tuple[str, ...]
    severity: Severity
    template: Names
    unless: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """Codes of every measure that the rule compares."""
        return (*self.whole, *self.parts)

    def differences(self, values: Values) -> np.ndarray:
        """Whole minus parts in the shape of the values: 0 where the rule holds, NaN where it is not checked."""
        return np.where(_any_present(self.unless, values), np.nan, _sum(self.whole, values) - _sum(self.parts, values))

    def breach(self, values: Values) -> RuleBreach | None:
        """The breach in the counts of one locality and period; None when the rule holds or is not checked."""
        difference = abs(float(self.differences(values)))
        if not difference > 0:
            return None
        sums = {"whole": _sum(self.whole, values), "parts": _sum(self.parts, values)}
        return _breach(self, difference, sums)


@dataclass(frozen=True)
class PartOfWhole:
    """`part` is at most the sum of `whole`. Not checked when any measure of `unless` is present."""

    code: str
    part: str
    whole: tuple[str, ...]
    severity: Severity
    template: Names
    unless: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """Codes of every measure that the rule compares."""
        return (self.part, *self.whole)

    def differences(self, values: Values) -> np.ndarray:
        """How much the part exceeds the whole: 0 where the rule holds, NaN where it is not checked."""
        excess = np.maximum(_sum((self.part,), values) - _sum(self.whole, values), 0)
        return np.where(_any_present(self.unless, values), np.nan, excess)

    def breach(self, values: Values) -> RuleBreach | None:
        """The breach in the counts of one locality and period; None when the rule holds or is not checked."""
        difference = float(self.differences(values))
        if not difference > 0:
            return None
        sums = {"part": _sum((self.part,), values), "whole": _sum(self.whole, values)}
        return _breach(self, difference, sums)


@dataclass(frozen=True)
class CarriedForward:
    """`earlier` of one period equals `later` of the next; both periods are counted in the period."""

    code: str
    earlier: str
    later: str
    severity: Severity
    template: Names

    @property
    def measures(self) -> tuple[str, ...]:
        """Codes of every measure that the rule compares."""
        return (self.earlier, self.later)

    def differences(self, before: Values, after: Values) -> np.ndarray:
        """`later` of the second period minus `earlier` of the first; NaN where either is missing."""
        return np.asarray(_sum((self.later,), after) - _sum((self.earlier,), before))

    def breach(self, before: Values, after: Values) -> RuleBreach | None:
        """The breach between two neighbouring periods of one locality; None when the rule holds or is not checked."""
        difference = abs(float(self.differences(before, after)))
        if not difference > 0:
            return None
        sums = {"earlier": _sum((self.earlier,), before), "later": _sum((self.later,), after)}
        return _breach(self, difference, sums)


Rule = Identity | PartOfWhole | CarriedForward


@dataclass(frozen=True)
class Rules:
    """All rules, each kind in the order of data/rules.toml.

    `exact_unit_sums`: counts (codes) of what exists in communes alone: a unit's own number is the sum of theirs.
    """

    identities: tuple[Identity, ...] = ()
    parts: tuple[PartOfWhole, ...] = ()
    successions: tuple[CarriedForward, ...] = ()
    exact_unit_sums: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[Rule, ...]:
        """The rules of all kinds."""
        return (*self.identities, *self.parts, *self.successions)

    def breaches(self, values: Values) -> tuple[RuleBreach, ...]:
        """The breaches of identities and parts in the counts of one locality and period."""
        rules: tuple[Identity | PartOfWhole, ...] = (*self.identities, *self.parts)
        return tuple(breach for rule in rules if (breach := rule.breach(values)) is not None)


def _sum(codes: tuple[str, ...], values: Values) -> np.ndarray:
    columns = [np.asarray(values.get(code, np.nan), dtype=float) for code in codes]
    return np.asarray(sum(columns[1:], columns[0]))


def _any_present(codes: tuple[str, ...], values: Values) -> np.ndarray:
    present = (~np.isnan(_sum((code,), values)) for code in codes)
    return reduce(np.logical_or, present, np.asarray(False))


def _breach(rule: Rule, difference: float, sums: Mapping[str, np.ndarray]) -> RuleBreach:
    arguments = {name: float(value) for name, value in sums.items()} | {"difference": difference}
    message = Message("{sentence}", {"sentence": Sentence(rule.template.vi, rule.template.en, arguments)})
    return RuleBreach(rule.code, rule.severity, rule.measures, difference, message)
