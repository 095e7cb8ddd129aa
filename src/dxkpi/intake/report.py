"""What reading a file gives: figures, and every problem at once, each by its cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from dxkpi.domain.figures import Observation
from dxkpi.domain.rule import Severity
from dxkpi.locale import Message


class Code(StrEnum):
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
    PERIOD_MISMATCH = "period-mismatch"
    LOCALITY_NOT_VALID_THEN = "locality-not-valid-then"


@dataclass(frozen=True)
class Problem:
    """One thing wrong, where it stands, and what to do. `row` counts from 1 as the file does, headings included."""

    code: Code
    severity: Severity
    message: Message
    sheet: str = ""
    row: int | None = None
    column: str = ""
    measure: str = ""
    value: str = ""

    @property
    def cell(self) -> str:
        """The cell as spreadsheets name it: C14; the row or column alone where only one is known."""
        return f"{self.column}{self.row or ''}"


@dataclass(frozen=True)
class Upload:
    """A file as read: its layout (empty where none fits), its figures and its problems in the file's order."""

    layout: str
    observations: tuple[Observation, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def accepted(self) -> bool:
        """Whether nothing blocks it."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    def in_sheet(self, sheet: str) -> Upload:
        """The same with every problem placed in a sheet."""
        return replace(self, problems=tuple(replace(problem, sheet=sheet) for problem in self.problems))


def refused(code: Code, message: Message, *, layout: str = "", sheet: str = "") -> Upload:
    """An upload that could not be read at all, for one reason."""
    return Upload(layout, (), (Problem(code, Severity.ERROR, message, sheet=sheet),))
