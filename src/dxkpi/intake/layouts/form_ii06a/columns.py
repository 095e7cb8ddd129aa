"""Which measure each column of form II.06a gives, by its headings and by the row of column numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from dxkpi.domain.model.measure import Measure
from dxkpi.errors import UnknownMeasure
from dxkpi.intake.cell_names import column_letters
from dxkpi.intake.files.read_sheets import Sheet
from dxkpi.intake.layouts.form_ii06a.headings import ColumnGroup, HeadingArea, column_numbers, group_of, heading_paths
from dxkpi.intake.layouts.shared.official_columns import OFFICIAL_COLUMNS
from dxkpi.intake.layouts.shared.sheet_remarks import SheetRemark
from dxkpi.intake.parsing.vocabulary import bare, is_share, is_subtotal
from dxkpi.intake.problems import ProblemCode, Severity
from dxkpi.locale import N_


class HeadingPart(Enum):
    """What a heading means before the other columns are known. In person and by post may be one column or two; "đúng
    hạn" includes early ones if no column says "trước hạn"; a total of those received includes those carried over if a
    column of its own counts them."""

    OVER_COUNTER = "counter"
    BY_POST = "post"
    RECEIVED_TOTAL = "received total"
    ON_TIME = "on time"
    NOTHING = "nothing"


ColumnMeaning = str | HeadingPart | None


@dataclass(frozen=True)
class FormColumn:
    """One measure and the columns (from 0) that give it: one, or two that are added."""

    measure: Measure
    places: tuple[int, ...]


def find_columns(
    sheet: Sheet, block: HeadingArea, measure_named: Callable[[str], Measure]
) -> tuple[tuple[FormColumn, ...], tuple[SheetRemark, ...]]:
    """The columns that contain measures, from the left, and the problems of the headings."""
    paths = heading_paths(sheet, block)
    numbers = column_numbers(sheet.rows[block.numbers]) if block.numbers is not None else {}
    if not set(OFFICIAL_COLUMNS) <= {number for number, _ in numbers.values()}:
        numbers = {}
    parents = {text for path in paths.values() for text in path[:-1]}
    meanings: dict[int, ColumnMeaning] = {
        place: _meaning(path, bool(path) and path[-1] in parents, measure_named) for place, path in paths.items()
    }
    remarks: list[SheetRemark] = []
    for place, (number, text) in numbers.items():
        official, meaning = OFFICIAL_COLUMNS.get(number), meanings.get(place)
        if official and (meaning is None or (number == 3 and meaning is HeadingPart.RECEIVED_TOTAL and "6" in text)):
            meanings[place] = official
    settled = _settled(meanings)
    for place, (number, _) in numbers.items():
        if settled.get(place) and OFFICIAL_COLUMNS.get(number) not in (None, settled[place]):
            remarks.append(_other_number(block, place, number, paths, measure_named))
    remarks += [_left_out(sheet, block, place, path) for place, path in paths.items() if meanings[place] is None]
    columns, repeated = _columns(settled, meanings, measure_named)
    remarks += [_repeated(sheet, block, measure_named(code), first, place) for code, first, place in repeated]
    return columns, (*remarks, *_missing(columns, block))


def heading_at(block: HeadingArea, path: Sequence[str], sheet: Sheet, place: int) -> tuple[int, str]:
    """The row (from 1) and the text of the lowest heading above a column."""
    for row in range(block.bottom, block.top - 1, -1):
        cells = sheet.rows[row]
        if place < len(cells) and isinstance(cells[place], str) and bare(cells[place]):
            return row + 1, " ".join(str(cells[place]).split())
    return block.bottom + 1, path[-1] if path else ""


def _settled(meanings: dict[int, ColumnMeaning]) -> dict[int, str]:
    """Each column's measure, now that all of them are known."""
    distinct = set(meanings.values())
    with_carried_over = bool(distinct & {"dossiers_carried_over", "dossiers_received"})
    with_early = bool(distinct & {"dossiers_resolved_early", "dossiers_resolved_within_deadline"})
    codes = {
        HeadingPart.OVER_COUNTER: OFFICIAL_COLUMNS[5],
        HeadingPart.BY_POST: OFFICIAL_COLUMNS[5],
        HeadingPart.RECEIVED_TOTAL: OFFICIAL_COLUMNS[3] if with_carried_over else "dossiers_received",
        HeadingPart.ON_TIME: OFFICIAL_COLUMNS[9] if with_early else "dossiers_resolved_within_deadline",
    }
    codes_by_column = {}
    for place, meaning in meanings.items():
        if isinstance(meaning, str):
            codes_by_column[place] = meaning
        elif meaning is not None and meaning in codes:
            codes_by_column[place] = codes[meaning]
    return codes_by_column


def _columns(
    settled: dict[int, str], meanings: dict[int, ColumnMeaning], measure_named: Callable[[str], Measure]
) -> tuple[tuple[FormColumn, ...], list[tuple[str, int, int]]]:
    """The columns, and those that repeat a measure of a column before them: measure, first column, column."""
    places: dict[str, tuple[int, ...]] = {}
    repeated = []
    for place, code in sorted(settled.items()):
        before = places.get(code, ())
        if not before or {meanings[column] for column in (*before, place)} == {
            HeadingPart.OVER_COUNTER,
            HeadingPart.BY_POST,
        }:
            places[code] = (*before, place)
        else:
            repeated.append((code, before[0], place))
    return tuple(FormColumn(measure_named(code), where) for code, where in places.items()), repeated


def _meaning(path: Sequence[str], shared: bool, measure_named: Callable[[str], Measure]) -> ColumnMeaning:
    """What a column counts, by the texts above it; None if they do not say. `shared`: whether the lowest text is above
    other columns too, so that this one is their total."""
    if not path or is_share(path[-1]):
        return HeadingPart.NOTHING
    if len(path) == 1 and not shared:
        try:
            return measure_named(path[0]).code
        except UnknownMeasure:
            pass
    leaf, above = bare(path[-1]), " ".join(bare(text) for text in path)
    group = next((named_group for text in reversed(path) if (named_group := group_of(text))), None)
    for words, meaning in WORDS.get(group, ()) if group else ():
        if all(re.search(rf"(?<!\w)(?:{choice})(?!\w)", leaf) for choice in words):
            return meaning
    if re.search(rf"\b(?:{NOT_COUNTED})\b", leaf):
        return HeadingPart.NOTHING
    if group is None or not (is_subtotal(path[-1]) or group_of(path[-1])):
        return None
    if group is ColumnGroup.RECEIVED and re.search("(?:phai|nhan) giai quyet|phai xu ly", above):
        return OFFICIAL_COLUMNS[3]
    if group is ColumnGroup.RECEIVED and ("trong ky" in above or not (shared or is_subtotal(path[-1]))):
        return "dossiers_received"
    return TOTALS[group]


# Columns that may be next to those of the form and contain no measure.
NOT_COUNTED = "ghi chu|tra lai|rut|bo sung|tam dung|danh gia|xep loai"
LATE = "qua han|qua thoi han|tre han|tre hen|^tre$|cham"
TOTALS: dict[ColumnGroup, ColumnMeaning] = {
    ColumnGroup.RECEIVED: HeadingPart.RECEIVED_TOTAL,
    ColumnGroup.RESOLVED: OFFICIAL_COLUMNS[7],
    ColumnGroup.PENDING: OFFICIAL_COLUMNS[11],
}
# The first match decides: all words of an entry must be in the heading; of alternatives with a bar, one.
WORDS: dict[ColumnGroup, tuple[tuple[tuple[str, ...], ColumnMeaning], ...]] = {
    ColumnGroup.RECEIVED: (
        (("gom ca",), OFFICIAL_COLUMNS[3]),
        (("ky truoc|ton dau|chuyen qua|chuyen sang",), OFFICIAL_COLUMNS[6]),
        (("truc tuyen|qua mang", "truc tiep"), "dossiers_received"),
        (("truc tuyen|qua mang",), OFFICIAL_COLUMNS[4]),
        (("truc tiep", "buu chinh|buu dien|bcci"), OFFICIAL_COLUMNS[5]),
        (("truc tiep",), HeadingPart.OVER_COUNTER),
        (("buu chinh|buu dien|bcci",), HeadingPart.BY_POST),
        (("moi tiep nhan|tiep nhan moi|nhan moi|phat sinh|trong ky",), "dossiers_received"),
    ),
    ColumnGroup.RESOLVED: (
        (("truoc", "dung han|dung thoi han|trong han"), "dossiers_resolved_within_deadline"),
        (("trong han",), "dossiers_resolved_within_deadline"),
        ((LATE,), OFFICIAL_COLUMNS[10]),
        (("truoc|som han|^som$",), OFFICIAL_COLUMNS[8]),
        (("dung han|dung thoi han|dung hen|^dung$",), HeadingPart.ON_TIME),
    ),
    ColumnGroup.PENDING: (
        (("chua den han|chua qua han|trong han|dung han|con han|chua tre han",), OFFICIAL_COLUMNS[12]),
        ((LATE,), OFFICIAL_COLUMNS[13]),
    ),
}


def _missing(columns: Sequence[FormColumn], block: HeadingArea) -> tuple[SheetRemark, ...]:
    """Problems for the totals that the form must have."""
    codes = {column.measure.code for column in columns}
    remarks = []
    if not codes & {OFFICIAL_COLUMNS[3], OFFICIAL_COLUMNS[4], "dossiers_received"}:
        message = N_("No column gives the dossiers received. Add it with its heading from the official form.")
        remarks.append(SheetRemark(ProblemCode.MISSING_HEADING, message, block.top + 1))
    in_time = "dossiers_resolved_within_deadline" in codes or {OFFICIAL_COLUMNS[8], OFFICIAL_COLUMNS[9]} <= codes
    if OFFICIAL_COLUMNS[7] not in codes and not (in_time and OFFICIAL_COLUMNS[10] in codes):
        message = N_("No column gives the dossiers resolved. Add it with its heading from the official form.")
        remarks.append(SheetRemark(ProblemCode.MISSING_HEADING, message, block.top + 1))
    return tuple(remarks)


def _left_out(sheet: Sheet, block: HeadingArea, place: int, path: Sequence[str]) -> SheetRemark:
    row, text = heading_at(block, path, sheet, place)
    message = N_("Cell {cell}: the column “{heading}” is not part of the form and was not read.")
    return SheetRemark(ProblemCode.MISSING_HEADING, message, row, place, {"heading": text}, Severity.NOTE)


def _other_number(
    block: HeadingArea,
    place: int,
    number: int,
    paths: dict[int, tuple[str, ...]],
    measure_named: Callable[[str], Measure],
) -> SheetRemark:
    message = N_(
        "Cell {cell}: number {number} is that of “{official}”, but the heading says “{heading}”. The heading was used."
    )
    values = {"number": str(number), "official": measure_named(OFFICIAL_COLUMNS[number]).names,
              "heading": " – ".join(" ".join(text.split()) for text in paths[place])}  # fmt: skip
    row = None if block.numbers is None else block.numbers + 1
    return SheetRemark(ProblemCode.DUPLICATE_HEADING, message, row, place, values, Severity.NOTE)


def _repeated(sheet: Sheet, block: HeadingArea, measure: Measure, first: int, place: int) -> SheetRemark:
    row, text = heading_at(block, (), sheet, place)
    above, _ = heading_at(block, (), sheet, first)
    message = N_(
        "Cell {cell}: the heading “{heading}” means the same as that of cell {first} ({measure}). Correct one of them."
    )
    values = {"heading": text, "first": f"{column_letters(first)}{above}", "measure": measure.names}
    return SheetRemark(ProblemCode.DUPLICATE_HEADING, message, row, place, values)
