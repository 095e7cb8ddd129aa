"""Values as views show them: a sum over few of a place's localities is no number of the place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.coverage_words import thin_text


def spoken(value: Value) -> Value:
    """The value; without its number, and with the reason, where it counts too few localities to speak for the place."""
    if not value.is_thin:
        return value
    return replace(value, value=None, numerator=None, denominator=None, notes=(thin_text(value),))


def all_spoken(values: Iterable[Value]) -> tuple[Value, ...]:
    """Each value as `spoken`."""
    return tuple(spoken(value) for value in values)
