"""Localities: a code and a day name one unit, and every question about them has an index."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from dxkpi.domain.model.locality import Level, Locality, Registry, Succession, vietnamese_sort_key
from dxkpi.errors import UnknownLocality

BEFORE, AFTER = date(2022, 9, 30), date(2025, 7, 1)


def place(code: str, name: str, level: Level, parent: str | None, first: date, last: date | None) -> Locality:
    return Locality(code, first, last, name, name.split()[0].lower(), level, parent, None, None)


@pytest.fixture
def small() -> Registry:
    """Province 1; district 10 with communes 100 and 101 until 2024; commune 100 of the province from 2025."""
    old, end, new = date(2020, 1, 1), date(2024, 12, 31), date(2025, 1, 1)
    return Registry(
        [
            place("1", "Tỉnh Một", Level.PROVINCE, None, old, None),
            place("10", "Huyện Mười", Level.DISTRICT, "1", old, end),
            place("101", "Xã A Lưới 10", Level.COMMUNE, "10", old, end),
            place("100", "Xã A Lưới 2", Level.COMMUNE, "10", old, end),
            place("100", "Phường Mới", Level.COMMUNE, "1", new, None),
        ],
        [
            Succession("100@2020-01-01", "100@2025-01-01", new, True),
            Succession("101@2020-01-01", "100@2025-01-01", new, False),
        ],
    )


def codes(localities: tuple[Locality, ...]) -> list[str]:
    return [locality.code for locality in localities]


def test_a_key_is_the_code_and_the_first_day(small: Registry) -> None:
    """The key of a unit names the day from which it holds."""
    assert [locality.key for locality in small.versions("100")] == ["100@2020-01-01", "100@2025-01-01"]
    assert small.by_key("100@2025-01-01").name == "Phường Mới"


def test_first_and_last_day_both_belong(small: Registry) -> None:
    """A unit holds on its first and on its last day, and not a day before or after."""
    district = small.by_key("10@2020-01-01")
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    assert [district.valid_on(day) for day in days] == [False, True, True, False]


def test_a_code_means_what_it_meant_that_day(small: Registry) -> None:
    """The same code is another unit on another day, and nothing before its first."""
    names = [locality and locality.name for locality in (small.at("100", day) for day in (BEFORE, AFTER))]
    assert names == ["Xã A Lưới 2", "Phường Mới"]
    assert small.at("100", date(2019, 1, 1)) is None
    assert small.at("no such", AFTER) is None


def test_an_unknown_key_is_refused_with_the_versions_there_are(small: Registry) -> None:
    """Who asks for a wrong day of a code sees the right ones."""
    with pytest.raises(UnknownLocality) as refusal:
        small.by_key("10@2021-01-01")
    assert refusal.value.suggestions == ("Huyện Mười (10@2020-01-01)",)


def test_children_are_those_of_the_day_in_vietnamese_order(small: Registry) -> None:
    """Children depend on the day, and 2 sorts before 10."""
    province, district = small.versions("1")[0], small.versions("10")[0]
    assert codes(small.children_of(province, BEFORE)) == ["10"]
    assert codes(small.children_of(province, AFTER)) == ["100"]
    assert codes(small.children_of(district, BEFORE)) == ["100", "101"]


def test_what_does_not_hold_that_day_has_no_children(small: Registry) -> None:
    """An abolished district has nothing below it."""
    district = small.versions("10")[0]
    assert small.children_of(district, AFTER) == ()
    assert small.below(district, AFTER, Level.COMMUNE) == ()


def test_below_goes_through_the_districts(small: Registry) -> None:
    """Communes of a province are found with or without a district level."""
    province = small.versions("1")[0]
    assert codes(small.below(province, BEFORE, Level.COMMUNE)) == ["100", "101"]
    assert codes(small.below(province, BEFORE, Level.DISTRICT)) == ["10"]
    assert codes(small.below(province, AFTER, Level.COMMUNE)) == ["100"]


def test_ancestors_rise_to_the_province(small: Registry) -> None:
    """Nearest first; the parent's version is that of the day."""
    commune = small.by_key("101@2020-01-01")
    assert codes(small.ancestors(commune, BEFORE)) == ["10", "1"]
    assert small.parent_of(small.versions("1")[0], BEFORE) is None


def test_successions_are_read_from_both_ends(small: Registry) -> None:
    """A new unit knows what it came from and what of it was only a part."""
    came = small.predecessors("100@2025-01-01")
    assert [(link.from_key, link.whole) for link in came] == [
        ("100@2020-01-01", True),
        ("101@2020-01-01", False),
    ]
    assert [link.to_key for link in small.successors("101@2020-01-01")] == ["100@2025-01-01"]
    assert small.successors("100@2025-01-01") == ()


def test_a_key_is_unique() -> None:
    """Two units of one key are a fault of the data."""
    twice = place("1", "Tỉnh Một", Level.PROVINCE, None, BEFORE, None)
    with pytest.raises(ValueError, match="duplicate locality 1@2022-09-30"):
        Registry([twice, twice])


def test_a_succession_needs_both_ends() -> None:
    """A link to a unit that is not there is a fault of the data."""
    with pytest.raises(ValueError, match="9@2025-01-01"):
        Registry([], [Succession("9@2025-01-01", "1@2025-07-01", AFTER, True)])


def test_huong_tra_lives_on_in_three_units(vietnam: Registry) -> None:
    """The nine units of the former town went over whole to Hương Trà, Kim Trà and Bình Điền."""
    town = vietnam.by_key("480@2021-07-01")
    nine = vietnam.below(town, BEFORE, Level.COMMUNE)
    links = [link for unit in nine for link in vietnam.successors(unit.key)]
    assert len(nine) == 9
    assert all(link.whole for link in links)
    heirs = {link.to_key for link in links}
    assert heirs == {"19996@2025-07-01", "20017@2025-07-01", "20035@2025-07-01"}
    assert sum(len(vietnam.predecessors(key)) for key in heirs) == 9


def units(registry: Registry, level: Level, day: date) -> list[Locality]:
    """The units of one level on a day, by a walk over all localities."""
    return [locality for locality in registry if locality.level is level and locality.valid_on(day)]


def test_units_below_a_province_on_a_day(vietnam: Registry) -> None:
    """40 communes in Huế, and no district; before it became a city of the first level, nine districts."""
    hue, before = vietnam.at("46", AFTER), vietnam.at("46", BEFORE)
    assert hue is not None
    assert before is not None
    assert len(vietnam.below(hue, AFTER, Level.COMMUNE)) == 40
    assert vietnam.below(hue, AFTER, Level.DISTRICT) == ()
    assert len(vietnam.below(before, BEFORE, Level.DISTRICT)) == 9


def test_below_agrees_with_a_plain_count(vietnam: Registry) -> None:
    """What the index finds below each province is what a walk over all units finds."""
    for day in (date(2025, 6, 30), AFTER):
        walked = defaultdict(set)
        for unit in units(vietnam, Level.COMMUNE, day):
            walked[vietnam.ancestors(unit, day)[-1].key].add(unit.key)
        for province in units(vietnam, Level.PROVINCE, day):
            below = vietnam.below(province, day, Level.COMMUNE)
            assert {commune.key for commune in below} == walked[province.key]


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "o", "ô", "ơ", "p", "u", "ư", "v"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["A Lưới 2", "A Lưới 10"],
        ["Phường 5", "Phường 12"],
        ["Hương Vân", "Hương Vĩ"],
        ["Hương Văn", "Hương Vân"],
        ["má an", "mà ăn"],
        ["Đan Điền", "Điền", "Hóa Châu"],
        ["Hương", "Hương An"],
    ],
)
def test_names_sort_as_a_vietnamese_reader_expects(ordered: list[str]) -> None:
    """Letters a ă â … first, tones only between equal letters, numbers by their value."""
    backwards = ordered[::-1]
    assert sorted(backwards, key=vietnamese_sort_key) == ordered


def test_case_and_unicode_form_do_not_sort() -> None:
    """Capital or small, composed or not, and either place of the tone: the same key."""
    keys = {vietnamese_sort_key(name) for name in ("Hóa", "hóa", "HOÁ", "Ho\u0301a")}
    assert len(keys) == 1


def test_enclosing_codes_are_its_own_and_those_above(small: Registry) -> None:
    """Commune 101 in district 10 in province 1; without a day, and after its end, as on its last day."""
    commune = small.by_key("101@2020-01-01")
    for day in (date(2022, 1, 1), None, date(2030, 1, 1)):
        assert small.enclosing_codes(commune, day) == {"101", "10", "1"}


def test_inside_is_the_locality_itself_or_a_descendant(small: Registry) -> None:
    """Other territory that has the same code at another time is not inside."""
    old, new = small.by_key("100@2020-01-01"), small.by_key("100@2025-01-01")
    province, district = small.by_key("1@2020-01-01"), small.by_key("10@2020-01-01")
    assert small.is_inside(old, old)
    assert small.is_inside(old, district)
    assert small.is_inside(new, province)
    assert not small.is_inside(new, district)
    assert not small.is_inside(old, new)
    assert not small.is_inside(province, old)
