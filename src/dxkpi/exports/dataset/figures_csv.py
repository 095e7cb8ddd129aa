"""The figures as one table: a line a figure, each with its place, period, measure, source and submission."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from dxkpi.domain.figures.figures import Source
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Period, notation
from dxkpi.exports.as_csv import MARK, written
from dxkpi.exports.dataset.content import DatasetContent, DatasetLines
from dxkpi.exports.dataset.field import DatasetField, DatasetTable
from dxkpi.exports.numbers import exact
from dxkpi.locale import Names

LINES_AT_ONCE = 50_000

OF_LOCALITY = (
    DatasetField("locality", "string", Names("Địa phương: mã và ngày đầu", "Locality: code and first day")),
    DatasetField("locality_name", "string", Names("Tên địa phương", "Name of the locality")),
    DatasetField("level", "string", Names("Cấp", "Level")),
    DatasetField("simulated", "boolean", Names("Mô phỏng", "Simulated")),
)
OF_PERIOD = (
    DatasetField("period", "string", Names("Kỳ", "Period")),
    DatasetField("period_first", "date", Names("Ngày đầu kỳ", "First day of the period")),
    DatasetField("period_last", "date", Names("Ngày cuối kỳ", "Last day of the period")),
    DatasetField("basis", "string", Names("Loại kỳ: trong kỳ hay lũy kế", "Counted in the period, or cumulative")),
)
OF_MEASURE = (
    DatasetField("measure", "string", Names("Số đếm: mã", "Measure: code")),
    DatasetField("measure_name", "string", Names("Tên số đếm", "Name of the measure in Vietnamese")),
    DatasetField("measure_name_en", "string", Names("Tên số đếm bằng tiếng Anh", "Name of the measure")),
    DatasetField("unit", "string", Names("Đơn vị", "Unit")),
)
OF_VALUE = (
    DatasetField("value", "number", Names("Giá trị; trống: không công bố", "Value; empty: not shown"), required=False),
    DatasetField("suppressed", "boolean", Names("Không công bố", "Not shown, because of small numbers")),
)
OF_SOURCE = (
    DatasetField("provisional", "boolean", Names("Tạm tính", "Provisional")),
    DatasetField("note", "string", Names("Ghi chú", "Note"), required=False),
    DatasetField("source", "string", Names("Nguồn", "Source"), required=False),
    DatasetField("source_url", "string", Names("Địa chỉ nguồn", "Address of the source"), required=False),
    DatasetField("submission", "integer", Names("Lượt nộp", "Submission")),
    DatasetField("received", "date", Names("Ngày nhận", "Day it was received")),
    DatasetField("vintage", "integer", Names("Phiên bản số liệu", "Vintage")),
)
COLUMNS = OF_LOCALITY + OF_PERIOD + OF_MEASURE + OF_VALUE + OF_SOURCE
FIGURES = DatasetTable(
    "figures",
    Names("Số liệu", "Figures"),
    COLUMNS,
    ("locality", "period_first", "period_last", "basis", "measure"),
    points_to=(("locality", "localities", "key"), ("measure", "measures", "code")),
)


def write(whole: DatasetContent, *, mark: bool) -> Iterator[bytes]:
    """The file in pieces; `mark`: with the byte order mark that spreadsheets need."""
    yield (MARK if mark else b"") + written([[each.name for each in COLUMNS]])
    lines = whole.lines
    localities = _beginnings(whole.localities, of_locality)
    periods = _beginnings(whole.periods, lambda each: of_period(each, whole))
    measures = _beginnings(whole.counted, of_measure)
    sources = [_line(of_source(each, whole)) for each in whole.sources]
    quiet = [_line(of_source(each, whole, quiet=True)) for each in whole.sources]
    distinct, numbers = np.unique(lines.value, return_inverse=True)
    values = [f"{exact(each)},no," for each in distinct.tolist()]
    for start in range(0, len(lines), LINES_AT_ONCE):
        part = slice(start, start + LINES_AT_ONCE)
        codes = (lines.locality, lines.period, lines.measure, numbers, lines.source, lines.hidden)
        yield "".join(
            f"{localities[place]}{periods[when]}{measures[what]}"
            f"{',yes,' + quiet[whence] if hidden else values[number] + sources[whence]}"
            for place, when, what, number, whence, hidden in zip(*(each[part].tolist() for each in codes), strict=True)
        ).encode()


def of_locality(locality: Locality) -> Sequence[object]:
    """Its cells."""
    return locality.key, locality.name, locality.level.value, yes_no(locality.simulated)


def of_period(period: Period, whole: DatasetContent) -> Sequence[object]:
    """Its cells."""
    return notation(period, whole.cutoff), period.first, period.last, period.basis.value


def of_measure(measure: Measure) -> Sequence[object]:
    """Its cells."""
    return measure.code, measure.names.vi, measure.names.en, measure.unit.en


def of_source(source: Source, whole: DatasetContent, *, quiet: bool = False) -> Sequence[object]:
    """Its cells; `quiet`: without the note, which may tell what is not shown."""
    note = "" if quiet else source.note
    rest = source.title, source.url, source.submission, source.received, whole.edition.vintage
    return yes_no(source.provisional), note, *rest


def yes_no(is_so: bool) -> str:
    """Yes or no, as files have it."""
    return "yes" if is_so else "no"


def rows(whole: DatasetContent) -> Iterator[Sequence[object]]:
    """The same figures as rows of cells, numbers as numbers, nothing where none is shown."""
    lines: DatasetLines = whole.lines
    localities = [of_locality(each) for each in whole.localities]
    periods = [of_period(each, whole) for each in whole.periods]
    measures = [of_measure(each) for each in whole.counted]
    codes = (lines.locality, lines.period, lines.measure, lines.value, lines.source, lines.hidden)
    for place, when, what, value, whence, hidden in zip(*(each.tolist() for each in codes), strict=True):
        shown = (None, "yes") if hidden else (exact(value), "no")
        source = of_source(whole.sources[whence], whole, quiet=hidden)
        yield *localities[place], *periods[when], *measures[what], *shown, *source


def _beginnings(things: Sequence, cells) -> list[str]:  # type: ignore[no-untyped-def]
    """What each thing adds to a line, with the comma behind it."""
    return [_line(cells(each)).removesuffix("\r\n") + "," for each in things]


def _line(cells: Sequence[object]) -> str:
    return written([cells]).decode()
