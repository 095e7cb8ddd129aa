"""The table behind a chart, as shown and as numbers for files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
