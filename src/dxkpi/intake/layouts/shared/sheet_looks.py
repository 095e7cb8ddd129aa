"""What a reader of a sheet does not see: problems that concern no single figure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np

from dxkpi.intake.cell_names import column_letters
from dxkpi.intake.files.sheet import Sheet
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.parsing.numbers import is_number
from dxkpi.intake.problems import ProblemCode, Severity
from dxkpi.locale import N_

HIDDEN_ROWS = N_("Cell {cell}: hidden rows have figures: {rows}. Show them and check the figures, or write the reason.")
HIDDEN_COLUMNS = N_(
    "Cell {cell}: hidden columns have figures: {columns}. Show them and check the figures, or write the reason."
)
COVERED = N_("Cell {cell}: “{value}” is hidden under merged cells and was not read. Split the merged cells.")
GARBLED = N_(
    "Cell {cell}: “{value}” was encoded twice; it probably says “{text}”. Save the file again as UTF-8, or type the "
    "text."
)
DIRECTION = N_(
    "Cell {cell}: the text has a character that changes the direction of writing ({names}), so it does not say what it "
    "shows. Type the text again."
)
# More than this nobody reads; the rest have the same cause.
MAX_LISTED, MAX_CELLS = 20, 50


def looks_of(sheet: Sheet, rows: np.ndarray, columns: np.ndarray) -> Iterator[SheetRemark]:
    """The problems of a sheet with figures in these cells (rows from 1, columns from 0)."""
    look = sheet.appearance
    yield from _hidden(sheet, rows, columns)
    for (row, column), text in islice(look.covered.items(), MAX_CELLS):
        if is_number(text):
            yield SheetRemark(
                ProblemCode.MERGED_CELLS, COVERED, row + 1, column, {"value": text}, Severity.REASON, value=text
            )
    for (row, column), text in islice(look.garbled.items(), MAX_CELLS):
        values = {"value": sheet.rows[row][column], "text": text}
        yield SheetRemark(ProblemCode.GARBLED_TEXT, GARBLED, row + 1, column, values)
    for (row, column), names in islice(look.directions.items(), MAX_CELLS):
        yield SheetRemark(ProblemCode.UNSAFE_TEXT, DIRECTION, row + 1, column, {"names": names})


def _hidden(sheet: Sheet, rows: np.ndarray, columns: np.ndarray) -> Iterator[SheetRemark]:
    """One problem for all hidden rows with figures, and one for all hidden columns."""
    look = sheet.appearance
    in_rows = np.isin(rows - 1, list(look.hidden_rows)) if look.hidden_rows else np.zeros(len(rows), dtype=bool)
    if in_rows.any():
        hidden = np.unique(rows[in_rows]).tolist()
        values = {"rows": _listed([str(row) for row in hidden])}
        column = int(columns[in_rows][0])
        yield SheetRemark(ProblemCode.HIDDEN_CELLS, HIDDEN_ROWS, hidden[0], column, values)
    in_columns = np.isin(columns, list(look.hidden_columns)) & ~in_rows
    if in_columns.any():
        hidden = np.unique(columns[in_columns]).tolist()
        values = {"columns": _listed([column_letters(column) for column in hidden])}
        row = int(rows[in_columns][0])
        yield SheetRemark(ProblemCode.HIDDEN_CELLS, HIDDEN_COLUMNS, row, hidden[0], values)


def _listed(names: list[str]) -> tuple[str, ...]:
    return tuple(names[:MAX_LISTED] + ["…"] * (len(names) > MAX_LISTED))
