"""The effect of figures that are not published yet on published rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress

import numpy as np

from dxkpi.domain.figures.figures import NO_ORIGIN, FigureIndex, Figures, Source
from dxkpi.domain.figures.merging import with_changes
from dxkpi.domain.figures.submitted import SubmittedFigures
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.period import Period
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.workspace import Workspace

# Of a file with more localities only the rates of provinces are listed.
MAX_LOCALITIES = 12
MAX_PROVINCES = 3


@dataclass(frozen=True)
class Effect:
    """One published rate before and after."""

    indicator: Indicator
    locality: Locality
    period: Period
    before: Value
    after: Value


def effects_of(
    workspace: Workspace, figures: SubmittedFigures, place: Locality | None, vintage: int
) -> tuple[Effect, ...]:
    """Every rate that would differ from that of the vintage, period by period.

    Of the localities in the figures if they are few, of the one they were sent for, and of their provinces.
    """
    effects: list[Effect] = []
    registry, measures = workspace.registry, workspace.catalogue.measures
    for number, period in enumerate(figures.periods):
        rows = np.flatnonzero(np.bincount(figures.locality[figures.period == number]))
        units = [registry.by_key(figures.localities[row]) for row in rows.tolist()]
        places = _places(workspace, units, place, period)
        if not places:
            continue
        concerned = _inside(registry, places, period)
        published = _published(workspace.snapshot(vintage), concerned, period)
        sent = _sent(figures, number, concerned, vintage)
        before, after = (Snapshot(row, registry, measures) for row in (published, with_changes(published, sent)))
        effects += _changed(workspace.catalogue.indicators, places, period, before, after)
    return tuple(effects)


def _changed(
    indicators: Sequence[Indicator], places: Sequence[Locality], period: Period, before: Snapshot, after: Snapshot
) -> Iterator[Effect]:
    for place in places:
        for indicator in indicators:
            old, new = before.value(indicator, place, period), after.value(indicator, place, period)
            if (old.value, old.numerator, old.denominator) != (new.value, new.numerator, new.denominator):
                yield Effect(indicator, place, period, old, new)


def _places(
    workspace: Workspace, units: Sequence[Locality], place: Locality | None, period: Period
) -> tuple[Locality, ...]:
    registry = workspace.registry
    few = units if len(units) <= MAX_LOCALITIES else []
    chosen = [place] if place is not None and place.valid_on(period.last) else []
    codes = dict.fromkeys(registry.province_code(unit) for unit in units)
    provinces = [province for code in codes if code and (province := registry.at(code, period.last))]
    if len(provinces) > MAX_PROVINCES:
        provinces = [province for province in provinces if province.code == workspace.settings.province]
    return tuple(
        dict.fromkeys([*few, *chosen, *(province for province in provinces if province.level is Level.PROVINCE)])
    )


def _inside(registry: Registry, places: Sequence[Locality], period: Period) -> list[Locality]:
    """The places and all that lies in them, sorted by key."""
    units = (unit for place in places for level in Level for unit in registry.below(place, period.last, level))
    return sorted(dict.fromkeys((*places, *units)), key=lambda unit: unit.key)


def _published(snapshot: Snapshot, concerned: Sequence[Locality], period: Period) -> Figures:
    """The published figures of one period and a few localities: with so few rows a snapshot is made at once."""
    figures, rows = snapshot.figures, snapshot.rows_of(concerned, period)
    present, measures = rows[rows >= 0], figures.measures
    keys = [unit.key for unit, row in zip(concerned, rows.tolist(), strict=True) if row >= 0]
    values, origins = figures.cells[present], figures.cell_origins[present]
    return _figures(figures.vintage, period, keys, measures, values, origins, figures.sources)


def _sent(figures: SubmittedFigures, at: int, concerned: Sequence[Locality], vintage: int) -> Figures:
    """The submitted figures of one period for these localities, as if they were published."""
    lines = {key: line for line, key in enumerate(figures.localities)}
    keys = [unit.key for unit in concerned if unit.key in lines]
    values = figures.table(at)[[lines[key] for key in keys]]
    has_value = ~np.isnan(values)
    is_reported = has_value.any(axis=1)
    keys, origins = list(compress(keys, is_reported.tolist())), np.where(has_value, 0, NO_ORIGIN)[is_reported]
    sources = (Source("", "", False, "", 0, date.max),)
    return _figures(vintage, figures.periods[at], keys, figures.measures, values[is_reported], origins, sources)


def _figures(
    vintage: int,
    period: Period,
    keys: Sequence[str],
    measures: Sequence[str],
    values: np.ndarray,
    origins: np.ndarray,
    sources: tuple[Source, ...],
) -> Figures:
    """Figures of one period: localities down, measures across."""
    index = FigureIndex.of_slots(keys, [period], np.arange(len(keys)))
    return Figures(vintage, index, tuple(measures), values, origins.astype(np.int32), sources)
