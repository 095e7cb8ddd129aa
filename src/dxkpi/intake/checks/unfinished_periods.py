"""Periods that have not ended: their figures are of a part of the period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from dxkpi.domain.model.period import in_words
from dxkpi.intake.checks.identities import problem_at
from dxkpi.intake.context import UploadContext
from dxkpi.intake.problems import Problem, ProblemCode, Severity, Upload
from dxkpi.locale import N_, Message

NOT_ENDED = N_("{period} ends on {day} only; these figures are of a part of it.")


def with_unfinished_periods(upload: Upload, context: UploadContext) -> Upload:
    """The upload with a note at the first figure of every period that is not over today."""
    notes = tuple(_notes(upload, context))
    return replace(upload, problems=(*upload.problems, *notes)) if notes else upload


def _notes(upload: Upload, context: UploadContext) -> Iterator[Problem]:
    if context.today is None:
        return
    # A period whose cells were all refused has no figure.
    numbers, first_figures = np.unique(upload.figures.period, return_index=True)
    for number, first in zip(numbers.tolist(), first_figures.tolist(), strict=True):
        period = upload.figures.periods[number]
        if period.last >= context.today:
            message = Message(NOT_ENDED, {"period": in_words(period, context.cutoff), "day": period.last})
            yield problem_at(upload, first, ProblemCode.PERIOD_NOT_ENDED, Severity.NOTE, message, context)
