"""Outlines of localities from a GeoJSON file that an operator supplied (RFC 7946, degrees of WGS 84).

Each feature is a Polygon or MultiPolygon with a property `code`: a locality's code ("19996") or its key
("19996@2025-07-01"). Only outer rings are taken, thinned to `POINTS_AT_MOST` points each. A file that cannot be read
gives no outlines and the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from dxkpi.domain.views.map import Rings, Spot
from dxkpi.locale import N_, Message

POINTS_AT_MOST = 400
CANNOT = N_("The file of areas {file} cannot be used: {why}")


class _Geometry(BaseModel):
    type: str
    coordinates: list[Any]


class _Feature(BaseModel):
    properties: dict[str, Any]
    geometry: _Geometry


class _Collection(BaseModel):
    features: list[_Feature]


def read_areas(path: Path) -> tuple[Mapping[str, Rings], Message | None]:
    """Outlines by code or key as the file names them, and what is wrong with the file. No file: no outlines."""
    if not path.is_file():
        return {}, None
    try:
        collection = _Collection.model_validate(json.loads(path.read_text(encoding="utf-8")))
        found = {
            str(each.properties["code"]): tuple(map(_thinned, _rings(each.geometry))) for each in collection.features
        }
    except (OSError, ValueError, ValidationError, KeyError, TypeError, IndexError) as fault:
        why = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
        return {}, Message(CANNOT, {"file": path.name, "why": why})
    return found, None


def _rings(geometry: _Geometry) -> Iterator[list[Spot]]:
    """The outer ring of each polygon."""
    match geometry.type:
        case "Polygon":
            polygons = [geometry.coordinates]
        case "MultiPolygon":
            polygons = geometry.coordinates
        case other:
            raise ValueError(f"{other} is no area")
    for polygon in polygons:
        yield [(float(spot[0]), float(spot[1])) for spot in polygon[0]]


def _thinned(ring: list[Spot]) -> tuple[Spot, ...]:
    step = -(-len(ring) // POINTS_AT_MOST)
    return (*ring[::step], ring[0])
