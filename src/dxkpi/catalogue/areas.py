"""Outlines of localities from a GeoJSON file that an operator supplied (RFC 7946, degrees of WGS 84).

Each feature is a Polygon or MultiPolygon with a property `code`: a locality's code ("19996") or key
("19996@2025-07-01"). Only outer rings are used, thinned to `MAX_POINTS` points each. An invalid file yields no outlines
and the reason, so that pages work without it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from dxkpi.domain.views.map import Coordinates, Outline
from dxkpi.locale import N_, Message

MAX_POINTS = 400
UNUSABLE = N_("The boundary file {file} cannot be used: {why}")


# A position has two numbers or, with its height, three; a polygon is its outer ring and then its holes.
_Ring = Annotated[list[Annotated[list[float], Field(min_length=2)]], Field(min_length=1)]
_Rings = Annotated[list[_Ring], Field(min_length=1)]


class _Polygon(BaseModel):
    type: Literal["Polygon"]
    coordinates: _Rings


class _MultiPolygon(BaseModel):
    type: Literal["MultiPolygon"]
    coordinates: list[_Rings]


class _Properties(BaseModel):
    code: str | int


class _Feature(BaseModel):
    properties: _Properties
    geometry: Annotated[_Polygon | _MultiPolygon, Field(discriminator="type")]


class _Collection(BaseModel):
    features: list[_Feature]


def read_areas(path: Path) -> tuple[Mapping[str, Outline], Message | None]:
    """Outlines by code or key, and the reason why the file is unusable; neither without a file."""
    if not path.is_file():
        return {}, None
    try:
        collection = _Collection.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:  # also invalid JSON, another encoding, a feature of another shape
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        return {}, Message(UNUSABLE, {"file": path.name, "why": why})
    features = collection.features
    return {str(feature.properties.code): tuple(map(_thinned, _rings(feature.geometry))) for feature in features}, None


def _rings(geometry: _Polygon | _MultiPolygon) -> Iterator[list[Coordinates]]:
    """The outer ring of each polygon."""
    polygons = [geometry.coordinates] if isinstance(geometry, _Polygon) else geometry.coordinates
    for outer, *_holes in polygons:
        yield [(position[0], position[1]) for position in outer]


def _thinned(ring: list[Coordinates]) -> tuple[Coordinates, ...]:
    step = -(-len(ring) // MAX_POINTS)
    return (*ring[::step], ring[0])
