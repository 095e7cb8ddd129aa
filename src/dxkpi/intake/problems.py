"""The result of reading a file: its figures and all its problems, each with its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np

from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.figures.submitted import NOTHING, SubmittedFigures
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.rules import Severity
from dxkpi.intake.cell_names import column_letters
from dxkpi.intake.cell_text import as_text
from dxkpi.locale import Message

ERROR, REASON, NOTE = Severity.ERROR, Severity.REASON, Severity.NOTE


class ProblemCode(StrEnum):
    """Every kind of problem a file may have: its code, its default severity, and what to do about it.

    Codes are a public interface: other programs read them. A single problem may have another severity than the default.
    """

    severity: Severity
    remedy: str

    def __new__(cls, code: str, severity: Severity, remedy: str) -> ProblemCode:
        """A member that compares and prints as its code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.severity, member.remedy = severity, remedy
        return member

    UNREADABLE_FILE = "unreadable-file", ERROR, "Save the table as XLSX or CSV (UTF-8) and submit that file."
    ENCRYPTED_FILE = "encrypted-file", ERROR, "Save the workbook without a password."
    EMPTY_FILE = "empty-file", ERROR, "Submit a file that has figures below its headings."
    TOO_LARGE = "too-large", ERROR, "Split the file, or delete stray cells far from the table."
    UNKNOWN_LAYOUT = "unknown-layout", ERROR, "Start from a sample or the template, or name the sheet to read."
    UNKNOWN_LOCALITY = "unknown-locality", ERROR, "Write the code of the locality, or its full name with diacritics."
    AMBIGUOUS_LOCALITY = "ambiguous-locality", ERROR, "Write the code of the locality that is meant."
    OUTSIDE_SCOPE = (
        "outside-scope",
        ERROR,
        "Submit only localities inside the chosen one, and in the scope of the account.",
    )
    UNKNOWN_MEASURE = "unknown-measure", ERROR, "Use the code or the name of a measure from the list of measures."
    MISSING_HEADING = "missing-heading", ERROR, "Add the column with its heading."
    DUPLICATE_HEADING = "duplicate-heading", ERROR, "Keep one column for each heading."
    DUPLICATE_ROW = "duplicate-row", ERROR, "Keep one figure for each locality, period and measure."
    MISSING_VALUE = "missing-value", NOTE, "Fill in the figure; an empty cell saves none."
    NOT_A_NUMBER = "not-a-number", ERROR, "Type the number alone."
    AMBIGUOUS_NUMBER = "ambiguous-number", ERROR, "Type the number without separators."
    DISPLAY_DIFFERS = "display-differs", REASON, "Type the number that is meant, or write the reason."
    UNIT_MULTIPLIER = "unit-multiplier", REASON, "Check the unit of the figures, or write the reason."
    NARROWER_MEANING = "narrower-meaning", REASON, "Submit the figures of all cases, or write the reason."
    COLUMN_NOT_READ = "column-not-read", NOTE, "Use the headings of the layout if the column belongs to it."
    MERGED_CELLS = "merged-cells", ERROR, "Split the merged cells, and type the number of each."
    HIDDEN_CELLS = "hidden-cells", REASON, "Show the hidden cells and check them, or write the reason."
    STRUCK_THROUGH = "struck-through", ERROR, "Delete the cell's content, or remove the line through it."
    FOOTNOTE_MARK = "footnote-mark", NOTE, "Check that the number was read without its mark."
    GARBLED_TEXT = "garbled-text", ERROR, "Save the file again as UTF-8, or type the text again."
    UNSAFE_TEXT = "unsafe-text", ERROR, "Type the text again."
    TEXT_TOO_LONG = "text-too-long", ERROR, "Shorten the text."
    BAD_ADDRESS = "bad-address", ERROR, "Write an address that begins with https:// or http://."
    MAY_BE_FRACTION = "may-be-fraction", REASON, "Write the share with a percent sign: 93,2 %."
    NEGATIVE = "negative", ERROR, "Type a number that is 0 or more."
    NOT_WHOLE = "not-whole", ERROR, "Type a whole number: the measure is a count."
    SHARE_OUT_OF_RANGE = "share-out-of-range", ERROR, "Type a percentage from 0 to 100."
    FORMULA_WITHOUT_VALUE = "formula-without-value", ERROR, "Type the number, or open the file in Excel and save it."
    LEGACY_FONT = "legacy-font", ERROR, "Type the name again in a Unicode font."
    PERIOD_MISMATCH = "period-mismatch", ERROR, "Write the chosen period: 2022-Q3, or its days."
    LOCALITY_NOT_VALID_THEN = (
        "locality-not-valid-then",
        ERROR,
        "Name the locality that existed at the end of the period.",
    )
    PERIOD_NOT_ENDED = "period-not-ended", NOTE, "Submit the figures of the whole period when it is over."
    LOCKED = "locked", ERROR, "Ask an administrator to open the period."
    IDENTITY_BROKEN = "identity-broken", REASON, "Correct the parts or the total, or write the reason."
    IMPLIED_TOTAL = "implied-total", NOTE, "Check that the published total is to be replaced by the sum of the parts."
    PART_EXCEEDS_WHOLE = "part-exceeds-whole", REASON, "Correct the part or the whole, or write the reason."
    CUMULATIVE_DECREASES = "cumulative-decreases", REASON, "Correct one of the two figures, or write the reason."
    PERIOD_SUM_MISMATCH = (
        "period-sum-mismatch",
        REASON,
        "Correct the longer period or one of those inside it, or write the reason.",
    )
    SHARE_MISMATCH = "share-mismatch", REASON, "Correct the counts or the stated share, or write the reason."
    SHARES_CONFLICT = "shares-conflict", REASON, "Correct one of the two shares, or write the reason."
    UNIT_SUM_MISMATCH = (
        "unit-sum-mismatch",
        REASON,
        "Correct the number of the unit or of one of its localities, or write the reason.",
    )
    REGISTRY_MISMATCH = (
        "registry-mismatch",
        REASON,
        "Correct the number, or write the reason: it is more than the registry of localities has.",
    )
    LOOKS_CUMULATIVE = "looks-cumulative", REASON, "Enter the figures of the quarter alone, or write the reason."
    CARRY_OVER_MISMATCH = "carry-over-mismatch", REASON, "Correct either quarter, or write the reason."
    COPIED_FORWARD = "copied-forward", REASON, "Enter the figures of this period, or write the reason."
    UNUSUAL_VALUE = "unusual-value", REASON, "Check the figure; correct it or write the reason."


@dataclass(frozen=True)
class Problem:
    """One thing wrong, where it is, and what to do. `row` counts from 1 as in the file, headings included.

    `value`: the content of the cell. `locality` (a key) and `period`: what the problem is about; empty and None if
    unknown.
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
        """The cell as spreadsheets name it, C14; only the row or the column if the other is unknown."""
        return f"{self.column}{self.row or ''}"


def _nowhere() -> np.ndarray:
    return np.array([], dtype=np.int32)


@dataclass(frozen=True, eq=False)
class Upload:
    """A file as read: its layout (empty if none was recognised), its figures, and its problems in file order.

    `sheet`: the name of the sheet that was read; `cells`: all its cells. `rows` (from 1) and `columns` (from 0): the
    cell of each figure. `sums`: by position, how a figure that has no cell of its own was computed; its cell is that of
    the first number. `choices`: the sheets to choose from if several could be read."""

    layout: str
    figures: SubmittedFigures = NOTHING
    problems: tuple[Problem, ...] = ()
    sheet: str = ""
    cells: Sequence[Sequence[object]] = field(default=(), repr=False)
    rows: np.ndarray = field(default_factory=_nowhere)
    columns: np.ndarray = field(default_factory=_nowhere)
    sums: Mapping[int, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether it has no problem of severity ERROR."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def asks_reason(self) -> bool:
        """Whether saving it requires a written reason."""
        return any(problem.severity is Severity.REASON for problem in self.problems)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The figures one by one, in file order."""
        return tuple(self.figures.observations)

    def cell(self, position: int) -> str:
        """The cell of a figure as spreadsheets name it."""
        return f"{column_letters(int(self.columns[position]))}{self.rows[position]}"

    def written(self, position: int) -> str:
        """The content of a figure's cell, as text: “3100”; of a computed figure “3100 + 2550”."""
        if position in self.sums:
            return self.sums[position]
        return as_text(self.cells[int(self.rows[position]) - 1][int(self.columns[position])])


def refused(code: ProblemCode, message: Message, *, layout: str = "", sheet: str = "", **where: Any) -> Upload:
    """An upload that could not be read, with its one problem. `where`: further fields of the problem."""
    return Upload(layout, problems=(Problem(code, Severity.ERROR, message, sheet=sheet, **where),), sheet=sheet)
