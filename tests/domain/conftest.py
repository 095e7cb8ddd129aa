"""The registry of the product, read plainly, for tests that need the country's real names."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dxkpi.domain.model.locality import Level, Locality, Registry, Succession

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def vietnam() -> Registry:
    """All localities and successions of data/."""
    with (DATA / "localities.csv").open(encoding="utf-8", newline="") as file:
        localities = [_locality(row) for row in csv.DictReader(file)]
    with (DATA / "successions.csv").open(encoding="utf-8", newline="") as file:
        successions = [_succession(row) for row in csv.DictReader(file)]
    return Registry(localities, successions)


def _locality(row: dict[str, str]) -> Locality:
    return Locality(
        code=row["code"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        name=row["name"],
        kind=row["kind"],
        level=Level(row["level"]),
        parent=row["parent"] or None,
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        source=row["source"],
    )


def _succession(row: dict[str, str]) -> Succession:
    return Succession(
        from_key=f"{row['from_code']}@{row['from_valid_from']}",
        to_key=f"{row['to_code']}@{row['to_valid_from']}",
        day=date.fromisoformat(row["day"]),
        whole=row["share"] == "whole",
    )
