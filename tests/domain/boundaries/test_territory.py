"""Territories: which units hold a locality's land on another day, by the registry of the country and by plain sets."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.domain.boundaries.territory import Territories, TerritoryGap
from dxkpi.domain.model.locality import Level, Locality, Registry, Succession
from dxkpi.domain.model.period import Cutoff, parse_periods
from dxkpi.locale import Language

CROSSWALK = Path(__file__).parents[2] / "tools" / "hue-crosswalk-2025.csv"
DAY = date(2025, 7, 1)
EVE = date(2025, 6, 30)
NOW, THEN = date(2026, 3, 14), date(2025, 3, 14)


@pytest.fixture(scope="module")
def country(vietnam: Registry) -> Territories:
    """The territories of the whole country."""
    return Territories(vietnam)


def keys(parts: tuple[Locality, ...] | TerritoryGap) -> set[str] | None:
    """The units by key; nothing where the territory is lost."""
    return None if isinstance(parts, TerritoryGap) else {part.key for part in parts}


def test_each_of_hues_forty_communes_is_what_the_crosswalk_says(country: Territories) -> None:
    """Before 1/7/2025 each of the 40 was exactly the old units that the crosswalk of the 133 names."""
    merged: dict[str, set[str]] = defaultdict(set)
    with CROSSWALK.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            merged[row["new_code"]].add(row["old_code"])
    registry = country.registry
    parts_of = {code: country.parts(registry.versions(code)[-1], THEN) for code in merged}
    assert len(parts_of) == 40
    assert {code: {part.code for part in parts} for code, parts in parts_of.items()} == merged  # type: ignore[union-attr]


def test_the_former_town_of_huong_tra_lives_on_in_three(country: Territories) -> None:
    """480 is, after 1/7/2025, the wards Hương Trà and Kim Trà and the commune Bình Điền."""
    town = country.registry.by_key("480@2021-07-01")
    assert keys(country.parts(town, NOW)) == {"19996@2025-07-01", "20017@2025-07-01", "20035@2025-07-01"}


def test_a_commune_that_was_merged_cannot_be_had_afterwards(country: Territories) -> None:
    """Hương Vân is in Phường Hương Trà, with others: lost from that day on, and the reason names it."""
    parts = country.parts(country.registry.by_key("20008@2021-07-01"), NOW)
    assert isinstance(parts, TerritoryGap)
    assert parts.day == DAY
    assert "Phường Hương Trà" in parts.reason.text(Language.VI)


def test_a_city_that_was_divided_is_both_its_halves(country: Territories) -> None:
    """The city of Huế of 2021 is, in 2025 until July, Thuận Hóa and Phú Xuân, to which it went in parts."""
    city = country.registry.by_key("474@2021-07-01")
    assert {part.name for part in country.parts(city, THEN)} == {"Quận Thuận Hóa", "Quận Phú Xuân"}  # type: ignore[union-attr]


def test_provinces_that_were_merged_are_the_older_ones(country: Territories) -> None:
    """Đà Nẵng of today was Đà Nẵng and Quảng Nam."""
    parts = country.parts(country.registry.versions("48")[-1], THEN)
    assert {part.name for part in parts} == {"Thành phố Đà Nẵng", "Tỉnh Quảng Nam"}  # type: ignore[union-attr]


def test_what_is_not_recorded_is_not_guessed(country: Territories) -> None:
    """What Hương Trà's communes were before 1/7/2021 is not in the registry."""
    parts = country.parts(country.registry.by_key("19996@2025-07-01"), date(2020, 1, 1))
    assert isinstance(parts, TerritoryGap)
    assert parts.day == date(2021, 7, 1)


def test_all_units_that_took_a_part_of_another_are_lost_before(country: Territories) -> None:
    """Of the country's 3,321 communes exactly those that took a part of an old unit have no figures before."""
    registry = country.registry
    communes = [unit.key for unit in registry if unit.level is Level.COMMUNE and unit.valid_on(NOW)]
    links = {key: registry.predecessors(key) for key in communes}
    of_parts = {key for key, parts in links.items() if any(not link.whole for link in parts)}
    lost = {key for key in links if isinstance(country.parts(registry.by_key(key), THEN), TerritoryGap)}
    assert lost == of_parts


def partition(labels: list[int]) -> list[frozenset[int]]:
    """Pieces of land by the label each has."""
    blocks: dict[int, set[int]] = defaultdict(set)
    for piece, label in enumerate(labels):
        blocks[label].add(piece)
    return [frozenset(block) for _, block in sorted(blocks.items())]


@given(st.integers(1, 8).flatmap(lambda n: st.tuples(*[st.lists(st.integers(0, 4), min_size=n, max_size=n)] * 2)))
def test_a_territory_exists_exactly_where_plain_sets_say_so(labels: tuple[list[int], list[int]]) -> None:
    """Over one change, a unit is the sum of units of the other side exactly where it is a union of theirs."""
    older, newer = (partition(label) for label in labels)

    def units(
        blocks: list[frozenset[int]], code: str, first: date, last: date | None = None
    ) -> dict[frozenset[int], Locality]:
        return {
            block: Locality(f"{code}{at}", first, last, f"{code} {at}", "xã", Level.COMMUNE, "1", None, None)
            for at, block in enumerate(blocks)
        }

    old, new = units(older, "A", date(2020, 1, 1), EVE), units(newer, "B", DAY)
    links = [Succession(old[o].key, new[n].key, DAY, o <= n) for o in older for n in newer if o & n]
    territories = Territories(Registry([*old.values(), *new.values()], links))
    for mine, theirs, other, day in ((older, newer, new, NOW), (newer, older, old, THEN)):
        for block in mine:
            inside = [part for part in theirs if part <= block]
            whole = frozenset().union(*inside) == block
            unit = (old if mine is older else new)[block]
            assert keys(territories.parts(unit, day)) == ({other[part].key for part in inside} if whole else None)


def test_a_part_without_the_rest_is_lost_both_ways() -> None:
    """Where only a part of a unit went over, neither unit can be restated as the other."""
    old = Locality("A", date(2020, 1, 1), EVE, "Xã A", "xã", Level.COMMUNE, "1", None, None)
    new = Locality("B", DAY, None, "Xã B", "xã", Level.COMMUNE, "1", None, None)
    territories = Territories(Registry([old, new], [Succession(old.key, new.key, DAY, False)]))
    assert keys(territories.parts(old, NOW)) is None
    assert keys(territories.parts(new, THEN)) is None


def test_a_break_is_drawn_where_the_place_or_its_units_changed(country: Territories) -> None:
    """A ward of 2025 has new boundaries from 1/7/2025; the country's capital had new units inside it; then nothing."""
    registry, quarters = country.registry, parse_periods("2024-Q1..2026-Q1", Cutoff.DECREE09)
    ward, capital = registry.by_key("19996@2025-07-01"), registry.versions("01")[-1]
    assert [(boundary_break.day, boundary_break.inside) for boundary_break in country.breaks(ward, quarters)] == [
        (DAY, False)
    ]
    assert [(boundary_break.day, boundary_break.inside) for boundary_break in country.breaks(capital, quarters)] == [
        (DAY, True)
    ]
    assert country.breaks(capital, quarters[-2:]) == ()
