"""JSON for machines: the texts of a view and its values as `values --json` writes them."""

from __future__ import annotations

from typing import Any

from dxkpi.domain.boundaries.notation import notation
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.text.description import Description
from dxkpi.exports.numbers import document, exact, row_of
from dxkpi.exports.options import STANDARD, ExportOptions


def write(description: Description, options: ExportOptions = STANDARD) -> bytes:
    """One document: title, subtitle, source line, notes, vintage, and a row for each value."""
    return document(
        {
            "vintage": description.view.vintage,
            "boundaries": notation(description.view.boundaries),
            "kind": description.view.kind.name,
            "title": description.title,
            "subtitle": description.subtitle,
            "source": description.source_line,
            "notes": list(description.notes),
            "simulated": description.view.simulated,
            "rows": [_row(description, *each) for each in description.listed()],
        }
    )


def _row(description: Description, value: Value, extras: dict[str, object]) -> dict[str, Any]:
    """A value, and what the findings say about it."""
    columns = {name: exact(each) if isinstance(each, float) else each for name, each in extras.items()}
    return row_of(value, description.view.cutoff, description.language) | columns
