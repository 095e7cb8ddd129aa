"""The shape of the template workbook: its mark, columns and words, for the writer and the reader.

Above the localities are four rows: the mark (hidden), the headings, the units of the measures, the codes. The mark
names the locality and period that the workbook was made for: `1;480@2021-07-01;2022-Q3`. It is in a cell, where it
survives every file format, and in the document's properties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Basis, Cutoff, Period, notation, parse_period
from dxkpi.domain.model.rules import Rules
from dxkpi.errors import UnknownPeriod
from dxkpi.intake.cell_text import as_text
from dxkpi.intake.files.read_sheets import Cell, Sheet
from dxkpi.locale import N_, Language, translate

VERSION = "1"
MARK = "dxkpi-template"
# The codes of the columns that contain no figures.
KEY, NAME, CHECK, NOTE, EARLIER = "locality_key", "locality_name", "check", "note", "previous"
# The headings of the same columns.
HEADINGS = {
    KEY: N_("Locality code"),
    NAME: N_("Locality name"),
    CHECK: N_("Check"),
    NOTE: N_("Note"),
}
UNIT = N_("Counted in")
LOCALITY, PERIOD = N_("Locality"), N_("Period")
EARLIER_HEADING = N_("Previous: {measure}")
ROWS_SEARCHED = 30


@dataclass(frozen=True)
class TemplateMark:
    """The mark of a workbook and its row (from 0); None if it is a document property."""

    version: str
    locality: str = ""
    period: str = ""
    basis: str = ""
    row: int | None = None

    def when(self, cutoff: Cutoff) -> Period:
        """The period it was made for. Raises `UnknownPeriod`."""
        if self.basis not in ("", *Basis):
            raise UnknownPeriod(self.basis)
        return parse_period(self.period, cutoff, Basis(self.basis) if self.basis else None)


@dataclass(frozen=True)
class TemplateHeadings:
    """The rows (from 0) of the headings and the codes, and the columns that contain no figures."""

    headings: int | None = None
    codes: int | None = None
    columns: dict[str, int] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """The first row below them."""
        return max(-1 if row is None else row for row in (self.headings, self.codes)) + 1


@dataclass(frozen=True, eq=False)
class TemplateRequest:
    """What a template is made for: one row per locality of `units`, one column per measure of `measures` (counts).

    `before`: figures of `before_period` in that shape, NaN if there is none; shown on the right and never read.
    """

    locality: Locality
    period: Period
    units: tuple[Locality, ...]
    measures: tuple[Measure, ...]
    cutoff: Cutoff
    rules: Rules = field(default_factory=Rules)
    before: np.ndarray | None = None
    before_period: Period | None = None


def mark_for(locality: Locality, period: Period, cutoff: Cutoff) -> str:
    """The mark of a workbook made for a locality and a period."""
    text = notation(period, cutoff)
    basis = () if parse_period(text, cutoff) == period else (period.basis.value,)
    return ";".join((VERSION, locality.key, text, *basis))


def find_mark(sheet: Sheet) -> TemplateMark | None:
    """The mark in the sheet, else that of its document; None if there is none."""
    for number, row in enumerate(sheet.rows[:ROWS_SEARCHED]):
        if MARK in row:
            said = next(filter(None, map(as_text, row[row.index(MARK) + 1 :])), "")
            if said:
                return _parsed(said, number)
    return _parsed(sheet.document[MARK], None) if MARK in sheet.document else None


def find_headings(sheet: Sheet) -> TemplateHeadings:
    """Where the headings and codes are in a sheet; empty if it has neither."""
    headings: int | None = None
    columns: dict[str, int] = {}
    for number, row in enumerate(sheet.rows[:ROWS_SEARCHED]):
        codes = {role: row.index(role) for role in HEADINGS if role in row}
        if len(codes) > 1 and (KEY in codes or CHECK in codes):
            return TemplateHeadings(headings, number, columns | codes)
        if headings is None:
            read = _headings_in(row)
            if CHECK in read and (KEY in read or NAME in read):
                headings, columns = number, read
    return TemplateHeadings(headings, None, columns)


@cache
def words(message: str) -> frozenset[str]:
    """A message in every language, as `plain` gives cells."""
    return frozenset(plain(translate(message, language)) for language in Language)


def plain(cell: Cell) -> str:
    """A cell's text for comparing with words of this layout: case and Unicode form make no difference."""
    return as_text(cell).casefold()


def _headings_in(row: Sequence[Cell]) -> dict[str, int]:
    texts = [plain(cell) for cell in row]
    columns = {}
    for role, message in HEADINGS.items():
        place = next((place for place, text in enumerate(texts) if text in words(message)), None)
        if place is not None:
            columns[role] = place
    return columns


def _parsed(text: str, row: int | None) -> TemplateMark:
    version, locality, period, basis = ([part.strip() for part in text.split(";")] + [""] * 3)[:4]
    return TemplateMark(version, locality, period, basis, row)
