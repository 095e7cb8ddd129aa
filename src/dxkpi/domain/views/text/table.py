"""The table behind a chart, as shown and as numbers for files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.view import View
from dxkpi.locale import MISSING, N_, Language, number, say

REPORTING = N_("Localities reporting")
# How a value, or the name of its row, is written.
Writing = Callable[[Value], str]
Number = str | float | int | None


@dataclass(frozen=True)
class Table:
    """The table behind a chart. `cells`: as shown; `numbers`: for files, unrounded, None where there is no figure."""

    headings: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    numbers: tuple[tuple[Number, ...], ...]


def with_columns(
    table: Table,
    headings: Sequence[str],
    cells: Sequence[Sequence[str]],
    numbers: Sequence[Sequence[Number]],
) -> Table:
    """A table of an indicator with more columns between the denominator and the last two."""
    return replace(
        table,
        headings=(*table.headings[:-2], *headings, *table.headings[-2:]),
        cells=tuple((*row[:-2], *more, *row[-2:]) for row, more in zip(table.cells, cells, strict=True)),
        numbers=tuple((*row[:-2], *more, *row[-2:]) for row, more in zip(table.numbers, numbers, strict=True)),
    )


def whole(value: float | None) -> float | int | None:
    """A number without a point where it has no decimals."""
    return int(value) if value is not None and float(value).is_integer() else value


def table_of_counts(view: View, language: Language, name_of: Writing, written: Writing) -> Table:
    """A row for each period or locality, a column for each count; how many localities are counted."""
    names = (series.names.text(language) for series in view.series)
    rows = list(zip(*(series.values for series in view.series), strict=True))
    reporting = [_reporting(row) for row in rows]
    return Table(
        (_first_heading(view, language), *names, say(REPORTING, language)),
        tuple(
            (name_of(row[0]), *(written(value) for value in row), counted)
            for row, counted in zip(rows, reporting, strict=True)
        ),
        tuple(
            (name_of(row[0]), *(whole(value.value) for value in row), counted)
            for row, counted in zip(rows, reporting, strict=True)
        ),
    )


def table_of_indicator(view: View, language: Language, name_of: Writing, written: Writing) -> Table:
    """A row for each value: the value, its counts, how many localities are counted, notes."""
    headings = (N_("Numerator"), N_("Denominator"), REPORTING, N_("Note"))
    indicator = view.asked_indicator
    name = f"{indicator.names.text(language)} ({indicator.unit_names.text(language)})"
    cells, numbers = [], []
    for value in view.values:
        counts = [MISSING if n is None else number(n, language) for n in (value.numerator, value.denominator)]
        texts = (_reporting((value,), always=True), _remarks(value, language))
        cells.append((name_of(value), written(value), *counts, *texts))
        numbers.append((name_of(value), value.value, whole(value.numerator), whole(value.denominator), *texts))
    return Table(
        (_first_heading(view, language), name, *(say(heading, language) for heading in headings)),
        tuple(cells),
        tuple(numbers),
    )


def _first_heading(view: View, language: Language) -> str:
    return say(N_("Locality"), language) if view.over_localities else say(N_("Period"), language)


def _reporting(values: Sequence[Value], *, always: bool = False) -> str:
    """Of how many localities how many are counted, once where values agree. `always`: of missing values too."""
    counted = (f"{value.reporting}/{value.expected}" for value in values if always or value.value is not None)
    return "; ".join(dict.fromkeys(counted))


def _remarks(value: Value, language: Language) -> str:
    remarks = [note.text(language) for note in value.notes]
    if value.provisional:
        remarks.append(say(N_("provisional"), language))
    return "; ".join(remarks)
