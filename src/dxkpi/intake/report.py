"""What reading a file gives: figures, and every problem at once, each by its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dxkpi.domain.figures import Observation
from dxkpi.domain.period import Period
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
    IDENTITY_BROKEN = "identity-broken"
    PART_EXCEEDS_WHOLE = "part-exceeds-whole"
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
class Place:
    """Where a figure stands in a file; `row` counts from 1."""

    sheet: str
    row: int
    column: str


Figure = tuple[str, Period, str]


@dataclass(frozen=True)
class Upload:
    """A file as read: its layout (empty where none fits), its figures and its problems in the file's order.

    `places`: where each figure stands, by locality, period and measure.
    """

    layout: str
    observations: tuple[Observation, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    places: Mapping[Figure, Place] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        """Whether nothing blocks it for good."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def asks_reason(self) -> bool:
        """Whether it is saved only with a written reason."""
        return any(problem.severity is Severity.REASON for problem in self.problems)


def refused(code: Code, message: Message, *, layout: str = "", sheet: str = "") -> Upload:
    """An upload that could not be read at all, for one reason."""
    return Upload(layout, (), (Problem(code, Severity.ERROR, message, sheet=sheet),))
