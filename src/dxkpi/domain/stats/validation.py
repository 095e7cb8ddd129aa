"""What a method may be given: numbers, and numerators that are parts of their denominators; else a refusal in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from math import isfinite, isnan


def require_numbers(*sequences: Sequence[float], finite: bool = True) -> None:
    """Raises `ValueError` where a value is nothing or NaN, and, where it must be `finite`, infinity."""
    try:
        fit = all(isfinite(each) if finite else not isnan(each) for each in chain(*sequences))
    except TypeError:
        fit = False
    if not fit:
        raise ValueError("what is no number must be left out before it comes to a method")


def require_shares(numerators: Sequence[float], denominators: Sequence[float]) -> None:
    """Raises `ValueError` unless there are as many of both and each numerator is a part of a denominator above 0."""
    if len(numerators) != len(denominators):
        raise ValueError("there must be as many numerators as denominators")
    if not all(map(is_share, numerators, denominators)):
        raise ValueError("every numerator must be a part of a denominator above 0")


def is_share(numerator: float, denominator: float) -> bool:
    """Whether a numerator is a part of a denominator above 0; what is no number is none."""
    try:
        return isfinite(denominator) and denominator > 0 and 0 <= numerator <= denominator
    except TypeError:
        return False


def require_places(places: Sequence[int], count: int) -> None:
    """Raises `ValueError` unless places are different ones of a sequence of so many."""
    if len(set(places)) < len(places) or not all(0 <= at < count for at in places):
        raise ValueError("a baseline names places of the series, each once")
