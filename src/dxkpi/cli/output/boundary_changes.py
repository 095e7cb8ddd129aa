"""What `dxkpi boundaries` prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dxkpi.locale import N_, Language, say

if TYPE_CHECKING:
    from dxkpi.workflows.admin.boundary_changes import BoundaryChangePreview


def boundary_change_lines(preview: BoundaryChangePreview, language: Language) -> Iterable[str]:
    """What is wrong with the crosswalk file, or each new unit with the units it came from, and the counts."""
    for cell, fault in preview.faults:
        yield f"{cell}  {fault.message.text(language)}".strip()
    if preview.decree is None:
        yield say(N_("{file} was refused: no boundaries were changed."), language, file=preview.file_name)
        return
    for consequence in preview.consequences:
        yield say(
            N_("{unit} ({code}): from {older}"),
            language,
            unit=consequence.unit.name,
            code=consequence.unit.code,
            older=tuple(unit.name for unit, _ in consequence.older),
        )
        if consequence.lost is not None:
            yield f"  {consequence.lost.text(language)}"
    counts = {"ended": len(preview.decree.ended), "begun": len(preview.decree.begun), "day": preview.decree.day}
    yield say(N_("From {day}: {ended} units end, {begun} begin."), language, **counts)


def boundary_change_as_json(preview: BoundaryChangePreview, language: Language) -> dict[str, object]:
    """The same as one object. `periods`: how many periods the figures of a new unit can be compared over."""
    change = preview.decree
    return {
        "accepted": change is not None,
        "day": change.day.isoformat() if change else None,
        "ended": [unit.key for unit in change.ended] if change else [],
        "begun": [
            {
                "unit": consequence.unit.key,
                "name": consequence.unit.name,
                "from": [unit.key for unit, _ in consequence.older],
                "comparable": consequence.lost is None,
                "periods": (preview.figures or {})[consequence.unit.key],
                "note": consequence.lost.text(language) if consequence.lost else "",
            }
            for consequence in preview.consequences
        ],
        "problems": [
            {"cell": cell, "row": fault.row, "heading": fault.heading, "message": fault.message.text(language)}
            for cell, fault in preview.faults
        ],
    }
