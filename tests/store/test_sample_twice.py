"""The rates of the whole sample province a second time: loops over the rows of its files, without the product's code.

Every unit of the sample (the province, its districts, its communes before and after 2025-07-01), every quarter and
every indicator: the numerator and denominator that the plain loops find are those the product gives.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from dxkpi.domain.model.locality import Level
from dxkpi.domain.model.period import Cutoff, parse_period
from dxkpi.workspace import Workspace

DATA = Path(__file__).parents[2] / "data"
SAMPLE = DATA / "sample"
QUARTERS = [f"{year}-Q{number}" for year in range(2021, 2027) for number in (1, 2, 3, 4)][:23]
Counts = dict[str, int]
# Numerator, denominator, units with both, units there are.
Answer = tuple[int, int, int, int]


def last_day(quarter: str) -> date:
    """The 14th of a quarter's last month."""
    return date(int(quarter[:4]), int(quarter[6]) * 3, 14)


def read(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def all_counts() -> dict[tuple[str, str], Counts]:
    """(unit's key, quarter) → counts; corrections override the first figures."""
    counts: dict[tuple[str, str], Counts] = defaultdict(dict)
    for row in read("figures.csv") + read("corrections.csv"):
        counts[row["locality"], row["period"]][row["measure"]] = int(row["value"])
    return counts


def all_units() -> list[dict[str, str]]:
    units = read("localities.csv")
    for unit in units:
        unit["key"] = f"{unit['code']}@{unit['valid_from']}"
    return units


def is_valid(unit: dict[str, str], day: date) -> bool:
    return unit["valid_from"] <= day.isoformat() and (not unit["valid_to"] or day.isoformat() <= unit["valid_to"])


def inside(unit: dict[str, str], level: str, day: date, units: list[dict[str, str]]) -> list[dict[str, str]]:
    """Units of a level that lie in a unit on a day, directly or through a district."""
    findings = []
    for child in units:
        if child["parent"] == unit["code"] and is_valid(child, day):
            findings += [child] if child["level"] == level else inside(child, level, day, units)
    return findings


def quotient(indicator: dict, counts: Counts, *, fallback: bool) -> tuple[int, int] | None:
    """The first numerator and the first denominator whose counts are all there."""
    sides = []
    for side in ("numerator", "denominator"):
        for term in indicator[side]:
            wanted = side == "numerator" or bool(term.get("fallback")) is fallback
            plus, less = term.get("measures", []), term.get("less", [])
            if wanted and plus and all(code in counts for code in [*plus, *less]):
                sides.append(sum(counts[code] for code in plus) - sum(counts[code] for code in less))
                break
        else:
            return None
    return sides[0], sides[1]


def added(
    indicator: dict, units: list[dict[str, str]], quarter: str, counts: dict[tuple[str, str], Counts], expected: int
) -> Answer | None:
    """Sums over units; the fallback denominator only where it reaches more of them."""
    best: Answer | None = None
    for fallback in (False, True):
        pairs = [quotient(indicator, counts.get((unit["key"], quarter), {}), fallback=fallback) for unit in units]
        paired = [pair for pair in pairs if pair]
        if paired and (best is None or len(paired) > best[2]):
            best = (sum(n for n, _ in paired), sum(d for _, d in paired), len(paired), expected)
    return best


def answer(
    indicator: dict, unit: dict[str, str], quarter: str, units: list[dict[str, str]],
    counts: dict[tuple[str, str], Counts],
) -> Answer | None:  # fmt: skip
    """A unit's own counts, else the sum over the level below of which the larger part has reported anything."""
    own = added(indicator, [unit], quarter, counts, 1)
    if own:
        return own
    chosen: tuple[float, list[dict[str, str]]] = (0.0, [])
    for level in {"province": ("district", "commune"), "district": ("commune",), "commune": ()}[unit["level"]]:
        below = inside(unit, level, last_day(quarter), units)
        reporting = sum((commune["key"], quarter) in counts for commune in below)
        if below and reporting / len(below) > chosen[0]:
            chosen = (reporting / len(below), below)
    return added(indicator, chosen[1], quarter, counts, len(chosen[1])) if chosen[1] else None


def with_communes(counts: dict[tuple[str, str], Counts], units: list[dict[str, str]]) -> dict[tuple[str, str], Counts]:
    """The same with the number of communes added to every unit's counts, from the list of units."""
    by_key = {unit["key"]: unit for unit in units}
    counted = {}
    for (key, quarter), cells in counts.items():
        unit = by_key[key]
        one = unit["level"] == "commune"
        communes = 1 if one else len(inside(unit, "commune", last_day(quarter), units))
        counted[key, quarter] = cells | {"communes": communes}
    return counted


@pytest.mark.parametrize("quarter", QUARTERS)
def test_plain_loops_give_the_same_rates(workspace: Workspace, quarter: str) -> None:
    """Every indicator for every unit of the sample: the same counts exactly, the same value to 12 places."""
    answers = workspace.snapshot()
    units = all_units()
    counts = with_communes(all_counts(), units)
    period = parse_period(quarter, Cutoff.DECREE09)
    assert period.last == last_day(quarter)
    compared = 0
    for path in sorted((DATA / "indicators").glob("*.toml")):
        indicator = tomllib.loads(path.read_text(encoding="utf-8"))
        scale = 100 if indicator["unit"] == "percent" else 1
        for unit in units:
            if not is_valid(unit, last_day(quarter)):
                continue
            value = answers.value(
                workspace.catalogue.indicator(path.stem), workspace.registry.by_key(unit["key"]), period
            )
            expected = answer(indicator, unit, quarter, units, counts)
            what = f"{path.stem} of {unit['name']} in {quarter}"
            if expected is None:
                assert (value.value, value.numerator, value.denominator) == (None, None, None), what
                continue
            assert (value.numerator, value.denominator, value.reporting, value.expected) == expected, what
            if expected[1] == 0:
                assert value.value is None, what
            else:
                assert value.value is not None, what
                assert abs(value.value - scale * expected[0] / expected[1]) < 1e-12, what
                compared += 1
    assert compared > 100


def test_the_province_over_either_level_is_the_same_where_both_reported_whole(workspace: Workspace) -> None:
    """A count of the province is the plain sum over the rows of its communes, quarter by quarter."""
    answers, units, counts = workspace.snapshot(), all_units(), all_counts()
    province = next(unit for unit in units if unit["level"] == "province")
    for quarter in QUARTERS:
        communes = inside(province, "commune", last_day(quarter), units)
        complete = [
            cells["dossiers_resolved"]
            for unit in communes
            if "dossiers_resolved" in (cells := counts.get((unit["key"], quarter), {}))
        ]
        place = workspace.registry.by_key(province["key"])
        value = answers.measure("dossiers_resolved", place, parse_period(quarter, Cutoff.DECREE09), Level.COMMUNE)
        assert (value.value, value.reporting, value.expected) == (sum(complete), len(complete), len(communes))
