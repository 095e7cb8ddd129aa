"""XLSX and XLSM → sheets. Calamine reads the values; formulas, percents and legacy fonts are read from the XML.

Calamine gets a package that contains only the parts whose size was checked: a file that announces 10⁹ shared strings,
or has a cell at the end of the sheet, would end the process."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from python_calamine import CalamineError, CalamineWorkbook

from dxkpi.intake.cell_text import as_text
from dxkpi.intake.files.appearance import AppearanceNotes
from dxkpi.intake.files.legacy_fonts import ReadText, TextRun, read_runs
from dxkpi.intake.files.number_formats import as_percent, displayed
from dxkpi.intake.files.sheet import MAX_CELLS, Cell, Place, Sheet, SheetRows, damaged, spread_too_far, too_large
from dxkpi.intake.files.xlsx.hidden_and_merged import HiddenAndMerged, read_hidden_and_merged
from dxkpi.intake.files.xlsx.package_parts import XlsxParts, XlsxSheet, read_book, read_properties
from dxkpi.intake.files.xlsx.shared_strings import has_looks, refuse_volume, rich_texts, runs_of, without_promises
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
# A million texts of forty letters; reading them takes ten times their size of memory.
MAX_STRINGS = 64 * 1024 * 1024
_SCHEMA = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TEXT_NUMBER = re.compile(rb"<v[^<>]*>([0-9]{1,9})</v>")


def read_xlsx(package: ZipPackage) -> tuple[Sheet, ...]:
    """The sheets of a workbook in Office Open XML. Raises `Unreadable`."""
    book = read_book(package)
    strings, styles = without_promises(package.part(book.strings)), package.part(book.styles)
    if len(strings) > MAX_STRINGS:
        raise too_large()
    parts = [plain_cells(package.part(sheet.part)) for sheet in book.sheets]
    refuse_volume(strings, parts)
    values = _values(_repacked(book, strings, styles, parts), len(parts))
    looks, document = _looks(book, strings, styles), read_properties(package, book.properties)
    sheets = (
        _sheet(named, rows, data, looks, read_hidden_and_merged(package.part(named.part)))
        for named, rows, data in zip(book.sheets, values, parts, strict=True)
    )
    return tuple(replace(sheet, document=document) for sheet in sheets)


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
    is_rich = may_be_rich or b"vertAlign" in strings or b"strike" in strings
    return _XlsxStyles(read, rich_texts(strings) if is_rich else {}, book.formulas_wait)


def _sheet(named: XlsxSheet, rows: SheetRows, data: bytes, looks: _XlsxStyles, around: HiddenAndMerged) -> Sheet:
    unsolved = frozenset(unsolved_cells(data, zero_is_unsolved=looks.formulas_wait))
    for place in unsolved:
        _put(rows, place, "")
    notes = AppearanceNotes(
        merged=dict(around.merged), hidden_rows=set(around.rows), hidden_columns=set(around.columns)
    )
    _read_formats(rows, data, looks.styles, notes)
    legacy = {}
    for place, text in _looked_texts(rows, data, looks):
        notes.add_parts(place, raised=text.raised, struck=text.struck)
        if text.font:
            legacy[place] = text.font
        _put(rows, place, text.text)
    if not notes.cover(rows, MAX_CELLS):
        raise spread_too_far()
    return Sheet(named.name, rows, unsolved, legacy, named.hidden, appearance=notes.appearance())


def _read_formats(rows: SheetRows, data: bytes, styles: CellStyles, notes: AppearanceNotes) -> None:
    """Percentages as they are displayed; what other formats display is noted."""
    for place, style in styled_cells(data, styles.percent | styles.misleading.keys() | styles.struck):
        value = _at(rows, place)
        if style in styles.struck and value not in ("", None):
            notes.add_parts(place, raised="", struck=as_text(value))
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        if style in styles.percent:
            _put(rows, place, as_percent(value))
        elif style in styles.misleading:
            padded = notes.add_number(place, displayed(value, styles.misleading[style]))
            if padded is not None:
                _put(rows, place, padded)


def _looked_texts(rows: SheetRows, data: bytes, looks: _XlsxStyles) -> Iterator[tuple[Place, ReadText]]:
    """Texts with legacy fonts, raised or struck parts: their place and what they say."""
    may_be_inline = (b"rFont" in data and has_legacy_font(data)) or b"vertAlign" in data or b"strike" in data
    if not (looks.styles.legacy or looks.rich or may_be_inline):
        return
    for place, attributes, content in text_cells(data):
        value = _at(rows, place)
        if not isinstance(value, str) or not value:
            continue
        font = looks.styles.legacy.get(style_of(attributes), "")
        text = read_runs(_runs(attributes, content, looks) or [TextRun("", value)], font)
        if text.font or text.raised or text.struck:
            yield place, text


def _runs(attributes: bytes, content: bytes, looks: _XlsxStyles) -> Sequence[TextRun]:
    if has_looks(content):
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
