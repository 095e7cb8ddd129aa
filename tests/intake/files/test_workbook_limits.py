"""Files that would cost beyond measure, or are broken: refused with a sentence, never a crash and never a flood."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxkpi.intake.files import text_files
from dxkpi.intake.files.ods import reader as ods
from dxkpi.intake.files.read_sheets import MAX_CELLS, Unreadable, read_sheets
from dxkpi.intake.files.sheet import Sheet
from dxkpi.intake.files.xls import reader as xls
from dxkpi.intake.files.xls.biff import table_records
from dxkpi.intake.files.xlsx import reader as xlsx
from dxkpi.intake.files.xlsx import shared_strings
from dxkpi.locale import Language

from ..office import (
    Error,
    Formula,
    InFont,
    Percent,
    Pieces,
    as_compound,
    as_html,
    as_locked_xlsx,
    as_ods,
    as_ods_content,
    as_office_xlsx,
    as_xls,
    parts_of,
    replaced,
    with_parts,
    zipped,
)

ROWS = [
    ["Địa phương", "Số", "Tỷ lệ"],
    [InFont("Ph­êng H­¬ng V¨n", ".VnTime"), 5810, Percent(0.932)],
    [Pieces((("Phường ", "Arial"), ("H­¬ng V¨n", ".VnTime"))), Formula("SUM(B2)", 12), Error()],
]
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
SAMPLES = {
    "a.xlsx": as_office_xlsx(ROWS),
    "a.xls": as_xls(ROWS),
    "a.ods": as_ods(ROWS),
    "b.xls": as_html([["Tên", "Số"], ["Xã Bình Điền", 5]]),
    "a.csv": 'sep=;\r\nTên;"Số\nhồ sơ"\r\nXã Bình Điền;5\r\n'.encode(),
    "b.csv": "Tên;Số\r\nXã Bình Điền;5\r\n".encode("utf-16"),
}


def refusal(content: bytes, name: str = "a.xlsx") -> str:
    """The code with which a file is refused; the sentence is there in both languages."""
    with pytest.raises(Unreadable) as raised:
        read_sheets(name, content)
    assert all("{" not in raised.value.message.text(language) for language in Language)
    return raised.value.code.value


def read_or_refused(name: str, content: bytes) -> tuple[tuple[Sheet, ...], str]:
    """The sheets of a file and the code with which it is refused: one of the two is empty."""
    try:
        return read_sheets(name, content), ""
    except Unreadable as refused:
        return (), refused.code.value


def sheet_xml(cells: str) -> bytes:
    """An XLSX with these rows as XML."""
    xml = f'<worksheet xmlns="m"><sheetData>{cells}</sheetData></worksheet>'
    return with_parts(as_office_xlsx([["x"]]), {SHEET: xml.encode()})


# Cells beyond measure.


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="xfd1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c s="0" r = \'XFD1048576\'><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="n" r="XFD1048576"><v>1</v></c><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        '<row r="9999998"><c><v>1</v></c></row><row r="1"><c r="ZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" x="/>"><v>1</v></c><c r="XFD1048576" x="/>"><v>1</v></c></row>',
        f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{"<c/>" * 60}<c><v>1</v></c></row>',
    ],
)
def test_a_far_cell_however_it_is_written(cells: str) -> None:
    """A cell at the end of the sheet would fill it: refused, or read at the place that was weighed."""
    sheets, code = read_or_refused("a.xlsx", sheet_xml(cells))
    assert code in ("", "too-large", "unreadable-file")
    assert sum(len(row) for sheet in sheets for row in sheet.rows) < MAX_CELLS


@pytest.mark.parametrize("write", [as_office_xlsx, as_xls, as_ods])
def test_many_sheets_that_are_each_small_enough(write: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells are counted over the whole workbook."""
    for reader in (xlsx, xls, ods):
        monkeypatch.setattr(reader, "MAX_CELLS", 1_000)
    some = {f"S{number}": [["x"], *([[]] * 18), [""] * 19 + ["x"]] for number in range(3)}
    assert refusal(write([["x"]], more=some)) == "too-large"
    assert len(read_sheets("a", write([["x"]], more={"S1": some["S1"]}))) == 2


def test_a_promise_of_texts_sets_nothing_aside() -> None:
    """A file that says it has a hundred thousand million texts is read for those it has."""
    content = as_office_xlsx([["Tên"]])
    for promise in (b"100000000000", b"9000000000000000000"):
        (sheet,) = read_sheets("a.xlsx", replaced(content, b'uniqueCount="1"', b'uniqueCount="%s"' % promise))
        assert sheet.rows == [["Tên"]]


def test_one_long_text_in_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a shared text comes to in all its cells is weighed; many cells with short ones are none the worse for it."""
    monkeypatch.setattr(shared_strings, "MAX_UNPACKED", 10_000)
    long = as_office_xlsx([["x" * 1_000]] * 20)
    assert refusal(long) == "too-large"
    assert refusal(replaced(long, b"<si>", b"<!-- </si></si> --><si>")) == "too-large"
    assert refusal(replaced(long, b"<v>0</v>", b"<v>00000000000000</v>")) == "too-large"
    assert len(read_sheets("a.xlsx", as_office_xlsx([*([["a"]] * 50), ["x" * 1_000]]))[0].rows) == 51


@pytest.mark.parametrize("number", ["-1e300", "1e300", "1e18", "-inf", "inf", "nan", "-5", "2958466"])
@pytest.mark.parametrize("format_", [b"dd/mm/yyyy", b"[h]:mm:ss"])
def test_a_day_beyond_all_calendars(number: str, format_: bytes) -> None:
    """A number that no calendar has, formatted as a day or a duration."""
    content = replaced(as_office_xlsx([["x", date(2022, 9, 14)]]), b"dd/mm/yyyy", format_)
    sheets, code = read_or_refused("a.xlsx", replaced(content, b"<v>44818</v>", f"<v>{number}</v>".encode()))
    assert code == "unreadable-file" or sheets[0].rows[0][0] == "x"


def test_one_part_for_many_sheets() -> None:
    """A sheet is read once, however many names it has."""
    content = as_office_xlsx([["x"]], more={"B": [["y"]]})
    assert refusal(replaced(content, b"worksheets/sheet2.xml", b"worksheets/sheet1.xml")) == "unreadable-file"


@pytest.mark.parametrize(
    "table",
    [
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384" '
        'office:value-type="float" office:value="1"/></table:table-row>',
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="90" office:value-type="float" '
        'office:value="1"/></table:table-row>',
        '<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="1000000000"/></text:p>'
        "</table:table-cell></table:table-row>",
    ],
)
def test_counted_cells_and_spaces_of_an_ods(table: str) -> None:
    """A few bytes that count out thousands of millions of cells or spaces are refused."""
    body = f'<office:body><office:spreadsheet><table:table table:name="a">{table}</table:table></office:spreadsheet>'
    assert refusal(as_ods_content(f"{body}</office:body>")) in ("too-large", "unreadable-file")


def test_a_far_cell_of_an_xls() -> None:
    """A number in the last column, 20,000 rows below the table."""
    assert refusal(as_xls([["x"], *([[]] * 20_000), [""] * 255 + [1]])) == "too-large"


def test_a_cell_of_an_xls_beyond_its_columns() -> None:
    """A place that the format cannot have is no reason to set it aside."""
    content = as_xls([[1.5], [2.5]])
    place = content.index(struct.pack("<HHHH", 0x27E, 10, 1, 0))
    assert refusal(content[: place + 6] + b"\xff\xff" + content[place + 8 :]) == "unreadable-file"


def test_a_link_over_a_whole_sheet_is_not_followed() -> None:
    """Records that are no part of a table are put out of the reader's way."""
    link = struct.pack("<HHHHHH", 0x1B8, 8, 0, 65_535, 0, 255)
    assert table_records(link + struct.pack("<HH", 0x0A, 0))[:2] == b"\xff\x08"


def test_a_ring_of_sectors_ends() -> None:
    """A chain of sectors that leads back to itself is followed no further than there are sectors."""
    content = bytearray(as_compound(bytes(200)))
    table = struct.unpack_from("<I", content, 76)[0]
    for sector in range(128):
        struct.pack_into("<I", content, 512 + table * 512 + 4 * sector, 0)
    assert refusal(bytes(content), "a.xls") == "unreadable-file"


@pytest.mark.parametrize("part", [BOOK, STRINGS, SHEET, "xl/styles.xml", "_rels/.rels"])
def test_entities_do_not_unfold(part: str) -> None:
    """A document type with entities of entities makes no text, whichever part has it."""
    steps = "".join(f'<!ENTITY e{step + 1} "{f"&e{step};" * 10}">' for step in range(9))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "lol">{steps}]>'.encode()
    content = as_office_xlsx([["Tên", Percent(0.5), InFont("a", ".VnTime")]])
    before, start, after = parts_of(content)[part].partition(b"?>\n")
    laden = with_parts(content, {part: before + start + bomb + after.replace(b"<t>", b"<t>&e9;", 1)})
    sheets, code = read_or_refused("a.xlsx", laden)
    assert code in ("", "unreadable-file")
    assert all(len(str(cell)) < 100 for sheet in sheets for row in sheet.rows for cell in row)
    assert refusal(as_ods_content("<office:body/>", before=bomb.decode())) == "unreadable-file"


def test_spans_of_a_page() -> None:
    """A page may not span its cells over millions of others."""
    page = '<table><tr><td colspan="16384" rowspan="16384">x</td></tr></table>'
    assert refusal(page.encode(), "a.xls") == "too-large"


def test_a_text_of_commas_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text may have as many cells as a sheet, and empty lines count."""
    monkeypatch.setattr(text_files, "MAX_CELLS", 1_000)
    assert refusal(b"a" + b"," * 1_001, "a.csv") == "too-large"
    assert refusal(b"a" + b"\n" * 1_001, "a.csv") == "too-large"


# Locks, other kinds, and what is broken.


@pytest.mark.parametrize("content", [as_locked_xlsx(), as_xls(ROWS, locked=True), as_ods(ROWS, locked=True)])
def test_a_workbook_with_a_password(content: bytes) -> None:
    """XLSX, XLS and ODS with a password are reported as such, whatever their name."""
    assert refusal(content, "a.xls") == "encrypted-file"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"{\\rtf1 x}", "RTF"),
        (zipped({"word/document.xml": b"<w:document/>"}), "DOCX"),
        (zipped({"xl/workbook.bin": b"\x83\x01"}), "XLSB"),
        (zipped({"a.txt": b"a"}), "ZIP"),
        (as_compound(bytes(5000), stream="WordDocument"), "DOC"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML 2003"),
    ],
)
def test_a_file_of_another_kind_is_named(content: bytes, kind: str) -> None:
    """What is no table says what it is."""
    with pytest.raises(Unreadable) as raised:
        read_sheets("a.xlsx", content)
    assert raised.value.code.value == "unreadable-file"
    assert raised.value.message.values == {"kind": kind}


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods"])
def test_a_file_cut_off_anywhere(name: str) -> None:
    """Of a workbook that was not copied whole nothing is read."""
    content = SAMPLES[name]
    for part in range(1, 10):
        assert refusal(content[: len(content) * part // 10], name) == "unreadable-file"


def mutated(content: bytes, seed: int) -> bytes:
    """The bytes with up to thirty of them changed, left out, or put in again elsewhere."""
    dice, broken = random.Random(seed), bytearray(content)
    for _ in range(dice.choice([1, 1, 2, 3, 10, 30])):
        at, other = dice.randrange(len(broken)), dice.randrange(len(broken))
        match dice.randrange(4):
            case 0:
                broken[at] = dice.randrange(256)
            case 1:
                del broken[at : min(at + dice.choice([1, 4, 50]), len(broken) - 1)]
            case 2:
                broken[at:at] = broken[other : other + dice.choice([2, 10, 100])]
            case _:
                broken[at : at + 1] = dice.choice([b"9", b"999", b"\xff", b"<", b">", b'"', b"&", b"/"])
    return bytes(broken)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 2**32))
def test_damaged_files_are_read_or_refused(name: str, seed: int) -> None:
    """Any bytes changed in a file of any kind give sheets or a refusal."""
    sheets, code = read_or_refused(name, mutated(SAMPLES[name], seed))
    assert bool(sheets) != bool(code)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["a.xlsx", "a.ods"]), st.integers(0, 2**32), st.data())
def test_damaged_parts_are_read_or_refused(name: str, seed: int, data: st.DataObject) -> None:
    """Any bytes changed in a part, with the package itself sound, give sheets or a refusal."""
    parts = parts_of(SAMPLES[name])
    part = data.draw(st.sampled_from(sorted(parts)))
    sheets, code = read_or_refused(name, with_parts(SAMPLES[name], {part: mutated(parts[part], seed)}))
    assert bool(sheets) != bool(code)
