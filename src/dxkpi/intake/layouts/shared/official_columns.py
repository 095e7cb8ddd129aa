"""The columns of form II.06a/VPCP/KSTT: the number that the form prints over a column, and the measure it gives."""

from __future__ import annotations

from collections.abc import Mapping

OFFICIAL_COLUMNS: Mapping[int, str] = {
    3: "dossiers_to_process",
    4: "dossiers_received_online",
    5: "dossiers_received_in_person",
    6: "dossiers_carried_over",
    7: "dossiers_resolved",
    8: "dossiers_resolved_early",
    9: "dossiers_resolved_on_time",
    10: "dossiers_resolved_overdue",
    11: "dossiers_pending",
    12: "dossiers_pending_within_deadline",
    13: "dossiers_pending_overdue",
}
