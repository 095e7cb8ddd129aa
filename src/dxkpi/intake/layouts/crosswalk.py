"""A crosswalk file, CSV or workbook → the rows of a change of boundaries, and every problem by its cell.

One row for each older locality and each newer one that it passes to. Headings, in English or Vietnamese, in any order:
from_code, to_code, to_name, to_kind, day (yyyy-mm-dd or dd/mm/yyyy), share (whole, part); optional: from_valid_from,
level (province, district, commune), parent (code of the locality it is in), latitude, longitude (degrees), source.
Level and parent default to those of the older localities.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from dxkpi.domain.boundaries.change import CrosswalkProblem, CrosswalkRow
from dxkpi.domain.model.locality import Level
from dxkpi.intake.cell_names import column_letters
from dxkpi.intake.cell_text import as_text, folded
from dxkpi.intake.files.read_sheets import Cell, Sheet, Unreadable, read_sheets
from dxkpi.locale import N_, Message, Names

T = TypeVar("T")
HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "from_code": ("from_code", "mã cũ"),
        "to_code": ("to_code", "mã mới"),
        "to_name": ("to_name", "tên mới"),
        "to_kind": ("to_kind", "loại"),
        "day": ("day", "ngày"),
        "share": ("share", "phần"),
        "from_valid_from": ("from_valid_from", "mã cũ từ ngày"),
        "level": ("level", "cấp"),
        "parent": ("parent", "mã cấp trên"),
        "latitude": ("latitude", "vĩ độ"),
        "longitude": ("longitude", "kinh độ"),
        "source": ("source", "nguồn"),
    }
)
REQUIRED = ("from_code", "to_code", "to_name", "to_kind", "day", "share")
SHARES = {"whole": True, "toàn bộ": True, "part": False, "một phần": False}
LEVELS = {
    **{level.value: level for level in Level},
    "cấp tỉnh": Level.PROVINCE,
    "cấp huyện": Level.DISTRICT,
    "cấp xã": Level.COMMUNE,
}
WORDS = {
    "share": Names("toàn bộ, một phần", "whole, part"),
    "level": Names("cấp tỉnh, cấp huyện, cấp xã", "province, district, commune"),
}
DEGREES = {"latitude": 90.0, "longitude": 180.0}
_CODE = re.compile(r"[0-9A-Za-z]{1,16}")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True)
class Crosswalk:
    """A crosswalk file as read. `columns`: the column letters of each heading."""

    clauses: tuple[CrosswalkRow, ...] = ()
    faults: tuple[CrosswalkProblem, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)

    def cell(self, fault: CrosswalkProblem) -> str:
        """The cell of a fault as spreadsheets name it; only the row if the column does not exist."""
        return f"{self.columns.get(fault.heading, '')}{fault.row or ''}"


def read_crosswalk(name: str, content: bytes) -> Crosswalk:
    """The rows of the first sheet that has the headings, and what could not be read."""
    try:
        sheets = read_sheets(name, content)
    except Unreadable as refusal:
        return Crosswalk(faults=(CrosswalkProblem(None, "", refusal.message),))
    headed = next(((sheet, at) for sheet in sheets for at in range(len(sheet.rows)) if _is_head(sheet.rows[at])), None)
    if headed is None:
        message = N_("no sheet has the headings {headings}")
        return Crosswalk(faults=(CrosswalkProblem(None, "", Message(message, {"headings": Names(*_required())})),))
    return _CrosswalkReader(*headed).crosswalk()


def _required() -> tuple[str, str]:
    """The required headings, in Vietnamese and in English."""
    return ", ".join(HEADINGS[name][1] for name in REQUIRED), ", ".join(REQUIRED)


def _is_head(row: Sequence[Cell]) -> bool:
    return {"from_code", "to_code"} <= set(_columns(row))


def _columns(row: Sequence[Cell]) -> dict[str, int]:
    names = {folded(spelling): name for name, spellings in HEADINGS.items() for spelling in spellings}
    columns: dict[str, int] = {}
    for at, cell in enumerate(row):
        if (name := names.get(folded(cell))) is not None:
            columns.setdefault(name, at)
    return columns


class _CrosswalkReader:
    def __init__(self, sheet: Sheet, head: int) -> None:
        self.sheet, self.head = sheet, head
        self.columns = _columns(sheet.rows[head])
        self.faults: list[CrosswalkProblem] = []

    def crosswalk(self) -> Crosswalk:
        for heading in REQUIRED:
            if heading not in self.columns:
                message = Message(N_("the heading “{heading}” is missing"), {"heading": " / ".join(HEADINGS[heading])})
                self.faults.append(CrosswalkProblem(self.head + 1, "", message))
        rows = range(self.head + 1, len(self.sheet.rows)) if not self.faults else ()
        clauses = [clause for at in rows if (clause := self._clause(at)) is not None]
        if not self.faults and not clauses:
            self.faults.append(CrosswalkProblem(None, "", Message(N_("no row names an old and a new unit"))))
        letters = {name: column_letters(at) for name, at in self.columns.items()}
        return Crosswalk(tuple(clauses), tuple(self.faults), letters)

    def _clause(self, at: int) -> CrosswalkRow | None:
        said = {name: self.sheet.rows[at][column] for name, column in self.columns.items()}
        if all(cell in ("", None) for cell in said.values()):
            return None
        text = {name: as_text(cell) for name, cell in said.items()}
        before = len(self.faults)
        for heading in REQUIRED:
            if not text[heading]:
                self._tell(at, heading, N_("must not be empty"))
        for heading in ("from_code", "to_code", "parent"):
            if text.get(heading) and not _CODE.fullmatch(text[heading]):
                self._tell(at, heading, N_("“{value}” is not a code"), text[heading])
        day = self._day(at, "day", text)
        first = self._day(at, "from_valid_from", text)
        whole = self._one_of(at, "share", SHARES, text)
        level = self._one_of(at, "level", LEVELS, text)
        latitude, longitude = (self._degrees(at, heading, text) for heading in DEGREES)
        if len(self.faults) > before or day is None or whole is None:
            return None
        return CrosswalkRow(
            row=at + 1,
            from_code=text["from_code"],
            to_code=text["to_code"],
            to_name=text["to_name"],
            to_kind=text["to_kind"],
            day=day,
            whole=whole,
            parent=text.get("parent", ""),
            level=level,
            from_valid_from=first,
            latitude=latitude,
            longitude=longitude,
            source=text.get("source", ""),
        )

    def _one_of(self, at: int, heading: str, known: Mapping[str, T], text: Mapping[str, str]) -> T | None:
        said = text.get(heading, "")
        names = {folded(name): meant for name, meant in known.items()}
        if said and folded(said) not in names:
            self._tell(at, heading, N_("“{value}” is not one of {known}"), said, known=WORDS[heading])
        return names.get(folded(said))

    def _day(self, at: int, heading: str, text: Mapping[str, str]) -> date | None:
        said = text.get(heading, "")
        try:
            if day_match := _DAY.fullmatch(said):
                return date(int(day_match[3]), int(day_match[2]), int(day_match[1]))
            return date.fromisoformat(said) if said else None
        except ValueError:
            self._tell(at, heading, N_("“{value}” is not a date; write 2027-01-01 or 01/01/2027"), said)
            return None

    def _degrees(self, at: int, heading: str, text: Mapping[str, str]) -> float | None:
        said = text.get(heading, "").replace(",", ".")
        try:
            degrees = float(said) if said else None
        except ValueError:
            degrees = DEGREES[heading] + 1
        if degrees is not None and not abs(degrees) <= DEGREES[heading]:
            self._tell(at, heading, N_("“{value}” is not a number of degrees"), text[heading])
        return degrees

    def _tell(self, at: int, heading: str, message: str, value: str = "", **more: object) -> None:
        self.faults.append(CrosswalkProblem(at + 1, heading, Message(message, {"value": value, **more})))
