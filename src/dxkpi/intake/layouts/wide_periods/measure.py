"""The measure of a table of periods: named by its title, by a label above it, or by the name of its sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dxkpi.domain.model.measure import Measure
from dxkpi.errors import UnknownMeasure
from dxkpi.intake.cell_text import as_text
from dxkpi.intake.files.read_sheets import Sheet
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.parsing.vocabulary import plain, without_footnote_mark
from dxkpi.intake.problems import ProblemCode
from dxkpi.locale import N_

NONE_NAMED = N_("No measure is named. Write its name above the table, or add a column “số đếm”.")
NO_SUCH = N_("Cell {cell}: there is no measure “{value}”. Use one from the list of measures.")
SEVERAL = N_("Cell {cell}: “{value}” is one measure, but {other} is above the table too. Keep one of them.")
_LABEL = re.compile(r"(?:số đếm|chỉ tiêu|measure|nội dung)\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
# Words that a title may begin with, and the beginning of what may follow the name of the measure.
_BEFORE = re.compile(
    "bảng|biểu|phụ|lục|số|liệu|tổng|hợp|thống|kê|báo|cáo|lượng|chỉ|tiêu|tình|hình|kết|quả|[0-9.]+", re.IGNORECASE
)
_AFTER = re.compile(
    r"lĩnh vực|"
    r"(?:không|chưa) (?:bao gồm|gồm|tính|kể)|chỉ (?:tính|gồm|hồ sơ)|riêng |(?:ngoại )?trừ |"
    r"theo (?:quý|kỳ|năm|từng|các)|qua các|giai đoạn|từ (?:quý|năm|[0-9])|năm [0-9]|các (?:quý|kỳ|năm)|quý |[(–-]"
)
# A rate is not the measure whose name the title contains.
_RATE = re.compile("tỷ lệ|tỉ lệ|%")
# A title is short; a sentence that contains the name of a measure is not one.
MAX_WORDS = 40


@dataclass(frozen=True)
class TitleMeasure:
    """The measure of a table, the cell (from 0) of the title that names it, and what follows its name there."""

    measure: Measure
    cell: tuple[int, int] = (0, 0)
    rest: str = ""


def find_measure(sheet: Sheet, row: int, measure_named: Callable[[str], Measure]) -> TitleMeasure | SheetRemark:
    """The one measure named above row `row` (from 0), else by the sheet's name; the problem if there is none."""
    named: dict[str, TitleMeasure] = {}
    for number, line in enumerate(sheet.rows[:row], start=1):
        for place, cell in enumerate(line):
            text = as_text(cell)
            label = _LABEL.fullmatch(text)
            measure, rest = _in_title(label[1] if label else text, measure_named) if text else (None, "")
            if measure is not None:
                named.setdefault(measure.code, TitleMeasure(measure, (number - 1, place), rest))
            elif label and label[1].strip():
                return SheetRemark(ProblemCode.UNKNOWN_MEASURE, NO_SUCH, number, place, {"value": label[1]})
    if len(named) > 1:
        first, second = list(named.values())[:2]
        values = {"value": second.measure.names, "other": first.measure.names}
        return SheetRemark(ProblemCode.UNKNOWN_MEASURE, SEVERAL, second.cell[0] + 1, second.cell[1], values)
    if named:
        return next(iter(named.values()))
    by_sheet, _ = _in_title(sheet.name, measure_named)
    return TitleMeasure(by_sheet) if by_sheet else SheetRemark(ProblemCode.MISSING_HEADING, NONE_NAMED, row + 1)


def reported_measure(text: str, measure_named: Callable[[str], Measure]) -> Measure | None:
    """The reported measure with a code or name; None if there is none."""
    try:
        measure = measure_named(text)
    except UnknownMeasure:
        return None
    return None if measure.from_registry else measure


def _in_title(text: str, measure_named: Callable[[str], Measure]) -> tuple[Measure | None, str]:
    """The measure that a title names, its name surrounded only by usual words of titles, and what follows the name.
    None if there is none."""
    text = without_footnote_mark(text)
    measure = reported_measure(text, measure_named) if text.strip() else None
    if measure is not None or _RATE.search(plain(text)):
        return measure, ""
    for name, rest in _parts(plain(text).split()[:MAX_WORDS]):
        if (part := reported_measure(name, measure_named)) is not None:
            return part, rest
    return None, ""


def _parts(words: list[str]) -> Iterator[tuple[str, str]]:
    """Parts of a title that may be a name, the longest first, each with what follows it."""
    first = 0
    while first < len(words):
        for last in range(len(words), first, -1):
            rest = " ".join(words[last:])
            if last == len(words) or _AFTER.match(rest):
                yield " ".join(words[first:last]).strip(" :,."), rest
        if not _BEFORE.fullmatch(words[first].strip(":.")):
            return
        first += 1
