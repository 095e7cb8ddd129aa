"""What an operator's threshold for small numbers keeps back where single figures are told: revisions, quality."""

from __future__ import annotations

from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.disclosure import GuardedSnapshot
from dxkpi.workspace import Workspace


def is_withheld(
    workspace: Workspace,
    locality: str,
    period: Period,
    measure: str,
    *counts: float | None,
    vintage: int | None = None,
) -> bool:
    """Whether a figure of a locality (key) must not be told, as it stands or because one of its `counts` is small."""
    below = workspace.settings.suppress_below
    answers = workspace.snapshot(vintage)
    if not below or not isinstance(answers, GuardedSnapshot):
        return False
    known = workspace.catalogue.measures.get(measure)
    small = known is not None and known.suppressible and any(0 < count < below for count in counts if count is not None)
    return small or answers.hides(locality, period, (measure,))
