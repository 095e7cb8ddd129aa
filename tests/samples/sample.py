"""What a sample file is: its bytes, what it is sent for, and what must be read from it, written by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tests.samples.writing import settled

# (key of a locality, notation of a period, measure) → what is read; a text is a share in percent.
Figures = Mapping[tuple[str, str, str], int | str]

OF_THE_DAY = "period-not-ended"  # every sample of a quarter has it until the quarter is over


@dataclass(frozen=True)
class ExpectedProblem:
    """One problem: its code and severity, the sheet, and the cell as spreadsheets name it (a row or nothing alone)."""

    code: str
    severity: str
    cell: str = ""
    sheet: str = ""


def error(code: str, cell: str = "", sheet: str = "") -> ExpectedProblem:
    """What blocks the file."""
    return ExpectedProblem(code, "error", cell, sheet)


def reason(code: str, cell: str = "", sheet: str = "") -> ExpectedProblem:
    """What is saved only with a written reason."""
    return ExpectedProblem(code, "reason", cell, sheet)


def note(code: str, cell: str = "", sheet: str = "") -> ExpectedProblem:
    """What is only said."""
    return ExpectedProblem(code, "note", cell, sheet)


@dataclass(frozen=True)
class Sent:
    """What a file is sent for. Without a locality or a period the file alone says so."""

    locality: str | None = None
    period: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class Expected:
    """The expected result of a file.

    `figures`: those read; where `count` is given they are a few of that many. `changed` and `unchanged` count those
    stored with another or the same value; all others are new. `problems`: all, in the order reported.
    `rejected`: rows with an error. `choices`: the sheets that could be meant.
    """

    layout: str = ""
    figures: Figures = field(default_factory=dict)
    problems: tuple[ExpectedProblem, ...] = ()
    count: int | None = None
    changed: int = 0
    unchanged: int = 0
    choices: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """How many figures are read."""
        return len(self.figures) if self.count is None else self.count

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Figures new, changed and unchanged, and rows rejected."""
        rows = {(problem.sheet, problem.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for problem in self.of("error")}
        return self.read - self.changed - self.unchanged, self.changed, self.unchanged, len(rows)

    def of(self, severity: str) -> tuple[ExpectedProblem, ...]:
        """The problems of one severity."""
        return tuple(problem for problem in self.problems if problem.severity == severity)


@dataclass(frozen=True)
class Sample:
    """One file: its name, a sentence that says what is in it, how it is made, what it is sent for, what comes of it.

    `on_page`: what the page gives where that differs, because there a locality of today and a period are always chosen.
    """

    name: str
    says: str
    make: Callable[[], bytes]
    sent: Sent
    expected: Expected
    on_page: tuple[Sent, Expected] | None = None

    @cached_property
    def content(self) -> bytes:
        """The bytes of the file, the same each time."""
        return settled(self.make())

    @property
    def page(self) -> tuple[Sent, Expected]:
        """What it is sent for on the page, and what comes of it there."""
        return self.on_page or (self.sent, self.expected)


def of(locality: str, period: str, **figures: int | str) -> dict[tuple[str, str, str], int | str]:
    """Figures of one locality and period, by measure."""
    return {(locality, period, measure): value for measure, value in figures.items()}
