"""The figures as SDMX-CSV 2.0, for statistical offices and their tools.

Source of the format: SDMX-CSV 2.0 field guide (SDMX Technical Working Group, 2021). TIME_PERIOD is a time range, first
day and length, because quarters under Decree 09/2019/NĐ-CP are not the calendar's, which "2022-Q3" means in SDMX.
OBS_STATUS after CL_OBS_STATUS: A normal, P provisional, Q missing and suppressed; CONF_STATUS: F free, C confidential.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dxkpi.domain.figures.figures import Source
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Period
from dxkpi.exports.as_csv import written
from dxkpi.exports.dataset.content import DatasetContent
from dxkpi.exports.dataset.figures_csv import LINES_PER_CHUNK, yes_no
from dxkpi.exports.numbers import exact

COLUMNS = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "SIMULATED", "TIME_PERIOD", "BASIS", "MEASURE", "UNIT_MEASURE",
    "OBS_VALUE", "CONF_STATUS", "OBS_STATUS", "SUBMISSION", "SOURCE", "SOURCE_URL",
)  # fmt: skip
DATAFLOW = "DXKPI:FIGURES({vintage}.0)"


def write(content: DatasetContent) -> Iterator[bytes]:
    """The file in chunks."""
    yield written([COLUMNS])
    start = f"dataflow,{DATAFLOW.format(vintage=content.edition.vintage)},I,"
    localities = [f"{start}{unit.key},{yes_no(unit.simulated)}," for unit in content.localities]
    periods = [f"{time_range(period)},{period.basis.value.upper()}," for period in content.periods]
    measures = [f"{measure.code.upper()},{unit_code(measure)}," for measure in content.measures_with_figures]
    sources = [_source(source, "P" if source.provisional else "A") for source in content.sources]
    sources_of_hidden = [_source(source, "Q") for source in content.sources]
    lines = content.lines
    distinct, positions = np.unique(lines.value, return_inverse=True)
    values = [f"{exact(value)},F," for value in distinct.tolist()]
    columns = (lines.locality, lines.period, lines.measure, positions, lines.source, lines.hidden)
    for begin in range(0, len(lines), LINES_PER_CHUNK):
        chunk = slice(begin, begin + LINES_PER_CHUNK)
        yield "".join(
            f"{localities[locality]}{periods[period]}{measures[measure]}"
            f"{',C,' + sources_of_hidden[source] if hidden else values[value] + sources[source]}"
            for locality, period, measure, value, source, hidden in zip(
                *(column[chunk].tolist() for column in columns), strict=True
            )
        ).encode()


def time_range(period: Period) -> str:
    """A period as an SDMX time range: first day and number of days, as in 2022-06-15/P92D."""
    return f"{period.first}/P{(period.last - period.first).days + 1}D"


def unit_code(measure: Measure) -> str:
    """The unit of a measure as a code. PT is percent in CL_UNIT_MEASURE."""
    return measure.unit_code.upper() if measure.is_count else "PT"


def _source(source: Source, status: str) -> str:
    return written([[status, source.submission, source.title, source.url]]).decode()
