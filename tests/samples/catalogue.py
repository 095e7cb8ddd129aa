"""Every sample file, by what it shows."""

from __future__ import annotations

from tests.samples import (
    forms,
    kinds_of_file,
    names,
    numbers,
    odd_cells,
    odd_tables,
    odd_texts,
    past,
    refused,
    sheets_and_scope,
    tables,
)
from tests.samples.past import EARLIER

__all__ = ["EARLIER", "SAMPLES"]

SAMPLES = (
    *kinds_of_file.SAMPLES,
    *numbers.SAMPLES,
    *odd_cells.SAMPLES,
    *odd_tables.SAMPLES,
    *odd_texts.SAMPLES,
    *names.SAMPLES,
    *sheets_and_scope.SAMPLES,
    *forms.SAMPLES,
    *tables.SAMPLES,
    *past.SAMPLES,
    *refused.SAMPLES,
)
