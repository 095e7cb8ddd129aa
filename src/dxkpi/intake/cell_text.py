"""Cells as text: NFC, trimmed, dates in ISO notation, whole numbers without a decimal point."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

from dxkpi.domain.model.locality_names import fold_name


def folded(cell: object) -> str:
    """A cell's text for comparing: case, spaces, Unicode form and tone placement make no difference."""
    return fold_name(cell) if isinstance(cell, str) else as_text(cell)


def as_text(cell: object) -> str:
    """A cell as a person reads it."""
    match cell:
        case str():
            return (cell if cell.isascii() else unicodedata.normalize("NFC", cell)).strip()
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case bool() | None:
            return "" if cell is None else str(cell).lower()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
