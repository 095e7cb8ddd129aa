"""The figures as one table: one line per figure, with locality, period, measure, source and submission."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np

from dxkpi.domain.figures.figures import Source
from dxkpi.domain.model.coverage import coverage_notation
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Period, notation
from dxkpi.exports.as_csv import MARK, written
from dxkpi.exports.dataset.content import DatasetContent, DatasetLines
from dxkpi.exports.dataset.field import DatasetField, DatasetTable
from dxkpi.exports.numbers import exact
from dxkpi.locale import Names

LINES_PER_CHUNK = 50_000
T = TypeVar("T")

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
    DatasetField("coverage", "string", Names("Phạm vi: số liệu gồm những gì", "What the figure counts")),
    DatasetField("printed", "string", Names("Số như nguồn in", "As its source prints it"), required=False),
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
    foreign_keys=(("locality", "localities", "key"), ("measure", "measures", "code")),
)


def write(content: DatasetContent, *, bom: bool) -> Iterator[bytes]:
    """The file in chunks. `bom`: with the byte order mark that spreadsheets need."""
    yield (MARK if bom else b"") + written([[field.name for field in COLUMNS]])
    lines = content.lines
    localities = _line_parts(content.localities, locality_cells)
    periods = _line_parts(content.periods, lambda period: period_cells(period, content))
    measures = _line_parts(content.measures_with_figures, measure_cells)
    sources = [_line(source_cells(source, content)) for source in content.sources]
    sources_without_note = [_line(source_cells(source, content, with_note=False)) for source in content.sources]
    distinct, positions = np.unique(lines.value, return_inverse=True)
    values = [f"{exact(value)},no," for value in distinct.tolist()]
    columns = (lines.locality, lines.period, lines.measure, positions, lines.source, lines.hidden)
    for start in range(0, len(lines), LINES_PER_CHUNK):
        chunk = slice(start, start + LINES_PER_CHUNK)
        yield "".join(
            f"{localities[locality]}{periods[period]}{measures[measure]}"
            f"{',yes,' + sources_without_note[source] if hidden else values[value] + sources[source]}"
            for locality, period, measure, value, source, hidden in zip(
                *(column[chunk].tolist() for column in columns), strict=True
            )
        ).encode()


def rows(content: DatasetContent) -> Iterator[Sequence[object]]:
    """The same figures as rows of cells: numbers stay numbers, None where the value is hidden."""
    lines: DatasetLines = content.lines
    localities = [locality_cells(locality) for locality in content.localities]
    periods = [period_cells(period, content) for period in content.periods]
    measures = [measure_cells(measure) for measure in content.measures_with_figures]
    columns = (lines.locality, lines.period, lines.measure, lines.value, lines.source, lines.hidden)
    for locality, period, measure, value, source, hidden in zip(*(each.tolist() for each in columns), strict=True):
        value_cells = (None, "yes") if hidden else (exact(value), "no")
        last_cells = source_cells(content.sources[source], content, with_note=not hidden)
        yield *localities[locality], *periods[period], *measures[measure], *value_cells, *last_cells


def locality_cells(locality: Locality) -> Sequence[object]:
    """The cells of `OF_LOCALITY`."""
    return locality.key, locality.name, locality.level.value, yes_no(locality.simulated)


def period_cells(period: Period, content: DatasetContent) -> Sequence[object]:
    """The cells of `OF_PERIOD`."""
    return notation(period, content.cutoff), period.first, period.last, period.basis.value


def measure_cells(measure: Measure) -> Sequence[object]:
    """The cells of `OF_MEASURE`."""
    return measure.code, measure.names.vi, measure.names.en, measure.unit.en


def source_cells(source: Source, content: DatasetContent, *, with_note: bool = True) -> Sequence[object]:
    """The cells of `OF_SOURCE`. A hidden value goes without what its source prints and notes, which may disclose it."""
    note, printed = (source.note, source.printed) if with_note else ("", "")
    details = source.title, source.url, source.submission, source.received, content.edition.vintage
    return yes_no(source.provisional), coverage_notation(source.coverage), printed, note, *details


def yes_no(value: bool) -> str:
    """A boolean as files have it."""
    return "yes" if value else "no"


def _line_parts(items: Iterable[T], cells: Callable[[T], Sequence[object]]) -> list[str]:
    """The part of a line for each item, with a comma at its end."""
    return [_line(cells(item)).removesuffix("\r\n") + "," for item in items]


def _line(cells: Sequence[object]) -> str:
    return written([cells]).decode()
