"""JSON for machines: the view's words and its values as `values --json` writes them."""

from __future__ import annotations

from dxkpi.domain.boundaries import notation
from dxkpi.domain.view import View
from dxkpi.exports.exact import document, row_of


def write(view: View) -> bytes:
    """One document: title, subtitle, source line, notes, vintage, and a row a value."""
    return document(
        {
            "vintage": view.vintage,
            "boundaries": notation(view.boundaries),
            "kind": view.kind,
            "title": view.title,
            "subtitle": view.subtitle,
            "source": view.source_line,
            "notes": list(view.notes),
            "simulated": view.simulated,
            "rows": [row_of(value, view.cutoff, view.language) for value in view.values],
        }
    )
