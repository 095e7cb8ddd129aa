"""What `dxkpi target` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dxkpi.domain.model.period import Cutoff, label, notation
from dxkpi.locale import N_, Language, say

if TYPE_CHECKING:
    from rich.table import Table

    from dxkpi.store import StoredTarget
    from dxkpi.workflows.admin.targets import TargetSummary

HEADINGS = (N_("Number"), N_("Indicator"), N_("For whom"), N_("Period"), N_("Target"), N_("Source"), N_("Set by"))


def target_rows(targets: Sequence[StoredTarget], cutoff: Cutoff) -> list[dict[str, object]]:
    """One object a target; its value is in the indicator's unit."""
    return [
        {
            "number": stored.number,
            "indicator": stored.target.indicator,
            "locality": stored.target.locality,
            "level": stored.target.level.value if stored.target.level else None,
            "period": notation(stored.target.period, cutoff),
            "value": float(stored.target.value),
            "source": stored.target.source,
            "set_by": stored.by,
            "set_at": stored.at.isoformat(),
            "vintage": stored.vintage,
        }
        for stored in targets
    ]


def targets_table(targets: Sequence[TargetSummary], cutoff: Cutoff, language: Language) -> Table:
    """The same targets as a table for people."""
    from rich.table import Table

    table = Table(*(say(heading, language) for heading in HEADINGS))
    for target in targets:
        names = target.indicator.text(language), target.whom.text(language), label(target.period, cutoff, language)
        table.add_row(str(target.number), *names, target.value, target.source, target.by)
    return table
