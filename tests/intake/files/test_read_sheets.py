"""Every kind of workbook becomes the same cells: values, formulas, percents, old fonts, hidden sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dxkpi.intake.cell_names import column_letters
from dxkpi.intake.files.read_sheets import read_sheets
from dxkpi.intake.files.sheet import Sheet

from ..office import (
    Error,
    Formula,
    InFont,
    Percent,
    Pieces,
    as_html,
    as_ods,
    as_office_xlsx,
    as_xls,
    as_xlsm,
    replaced,
    with_parts,
)

Write = Callable[..., bytes]
EVERY_KIND = pytest.mark.parametrize("write", [as_office_xlsx, as_xlsm, as_xls, as_ods])
XML_KINDS = pytest.mark.parametrize("write", [as_office_xlsx, as_xlsm, as_ods])
SHEET = "xl/worksheets/sheet1.xml"


def only_sheet(content: bytes, name: str = "a.xlsx") -> Sheet:
    """The one sheet of a file."""
    (sheet,) = read_sheets(name, content)
    return sheet


def of_xml(cells: str) -> Sheet:
    """The sheet of an XLSX with these rows as XML."""
    xml = f'<worksheet xmlns="m"><sheetData>{cells}</sheetData></worksheet>'
    return only_sheet(with_parts(as_office_xlsx([["x"]]), {SHEET: xml.encode()}))


@EVERY_KIND
def test_values_keep_their_kind_and_place(write: Write) -> None:
    """Text, numbers, dates, yes and no keep the row and column they have in the file; empty cells are empty."""
    sheet = only_sheet(write([[], ["", "Tên", 5810, 93.5], [date(2022, 9, 14), True, "", "b"]], sheet="Biểu 06a"))
    assert sheet.name == "Biểu 06a"
    assert [list(row) for row in sheet.rows] == [
        ["", "", "", ""],
        ["", "Tên", 5810, 93.5],
        [date(2022, 9, 14), True, "", "b"],
    ]
    assert (sheet.unsolved, sheet.legacy, sheet.hidden, sheet.document) == (frozenset(), {}, False, {})


@EVERY_KIND
@pytest.mark.parametrize(
    ("stored", "displayed"), [(0.932, "93.2 %"), (1, "100 %"), (0.0005, "0.05 %"), (0, "0 %"), (0.57, "57 %")]
)
def test_percents_read_as_they_show(write: Write, stored: float, displayed: str) -> None:
    """A cell formatted as percent reads as the reader sees it, without the digits that a double adds."""
    assert only_sheet(write([["Tỷ lệ"], [Percent(stored)], [stored]])).rows[1][0] == displayed


@EVERY_KIND
def test_a_number_next_to_percents_stays_a_number(write: Write) -> None:
    """Only the formatted cell is changed."""
    assert only_sheet(write([[Percent(0.5), 0.5, "50"]])).rows[0] == ["50 %", 0.5, "50"]


@EVERY_KIND
def test_a_formula_reads_as_its_stored_value(write: Write) -> None:
    """A formula is what it came to when the file was saved."""
    sheet = only_sheet(write([["Tổng", Formula("SUM(B2:B3)", 12)], ["a", 5], ["b", 7]]))
    assert sheet.rows[0][1] == 12
    assert sheet.unsolved == frozenset()


@XML_KINDS
def test_a_formula_that_was_never_worked_out_is_marked(write: Write) -> None:
    """A formula without a stored value reads empty and is marked, also in the last row."""
    sheet = only_sheet(write([["Tổng", Formula("SUM(B2:B3)")], ["a", 5], ["", Formula("B2")]]))
    assert sheet.unsolved == {(0, 1), (2, 1)}
    assert [row[1] for row in sheet.rows] == ["", 5, ""]


@EVERY_KIND
def test_an_error_is_no_figure(write: Write) -> None:
    """#DIV/0! reads empty and is marked."""
    sheet = only_sheet(write([["Tỷ lệ", Error()], ["a", 5]]))
    assert sheet.unsolved == {(0, 1)}
    assert sheet.rows[0][1] == ""


def test_an_error_of_a_newer_excel_stops_nothing() -> None:
    """An error that the reader does not know is an error like the others."""
    sheet = of_xml('<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c><c r="B1"><v>7</v></c></row>')
    assert (sheet.rows, sheet.unsolved) == ([["", 7]], {(0, 0)})


def test_a_formula_that_came_to_an_empty_text_has_a_value() -> None:
    """IF(…, "") stores an empty text, and that is a value."""
    sheet = of_xml('<row r="1"><c r="A1" t="str"><f>IF(B1,1,"")</f><v></v></c><c r="B1"><v>7</v></c></row>')
    assert (sheet.rows, sheet.unsolved) == ([["", 7]], frozenset())


def test_the_zero_that_a_script_puts_under_a_formula_is_no_figure() -> None:
    """Where the file asks for its formulas to be worked out at the next opening, a stored 0 is nothing yet."""
    rows = [["Tổng", Formula("SUM(B2:B3)", 0), Formula("1+1", 2)], ["a", 5, 0]]
    assert only_sheet(as_office_xlsx(rows, waits=True)).unsolved == {(0, 1)}
    assert only_sheet(as_office_xlsx(rows)).unsolved == frozenset()


@EVERY_KIND
@pytest.mark.parametrize(("font", "typed"), [(".VnTime", "Ph­êng H­¬ng V¨n"), ("VNI-Times", "Phöôøng Höông Vaên")])
def test_old_fonts_are_read_by_their_cell(write: Write, font: str, typed: str) -> None:
    """Text in an old font is Unicode in the sheet, and its cell is named with the font; others stay as they are."""
    sheet = only_sheet(write([["Địa phương", "Ghi chú"], [InFont(typed, font), "Ph­êng"], ["", 5]]))
    assert sheet.rows[1][:2] == ["Phường Hương Văn", "Phêng"]
    assert sheet.legacy == {(1, 0): font}


@EVERY_KIND
def test_a_whole_workbook_in_an_old_font(write: Write) -> None:
    """Where every text has the old font, every text is converted, and numbers stay numbers."""
    sheet = only_sheet(write([["Sè hå s¬", 5810], ["ThÞ x· H­¬ng Trµ", 12]], font=".VnTime"))
    assert [row[0] for row in sheet.rows] == ["Số hồ sơ", "Thị xã Hương Trà"]
    assert sheet.legacy == {(0, 0): ".VnTime", (1, 0): ".VnTime"}


@EVERY_KIND
def test_pieces_of_a_text_in_several_fonts(write: Write) -> None:
    """Each piece is read by its own font, Unicode next to an old one."""
    pieces = Pieces((("Phường ", "Arial"), ("H­¬ng V¨n", ".VnTime")))
    sheet = only_sheet(write([["x", pieces], [Pieces((("a", "Arial"), ("b", "Calibri"))), 1]]))
    assert (sheet.rows[0][1], sheet.rows[1][0]) == ("Phường Hương Văn", "ab")
    assert sheet.legacy == {(0, 1): ".VnTime"}


@EVERY_KIND
def test_hidden_sheets_come_and_say_so(write: Write) -> None:
    """Every sheet with a cell is there in its order; a hidden one says that it is; an empty one is left out."""
    content = write([["a"]], sheet="Biểu", more={"Trống": [], "Ẩn": [["b"]]}, hidden=["Ẩn"])
    assert [(sheet.name, sheet.hidden) for sheet in read_sheets("a", content)] == [("Biểu", False), ("Ẩn", True)]


def test_hidden_rows_and_columns_are_read() -> None:
    """What is folded away in a sheet is in it all the same."""
    sheet = of_xml('<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>')
    assert sheet.rows == [[1], [2]]


def test_custom_properties_of_the_document() -> None:
    """What a workbook says of itself in custom properties is kept with every sheet."""
    content = as_office_xlsx([["a"]], more={"B": [["b"]]}, properties={"dxkpi-layout": "template", "kỳ": "2022-9M"})
    for sheet in read_sheets("a.xlsx", content):
        assert sheet.document == {"dxkpi-layout": "template", "kỳ": "2022-9M"}


def test_letters_of_columns() -> None:
    """A to Z, then AA; the last column of Excel is XFD."""
    assert [column_letters(column) for column in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


# Other ways to write the same XML.


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row><row r="3"><c r="B3"><v>3</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c><c r='C1'><v>2</v></c></row><row r='3'><c r='B3'><v>3</v></c></row>",
        '<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row><c/><c><v>3</v></c></row>',
        '<row><c><v>1</v></c><c r="C1"><v>2</v></c></row><row r="3"><c r="B3"><v>3</v></c></row>',
        '<row r="1"><c s="0" r="a1"><v>1</v></c><c\n r="c1"><v>2</v></c></row><row r="3"><c r="B3" ><v>3</v></c></row>',
        '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="C1"><x:v>2</x:v></x:c></x:row>'
        '<x:row r="3"><x:c r="B3"><x:v>3</x:v></x:c></x:row>',
    ],
)  # fmt: skip
def test_places_are_the_same_however_they_are_written(cells: str) -> None:
    """Places in any order, quotes or case, with prefixes, or left out and counted."""
    assert of_xml(cells).rows == [[1, "", 2], ["", "", ""], ["", 3, ""]]


def test_marks_are_seen_however_cells_are_written() -> None:
    """Formulas without value and errors are found also where places are left out."""
    cells = "<row><c><f>1+1</f></c><c t='e'><v>#REF!</v></c><c t='inlineStr'><is><t>r='9'</t></is></c></row>"
    sheet = of_xml(cells)
    assert (sheet.rows, sheet.unsolved) == ([["", "", "r='9'"]], {(0, 0), (0, 1)})


def test_formatted_empty_cells_to_the_end_of_the_sheet() -> None:
    """A format that was drawn down to the last row is no reason to refuse the file."""
    sheet = of_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert sheet.rows == [[1]]


def test_a_workbook_under_other_names_of_parts() -> None:
    """Parts are found by their relations, wherever they are."""
    content = replaced(as_office_xlsx([["Tên", Percent(0.5)]]), b"sharedStrings.xml", b"texts.xml")
    parts = {"xl/texts.xml": '<sst xmlns="m"><si><t>Tên</t></si></sst>'.encode()}
    assert only_sheet(with_parts(content, parts)).rows == [["Tên", "50 %"]]


# Files named for what they are not.


@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.ods", "a.xlsx", "a"])
@pytest.mark.parametrize("write", [as_office_xlsx, as_xls, as_ods, as_html])
def test_a_file_is_what_it_is_whatever_its_name(name: str, write: Write) -> None:
    """The bytes say what a file is."""
    assert only_sheet(write([["Tên", "Số"], ["a", "b"]]), name).rows == [["Tên", "Số"], ["a", "b"]]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv"])
def test_text_named_as_a_workbook(name: str) -> None:
    """A CSV under the name of a workbook is read where it is clearly a table."""
    assert only_sheet(b"a;b\n1;2\n", name).rows == [["a", "b"], ["1", "2"]]


def test_a_page_with_merged_cells_and_lines() -> None:
    """Of a page the outermost tables are read; a merged cell's text is in its first cell."""
    page = (
        "<!DOCTYPE html><html><style>td{}</style><table><tr><th rowspan=2>STT<th colspan=2>Số <b>lượng</b>"
        "<tr><td>Mới<br>nhận<td>Cũ</table><p>x<table><tr><td>Hết</td></tr></table></html>"
    )
    first, second = read_sheets("a.xls", page.encode())
    assert first.rows == [["STT", "Số lượng", ""], ["", "Mới\nnhận", "Cũ"]]
    assert second.rows == [["Hết"]]
