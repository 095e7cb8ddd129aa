"""Cells that a spreadsheet shows as percent: 93,2 % is stored as 0.932, and would be read as less than one percent."""

from __future__ import annotations

import re

# The built-in percent formats of Excel; others say "%" in their own format code.
BUILT_IN = frozenset({"9", "10"})
# A double holds 15 digits; twelve decimals take away what multiplying by a hundred adds.
DECIMALS = 12
# Text in a format code that is shown as it stands: "…", \%, and colours or conditions in brackets.
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def is_percent(code: str) -> bool:
    """Whether a number format shows its number times a hundred."""
    return "%" in _LITERAL.sub("", code)


def as_shown(value: float) -> str:
    """The stored fraction as a reader sees it: 0.932 → "93.2 %"."""
    number = f"{round(value * 100, DECIMALS):.{DECIMALS}f}"
    return f"{number.rstrip('0').rstrip('.')} %"
