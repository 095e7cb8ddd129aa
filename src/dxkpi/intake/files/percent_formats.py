"""Percent formats: a spreadsheet stores 93,2 % as 0.932, which would be read as less than one percent."""

from __future__ import annotations

import re

# The built-in percent formats of Excel; others say "%" in their own format code.
BUILT_IN = frozenset({"9", "10"})
# A double holds 15 digits; rounding to twelve decimals removes the error of multiplying by a hundred.
DECIMALS = 12
# Literal text in a format code: "…", \%, and colours or conditions in brackets.
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def is_percent(code: str) -> bool:
    """Whether a number format displays its number times a hundred."""
    return "%" in _LITERAL.sub("", code)


def as_shown(value: float) -> str:
    """The stored fraction as a reader sees it: 0.932 → "93.2 %"."""
    number = f"{round(value * 100, DECIMALS):.{DECIMALS}f}"
    return f"{number.rstrip('0').rstrip('.')} %"
