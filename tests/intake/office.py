"""Workbooks as office programs write them: XLSX, XLSM, XLS, ODS and HTML, with fonts, percents, formulas and locks.

A cell is text, a number, a date, nothing ("" or None), or one of the kinds below. `font` is the font of every text that
has none of its own; `more` are further sheets by name; `hidden` names those that are not shown.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import xlsxwriter
import xlwt
from xlwt.CompoundDoc import XlsDoc

Rows = Sequence[Sequence[object]]
NOT_WORKED_OUT = 987654321.125


@dataclass(frozen=True)
class Percent:
    """A fraction that is shown as percent: 0.932 as 93.2 %."""

    value: float


@dataclass(frozen=True)
class Formula:
    """A formula and its stored value; None: it was never worked out."""

    text: str
    value: object = None


@dataclass(frozen=True)
class Error:
    """A formula that came to an error."""

    text: str = "#DIV/0!"


@dataclass(frozen=True)
class InFont:
    """A text in a font of its own."""

    text: str
    font: str


@dataclass(frozen=True)
class Pieces:
    """A text of which each piece has its own font: (text, font)."""

    pieces: tuple[tuple[str, str], ...]


def as_office_xlsx(
    rows: Rows, *, sheet: str = "Sheet1", font: str = "", more: Mapping[str, Rows] | None = None,
    hidden: Collection[str] = (), properties: Mapping[str, str] | None = None, waits: bool = False,
) -> bytes:  # fmt: skip
    """Rows as a workbook of Excel. `waits`: formulas are to be worked out at the next opening, as scripts ask for."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    formats = {name: book.add_format({"font_name": name}) for name in _fonts([rows, *(more or {}).values()], font)}
    percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "dd/mm/yyyy"})
    for name, cells in {sheet: rows, **(more or {})}.items():
        page = book.add_worksheet(name)
        if name in hidden:
            page.very_hidden()
        for row, column, cell in _cells(cells):
            match cell:
                case Percent(value):
                    page.write_number(row, column, value, percent)
                case Formula(text, value):
                    page.write_formula(row, column, f"={text}", None, NOT_WORKED_OUT if value is None else value)
                case Error(text):
                    page.write_formula(row, column, "=1/0", None, text)
                case Pieces(pieces):
                    parts = [part for text, own in pieces for part in (formats[own or font], text)]
                    page.write_rich_string(row, column, *parts, formats[font])
                case date():
                    page.write_datetime(row, column, cell, day)
                case str() | InFont():
                    page.write_string(row, column, *_text(cell, font, formats))
                case _:
                    page.write(row, column, cell)
    for name, value in (properties or {}).items():
        book.set_custom_property(name, value)
    book.close()
    written = replaced(out.getvalue(), b"<v>%s</v>" % str(NOT_WORKED_OUT).encode(), b"")
    return written if waits else replaced(written, b' fullCalcOnLoad="1"', b"")


def as_xlsm(rows: Rows, **more: object) -> bytes:
    """Rows as a workbook with macros."""
    plain, macros = b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
    content = as_office_xlsx(rows, **more)  # type: ignore[arg-type]
    content = replaced(content, b"openxmlformats-officedocument." + plain, macros)
    return with_parts(content, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"})


def as_xls(
    rows: Rows, *, sheet: str = "Sheet1", font: str = "", more: Mapping[str, Rows] | None = None,
    hidden: Collection[str] = (), locked: bool = False,
) -> bytes:  # fmt: skip
    """Rows as a workbook of Excel 97. Of a formula the value alone is written. `locked`: with a password."""
    book = xlwt.Workbook(encoding="utf-8", style_compression=2)
    for name, cells in {sheet: rows, **(more or {})}.items():
        page = book.add_sheet(name)
        page.visibility = 1 if name in hidden else 0
        for row, column, cell in _cells(cells):
            match cell:
                case Percent(value):
                    page.write(row, column, value, xlwt.easyxf(num_format_str="0.0%"))
                case Formula(_, value):
                    page.write(row, column, value)
                case Error(text):
                    page.row(row).set_cell_error(column, text)
                case Pieces(pieces):
                    page.write_rich_text(row, column, [(text, _xls_font(own or font)) for text, own in pieces])
                case date():
                    page.write(row, column, cell, xlwt.easyxf(num_format_str="DD/MM/YYYY"))
                case str() | InFont():
                    own = cell.font if isinstance(cell, InFont) else font
                    style = xlwt.XFStyle()
                    style.font = _xls_font(own)
                    page.write(row, column, cell.text if isinstance(cell, InFont) else cell, style)
                case _:
                    page.write(row, column, cell)
    records = book.get_biff_data()
    return as_compound(records[:20] + struct.pack("<HH54x", 0x2F, 54) + records[20:] if locked else records)


def as_compound(records: bytes, *, stream: str = "Workbook") -> bytes:
    """A compound file with one stream of this name."""
    out = io.BytesIO()
    XlsDoc().save(out, records)
    content = bytearray(out.getvalue())
    entry = content.find("Workbook".encode("utf-16-le"))
    content[entry : entry + 64] = stream.encode("utf-16-le").ljust(64, b"\0")
    struct.pack_into("<H", content, entry + 64, 2 * len(stream) + 2)
    return bytes(content)


def as_locked_xlsx() -> bytes:
    """What Excel writes for a workbook with a password: a compound file with the package in it, encrypted."""
    return as_compound(bytes(8192), stream="EncryptedPackage")


def as_ods(
    rows: Rows, *, sheet: str = "Sheet1", font: str = "", more: Mapping[str, Rows] | None = None,
    hidden: Collection[str] = (), locked: bool = False,
) -> bytes:  # fmt: skip
    """Rows as a workbook of LibreOffice, with the empty rows and columns to the end of the sheet that it counts."""
    sheets = {sheet: rows, **(more or {})}
    fonts = _fonts(sheets.values(), font)
    styles = "".join(
        f'<style:style style:name="{family[0]}{number}" style:family="{family}">'
        f'<style:text-properties style:font-name="{name}"/></style:style>'
        for number, name in enumerate(fonts)
        for family in ("cell", "text")
    ).replace('family="cell"', 'family="table-cell"')
    faces = "".join(f'<style:font-face style:name="{name}" svg:font-family="&apos;{name}&apos;"/>' for name in fonts)
    visibility = "".join(
        f'<style:style style:name="ta{number}" style:family="table">'
        f'<style:table-properties table:display="{"false" if name in hidden else "true"}"/></style:style>'
        for number, name in enumerate(sheets)
    )
    tables = "".join(
        f'<table:table table:name="{escape(name)}" table:style-name="ta{number}">{_ods_rows(cells, font, fonts)}'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/>'
        "</table:table-row></table:table>"
        for number, (name, cells) in enumerate(sheets.items())
    )
    return as_ods_content(
        f"<office:font-face-decls>{faces}</office:font-face-decls>"
        f"<office:automatic-styles>{styles}{visibility}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>",
        locked=locked,
    )


def as_ods_content(inside: str, *, locked: bool = False, before: str = "") -> bytes:
    """A package of LibreOffice from the XML inside its content."""
    names = ("office", "style", "text", "table", "svg", "fo", "draw", "calcext")
    namespaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = f'<?xml version="1.0"?>{before}<office:document-content {namespaces}>{inside}</office:document-content>'
    lock = "<manifest:encryption-data/>" if locked else ""
    return zipped({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content.encode(),
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="m">{lock}</manifest:manifest>'.encode(),
    })  # fmt: skip


def as_html(rows: Rows, *, title: str = "") -> bytes:
    """Rows as the web page that many systems hand out as an .xls file."""
    lines = "".join(f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in rows)
    head = f'<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{title}</title></head>'
    return f"<html>{head}<body><table border=1>{lines}</table></body></html>".encode()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a zip package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a zip package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A zip package with some parts put in or replaced."""
    return zipped({**parts_of(content), **parts})


def replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    """A zip package with these bytes replaced in every part."""
    return zipped({name: part.replace(old, new) for name, part in parts_of(content).items()})


def _cells(rows: Rows) -> list[tuple[int, int, object]]:
    """The cells that are not empty, with row and column."""
    return [
        (down, right, cell)
        for down, row in enumerate(rows)
        for right, cell in enumerate(row)
        if cell is not None and cell != ""
    ]


def _fonts(sheets: Collection[Rows], font: str) -> list[str]:
    """Every font that is named, the common one first."""
    named = [font]
    for rows in sheets:
        for _, _, cell in _cells(rows):
            if isinstance(cell, InFont):
                named.append(cell.font)
            elif isinstance(cell, Pieces):
                named += [own for _, own in cell.pieces if own]
    return list(dict.fromkeys(named))


def _text(cell: str | InFont, font: str, formats: Mapping[str, object]) -> tuple[str, object]:
    return (cell.text, formats[cell.font]) if isinstance(cell, InFont) else (cell, formats[font])


def _xls_font(name: str) -> xlwt.Font:
    font = xlwt.Font()
    font.name = name or "Arial"
    return font


def _ods_rows(rows: Rows, font: str, fonts: Sequence[str]) -> str:
    lines = ("".join(_ods_cell(cell, font, fonts) for cell in row) for row in rows)
    return "".join(f"<table:table-row>{line or '<table:table-cell/>'}</table:table-row>" for line in lines)


def _displayed(value: object) -> str:
    """A number as a Vietnamese LibreOffice displays it without a format."""
    return f"{value:.15g}".replace(".", ",") if isinstance(value, int | float) else str(value)


def _ods_cell(cell: object, font: str, fonts: Sequence[str]) -> str:
    def written(attributes: str, text: str = "") -> str:
        return f"<table:table-cell {attributes}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"

    match cell:
        case None | "":
            return "<table:table-cell/>"
        case Percent(value):
            return written(f'office:value-type="percentage" office:value="{value}"', f"{value:.1%}")
        case Formula(text, None):
            return written(f'table:formula="of:={escape(text)}"')
        case Formula(text, value):
            return written(
                f'table:formula="of:={escape(text)}" office:value-type="float" office:value="{value}"',
                _displayed(value),
            )
        case Error(text):
            formula = 'table:formula="of:=1/0" office:value-type="string" office:string-value=""'
            return written(f'{formula} calcext:value-type="error"', text)
        case bool():
            return written(f'office:value-type="boolean" office:boolean-value="{str(cell).lower()}"', "x")
        case int() | float():
            return written(f'office:value-type="float" office:value="{cell}"', _displayed(cell))
        case date():
            return written(f'office:value-type="date" office:date-value="{cell.isoformat()}"', "x")
        case Pieces(pieces):
            spans = "".join(
                f'<text:span text:style-name="t{fonts.index(own or font)}">{escape(text)}</text:span>'
                for text, own in pieces
            )
            return written('office:value-type="string"', spans)
        case _:
            text, own = (cell.text, cell.font) if isinstance(cell, InFont) else (str(cell), font)
            style = f'table:style-name="c{fonts.index(own)}" ' if own else ""
            return written(f'{style}office:value-type="string"', escape(text))
