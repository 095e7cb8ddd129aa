"""What `dxkpi values` prints: one row a value, as JSON, CSV or a table."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from dxkpi.domain.boundaries.notation import notation as boundaries_notation
from dxkpi.domain.model.period import Cutoff, label
from dxkpi.domain.views import text as view_text
from dxkpi.exports.as_csv import safe
from dxkpi.exports.numbers import flat_row_of, row_of
from dxkpi.locale import N_, Language, number, say

if TYPE_CHECKING:
    from rich.table import Table

    from dxkpi.catalogue import Catalogue
    from dxkpi.domain.snapshot.value import Value
    from dxkpi.domain.views.query import SnapshotKey

HEADINGS = (N_("Indicator"), N_("Locality"), N_("Period"), N_("Value"), N_("Numerator"), N_("Denominator"), N_("Note"))


def values_as_json(values: Sequence[Value], at: SnapshotKey, cutoff: Cutoff, language: Language) -> dict[str, Any]:
    """Values as `values --json` promises them, with the vintage and the boundaries that they were read on."""
    return {
        "vintage": at.vintage,
        "boundaries": boundaries_notation(at.boundaries),
        "rows": [row_of(value, cutoff, language) for value in values],
    }


def value_rows(values: Sequence[Value], cutoff: Cutoff, language: Language) -> list[dict[str, Any]]:
    """One row a value; its keys are those of `values --json`, each with a plain value."""
    return [flat_row_of(value, cutoff, language) for value in values]


def write_csv(rows: Sequence[Mapping[str, Any]], file: TextIO) -> None:
    """The same rows as CSV, empty where a number is unavailable; text that a spreadsheet would run is escaped."""
    writer = csv.writer(file, lineterminator="\n")
    for at, row in enumerate(rows):
        cells = {"indicator": row.get("indicator"), "measure": row.get("measure"), **row}
        if not at:
            writer.writerow(cells)
        writer.writerow(["" if cell is None else _csv_cell(cell) for cell in cells.values()])


def values_table(values: Sequence[Value], catalogue: Catalogue, cutoff: Cutoff, language: Language) -> Table:
    """The same values as a table for people."""
    from rich.table import Table

    table = Table(*(say(heading, language) for heading in HEADINGS))
    for value in values:
        indicator = None if value.of_measure else catalogue.indicator(value.subject)
        names = indicator.names if indicator else catalogue.measure(value.subject).names
        counts = (
            view_text.MISSING if count is None else number(count, language)
            for count in (value.numerator, value.denominator)
        )
        table.add_row(
            names.text(language),
            value.locality_name,
            label(value.period, cutoff, language),
            _marked(value, view_text.written(value, indicator, language)),
            *counts,
            "; ".join(note.text(language) for note in value.notes),
        )
    return table


def _marked(value: Value, text: str) -> str:
    """A value with how many of its localities it counts where some are missing."""
    return f"{text} ({value.reporting}/{value.expected})" if value.partial else text


def _csv_cell(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(safe(cell)) if isinstance(cell, str) else str(cell)
