"""Every sample file, by what it shows."""

from __future__ import annotations

from tests.samples import forms, kinds_of_file, names, numbers, odd_cells, past, refused, sheets_and_scope, tables
from tests.samples.past import EARLIER

__all__ = ["EARLIER", "SAMPLES"]

SAMPLES = (
    *kinds_of_file.SAMPLES,
    *numbers.SAMPLES,
    *odd_cells.SAMPLES,
    *names.SAMPLES,
    *sheets_and_scope.SAMPLES,
    *forms.SAMPLES,
    *tables.SAMPLES,
    *past.SAMPLES,
    *refused.SAMPLES,
)
