"""A map of localities: points sized by their denominator, or areas; no tiles, no outline of the country."""

from __future__ import annotations

from math import cos, radians, sqrt

from dxkpi.charts.parts.chart_kind import ChartKind
from dxkpi.charts.parts.theme import SMALL_SIZE, Canvas, Palette, plain_text
from dxkpi.charts.parts.verdict_marks import colour, hover_text, symbol
from dxkpi.domain.stats.comparison import Verdict
from dxkpi.domain.views.kind import Dimension
from dxkpi.domain.views.map import Coordinates, MapFindings, map_view
from dxkpi.domain.views.ranking import RankedLocality
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.map import MapDescription
from dxkpi.locale import N_, Names

HEIGHT = 410
SMALLEST, LARGEST = 7.0, 34.0
# With more points than these the largest one shrinks, so that all together cover the same part of the picture.
ROOM_FOR = 25
NAMED_AT_MOST = 60
# The least distance of two names, as parts of the picture.
WIDE, TALL = 0.2, 0.09
# Space around the outermost points, as a part of the span; the least span, in degrees, for a single locality.
ROOM, LEAST_SPAN = 0.12, 0.05


def draw(description: Description, palette: Palette) -> Canvas:
    """Each known locality in the colour and shape of its verdict; `customdata` holds the values."""
    found = description.view.found(MapFindings)
    canvas = Canvas(description.language, palette, height=HEIGHT, right=8)
    shown = [each for each in found.localities if each.value.value is not None]
    for each in shown:
        for ring in found.areas.get(each.value.locality, ()):
            _area(canvas, ring, colour(each, palette))
    places = {each.value.locality: spot for each in shown if (spot := _spot(found, each)) is not None}
    drawn = [each for each in shown if each.value.locality in places]
    largest = max((each.value.denominator or 0 for each in drawn), default=0) or 1
    canvas.add(
        "scatter",
        x=[places[each.value.locality][0] for each in drawn],
        y=[places[each.value.locality][1] for each in drawn],
        customdata=[each.value.value for each in drawn],
        mode="markers",
        marker={
            "size": [_size(each, largest, len(drawn)) for each in drawn],
            "symbol": [symbol(each) for each in drawn],
            "color": [colour(each, palette) for each in drawn],
            "opacity": 0.85,
            "line": {"color": palette.ground, "width": 1},
        },
        hovertext=[hover_text(description, each) for each in drawn],
        hoverinfo="text",
        cliponaxis=False,
    )
    if places and len(drawn) <= NAMED_AT_MOST:
        _name(canvas, description, drawn, places)
    corners = [spot for each in drawn for ring in found.areas.get(each.value.locality, ()) for spot in ring]
    _frame(canvas, [*places.values(), *corners])
    return canvas


def _area(canvas: Canvas, ring: tuple[Coordinates, ...], fill: str) -> None:
    canvas.add(
        "scatter",
        x=[spot[0] for spot in ring],
        y=[spot[1] for spot in ring],
        mode="lines",
        fill="toself",
        fillcolor=fill,
        opacity=0.35,
        line={"color": fill, "width": 1},
        hoverinfo="skip",
        meta="area",
    )


def _spot(found: MapFindings, locality: RankedLocality) -> Coordinates | None:
    """Its coordinates, else the middle of its first area."""
    key = locality.value.locality
    if key in found.spots:
        return found.spots[key]
    ring = next(iter(found.areas.get(key, ())), None)
    return (sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)) if ring else None


def _size(locality: RankedLocality, largest: float, count: int) -> float:
    """Areas in proportion to denominators; those without one are small."""
    share = (locality.value.denominator or 0) / largest
    top = max(LARGEST * sqrt(min(1.0, ROOM_FOR / count)), SMALLEST)
    return SMALLEST + (top - SMALLEST) * sqrt(share)


def _name(
    canvas: Canvas, description: Description, drawn: list[RankedLocality], places: dict[str, Coordinates]
) -> None:
    """Names below points, those that differ from the whole first. A name that would cover another is invisible; a
    larger picture can show it."""
    (west, east), (south, north) = (_span([spot[side] for spot in places.values()]) for side in (0, 1))
    named: list[Coordinates] = []
    sizes = dict(zip((each.value.locality for each in drawn), canvas.traces[-1]["marker"]["size"], strict=True))
    for each in sorted(drawn, key=lambda locality: locality.verdict in (Verdict.SIMILAR, None)):
        x, y = places[each.value.locality]
        alone = not any(abs(x - a) < WIDE * (east - west) and abs(y - b) < TALL * (north - south) for a, b in named)
        if alone:
            named.append((x, y))
        canvas.note(
            f"{plain_text(each.value.locality_name)}<br>{description.written(each.value)}",
            colour=canvas.palette.ink,
            size=SMALL_SIZE - 1,
            x=x,
            y=y,
            yanchor="top",
            yshift=-sizes[each.value.locality] / 2,
            visible=alone,
        )


def _frame(canvas: Canvas, spots: list[Coordinates]) -> None:
    """Both axes at one scale on the ground, without ticks."""
    if not spots:
        return
    (west, east), (south, north) = (_span([spot[side] for spot in spots]) for side in (0, 1))
    plain = {"showgrid": False, "showticklabels": False, "showline": False, "ticks": ""}
    canvas.x(range=[west, east], constrain="domain", **plain)
    shrink = 1 / max(cos(radians((south + north) / 2)), 0.1)
    canvas.y(range=[south, north], scaleanchor="x", scaleratio=shrink, constrain="domain", **plain)


def _span(numbers: list[float]) -> tuple[float, float]:
    low, high = min(numbers), max(numbers)
    room = max((high - low) * ROOM, (LEAST_SPAN - (high - low)) / 2)
    return low - room, high + room


MAP = ChartKind(
    name="map",
    names=Names("Bản đồ các địa phương", "Map of localities"),
    dimension=Dimension.LOCALITIES,
    asks=map_view,
    describes=MapDescription,
    draws=draw,
    compare_label=N_("Map"),
    has_ranked_table=True,
)
