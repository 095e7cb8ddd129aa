"""Values as a pandas frame, for notebooks."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dxkpi.domain.model.period import Cutoff
from dxkpi.domain.snapshot.value import Value
from dxkpi.exports.numbers import flat_row_of
from dxkpi.locale import Language

NUMBERS = ("value", "numerator", "denominator")


def values_frame(values: Sequence[Value], cutoff: Cutoff, language: Language = Language.EN) -> pd.DataFrame:
    """One row a value, with the columns of `values --csv`; notes are in `language`.

    `value`, `numerator` and `denominator` are floats, NaN where unavailable; rates are in percent. `cutoff`: of the
    workspace, which the notation of periods follows.
    """
    rows = [
        {"indicator": None, "measure": None, **flat_row_of(value, cutoff, language)}
        | {name: getattr(value, name) for name in NUMBERS}
        for value in values
    ]
    frame = pd.DataFrame(rows)
    return frame.astype({name: float for name in NUMBERS if rows})
