"""What the product does, one verb a function. Commands, pages and addresses all call these and nothing below them."""

from dxkpi.workflows.asking import (
    draw,
    export,
    find_locality,
    main_indicators,
    overview,
    values,
    view,
    where_and_when,
)
from dxkpi.workflows.browsing import (
    History,
    RevisionLine,
    history,
    levels_to_compare,
    overview_places,
    period_notation,
    periods,
    places,
    revisions,
    sample_place,
)
from dxkpi.workflows.importing import OPERATOR, Counts, ImportReport, import_file

__all__ = [
    "OPERATOR",
    "Counts",
    "History",
    "ImportReport",
    "RevisionLine",
    "draw",
    "export",
    "find_locality",
    "history",
    "import_file",
    "levels_to_compare",
    "main_indicators",
    "overview",
    "overview_places",
    "period_notation",
    "periods",
    "places",
    "revisions",
    "sample_place",
    "values",
    "view",
    "where_and_when",
]
