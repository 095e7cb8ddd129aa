"""Values are marked where their figures contradict each other, and where the number of localities is not known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tests.figures import from_observations

from dxkpi.catalogue import load_catalogue
from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.period import Cutoff, parse_period
from dxkpi.domain.model.unit_lists import UnitLists
from dxkpi.domain.snapshot.checked_snapshot import CheckedSnapshot
from dxkpi.domain.snapshot.consistency.inconsistency import ConsistencyRules
from dxkpi.domain.snapshot.disclosure import GuardedSnapshot
from dxkpi.domain.snapshot.disclosure_rules import DisclosureRules
from dxkpi.domain.views.text import written
from dxkpi.locale import Language

CATALOGUE = load_catalogue(Path(__file__).parents[3] / "data")
RECEIVED = "dossiers_received"


def unit(code: str, level: Level, parent: str | None) -> Locality:
    return Locality(code, date(2004, 1, 1), None, f"Đơn vị {code}", level.value, level, parent, None, None)


PROVINCE, DISTRICT = unit("46", Level.PROVINCE, None), unit("478", Level.DISTRICT, "46")
REGISTRY = Registry([PROVINCE, DISTRICT, unit("1", Level.COMMUNE, "478"), unit("2", Level.COMMUNE, "478")])
LISTS = UnitLists(date(2025, 6, 30), {"47": date(2021, 7, 1)})
Q1, Q2, HALF_YEAR = (parse_period(text, Cutoff.DECREE09) for text in ("2023-Q1", "2023-Q2", "2023-H1"))


def snapshot(rows: Sequence[tuple[str, str, str, int]], *, hide_below: int = 0) -> CheckedSnapshot:
    observations = [
        Observation(f"{code}@2004-01-01", parse_period(period, Cutoff.DECREE09), measure, count)
        for code, period, measure, count in rows
    ]
    checked = ConsistencyRules(CATALOGUE.rules, CATALOGUE.indicators, Cutoff.DECREE09, LISTS)
    small = DisclosureRules(0, hide_below, CATALOGUE.rules, CATALOGUE.indicators)
    return GuardedSnapshot(from_observations(observations), REGISTRY, CATALOGUE.measures, small, checked)


HALF_YEAR_BELOW_QUARTERS = [
    ("478", "2023-Q1", RECEIVED, 1000),
    ("478", "2023-Q2", RECEIVED, 1100),
    ("478", "2023-H1", RECEIVED, 900),
    ("478", "2023-H1", "dossiers_received_online", 300),
    ("478", "2023-H1", "dossiers_resolved", 800),
    ("478", "2023-H1", "dossiers_resolved_overdue", 8),
]


def test_a_value_says_what_its_figures_contradict() -> None:
    """900 in six months against 1,000 and 1,100: the count and the rate that rests on it, and no other rate."""
    figures = snapshot(HALF_YEAR_BELOW_QUARTERS)
    count = figures.measure(RECEIVED, DISTRICT, HALF_YEAR)
    rate = figures.value(CATALOGUE.indicator("online_rate"), DISTRICT, HALF_YEAR)
    assert (count.inconsistent, rate.inconsistent) == (True, True)
    assert written(count, None, Language.VI) == "900†"
    assert "1.200" in count.notes[-1].text(Language.VI)
    assert not figures.value(CATALOGUE.indicator("overdue_rate"), DISTRICT, HALF_YEAR).inconsistent


def test_a_sum_says_how_many_of_its_localities_contradict_themselves() -> None:
    """The province is the sum of its one district, whose half year is too small."""
    value = snapshot(HALF_YEAR_BELOW_QUARTERS).measure(RECEIVED, PROVINCE, HALF_YEAR)
    assert value.inconsistent
    assert value.notes[-1].text(Language.EN).startswith("† Figures that do not agree: Dossiers received: 900")


def test_a_mark_names_no_figure_that_is_hidden() -> None:
    """3 overdue in the first quarter are hidden, so the note on the half year does not name them."""
    rows = [
        ("478", "2023-Q1", "dossiers_resolved_overdue", 30),
        ("478", "2023-Q2", "dossiers_resolved_overdue", 3),
        ("478", "2023-H1", "dossiers_resolved_overdue", 40),
    ]
    assert snapshot(rows).measure("dossiers_resolved_overdue", DISTRICT, HALF_YEAR).inconsistent
    hidden = snapshot(rows, hide_below=5).measure("dossiers_resolved_overdue", DISTRICT, HALF_YEAR)
    assert not any("†" in note.text(Language.EN) for note in hidden.notes)


def test_the_number_of_localities_is_marked_where_only_a_later_list_is_known() -> None:
    """1 of 2 communes in 2023 is by the list of 30/6/2025; from that day on nothing is said."""
    rows = [("1", "2023-Q1", RECEIVED, 10), ("1", "2025-Q3", RECEIVED, 10)]
    before, after = (
        snapshot(rows).measure(RECEIVED, DISTRICT, parse_period(period, Cutoff.DECREE09))
        for period in ("2023-Q1", "2025-Q3")
    )
    assert (before.reporting, before.expected, before.listed_on) == (1, 2, date(2025, 6, 30))
    assert "30/06/2025" in before.notes[-1].text(Language.VI)
    assert after.listed_on is None


def test_a_province_may_have_a_list_of_its_own() -> None:
    """Known from 1/7/2021 on for province 47, from the day of the common list on for others, always in the sample."""
    other = Registry([unit("47", Level.PROVINCE, None)])
    place = next(iter(other))
    assert LISTS.list_used(other, place, date(2021, 7, 1)) is None
    assert LISTS.list_used(other, place, date(2021, 6, 30)) == date(2025, 6, 30)
    assert LISTS.list_used(REGISTRY, PROVINCE, date(2021, 7, 1)) == date(2025, 6, 30)
    assert LISTS.list_used(REGISTRY, PROVINCE, date(2025, 6, 30)) is None
