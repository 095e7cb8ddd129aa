"""The time axis that charts over periods share: one place a period, years named."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from dxkpi.charts.parts.theme import SMALL_SIZE, Canvas
from dxkpi.domain.model.period import Period, quarter_of
from dxkpi.domain.views.text.description import Description

LABELS_AT_MOST = 8
# Pixels above a chart for the label of a boundary change.
LABEL_HEIGHT = 20


def time_axis(description: Description, periods: list[Period]) -> dict[str, Any]:
    """Tick settings for periods at 0, 1, 2 …: the year at its first quarter, else as many labels as fit."""
    quarters = [quarter_of(period, description.view.cutoff) for period in periods]
    firsts = [at for at, each in enumerate(quarters) if each and each[1] == 1]
    if len(periods) > LABELS_AT_MOST and firsts:
        places = firsts
        texts = [str(each[0]) for at in firsts if (each := quarters[at])]
    else:
        step = -(-len(periods) // LABELS_AT_MOST)
        places = list(range(0, len(periods), step))
        texts = [description.period_name(periods[at], short=True) for at in places]
    return {
        "tickvals": places,
        "ticktext": texts,
        "range": [-0.6, len(periods) - 0.4],
        "showgrid": False,
        "ticks": "outside",
    }


def draw_breaks(canvas: Canvas, description: Description, periods: Sequence[Period]) -> None:
    """An upright line, with its words above it, wherever boundaries changed between two periods."""
    for at, (earlier, later) in enumerate(pairwise(periods)):
        for found in description.view.breaks:
            if not earlier.last < found.day <= later.last:
                continue
            canvas.line(canvas.palette.ink, x=at + 0.5, dash="dash")
            place = {"x": at + 0.5, "y": 1, "yref": "paper", "yanchor": "bottom", "xshift": 0}
            side = "left" if 2 * at < len(periods) else "right"
            canvas.note(
                found.words.text(description.language),
                colour=canvas.palette.ink,
                size=SMALL_SIZE,
                xanchor=side,
                **place,
            )
    if description.view.breaks:
        canvas.layout["margin"]["t"] += LABEL_HEIGHT
