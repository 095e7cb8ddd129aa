"""Entries of registry and catalogue, and their names, for pages to show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.permissions import Actor, Permission
from dxkpi.domain.views.query import SnapshotKey
from dxkpi.locale import Language
from dxkpi.workspace import Workspace


@dataclass(frozen=True)
class MethodSettings:
    """The operator's thresholds that the methods name: points that count as a change, cases below which a rate is
    not ranked."""

    meaningful_points: float
    small_below: int


def method_settings(workspace: Workspace) -> MethodSettings:
    """The thresholds of this installation."""
    return MethodSettings(workspace.settings.meaningful_points, workspace.settings.small_below)


def public_address(workspace: Workspace) -> str:
    """How readers reach the server, as the operator says; empty where the operator says nothing."""
    return workspace.settings.public_address


def indicators(workspace: Workspace) -> tuple[Indicator, ...]:
    """The indicators of the catalogue, in its order."""
    return workspace.catalogue.indicators


def find_indicator(workspace: Workspace, indicator: str) -> Indicator:
    """The indicator with this id. Raises `UnknownIndicator`."""
    return workspace.catalogue.indicator(indicator)


def measures(workspace: Workspace) -> tuple[Measure, ...]:
    """The measures of the catalogue, in its order."""
    return tuple(workspace.catalogue.measures.values())


def measure_name(workspace: Workspace, code: str, language: Language) -> str:
    """The name of a measure of the catalogue."""
    return workspace.catalogue.measure(code).names.text(language)


def locality_name(workspace: Workspace, key: str) -> str:
    """The name of the locality with this key; empty for one that this installation does not know."""
    return workspace.registry.by_key(key).name if key in workspace.registry else ""


def newest_name(workspace: Workspace, code: str) -> str:
    """The name of the newest locality that has this code."""
    return workspace.registry.versions(code)[-1].name


def find_localities(workspace: Workspace, keys: Iterable[str], at: SnapshotKey) -> tuple[Locality, ...]:
    """The localities with these keys, as they were known at a vintage."""
    registry = workspace.registry_at(at.vintage)
    return tuple(registry.by_key(key) for key in keys)


def enclosing_localities(workspace: Workspace, place: Locality) -> tuple[Locality, ...]:
    """The locality, then those it lies in, or lay in last; its province is the last."""
    return (place, *workspace.registry.ancestors(place, place.valid_to or place.valid_from))


def may_report(workspace: Workspace, place: Locality, period: Period, *, by: Actor) -> bool:
    """Whether somebody may submit figures of a locality and period."""
    return by.may_for(Permission.REPORT, place, workspace.registry, period.last)


def submitted_file_name(workspace: Workspace, submission: int) -> str:
    """The name under which a submission's file came; its number where it came without one."""
    record = workspace.records.submissions.get(submission)
    return record.file_name.rpartition("/")[2] if record else f"{submission}"
