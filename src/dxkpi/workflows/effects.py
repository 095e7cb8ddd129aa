"""What figures that are not saved yet would do to the published rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

import numpy as np
import pandas as pd

from dxkpi.domain.answers import Answers
from dxkpi.domain.figures import NO_ORIGIN, Figures, Source
from dxkpi.domain.indicator import Indicator
from dxkpi.domain.locality import Level, Locality, Registry
from dxkpi.domain.period import Period
from dxkpi.domain.reported import Reported
from dxkpi.domain.value import Value
from dxkpi.workspace import Workspace

# A list that a person reads; of a file with more localities only the provinces' rates are told.
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


def effects_of(workspace: Workspace, figures: Reported, place: Locality | None, vintage: int) -> tuple[Effect, ...]:
    """Every rate that would read otherwise than at the vintage: of the localities in the figures where they are few, of
    the one they were sent for, and of their province; period by period."""
    found: list[Effect] = []
    for at, period in enumerate(figures.periods):
        units = [
            workspace.registry.by_key(figures.localities[each])
            for each in np.unique(figures.locality[figures.period == at])
        ]
        places = _places(workspace, units, place, period)
        if not places:
            continue
        concerned = _inside(workspace.registry, places, period)
        standing = _of_period(workspace.answers(vintage).figures, period, concerned)
        before, after = (
            Answers(each, workspace.registry, workspace.catalogue.measures)
            for each in (standing, _with(standing, figures, at, concerned))
        )
        found += _changed(workspace.catalogue.indicators, places, period, before, after)
    return tuple(found)


def _changed(
    indicators: Sequence[Indicator], places: Sequence[Locality], period: Period, before: Answers, after: Answers
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
    provinces = [found for code in codes if code and (found := registry.at(code, period.last))]
    if len(provinces) > MAX_PROVINCES:
        provinces = [found for found in provinces if found.code == workspace.settings.province]
    return tuple(dict.fromkeys([*few, *chosen, *(found for found in provinces if found.level is Level.PROVINCE)]))


def _inside(registry: Registry, places: Sequence[Locality], period: Period) -> pd.Index:
    """Keys of the places and of all that lies in them."""
    units = (unit for place in places for level in Level for unit in registry.below(place, period.last, level))
    return pd.Index(list(dict.fromkeys(each.key for each in (*places, *units))))


def _of_period(figures: Figures, period: Period, concerned: pd.Index) -> Figures:
    """The figures of one period and of a few localities: with so few rows, answers are ready at once."""
    (code,) = figures.index.levels[1].get_indexer(pd.Index([period]))
    theirs = figures.index.levels[0].isin(concerned)[np.asarray(figures.index.codes[0])]
    rows = np.flatnonzero((np.asarray(figures.index.codes[1]) == code) & theirs)
    index = cast(pd.MultiIndex, figures.index[rows]).remove_unused_levels()
    values, origins = figures.values.iloc[rows].set_axis(index), figures.origins.iloc[rows].set_axis(index)
    return replace(figures, values=values, origins=origins)


def _with(standing: Figures, figures: Reported, at: int, concerned: pd.Index) -> Figures:
    """One period's figures as they would stand."""
    period = figures.periods[at]
    theirs = pd.Index(figures.localities).isin(concerned)[figures.locality]
    here = np.flatnonzero((figures.period == at) & theirs)
    kept, origins = standing.values, standing.origins
    keys = kept.index.get_level_values(0).union(
        pd.Index([figures.localities[each] for each in np.unique(figures.locality[here])])
    )
    measures = standing.values.columns.union(pd.Index(figures.measures))
    index = pd.MultiIndex.from_product([keys, [period]], names=["locality", "period"])
    values = kept.reindex(index=index, columns=measures).to_numpy(copy=True)
    sources = origins.reindex(index=index, columns=measures).fillna(NO_ORIGIN).to_numpy(dtype=np.int32, copy=True)
    rows = keys.get_indexer(pd.Index(figures.localities))[figures.locality[here]]
    columns = measures.get_indexer(pd.Index(figures.measures))[figures.measure[here]]
    values[rows, columns] = figures.numbers[here]
    sources[rows, columns] = len(standing.sources)
    sent = Source("", "", False, "", 0, date.max)
    return Figures(
        standing.vintage,
        pd.DataFrame(values, index=index, columns=measures),
        pd.DataFrame(sources, index=index, columns=measures),
        (*standing.sources, sent),
    )
