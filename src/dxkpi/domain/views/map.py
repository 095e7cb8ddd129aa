"""A view as a map: localities at their coordinates, or areas where an operator supplied them. No country is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dxkpi.domain.model.locality import Locality
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.ranking_text import RankingInterpretation, placed
from dxkpi.domain.views.series import across_view, asked_level
from dxkpi.domain.views.view import View
from dxkpi.locale import N_, Message

Spot = tuple[float, float]
Rings = tuple[tuple[Spot, ...], ...]


@dataclass(frozen=True, eq=False)
class MapInterpretation(RankingInterpretation):
    """The words of a map. `spots`: longitude and latitude by locality (key); `areas`: outlines by the same.

    `fault`: why the outlines that were supplied cannot be drawn.
    """

    spots: Mapping[str, Spot]
    areas: Mapping[str, Rings] = field(default_factory=dict)
    fault: Message | None = None

    def subtitle(self, view: View) -> str:
        """That of the ranking, and what the size of a point is."""
        names = next((value.denominator_names for value in view.known if value.denominator_names), None)
        told = super().subtitle(view)
        return f"{told} · {view.say(N_('size: {denominator}'), denominator=names)}" if names else told

    def notes(self, view: View) -> tuple[str, ...]:
        """Those of the ranking, and how many localities are nowhere to be drawn."""
        nowhere = sum(value.locality not in self.spots and value.locality not in self.areas for value in view.known)
        told = (view.say(N_("{count} localities have no coordinates"), count=nowhere),) if nowhere else ()
        fault = (self.fault.text(view.language),) if self.fault else ()
        return (*super().notes(view), *told, *fault)


def map_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """One indicator over localities at their coordinates."""
    units = snapshot.units(query.place, asked_level(query, snapshot), query.period)
    return mapped(across_view(query, snapshot), units)


def mapped(view: View, units: Iterable[Locality]) -> View:
    """A view over localities as a map of them."""
    spots = {
        unit.key: (unit.longitude, unit.latitude)
        for unit in units
        if unit.longitude is not None and unit.latitude is not None
    }
    ranked = placed(view)
    placings = ranked.reading.placings if isinstance(ranked.reading, RankingInterpretation) else ()
    return replace(ranked, reading=MapInterpretation(placings, spots))


def with_areas(view: View, areas: Mapping[str, Rings], fault: Message | None) -> View:
    """A map with the outlines, by key or code, of those of its localities that have one, or what is wrong with them."""
    if not isinstance(view.reading, MapInterpretation) or not (areas or fault):
        return view
    keys = [value.locality for value in view.values]
    found = {key: areas.get(key) or areas.get(key.partition("@")[0]) for key in keys}
    outlines = {key: rings for key, rings in found.items() if rings}
    return replace(view, reading=replace(view.reading, areas=outlines, fault=fault))
