"""JSON for machines: the view's words and its values as `values --json` writes them."""

from __future__ import annotations

from typing import Any

from dxkpi.domain.boundaries.notation import notation
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.view import View
from dxkpi.exports.numbers import document, exact, row_of
from dxkpi.exports.options import STANDARD, ExportOptions


def write(view: View, options: ExportOptions = STANDARD) -> bytes:
    """One document: title, subtitle, source line, notes, vintage, and a row a value."""
    return document(
        {
            "vintage": view.vintage,
            "boundaries": notation(view.boundaries),
            "kind": view.kind.name,
            "title": view.title,
            "subtitle": view.subtitle,
            "source": view.source_line,
            "notes": list(view.notes),
            "simulated": view.simulated,
            "rows": [_row(view, *each) for each in view.reading.listed(view)],
        }
    )


def _row(view: View, value: Value, extras: dict[str, object]) -> dict[str, Any]:
    """A value, and what the view's method says of it."""
    told = {name: exact(each) if isinstance(each, float) else each for name, each in extras.items()}
    return row_of(value, view.cutoff, view.language) | told
