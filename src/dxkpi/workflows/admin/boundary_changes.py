"""Boundary changes from a crosswalk file: preview and load."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from dxkpi.domain.boundaries.change import BoundaryChange, CrosswalkProblem, SuccessorOutcome, build_change, outcomes_of
from dxkpi.domain.model.permissions import Actor, Permission
from dxkpi.intake import Crosswalk, read_crosswalk
from dxkpi.locale import N_, Message
from dxkpi.workspace import Workspace


@dataclass(frozen=True)
class BoundaryChangePreview:
    """What a file would change. `decree`: None when there are `faults`, each with its cell.

    `figures`: by key of a newer unit, the number of periods for which the figures of its older units can be added up.
    """

    file_name: str
    decree: BoundaryChange | None
    faults: tuple[tuple[str, CrosswalkProblem], ...]
    consequences: tuple[SuccessorOutcome, ...] = ()
    figures: dict[str, int] | None = None

    @property
    def comparable(self) -> tuple[SuccessorOutcome, ...]:
        """The newer units for which a history can be restated."""
        return tuple(each for each in self.consequences if each.lost is None)


def preview_decree(workspace: Workspace, name: str, content: bytes, *, by: Actor) -> BoundaryChangePreview:
    """What a crosswalk file would change, or all its faults; writes nothing. Raises `NotAllowed`."""
    by.require(Permission.MANAGE)
    read = read_crosswalk(name, content)
    decree, faults = build_change(read.clauses, workspace.registry, read.faults)
    if decree is not None:
        faults = tuple(_reported_after(workspace, decree, read))
    if decree is None or faults:
        return BoundaryChangePreview(name, None, tuple((read.cell(each), each) for each in faults))
    found = outcomes_of(workspace.registry, decree)
    return BoundaryChangePreview(name, decree, (), found, {each.unit.key: _carried(workspace, each) for each in found})


def load_decree(workspace: Workspace, name: str, content: bytes, *, by: Actor) -> BoundaryChangePreview:
    """Change the boundaries as a crosswalk file says, unless it has faults; returns its preview.

    No figure changes. The change is a vintage, and older vintages keep the old boundaries. Raises `NotAllowed`, and
    `WrongUsage` when the boundaries have changed in the meantime.
    """
    preview = preview_decree(workspace, name, content, by=by)
    if preview.decree is not None:
        workspace.store.boundaries.change(preview.decree, by=by, at=datetime.now(UTC), file_name=name)
        workspace.refresh()
    return preview


def _reported_after(workspace: Workspace, decree: BoundaryChange, read: Crosswalk) -> Iterator[CrosswalkProblem]:
    """A problem for each ending unit with figures of later periods, which would belong to no unit."""
    snapshot, rows = workspace.snapshot(), {each.from_code: each.row for each in read.clauses}
    for unit in (workspace.registry.by_key(each.key) for each in decree.ended):
        later = [each for each in snapshot.periods(unit) if each.last >= decree.day and snapshot.has_own(unit, each)]
        if later:
            message = N_("{unit} has figures of {count} periods that end on {day} or later")
            values = {"unit": unit.name, "count": len(later), "day": decree.day}
            yield CrosswalkProblem(rows[unit.code], "from_code", Message(message, values))


def _carried(workspace: Workspace, consequence: SuccessorOutcome) -> int:
    """The number of periods for which all older units have figures."""
    if consequence.lost is not None:
        return 0
    snapshot = workspace.snapshot()
    known = [set(snapshot.periods(workspace.registry.by_key(unit.key))) for unit, _ in consequence.older]
    return len(set.intersection(*known)) if known else 0
