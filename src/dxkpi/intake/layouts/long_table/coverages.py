"""What a figure counts, as a cell of the layout `long_table` says it."""

from __future__ import annotations

from dxkpi.domain.model.coverage import Coverage, parse_coverage
from dxkpi.domain.model.locality_names import fold_name
from dxkpi.locale import N_

# What a figure counts, in Vietnamese; the notation itself is read too.
COVERAGES = {
    fold_name("toàn bộ"): "whole",
    fold_name("cấp huyện"): "level:district",
    fold_name("cấp xã"): "level:commune",
    fold_name("sở, ngành"): "departments",
}
NO_COVERAGE = N_(
    "Cell {cell}: “{value}” does not say what the figure counts. Write whole, level:district, level:commune, "
    "departments or partial:36/135."
)


def coverage_of(text: str) -> Coverage:
    """The coverage of a folded cell text, in the notation or in Vietnamese; an empty cell is the whole. Raises
    ValueError."""
    return parse_coverage(COVERAGES.get(text, text))
