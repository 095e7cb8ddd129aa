"""What reading a file gives: figures, and every problem at once, each by its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np

from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.figures.submitted import NOTHING, SubmittedFigures
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.rules import Severity
from dxkpi.intake.cell_text import as_text
from dxkpi.locale import Message


class ProblemCode(StrEnum):
    """Every kind of problem a file may have; the names are a promise to other programs."""

    UNREADABLE_FILE = "unreadable-file"
    ENCRYPTED_FILE = "encrypted-file"
    EMPTY_FILE = "empty-file"
    TOO_LARGE = "too-large"
    UNKNOWN_LAYOUT = "unknown-layout"
    UNKNOWN_LOCALITY = "unknown-locality"
    AMBIGUOUS_LOCALITY = "ambiguous-locality"
    OUTSIDE_SCOPE = "outside-scope"
    UNKNOWN_MEASURE = "unknown-measure"
    MISSING_HEADING = "missing-heading"
    DUPLICATE_HEADING = "duplicate-heading"
    DUPLICATE_ROW = "duplicate-row"
    MISSING_VALUE = "missing-value"
    NOT_A_NUMBER = "not-a-number"
    NEGATIVE = "negative"
    NOT_WHOLE = "not-whole"
    SHARE_OUT_OF_RANGE = "share-out-of-range"
    FORMULA_WITHOUT_VALUE = "formula-without-value"
    LEGACY_FONT = "legacy-font"
    PERIOD_MISMATCH = "period-mismatch"
    LOCALITY_NOT_VALID_THEN = "locality-not-valid-then"
    LOCKED = "locked"
    IDENTITY_BROKEN = "identity-broken"
    PART_EXCEEDS_WHOLE = "part-exceeds-whole"
    CUMULATIVE_DECREASES = "cumulative-decreases"
    LOOKS_CUMULATIVE = "looks-cumulative"
    CARRY_OVER_MISMATCH = "carry-over-mismatch"
    COPIED_FORWARD = "copied-forward"
    UNUSUAL_VALUE = "unusual-value"


@dataclass(frozen=True)
class Problem:
    """One thing wrong, where it stands, and what to do. `row` counts from 1 as the file does, headings included.

    `value`: what stands in the cell. `locality` (a key) and `period`: what it is about, where that is known.
    """

    code: ProblemCode
    severity: Severity
    message: Message
    sheet: str = ""
    row: int | None = None
    column: str = ""
    measure: str = ""
    value: str = ""
    locality: str = ""
    period: Period | None = None

    @property
    def cell(self) -> str:
        """The cell as spreadsheets name it: C14; the row or column alone where only one is known."""
        return f"{self.column}{self.row or ''}"


Rows = Sequence[Sequence[object]]


def _nowhere() -> np.ndarray:
    return np.array([], dtype=np.int32)


@dataclass(frozen=True, eq=False)
class Upload:
    """A file as read: its layout (empty where none fits), its figures, and its problems in the file's order.

    `sheet`: the name of the sheet that was read; `cells`: all its cells as read. `rows` (from 1) and `columns` (from 0)
    say where each of the figures stands. `choices`: the sheets to choose from, where the file does not say which.
    """

    layout: str
    figures: SubmittedFigures = NOTHING
    problems: tuple[Problem, ...] = ()
    sheet: str = ""
    cells: Rows = field(default=(), repr=False)
    rows: np.ndarray = field(default_factory=_nowhere)
    columns: np.ndarray = field(default_factory=_nowhere)
    choices: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether nothing blocks it for good."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def asks_reason(self) -> bool:
        """Whether it is saved only with a written reason."""
        return any(problem.severity is Severity.REASON for problem in self.problems)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The figures one by one, in the file's order."""
        return tuple(self.figures.observations)

    def cell(self, position: int) -> str:
        """The cell of a figure as spreadsheets name it."""
        return f"{column_letters(int(self.columns[position]))}{self.rows[position]}"

    def written(self, position: int) -> str:
        """What stands in the cell of a figure, as it was read."""
        return as_text(self.cells[int(self.rows[position]) - 1][int(self.columns[position])])


def refused(code: ProblemCode, message: Message, *, layout: str = "", sheet: str = "", **where: Any) -> Upload:
    """An upload that could not be read at all, for one reason. `where`: more of the problem's place."""
    return Upload(layout, problems=(Problem(code, Severity.ERROR, message, sheet=sheet, **where),), sheet=sheet)


def column_letters(position: int) -> str:
    """The letters of a column: 0 → A, 26 → AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
