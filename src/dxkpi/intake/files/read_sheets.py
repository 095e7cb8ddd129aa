"""Bytes of a file → sheets of plain cells. The format is recognised by content; the file's name hardly matters."""

from __future__ import annotations

import re
from pathlib import PurePath

from dxkpi.intake.files import zip_package
from dxkpi.intake.files.clean_text import with_clean_cells
from dxkpi.intake.files.html_tables import read_html
from dxkpi.intake.files.ods.reader import read_ods
from dxkpi.intake.files.sheet import (
    MAX_CELLS,
    MAX_UNPACKED,
    Cell,
    Sheet,
    Unreadable,
    another_kind,
    damaged,
    empty,
    encrypted,
    too_large,
    unreadable,
    with_equal_rows,
)
from dxkpi.intake.files.text_files import decoded, is_table, text_rows
from dxkpi.intake.files.xls import ole
from dxkpi.intake.files.xls.reader import read_xls
from dxkpi.intake.files.xlsx.package_parts import is_xlsx
from dxkpi.intake.files.xlsx.reader import read_xlsx
from dxkpi.limits import MAX_FILE

__all__ = ["MAX_CELLS", "MAX_UNPACKED", "Cell", "Sheet", "Unreadable", "read_sheets"]

WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
# A binary workbook without a compound file around it, as old exporters write: the record that begins a stream.
_BARE_XLS = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00")
# The first bytes of unsupported formats, and their usual names.
BEGINNINGS = {
    b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"{\\rtf": "RTF", b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z", b"MIME-Version:": "MHT", b"\x1f\x8b": "GZ",
}  # fmt: skip
# Parts that identify unsupported zip packages.
PARTS = {"xl/workbook.bin": "XLSB", "word/document.xml": "DOCX", "ppt/presentation.xml": "PPTX", "index.iwa": "NUMBERS"}
# Streams that identify unsupported compound files.
STREAMS = {"worddocument": "DOC", "powerpoint document": "PPT", "__properties_version1.0": "MSG"}
ENCRYPTED = "EncryptedPackage"
_PAGE = re.compile(r"<(?:!doctype html|html|head|meta|body|table|style|div)\b", re.I)
# What may precede the first element of a page, and how it ends.
_BEFORE_PAGE = {"<?xml": ">", "<!--": "-->"}
XML_KINDS = {"urn:schemas-microsoft-com:office:spreadsheet": "XML 2003", "<office:document": "FODS", "<?xml": "XML"}
CHARACTERS_LOOKED_AT = 4096


def read_sheets(name: str, content: bytes) -> tuple[Sheet, ...]:
    """Every sheet of a file that is not empty. Raises `Unreadable`."""
    if len(content) > MAX_FILE:
        raise too_large()
    if not content.strip():
        raise empty()
    filled = tuple(with_clean_cells(with_equal_rows(sheet)) for sheet in _sheets(name, content) if sheet.has_cells)
    if not filled:
        raise empty()
    return filled


def _sheets(name: str, content: bytes) -> tuple[Sheet, ...]:
    if content.startswith(b"PK"):
        return _packed(zip_package.opened(content))
    if content.startswith(ole.SIGNATURE):
        return _compound(content)
    if _BARE_XLS.match(content):
        return read_xls(content)
    kind = next((kind for start, kind in BEGINNINGS.items() if content.startswith(start)), "")
    if kind:
        raise another_kind(kind)
    return _text(content, is_named_workbook=PurePath(name).suffix.lower() in WORKBOOK_ENDINGS)


def _packed(parts: zip_package.ZipPackage) -> tuple[Sheet, ...]:
    if parts.part("mimetype").strip() == ODS_TYPE:
        return read_ods(parts)
    if is_xlsx(parts):
        return read_xlsx(parts)
    raise another_kind(next((kind for part, kind in PARTS.items() if part in parts), "ZIP"))


def _compound(content: bytes) -> tuple[Sheet, ...]:
    try:
        file = ole.opened(content)
    except Unreadable:
        raise encrypted() if ENCRYPTED.encode("utf-16-le") in content else damaged() from None
    if ENCRYPTED.lower() in file.streams:
        raise encrypted()
    kind = next((kind for stream, kind in STREAMS.items() if stream in file.streams), "")
    if kind:
        raise another_kind(kind)
    return read_xls(file.read("workbook") or file.read("book"))


def is_page(text: str) -> bool:
    """Whether a text begins as a web page does, after an XML declaration and comments."""
    place = 0
    while True:
        while text[place : place + 1].isspace():
            place += 1
        end = next((end for start, end in _BEFORE_PAGE.items() if text.startswith(start, place)), "")
        if not end:
            return _PAGE.match(text, place) is not None
        closed = text.find(end, place)
        if closed < 0:
            return False
        place = closed + len(end)


def _text(content: bytes, *, is_named_workbook: bool) -> tuple[Sheet, ...]:
    text = decoded(content)
    start = text[:CHARACTERS_LOOKED_AT]
    if is_page(start):
        return read_html(text)
    kind = next(
        (kind for words, kind in XML_KINDS.items() if start.lstrip().startswith("<?xml") and words in start), ""
    )
    if kind:
        raise another_kind(kind)
    if is_named_workbook and not is_table(text):
        raise unreadable()
    rows = text_rows(text)
    return (Sheet("", rows, lengths=tuple(map(len, rows))),)
