"""A sheet of plain cells, and the errors for files that cannot be read as one.

A cell is text, a number, a date or empty (""). Rows keep their position: row 0 of a sheet is the file's row 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dxkpi.intake.files.appearance import PLAIN, Appearance
from dxkpi.intake.problems import ProblemCode
from dxkpi.limits import MAX_FILE, MEGABYTE
from dxkpi.locale import N_, Message, Names

Cell = object
Place = tuple[int, int]
# The cells of a sheet while it is read, row by row.
SheetRows = list[list[Any]]
# A workbook that unpacks to more than this is a zip bomb, not a report.
MAX_UNPACKED = 10 * MAX_FILE
# A sheet is held as a full rectangle, so one far cell costs as much as all cells before it.
MAX_CELLS = 5_000_000
DELIMITER_NAMES = {
    "\t": Names("dấu tab", "tabs"),
    ",": Names("dấu phẩy", "commas"),
    ";": Names("dấu chấm phẩy", "semicolons"),
}


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name (empty for text files) and its rows, all of one length. A `Place` is (row, column), from 0.

    `unsolved`: cells with a formula and no stored value, or with an error (#DIV/0!); they are "" in `rows`. `legacy`:
    the font of each cell in a legacy Vietnamese font; its text in `rows` is converted to Unicode. `document`: the
    custom properties of the workbook. `lengths`: how many cells each row of a text file has; empty for workbooks.
    `appearance`: what its look says about its cells."""

    name: str
    rows: Sequence[Sequence[Cell]]
    unsolved: frozenset[Place] = frozenset()
    legacy: Mapping[Place, str] = field(default_factory=dict)
    hidden: bool = False
    document: Mapping[str, str] = field(default_factory=dict)
    lengths: Sequence[int] = ()
    appearance: Appearance = PLAIN

    @property
    def has_cells(self) -> bool:
        """Whether any cell is not empty."""
        return bool(self.unsolved) or any(cell != "" for row in self.rows for cell in row)


class Unreadable(Exception):
    """The file cannot be read. Does not leave intake: it becomes a problem."""

    def __init__(self, code: ProblemCode, message: Message, row: int | None = None) -> None:
        """`row`: the line of a text file where it cannot be read on, from 1."""
        self.code, self.message, self.row = code, message, row
        super().__init__(code.value)


def with_equal_rows(sheet: Sheet) -> Sheet:
    """The sheet with all rows as long as the longest. Raises `Unreadable`."""
    width = max(map(len, sheet.rows), default=0)
    if all(len(row) == width for row in sheet.rows):
        return sheet
    if len(sheet.rows) * width > MAX_CELLS:
        raise spread_too_far()
    return replace(sheet, rows=[[*row, *[""] * (width - len(row))] for row in sheet.rows])


def unreadable() -> Unreadable:
    """The error for bytes of no known format."""
    message = N_("The file cannot be read. Save it as XLSX or CSV (UTF-8) and submit it again.")
    return Unreadable(ProblemCode.UNREADABLE_FILE, Message(message))


def stray_quote(line: int, delimiter: str) -> Unreadable:
    """The error for a text file whose quotation marks do not fit together from a line on."""
    message = N_(
        "Line {line}: a quotation mark is inside a quoted value or has no partner (columns are separated by "
        "{delimiter}). Write it twice, or remove it."
    )
    values = {"line": str(line), "delimiter": DELIMITER_NAMES.get(delimiter, f"“{delimiter}”")}
    return Unreadable(ProblemCode.UNREADABLE_FILE, Message(message, values), line)


def damaged() -> Unreadable:
    """The error for a file of a known format that is truncated or broken."""
    message = N_("The file is damaged or incomplete. Open it, save it as XLSX under another name and submit that file.")
    return Unreadable(ProblemCode.UNREADABLE_FILE, Message(message))


def another_kind(kind: str) -> Unreadable:
    """The error for a file of a format that is not supported; `kind`: its usual name, PDF or DOCX."""
    message = N_(
        "This kind of file ({kind}) is not supported. Save the table as XLSX or CSV (UTF-8) and submit that file."
    )
    return Unreadable(ProblemCode.UNREADABLE_FILE, Message(message, {"kind": kind}))


def encrypted() -> Unreadable:
    """The error for a file protected by a password."""
    message = N_("The workbook is protected by a password. Save it without one and submit it again.")
    return Unreadable(ProblemCode.ENCRYPTED_FILE, Message(message))


def empty() -> Unreadable:
    """The error for a file without any cell."""
    return Unreadable(ProblemCode.EMPTY_FILE, Message(N_("The file is empty. Submit a file that has figures.")))


def too_large() -> Unreadable:
    """The error for a file that has, or unpacks to, too many bytes."""
    limit = {"limit": MAX_FILE // MEGABYTE}
    return Unreadable(
        ProblemCode.TOO_LARGE, Message(N_("The file is larger than {limit} MB. Split it into smaller files."), limit)
    )


def spread_too_far() -> Unreadable:
    """The error for a sheet whose cells span more than `MAX_CELLS`."""
    message = N_(
        "A sheet has a cell far below or to the right of its table. Delete that cell and submit the file again."
    )
    return Unreadable(ProblemCode.TOO_LARGE, Message(message))
