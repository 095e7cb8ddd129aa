"""The time axis that charts over periods share: one place a period, years named."""

from __future__ import annotations

from typing import Any

from dxkpi.domain.period import Period, quarter_of
from dxkpi.domain.view import View

LABELS_AT_MOST = 8


def time_axis(view: View, periods: list[Period]) -> dict[str, Any]:
    """Tick settings for periods at 0, 1, 2 …: a year's name at its first quarter, else every label that has room."""
    quarters = [quarter_of(period, view.cutoff) for period in periods]
    firsts = [at for at, each in enumerate(quarters) if each and each[1] == 1]
    if len(periods) > LABELS_AT_MOST and firsts:
        places = firsts
        texts = [str(each[0]) for at in firsts if (each := quarters[at])]
    else:
        step = -(-len(periods) // LABELS_AT_MOST)
        places = list(range(0, len(periods), step))
        texts = [view.period_name(periods[at], short=True) for at in places]
    return {
        "tickvals": places,
        "ticktext": texts,
        "range": [-0.6, len(periods) - 0.4],
        "showgrid": False,
        "ticks": "outside",
    }
