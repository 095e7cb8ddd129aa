"""Tables of a view: CSV for people and machines, workbooks; the same numbers in each, and nothing that runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.exports.test_exports import HOSTILE, described

from dxkpi.domain.views.text.description import Description
from dxkpi.exports import ExportOptions, export_view
from dxkpi.exports.accessible_workbook import unique_headings
from dxkpi.exports.numbers import exact
from dxkpi.exports.options import Audience, RowChoice
from dxkpi.locale import Language

KINDS = ("ranking", "timeliness")


def lines(description: Description, reader: Audience, rows: RowChoice) -> list[list[str]]:
    content = export_view(description, "csv", ExportOptions(reader=reader, rows=rows))
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheets(description: Description) -> Iterator[Worksheet]:
    yield from openpyxl.load_workbook(io.BytesIO(export_view(description, "xlsx")))


def table_of(sheet: Worksheet) -> list[list[object]]:
    """The cells of the one table of a sheet."""
    (name,) = sheet.tables
    return [[cell.value for cell in row] for row in sheet[sheet.tables[name].ref]]


def test_a_file_for_machines_is_the_table_alone() -> None:
    """No mark, no words around it: headings first, then a row a locality, whole numbers whole."""
    content = export_view(described(), "csv", ExportOptions(reader=Audience.MACHINES))
    assert not content.startswith(b"\xef\xbb\xbf")
    table = lines(described(), Audience.MACHINES, RowChoice.SHOWN)
    assert {len(row) for row in table} == {12}
    assert [row[1:4] for row in table[1:]] == [["25", "1", "4"], ["33.3333333333333", "1", "3"], ["", "", ""]]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_can_be_read_by_everyone(kind: str, language: Language) -> None:
    """One marked table a sheet but on the cover, titled in A1 and A2; no cell of a table empty, merged or a formula."""
    cover, *others = sheets(described(kind, language))
    assert cover["A1"].value == described(kind, language).title
    assert not cover.tables
    assert len(others) == 3
    for sheet in (cover, *others):
        assert not sheet.merged_cells.ranges
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    for sheet in others:
        assert all(cell not in (None, "") for row in table_of(sheet) for cell in row)
        assert sheet["A1"].value
        assert sheet["A2"].value
        assert len(set(table_of(sheet)[0])) == len(table_of(sheet)[0])


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_has_the_numbers_of_the_view(kind: str) -> None:
    """Numbers are numbers to the last of 15 digits, what is not known is a sign and never 0."""
    description = described(kind)
    _, _, table, _ = sheets(description)
    written = [[exact(cell) if isinstance(cell, int | float) else cell for cell in row] for row in table_of(table)[1:]]
    for row, expected in zip(written, description.table.numbers, strict=True):
        expected_rows = [exact(cell) if isinstance(cell, int | float) else cell for cell in expected]
        assert row == ["[x]" if cell is None else cell or "–" for cell in expected_rows]


def test_a_hostile_name_is_text_in_a_workbook() -> None:
    """=HYPERLINK(…) is written letter for letter, as text, and not as a link."""
    _, _, table, everything = sheets(described())
    for sheet in (table, everything):
        (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == HOSTILE]
        assert (cell.data_type, cell.hyperlink) == ("s", None)


def test_the_same_view_gives_the_same_workbook() -> None:
    """Made twice, byte for byte."""
    assert export_view(described(), "xlsx") == export_view(described(), "xlsx")


def test_headings_are_unique() -> None:
    """A marked table has no two headings of one name, whatever the case."""
    assert unique_headings(["Phường Một (%)", "phường một (%)", ""]) == ["Phường Một (%)", "phường một (%) (2)", "–"]
