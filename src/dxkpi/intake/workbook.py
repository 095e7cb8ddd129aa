"""Bytes of a file → sheets of plain cells. Knows file formats, not layouts.

A cell is text, a number, a date or nothing (""). Rows keep their place: row 0 of a sheet is the file's row 1.
"""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from dxkpi.intake.percents import show_percents
from dxkpi.intake.report import Code
from dxkpi.locale import N_, Message

Cell = object
MAX_BYTES = 32 * 1024 * 1024
# A workbook unpacks to at most this many times its limit; beyond, it is a zip bomb and not a report.
MAX_UNPACKED = 10 * MAX_BYTES
# A sheet is held as a full rectangle, so one far cell would cost what all before it would.
MAX_CELLS = 5_000_000
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3})([0-9]{1,7})["']""")
# What zipfile may raise over bytes that are no sound archive.
BROKEN_ARCHIVE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, KeyError,
                  struct.error, zlib.error)  # fmt: skip
DELIMITERS = (",", ";", "\t")
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name (empty for CSV) and its rows of cells."""

    name: str
    rows: Sequence[Sequence[Cell]]
    unsolved: frozenset[tuple[int, int]] = frozenset()
    legacy: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False
    document: Mapping[str, str] = field(default_factory=dict)


class Unreadable(Exception):
    """The bytes are no file this product reads. Stays inside the room: it becomes a problem."""

    def __init__(self, code: Code, message: Message) -> None:
        self.code = code
        self.message = message
        super().__init__(code.value)


def read_sheets(name: str, content: bytes) -> tuple[Sheet, ...]:
    """Every sheet of a file that has a cell. Raises `Unreadable`."""
    if len(content) > MAX_BYTES:
        raise _too_large()
    if not content.strip():
        raise _empty()
    is_workbook = PurePath(name).suffix.lower() in WORKBOOK_ENDINGS or content[:4] == b"PK\x03\x04"
    sheets = _workbook(content) if is_workbook else (Sheet("", _text_rows(content)),)
    filled = tuple(sheet for sheet in sheets if any(cell != "" for row in sheet.rows for cell in row))
    if not filled:
        raise _empty()
    return filled


def column_letters(position: int) -> str:
    """The letters of a column: 0 → A, 26 → AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _workbook(content: bytes) -> tuple[Sheet, ...]:
    if content[:2] == b"PK":
        _refuse_bombs(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names
        }
        if content[:2] == b"PK":
            show_percents(content, rows)
        return tuple(Sheet(name, cells) for name, cells in rows.items())
    except PasswordError:
        message = Message(N_("The workbook has a password. Save it without one and send it again."))
        raise Unreadable(Code.ENCRYPTED_FILE, message) from None
    except (CalamineError, ValueError, OSError, KeyError) as error:
        if b"EncryptedPackage".decode().encode("utf-16-le") in content:
            message = Message(N_("The workbook has a password. Save it without one and send it again."))
            raise Unreadable(Code.ENCRYPTED_FILE, message) from error
        raise _unreadable() from error


def _refuse_bombs(content: bytes) -> None:
    """Refuse what would unpack, or spread over cells, beyond measure; reading it would end the process."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            unpacks_to = sum(entry.file_size for entry in entries)
            spread = unpacks_to <= MAX_UNPACKED and any(_cells(archive.read(each)) > MAX_CELLS for each in entries)
    except BROKEN_ARCHIVE:
        raise _unreadable() from None
    if unpacks_to > MAX_UNPACKED:
        raise _too_large()
    if spread:
        message = N_("A sheet has a cell far below or right of its table. Delete that cell and send the file again.")
        raise Unreadable(Code.TOO_LARGE, Message(message))


def _cells(xml: bytes) -> int:
    """How many cells the rectangle has that holds every place named in a sheet."""
    rows, columns = 1, 1
    for letters, row in set(_PLACE.findall(xml)):
        rows = max(rows, int(row))
        columns = max(columns, _position(letters) + 1)
    return rows * columns


def _position(letters: bytes) -> int:
    position = 0
    for letter in letters:
        position = position * 26 + letter - ord("A") + 1
    return position - 1


def _text_rows(content: bytes) -> list[list[Cell]]:
    text = _decoded(content)
    if "\x00" in text:
        raise _unreadable()
    head = text.lstrip("\ufeff\r\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)]
    except csv.Error:
        raise _unreadable() from None


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1258")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable()


def _empty() -> Unreadable:
    return Unreadable(Code.EMPTY_FILE, Message(N_("The file is empty.")))


def _too_large() -> Unreadable:
    limit = {"limit": MAX_BYTES // 1024 // 1024}
    return Unreadable(Code.TOO_LARGE, Message(N_("The file is larger than {limit} MB. Split it."), limit))


def _unreadable() -> Unreadable:
    message = N_("The file cannot be read. Save it as XLSX or CSV (UTF-8) and send it again.")
    return Unreadable(Code.UNREADABLE_FILE, Message(message))
