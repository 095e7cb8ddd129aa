"""The rows of form II.06a below its headings: which are counted, which are subtotals, and which is the total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from dxkpi.intake.cell_text import as_text
from dxkpi.intake.files.read_sheets import Cell, Sheet
from dxkpi.intake.layouts.form_ii06a.columns import FormColumn
from dxkpi.intake.layouts.form_ii06a.headings import HeadingArea, is_table_heading
from dxkpi.intake.parsing.numbers import is_nothing, is_number
from dxkpi.intake.parsing.vocabulary import (
    DETAIL,
    NUMBER,
    bare,
    depth_of,
    is_foot,
    is_share,
    is_subtotal,
    is_total,
    plain,
    split_ordinal,
)


class RowKind(Enum):
    """The role of a row in the table."""

    FIELD = "field"  # counted: a field of work, or a unit
    SUM = "sum"  # a subtotal
    DETAIL = "detail"  # a part of the row above
    TOTAL = "total"  # the total of the table
    BELOW = "below"  # figures below the total


@dataclass(frozen=True)
class FigureRow:
    """A row with figures: its number (from 1), its label, and the column of the label (from 0)."""

    row: int
    label: str
    column: int
    depth: int
    kind: RowKind = RowKind.FIELD


@dataclass(frozen=True)
class FormRows:
    """The rows with figures, in their order. `second_table`: the row (from 1) where another table begins, or None."""

    lines: tuple[FigureRow, ...]
    second_table: int | None = None

    @property
    def total(self) -> FigureRow | None:
        """The total row; None if there is none."""
        return next((line for line in self.lines if line.kind is RowKind.TOTAL), None)

    @property
    def fields(self) -> tuple[FigureRow, ...]:
        """The rows that are counted, each dossier once."""
        return tuple(line for line in self.lines if line.kind is RowKind.FIELD)

    def below_total(self) -> tuple[FigureRow, ...]:
        """Rows with figures below the total that are not part of it."""
        return tuple(line for line in self.lines if line.kind is RowKind.BELOW)


def read_body(sheet: Sheet, block: HeadingArea, columns: Sequence[FormColumn]) -> FormRows:
    """The rows below the headings up to the notes and signatures."""
    lines: list[FigureRow] = []
    second = None
    headings = {_texts(row) for row in sheet.rows[block.top : block.first_row]}
    goes_on = True
    for number, row in enumerate(sheet.rows[block.first_row :], start=block.first_row + 1):
        if goes_on and _texts(row) in headings:
            continue  # the headings again, at the top of a printed page
        if is_table_heading(row):
            second = number
            break
        if any(is_foot(cell) for cell in row) and not any(is_number(cell) for cell in row[block.left :]):
            break
        if _has_figures(sheet, number, row, columns):
            lines.append(_line(number, row, block.left))
            goes_on = not is_total(lines[-1].label)
        elif any(_texts(row)):
            goes_on = False
    return FormRows(tuple(_with_kinds([line for line in lines if not is_share(line.label)])), second)


def _texts(row: Sequence[Cell]) -> tuple[str, ...]:
    """What is written in a row, for comparing it with a row of headings."""
    return tuple(bare(cell) for cell in row)


def _with_kinds(lines: Sequence[FigureRow]) -> Iterator[FigureRow]:
    """Assign the kinds: deeper rows belong to the one above them; the last total closes the table."""
    total = _total_of(lines)
    below = False
    for place, line in enumerate(lines):
        following = next((other for other in lines[place + 1 :] if other.depth != DETAIL), None)
        if line is total:
            kind = RowKind.TOTAL
            below = any(other.depth != DETAIL and not is_subtotal(other.label) for other in lines[:place])
        elif below:
            kind = RowKind.BELOW
        elif line.depth == DETAIL or bare(line.label).startswith("trong do"):
            kind = RowKind.DETAIL
        elif is_subtotal(line.label) or (following is not None and _belongs(following, line)):
            kind = RowKind.SUM
        else:
            kind = RowKind.FIELD
        yield replace(line, kind=kind)


def _total_of(lines: Sequence[FigureRow]) -> FigureRow | None:
    """The last total row; one labelled “Tổng …” takes precedence over one labelled “Cộng”."""
    totals = [line for line in lines if is_total(line.label)]
    called_so = [line for line in totals if plain(line.label).startswith(("tổng", "tong"))]
    return next(iter(reversed(called_so or totals)), None)


def _belongs(line: FigureRow, above: FigureRow) -> bool:
    """Whether a row is deeper than the one above it, and so is part of it."""
    return line.depth > above.depth and not is_subtotal(line.label)


def _line(number: int, row: Sequence[Cell], left: int) -> FigureRow:
    """A row's ordinal and label, from the columns before the first that counts something."""
    texts = [(place, " ".join(as_text(cell).split())) for place, cell in enumerate(row[:left]) if as_text(cell)]
    depth: int | None = None
    if texts and (len(texts) > 1 or depth_of(texts[0][1]) is not None):
        depth = depth_of(texts[0][1])
        texts = texts[1:] if depth is not None else texts
    named = [text for text in texts if len(text[1]) > 1 and not text[1].isdecimal()] or texts
    column, label = named[0] if named else (max(left - 1, 0), "")
    if depth is None:
        ordinal, label = split_ordinal(label)
        depth = depth_of(ordinal)
    if depth is None:
        depth = NUMBER - 1 if label.isupper() and not is_total(label) else NUMBER
    return FigureRow(number, label, column, depth)


def _has_figures(sheet: Sheet, number: int, row: Sequence[Cell], columns: Sequence[FormColumn]) -> bool:
    places = [place for column in columns for place in column.places]
    filled = any(place < len(row) and not is_nothing(row[place]) for place in places)
    return filled or any((number - 1, place) in sheet.unsolved for place in places)
