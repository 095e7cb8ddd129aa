"""Targets of indicators, set and removed by administrators. Each change is a vintage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from dxkpi.domain.model.indicator import Indicator, Unit
from dxkpi.domain.model.locality import LEVELS_BELOW, Level
from dxkpi.domain.model.period import HANOI, Period, cumulative, parse_period, quarter
from dxkpi.domain.model.permissions import Actor, Permission
from dxkpi.domain.model.targets import ReferenceLine, Target
from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Language, Message, Names
from dxkpi.store import StoredTarget, current_targets
from dxkpi.workflows.queries import find_locality
from dxkpi.workspace import Workspace

WHOLE = 100
_VALUE = re.compile(r"\s*(\d{1,6})(?:[.,](\d{1,4}))?\s*%?\s*")
NO_NUMBER = N_("“{text}” is no value for a target. Write it as 95 or 95,5.")
TOO_MUCH = N_("A target in percent is at most 100.")
NO_SOURCE = N_("Write where the target is laid down, as “Plan 12/KH-UBND of 15/01/2026”.")
NO_DIRECTION = N_("“{indicator}” has no better or worse, so nothing can be reached or missed.")
NOT_BELOW = N_("{place} has no localities of that level below it.")
ALREADY_SET = N_("This target is already set.")


LEVEL_WORDS = {
    Level.PROVINCE: N_("every province of {place}"),
    Level.DISTRICT: N_("every district of {place}"),
    Level.COMMUNE: N_("every commune and ward of {place}"),
}


@dataclass(frozen=True)
class TargetSummary:
    """A current target as text; `value` has its unit."""

    number: int
    indicator: Names
    whom: Message
    period: Period
    value: str
    source: str
    by: str
    at: datetime


def target_summaries(workspace: Workspace, language: Language, *, by: Actor) -> tuple[TargetSummary, ...]:
    """The current targets as text. Raises `NotAllowed`."""
    return tuple(_summary(workspace, target, language) for target in targets(workspace, by=by))


def targets(workspace: Workspace, *, by: Actor) -> tuple[StoredTarget, ...]:
    """The current targets, in the order in which they were set. Raises `NotAllowed`."""
    by.require(Permission.MANAGE)
    return tuple(current_targets(workspace.store.targets.all()))


def set_target(
    workspace: Workspace,
    indicator: str,
    *,
    locality: str,
    level: Level | None = None,
    period: str,
    value: str,
    source: str,
    by: Actor,
) -> int:
    """Set a target for a locality, or for each unit of a level inside it, and return the vintage.

    An earlier one for the same indicator, locality, level and period is replaced.

    Raises `NotAllowed`, `UnknownIndicator`, `UnknownLocality`, `AmbiguousLocality`, `UnknownPeriod`, `WrongUsage`.
    """
    by.require(Permission.MANAGE)
    definition, when = workspace.catalogue.indicator(indicator), parse_period(period, workspace.cutoff)
    if not definition.has_direction:
        raise _refusal(NO_DIRECTION, indicator=definition.names)
    place = find_locality(workspace, locality, period=when)
    if level is not None and level not in LEVELS_BELOW[place.level]:
        raise _refusal(NOT_BELOW, place=place.name)
    if not source.strip():
        raise _refusal(NO_SOURCE)
    target = Target(definition.id, place.key, level, when, read_value(value, definition), source.strip())
    if target in {each.target for each in targets(workspace, by=by)}:
        raise _refusal(ALREADY_SET)
    vintage = workspace.store.targets.put(target, by=by, at=datetime.now(UTC))
    workspace.refresh()
    return vintage


def remove_target(workspace: Workspace, number: int, *, by: Actor) -> int:
    """Remove a target and return the vintage. Raises `NotAllowed`, `UnknownTarget`."""
    by.require(Permission.MANAGE)
    vintage = workspace.store.targets.remove(number, by=by, at=datetime.now(UTC))
    workspace.refresh()
    return vintage


def periods_to_aim(workspace: Workspace) -> tuple[Period, ...]:
    """The periods of a target: last year, this one and the next, each as a whole and in its parts."""
    this = datetime.now(HANOI).year
    years = (this, this + 1, this - 1)
    whole = [cumulative(year, 4, workspace.cutoff) for year in years]
    parts = [
        period
        for year in years
        for period in (
            *(quarter(year, number, workspace.cutoff) for number in (1, 2, 3, 4)),
            *(cumulative(year, number, workspace.cutoff) for number in (2, 3)),
        )
    ]
    return (*whole, *parts)


def read_value(text: str, indicator: Indicator) -> Decimal:
    """A typed target: 95, 95,5, 95.5 %. Raises `WrongUsage`."""
    match = _VALUE.fullmatch(text)
    if match is None:
        raise _refusal(NO_NUMBER, text=text)
    value = Decimal(f"{match[1]}.{match[2] or '0'}").normalize()
    if indicator.unit is Unit.PERCENT and value > WHOLE:
        raise _refusal(TOO_MUCH)
    return value


def _summary(workspace: Workspace, stored: StoredTarget, language: Language) -> TargetSummary:
    target, catalogue, registry = stored.target, workspace.catalogue, workspace.registry
    indicator = next((candidate for candidate in catalogue.indicators if candidate.id == target.indicator), None)
    names = indicator.names if indicator is not None else Names(target.indicator, target.indicator)
    line = ReferenceLine(target.value, names)
    value = line.written(indicator, language) if indicator is not None else str(target.value)
    place = registry.by_key(target.locality).name if target.locality in registry else target.locality
    whom = Message("{place}" if target.level is None else LEVEL_WORDS[target.level], {"place": place})
    return TargetSummary(stored.number, names, whom, target.period, value, target.source, stored.by, stored.at)


def _refusal(sentence: str, **values: object) -> WrongUsage:
    return WrongUsage(what=Message(sentence, values))
