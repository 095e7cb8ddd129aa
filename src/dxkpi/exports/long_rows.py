"""The values of a view as rows of a file, the same in every format."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from dxkpi.domain.views.text.description import Description
from dxkpi.exports.numbers import exact, flat_row_of

ExportedCell = str | int | Decimal | None


def long_rows(description: Description) -> tuple[list[str], list[list[ExportedCell]]]:
    """The headings of `values --csv` and of the findings, and a row for each value; None: unknown."""
    rows = []
    for value, extras in description.listed():
        plain = flat_row_of(value, description.view.cutoff, description.language)
        subject = {"indicator": plain.get("indicator"), "measure": plain.get("measure")}
        rows.append({**subject, **plain, **extras})
    headings = list(dict.fromkeys(name for row in rows for name in row))
    return headings, [[as_cell(row.get(name)) for name in headings] for row in rows]


def table_rows(description: Description) -> tuple[list[str], list[list[ExportedCell]]]:
    """The table behind the chart, its numbers exact."""
    return list(description.table.headings), [[as_cell(cell) for cell in row] for row in description.table.numbers]


def as_cell(cell: object) -> ExportedCell:
    """A value as a cell: yes or no, a number of at most 15 digits, text."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float():
            return exact(cell)
        case _:
            return cast(ExportedCell, cell)
