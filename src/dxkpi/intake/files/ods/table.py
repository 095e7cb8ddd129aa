"""A table of an ODS while it is read. Empty cells and rows are kept only if a filled one follows."""

from __future__ import annotations

from dataclasses import dataclass, field

from dxkpi.intake.files.appearance import AppearanceNotes
from dxkpi.intake.files.legacy_fonts import ReadText
from dxkpi.intake.files.sheet import MAX_CELLS, Cell, Place, spread_too_far

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
# Hidden rows below the table are empty, and may reach to the end of the sheet.
MAX_HIDDEN = 10_000


@dataclass
class OdsRow:
    """A row while it is read. Empty cells are added when a filled one follows."""

    repeated: int
    style: str
    hidden: bool = False
    cells: list[Cell] = field(default_factory=list)
    unsolved: set[int] = field(default_factory=set)
    legacy: dict[int, str] = field(default_factory=dict)
    waiting: int = 0
    notes: list[tuple[int, ReadText, str]] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    covered: dict[int, str] = field(default_factory=dict)

    @property
    def column(self) -> int:
        return len(self.cells) + self.waiting

    def add(self, cell: Cell, repeated: int, *, unsolved: bool, font: str) -> None:
        if cell == "" and not unsolved:
            self.waiting = min(self.waiting + repeated, MAX_COLUMNS)
            return
        columns = range(self.column, min(self.column + repeated, MAX_COLUMNS))
        if self.waiting:
            self.cells += [""] * self.waiting
            self.waiting = 0
        self.cells += [cell] * len(columns)
        if unsolved:
            self.unsolved |= set(columns)
        if font:
            self.legacy |= dict.fromkeys(columns, font)


@dataclass
class OdsTable:
    """A sheet while it is read. Empty rows are added when a filled one follows."""

    name: str
    hidden: bool
    rows: list[list[Cell]] = field(default_factory=list)
    unsolved: set[Place] = field(default_factory=set)
    legacy: dict[Place, str] = field(default_factory=dict)
    column_styles: list[tuple[int, str]] = field(default_factory=list)
    waiting: int = 0
    width: int = 0
    notes: AppearanceNotes = field(default_factory=AppearanceNotes)

    def add(self, row: OdsRow) -> None:
        if row.hidden:
            first = len(self.rows) + self.waiting
            self.notes.hidden_rows |= set(range(first, first + min(row.repeated, MAX_HIDDEN)))
        if not row.cells:
            self.waiting = min(self.waiting + row.repeated, MAX_ROWS)
            return
        self.width = max(self.width, len(row.cells))
        if (len(self.rows) + self.waiting + row.repeated) * self.width > MAX_CELLS:
            raise spread_too_far()
        self.rows += [[]] * self.waiting
        self.waiting = 0
        for _ in range(row.repeated):
            number = len(self.rows)
            self.rows.append(row.cells)
            self.unsolved.update((number, column) for column in row.unsolved)
            self.legacy.update(((number, column), font) for column, font in row.legacy.items())
            self._add_notes(row, number)

    def _add_notes(self, row: OdsRow, number: int) -> None:
        for column, text, displayed in row.notes:
            self.notes.add_parts((number, column), raised=text.raised, struck=text.struck)
            if displayed:
                self.notes.displayed[number, column] = displayed
        for column, down, right in row.merged:
            self.notes.merged[number, column] = (number + down - 1, column + right - 1)
        self.notes.covered.update(((number, column), text) for column, text in row.covered.items())

    def style_of_column(self, column: int) -> str:
        return next((style for end, style in self.column_styles if column < end), "")
