"""openpyxl's private API that annotating uses, in one place.

Through its public names openpyxl makes a new style for each cell, which takes minutes for the cells of a country's
quarter. `PRIVATE_NAMES` says for each name what breaks without it; tests/web/test_private_api.py checks them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

PRIVATE_NAMES: Mapping[str, str] = {
    "openpyxl.cell.cell.Cell._style": "style_of, set_style: a marked cell would lose its own format",
    "openpyxl.styles.cell_style.StyleArray": "style_of: a cell that was never styled could not be marked",
}
# Of a workbook and of a sheet; only objects have them, so the functions below are tested instead of the names.
PRIVATE_ATTRIBUTES: Mapping[str, str] = {
    "_cell_styles": "style_number: the list of problems would lose the formats of the cells",
    "_cells": "cells_of, remove_cell: every empty cell would be created",
}


def style_of(cell: Cell) -> StyleArray:
    """The style of a cell, which is shared and must not be changed."""
    return cell._style or StyleArray()


def set_style(cell: Cell, style: StyleArray) -> None:
    """Give a cell a style that another one has too."""
    cell._style = style


def style_number(book: Workbook, style: StyleArray) -> int:
    """The number that the workbook's file gives to a style."""
    number: int = book._cell_styles.add(style)
    return number


def cells_of(page: Worksheet) -> Iterator[Cell]:
    """The cells that exist in a sheet."""
    yield from list(page._cells.values())


def remove_cell(page: Worksheet, cell: Cell) -> None:
    """Remove a cell from its sheet."""
    del page._cells[cell.row, cell.column]
