"""Argument validation for the statistical functions. Everything here raises ValueError with a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from math import isfinite, isnan


def require_numbers(*sequences: Sequence[float], finite: bool = True) -> None:
    """Raises ValueError when a value is None or NaN and, unless `finite` is False, when it is infinite."""
    if not all(_is_number(value, finite) for value in chain(*sequences)):
        raise ValueError("missing values must be left out before calling a statistical function")


def require_shares(numerators: Sequence[float], denominators: Sequence[float]) -> None:
    """Raises ValueError unless both have one length and 0 ≤ numerator ≤ denominator, denominator > 0, holds for all."""
    if len(numerators) != len(denominators):
        raise ValueError("there must be as many numerators as denominators")
    if not all(map(is_share, numerators, denominators)):
        raise ValueError("every numerator must be a part of a denominator above 0")


def is_share(numerator: float | None, denominator: float | None) -> bool:
    """Whether 0 ≤ numerator ≤ denominator and denominator > 0; False for None, NaN and infinity."""
    if numerator is None or denominator is None:
        return False
    return isfinite(denominator) and denominator > 0 and 0 <= numerator <= denominator


def require_positions(positions: Sequence[int], length: int) -> None:
    """Raises ValueError unless the positions are distinct and each lies in a sequence of this length."""
    if len(set(positions)) < len(positions) or not all(0 <= position < length for position in positions):
        raise ValueError("a baseline names positions of the series, each once")


def _is_number(value: float | None, finite: bool) -> bool:
    return value is not None and (isfinite(value) if finite else not isnan(value))
