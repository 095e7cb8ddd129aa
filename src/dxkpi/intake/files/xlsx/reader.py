"""XLSX and XLSM → sheets. Calamine reads the values; formulas, percents and legacy fonts are read from the XML.

Calamine gets a package that contains only the parts whose size was checked: a file that announces 10⁹ shared strings,
or has a cell at the end of the sheet, would end the process."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from dxkpi.intake.files.legacy_fonts import TextRun, read_runs
from dxkpi.intake.files.percent_formats import as_shown
from dxkpi.intake.files.sheet import MAX_CELLS, Cell, Place, Sheet, SheetRows, damaged, spread_too_far
from dxkpi.intake.files.xlsx.package_parts import XlsxParts, XlsxSheet, read_book, read_properties
from dxkpi.intake.files.xlsx.shared_strings import refuse_volume, rich_texts, runs_of, without_promises
from dxkpi.intake.files.xlsx.styles import CellStyles, has_legacy_font, read_cell_styles
from dxkpi.intake.files.xlsx.xlsx_cells import (
    plain_cells,
    style_of,
    styled_cells,
    text_cells,
    unsolved_cells,
    without_errors,
)
from dxkpi.intake.files.zip_package import ZipPackage

PANIC = "PanicException"
_SCHEMA = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TEXT_NUMBER = re.compile(rb"<v[^<>]*>([0-9]{1,9})</v>")


def read_xlsx(package: ZipPackage) -> tuple[Sheet, ...]:
    """The sheets of a workbook in Office Open XML. Raises `Unreadable`."""
    book = read_book(package)
    strings, styles = without_promises(package.part(book.strings)), package.part(book.styles)
    parts = [plain_cells(package.part(sheet.part)) for sheet in book.sheets]
    refuse_volume(strings, parts)
    values = _values(_repacked(book, strings, styles, parts), len(parts))
    looks, document = _looks(book, strings, styles), read_properties(package, book.properties)
    return tuple(
        _sheet(named, rows, data, looks, document) for named, rows, data in zip(book.sheets, values, parts, strict=True)
    )


def _repacked(book: XlsxParts, strings: bytes, styles: bytes, parts: Sequence[bytes]) -> bytes:
    """A package with only these parts; its sheets are named by number."""
    numbers = range(1, len(parts) + 1)
    names = "".join(f'<sheet name="{number}" id="s{number}"/>' for number in numbers)
    workbook = f'<workbook><workbookPr date1904="{int(book.starts_1904)}"/><sheets>{names}</sheets></workbook>'
    entries = {
        "_rels/.rels": _relations([("main", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": workbook.encode(),
        "xl/_rels/workbook.xml.rels": _relations((f"s{number}", "worksheet", f"{number}.xml") for number in numbers),
        **({"xl/sharedStrings.xml": strings} if strings else {}),
        **({"xl/styles.xml": styles} if styles else {}),
        **{f"xl/{number}.xml": _worksheet(data) for number, data in zip(numbers, parts, strict=True)},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _worksheet(data: bytes) -> bytes:
    return b"<worksheet>" + without_errors(data) + b"</worksheet>"


def _relations(relations: Iterable[tuple[str, str, str]]) -> bytes:
    written = (f'<Relationship Id="{name}" Type="{_SCHEMA}{kind}" Target="{to}"/>' for name, kind, to in relations)
    return f"<Relationships>{''.join(written)}</Relationships>".encode()


def _values(package: bytes, sheets: int) -> list[SheetRows]:
    """The stored values of every sheet, as calamine reads them."""
    values, held = list[SheetRows](), 0
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(package))
        for position in range(sheets):
            sheet = workbook.get_sheet_by_index(position)
            held += sheet.total_height * sheet.total_width
            if held > MAX_CELLS:
                raise spread_too_far()
            values.append(sheet.to_python(skip_empty_area=False))
    except (CalamineError, ValueError, OSError, KeyError, OverflowError):
        raise damaged() from None
    except BaseException as error:
        # A date out of range makes calamine panic, and the class of that exception cannot be imported.
        if type(error).__name__ != PANIC:
            raise
        raise damaged() from None
    return values


@dataclass(frozen=True)
class _XlsxStyles:
    """What changes how cells are read: percent styles, legacy fonts, texts in several fonts."""

    styles: CellStyles
    rich: Mapping[int, Sequence[TextRun]]
    formulas_wait: bool


def _looks(book: XlsxParts, strings: bytes, styles: bytes) -> _XlsxStyles:
    read = read_cell_styles(styles)
    may_be_rich = b"rFont" in strings and (read.legacy or has_legacy_font(strings))
    return _XlsxStyles(read, rich_texts(strings) if may_be_rich else {}, book.formulas_wait)


def _sheet(named: XlsxSheet, rows: SheetRows, data: bytes, looks: _XlsxStyles, document: Mapping[str, str]) -> Sheet:
    unsolved = frozenset(unsolved_cells(data, zero_is_unsolved=looks.formulas_wait))
    for place in unsolved:
        _put(rows, place, "")
    for place in styled_cells(data, looks.styles.percent):
        value = _at(rows, place)
        if isinstance(value, int | float) and not isinstance(value, bool):
            _put(rows, place, as_shown(value))
    legacy = {}
    for place, font, text in _legacy_texts(rows, data, looks):
        legacy[place] = font
        _put(rows, place, text)
    return Sheet(named.name, rows, unsolved, legacy, named.hidden, document)


def _legacy_texts(rows: SheetRows, data: bytes, looks: _XlsxStyles) -> Iterator[tuple[Place, str, str]]:
    """Texts in legacy fonts: their place, the font, and the text as Unicode."""
    may_be_inline = b"rFont" in data and has_legacy_font(data)
    if not (looks.styles.legacy or looks.rich or may_be_inline):
        return
    for place, attributes, content in text_cells(data):
        value = _at(rows, place)
        if not isinstance(value, str) or not value:
            continue
        font = looks.styles.legacy.get(style_of(attributes), "")
        text, legacy = read_runs(_runs(attributes, content, looks) or [("", value)], font)
        if legacy:
            yield place, legacy, text


def _runs(attributes: bytes, content: bytes, looks: _XlsxStyles) -> Sequence[TextRun]:
    if b"<rFont" in content:
        return runs_of(content)
    number = _TEXT_NUMBER.search(content) if b't="s"' in attributes else None
    return looks.rich.get(int(number[1]), ()) if number else ()


def _at(rows: SheetRows, place: Place) -> Cell:
    row, column = place
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def _put(rows: SheetRows, place: Place, cell: Cell) -> None:
    row, column = place
    while row >= len(rows):
        rows.append([])
    rows[row].extend([""] * (column + 1 - len(rows[row])))
    rows[row][column] = cell
