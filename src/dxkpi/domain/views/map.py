"""A view as a map: localities at their coordinates, or areas where an operator supplied them. No country is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dxkpi.domain.model.locality import Locality
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.ranking import RankingFindings, with_ranks
from dxkpi.domain.views.series import across_view, asked_level
from dxkpi.domain.views.view import View
from dxkpi.locale import Message

Coordinates = tuple[float, float]
Outline = tuple[tuple[Coordinates, ...], ...]


@dataclass(frozen=True, eq=False)
class MapFindings(RankingFindings):
    """Localities in order, and where they lie.

    `spots`: longitude and latitude in degrees, by locality key; `areas`: outlines by the same; `fault`: why the
    outlines that were supplied cannot be drawn.
    """

    spots: Mapping[str, Coordinates]
    areas: Mapping[str, Outline] = field(default_factory=dict)
    fault: Message | None = None

    def is_placed(self, value: Value) -> bool:
        """Whether a locality can be drawn."""
        return value.locality in self.spots or value.locality in self.areas


def map_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """One indicator over localities at their coordinates."""
    units = snapshot.units(query.place, asked_level(query, snapshot), query.period)
    return with_coordinates(across_view(query, snapshot), units)


def with_coordinates(view: View, units: Iterable[Locality]) -> View:
    """A view over localities as a map of them."""
    spots = {
        unit.key: (unit.longitude, unit.latitude)
        for unit in units
        if unit.longitude is not None and unit.latitude is not None
    }
    ranked = with_ranks(view)
    return replace(ranked, findings=MapFindings(ranked.found(RankingFindings).localities, spots))


def with_areas(view: View, areas: Mapping[str, Outline], fault: Message | None) -> View:
    """A map with the outlines, by key or code, of those of its localities that have one, or with what is wrong with
    them. Without either, the same view."""
    if not (areas or fault):
        return view
    keys = [value.locality for value in view.values]
    found = {key: areas.get(key) or areas.get(key.partition("@")[0]) for key in keys}
    outlines = {key: rings for key, rings in found.items() if rings}
    return replace(view, findings=replace(view.found(MapFindings), areas=outlines, fault=fault))
