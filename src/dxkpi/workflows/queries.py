"""Parsing what a reader wrote, in an address or on the command line, into one query."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeVar

from dxkpi.domain.boundaries.notation import CURRENT, boundaries_of
from dxkpi.domain.model.indicator import ON_TIME_RATE
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.locality_lookup import match_locality
from dxkpi.domain.model.period import HANOI, Period, parse_period
from dxkpi.domain.views.kind import Dimension
from dxkpi.domain.views.query import SnapshotKey, ViewQuery, ViewSettings
from dxkpi.domain.views.side_by_side import AT_LEAST, AT_MOST
from dxkpi.errors import UnknownLocality, UnknownPeriod, UnknownVintage, WrongUsage
from dxkpi.locale import N_, Language, Message
from dxkpi.workflows.choices import periods
from dxkpi.workflows.editions import edition
from dxkpi.workspace import Workspace

# The parameters of an address that a query is parsed from.
PARAMETERS = frozenset(
    {"indicator", "measure", "locality", "level", "period", "boundaries", "beside", "lang", "vintage"}
)
# More digits than a store can count to are refused before Python converts them.
VINTAGE = re.compile("[0-9]{1,9}")
LONGEST_QUOTED = 80  # characters of a wrong value that its refusal repeats
Choice = TypeVar("Choice", Level, Language)


@dataclass(frozen=True)
class QueryText:
    """What a reader wrote. Empty or None: not said, so the default applies.

    `locality`: a code, a key or a name; `period`: as in `2025-Q2`; `boundaries`: `reported`, `current` or a day;
    `compared`: localities to show side by side.
    """

    indicators: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    locality: str = ""
    period: str = ""
    boundaries: str = ""
    compared: tuple[str, ...] = ()
    level: Level | None = None
    vintage: int | None = None
    language: Language | None = None

    @classmethod
    def from_address(cls, parameters: Iterable[tuple[str, str]]) -> Self:
        """The query of an address; other parameters are ignored. Raises `WrongUsage`."""
        written: dict[str, list[str]] = {}
        for name, value in parameters:
            if value:
                written.setdefault(name, []).append(value)
        last = {name: values[-1] for name, values in written.items()}
        vintage = last.get("vintage")
        level = _one_of(Level, "level", last.get("level"))
        language = _one_of(Language, "lang", last.get("lang"))
        if vintage is not None and not VINTAGE.fullmatch(vintage):
            raise no_value("vintage", vintage)
        return cls(
            indicators=tuple(written.get("indicator", ())),
            measures=tuple(written.get("measure", ())),
            locality=last.get("locality", ""),
            period=last.get("period", ""),
            boundaries=last.get("boundaries", ""),
            compared=tuple(last.get("beside", "").split(",")),
            level=level,
            vintage=None if vintage is None else int(vintage),
            language=language,
        )


def parse_page_address(parameters: Iterable[tuple[str, str]]) -> QueryText:
    """The query of a page's address, where a value that its parameter cannot have counts as not said."""

    def is_readable(parameter: tuple[str, str]) -> bool:
        with suppress(WrongUsage):
            QueryText.from_address([parameter])
            return True
        return False

    return QueryText.from_address(filter(is_readable, parameters))


def parse_query(workspace: Workspace, kind: str, text: QueryText) -> ViewQuery:
    """The query for a kind of view. Defaults: the home province, its newest period, the first main indicator.

    Raises `UnknownChart`, `UnknownVintage`, `WrongUsage`, `UnknownPeriod`, `UnknownLocality`, `AmbiguousLocality`,
    `UnknownIndicator`.
    """
    from dxkpi.charts.kinds import find_chart_kind  # imported late: values need no chart

    chart = find_chart_kind(kind)
    at = snapshot_key(workspace, vintage=text.vintage, boundaries=text.boundaries)
    period = parse_period(text.period, workspace.cutoff) if text.period else None
    place = find_locality(workspace, text.locality or workspace.settings.province, period=period, at=at)
    period = period or _newest_period(workspace, place, at)
    indicator = text.indicators[-1] if text.indicators else ON_TIME_RATE
    compares = chart.dimension is Dimension.LOCALITIES_OVER_TIME
    return ViewQuery(
        kind=chart,
        place=place,
        period=period,
        at=at,
        language=text.language or workspace.language,
        settings=view_settings(workspace),
        indicator=workspace.catalogue.indicator(indicator) if chart.needs_indicator else None,
        level=text.level,
        compared=parse_compared(workspace, text.compared, period, at) if compares else (),
    )


def view_settings(workspace: Workspace) -> ViewSettings:
    """The operator's settings that every view follows."""
    return ViewSettings(workspace.cutoff, workspace.settings.meaningful_points, workspace.catalogue.baselines)


def snapshot_key(workspace: Workspace, *, vintage: int | None = None, boundaries: str = "") -> SnapshotKey:
    """The figures that a vintage (None: the newest) and a text of boundaries mean.

    Today's boundaries are, for a vintage that is named, those of the day it was published. Raises `UnknownVintage`,
    `WrongUsage`.
    """
    newest = workspace.vintage
    if vintage is not None and not 1 <= vintage <= newest:
        raise UnknownVintage(asked=str(vintage), newest=str(newest))
    today = datetime.now(HANOI).date()
    if boundaries == CURRENT and vintage is not None:
        today = edition(workspace, vintage).day
    day = boundaries_of(boundaries, workspace.registry_at(vintage), today)
    return SnapshotKey(newest if vintage is None else vintage, day)


def find_locality(
    workspace: Workspace, text: str, *, period: Period | None = None, at: SnapshotKey | None = None
) -> Locality:
    """The locality that a code, a key or a name means, among those known at a vintage (None: the newest).

    It is looked for on the boundaries of `at`, else in the period, else at any time. Raises `UnknownLocality`,
    `AmbiguousLocality`.
    """
    registry = workspace.registry_at(at.vintage if at else None)
    if at is not None and at.boundaries is not None:
        with suppress(UnknownLocality):
            return match_locality(text, registry, day=at.boundaries)
        return match_locality(text, registry)
    return match_locality(text, registry, day=period.last if period else None)


def parse_compared(workspace: Workspace, names: Iterable[str], period: Period, at: SnapshotKey) -> tuple[Locality, ...]:
    """The localities to show side by side, each once; empty where none is named. Raises `WrongUsage` unless there are
    two to six, `UnknownLocality`, `AmbiguousLocality`."""
    found = tuple(dict.fromkeys(find_locality(workspace, name, period=period, at=at) for name in names if name))
    if found and not AT_LEAST <= len(found) <= AT_MOST:
        message = N_("Choose {least} to {most} localities to compare side by side, not {count}.")
        raise WrongUsage(what=Message(message, {"least": AT_LEAST, "most": AT_MOST, "count": len(found)}))
    return found


def no_value(name: str, value: str) -> WrongUsage:
    """The refusal of a value that a parameter of an address cannot have."""
    quoted = value if len(value) <= LONGEST_QUOTED else f"{value[:LONGEST_QUOTED]}…"
    return WrongUsage(what=Message(N_("“{value}” is no value for {name}."), {"name": name, "value": quoted}))


def _newest_period(workspace: Workspace, place: Locality, at: SnapshotKey) -> Period:
    known = periods(workspace, place, at)
    if not known:
        raise UnknownPeriod(f"{place.name}: –")
    return known[0]


def _one_of(choices: type[Choice], name: str, value: str | None) -> Choice | None:
    if value is None:
        return None
    if value not in list(choices):
        raise no_value(name, value)
    return choices(value)
