"""Exact numbers for files: 15 significant digits, which a double always holds and a spreadsheet shows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson

from dxkpi.domain.model.coverage import coverage_notation
from dxkpi.domain.model.period import Cutoff, notation
from dxkpi.domain.snapshot.value import Value
from dxkpi.locale import Language

SIGNIFICANT_DIGITS = 15


def exact(value: float | None) -> Decimal | int | None:
    """A number for a file: whole numbers without a decimal point, others with 15 significant digits."""
    if value is None:
        return None
    if float(value).is_integer():
        return int(value)
    short = repr(float(value))
    digits = f"{value:#.{SIGNIFICANT_DIGITS}g}"
    return Decimal(short if len(short) < len(digits) - 1 else digits)


def row_of(value: Value, cutoff: Cutoff, language: Language) -> dict[str, Any]:
    """One value as a row of `values --json`."""
    return {
        "measure" if value.of_measure else "indicator": value.subject,
        "locality": value.locality,
        "locality_name": value.locality_name,
        "period": notation(value.period, cutoff),
        "basis": value.period.basis.value,
        "value": exact(value.value),
        "unit": value.unit,
        "numerator": exact(value.numerator),
        "denominator": exact(value.denominator),
        "stated": value.stated,
        "small": value.small,
        "suppressed": value.suppressed,
        "inconsistent": value.inconsistent,
        "provisional": value.provisional,
        "simulated": value.simulated,
        "reporting": value.reporting,
        "expected": value.expected,
        "coverage": {"kind": value.coverage.kind.value, "level": value.coverage.level},
        "printed": value.printed or None,
        "note": "; ".join(note.text(language) for note in value.notes),
        "source": "; ".join(dict.fromkeys(_cited(source.title, source.url) for source in value.sources)),
    }


def flat_row_of(value: Value, cutoff: Cutoff, language: Language) -> dict[str, Any]:
    """One value as a row of a table: as `row_of`, with its coverage in one word."""
    return row_of(value, cutoff, language) | {"coverage": coverage_notation(value.coverage)}


def document(content: Mapping[str, Any]) -> bytes:
    """A JSON document in UTF-8, with a final line end."""
    return orjson.dumps(content, default=_decimal, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _decimal(number: object) -> orjson.Fragment:
    """A decimal digit for digit. Raises TypeError for any other type."""
    if not isinstance(number, Decimal):
        raise TypeError(f"{type(number).__name__} cannot be written as JSON")
    return orjson.Fragment(str(number).encode())


def _cited(title: str, url: str) -> str:
    return f"{title} ({url})" if url else title
