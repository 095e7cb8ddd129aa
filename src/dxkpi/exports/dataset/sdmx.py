"""The figures as SDMX-CSV 2.0, for statistical offices and their tools.

Source of the format: SDMX-CSV 2.0 field guide (SDMX Technical Working Group, 2021). TIME_PERIOD is a time range, first
day and length, because quarters under Decree 09/2019/NĐ-CP are not the calendar's, which "2022-Q3" means in SDMX.
OBS_STATUS after CL_OBS_STATUS: A normal, P provisional, Q missing and suppressed; CONF_STATUS: F free, C confidential.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from dxkpi.domain.figures.figures import Source
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Period
from dxkpi.exports.as_csv import written
from dxkpi.exports.dataset.content import DatasetContent
from dxkpi.exports.dataset.figures_csv import LINES_AT_ONCE, yes_no
from dxkpi.exports.numbers import exact

COLUMNS = (
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "SIMULATED", "TIME_PERIOD", "BASIS", "MEASURE", "UNIT_MEASURE",
    "OBS_VALUE", "CONF_STATUS", "OBS_STATUS", "SUBMISSION", "SOURCE", "SOURCE_URL",
)  # fmt: skip
DATAFLOW = "DXKPI:FIGURES({vintage}.0)"


def write(whole: DatasetContent) -> Iterator[bytes]:
    """The file in pieces."""
    yield written([COLUMNS])
    start = f"dataflow,{DATAFLOW.format(vintage=whole.edition.vintage)},I,"
    localities = [f"{start}{each.key},{yes_no(each.simulated)}," for each in whole.localities]
    periods = [f"{time_range(each)},{each.basis.value.upper()}," for each in whole.periods]
    measures = [f"{each.code.upper()},{unit(each)}," for each in whole.counted]
    shown = [_source(each, "P" if each.provisional else "A") for each in whole.sources]
    hidden = [_source(each, "Q") for each in whole.sources]
    lines = whole.lines
    distinct, numbers = np.unique(lines.value, return_inverse=True)
    values = [f"{exact(each)},F," for each in distinct.tolist()]
    codes = (lines.locality, lines.period, lines.measure, numbers, lines.source, lines.hidden)
    for begin in range(0, len(lines), LINES_AT_ONCE):
        part = slice(begin, begin + LINES_AT_ONCE)
        yield "".join(
            f"{localities[place]}{periods[when]}{measures[what]}"
            f"{',C,' + hidden[whence] if kept_back else values[number] + shown[whence]}"
            for place, when, what, number, whence, kept_back in zip(
                *(each[part].tolist() for each in codes), strict=True
            )
        ).encode()


def time_range(period: Period) -> str:
    """A span of days as SDMX writes it: 2022-06-15/P92D."""
    return f"{period.first}/P{(period.last - period.first).days + 1}D"


def unit(measure: Measure) -> str:
    """Its unit as a code; PT is percent in CL_UNIT_MEASURE."""
    return re.sub(r"\W+", "_", measure.unit.en).upper() if measure.is_count else "PT"


def _source(source: Source, status: str) -> str:
    return written([[status, source.submission, source.title, source.url]]).decode()
