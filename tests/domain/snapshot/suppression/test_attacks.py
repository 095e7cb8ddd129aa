"""Linear programming over everything that is served leaves every suppressed count uncertain, over all vintages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from bench.disclosure.attack import known_ranges
from bench.disclosure.served import attacked_counts
from bench.disclosure.simulated import CASES, AttackCase, attack
from tests.figures import from_observations

from dxkpi.catalogue import load_catalogue
from dxkpi.domain.figures.figures import Figures, Observation
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.period import Cutoff, parse_period
from dxkpi.domain.snapshot.disclosure import GuardedSnapshot
from dxkpi.domain.snapshot.disclosure_rules import DisclosureRules
from dxkpi.workspace.suppressed_counts import SuppressedCounts

CATALOGUE = load_catalogue(Path(__file__).parents[4] / "data")
BELOW = 5
SMALL = DisclosureRules(0, BELOW, CATALOGUE.rules, CATALOGUE.indicators)
OVERDUE, RESOLVED, RECEIVED = "dossiers_resolved_overdue", "dossiers_resolved", "dossiers_received"
# (code of a locality, period, measure) → count
Counts = Mapping[tuple[str, str, str], float]


def unit(code: str, level: Level, parent: str | None) -> Locality:
    return Locality(code, date(2004, 1, 1), None, f"Đơn vị {code}", level.value, level, parent, None, None)


REGISTRY = Registry(
    [
        unit("46", Level.PROVINCE, None),
        *(unit(code, Level.DISTRICT, "46") for code in ("477", "478")),
        *(unit(f"{district}{number}", Level.COMMUNE, district) for district in ("477", "478") for number in "1234"),
    ]
)


def figures(counts: Counts, vintage: int) -> Figures:
    observations = [
        Observation(f"{code}@2004-01-01", parse_period(period, Cutoff.DECREE09), measure, count)  # type: ignore[arg-type]
        for (code, period, measure), count in counts.items()
    ]
    return from_observations(observations, vintage)


def published(vintages: Sequence[Counts], small: DisclosureRules = SMALL) -> list[GuardedSnapshot]:
    """The snapshots of vintages of which each adds to or corrects the ones before."""
    suppressed = SuppressedCounts(
        lambda number: figures(vintages[number - 1], number), lambda number: REGISTRY, CATALOGUE.measures, small
    )
    snapshots, counts = [], {}
    for number, changes in enumerate(vintages, start=1):
        counts = counts | dict(changes)
        table = figures(counts, number)
        snapshots.append(GuardedSnapshot(table, REGISTRY, CATALOGUE.measures, small, suppressed=suppressed.at))
    return snapshots


def unsafe(vintages: Sequence[Counts]) -> list[object]:
    """The suppressed numbers that are too well known."""
    ranges = known_ranges(attacked_counts(published(vintages), CATALOGUE.rules, CATALOGUE.indicators, BELOW))
    return [(one.name, one.true, one.least, one.largest) for one in ranges if not one.is_safe]


def communes(measure: str, counts: Mapping[str, int], period: str = "2023-Q1") -> dict[tuple[str, str, str], int]:
    return {(code, period, measure): count for code, count in counts.items()}


ONE_QUARTER = communes(OVERDUE, {"4771": 100, "4772": 64, "4773": 9, "4781": 30, "4782": 40})


@pytest.mark.parametrize(
    "vintages",
    [
        # An older vintage shows 164 and 9 of the 176 of the district.
        [ONE_QUARTER, communes(OVERDUE, {"4774": 3})],
        # 3 and 40 are hidden together; the first is corrected to 9, which needs no hiding by itself.
        [communes(OVERDUE, {"4771": 3, "4772": 40, "4773": 60}), communes(OVERDUE, {"4771": 9})],
        # 2 and 50 are hidden in a sum of 52; with 3 more it is 55.
        [communes(OVERDUE, {"4771": 2, "4772": 50}), communes(OVERDUE, {"4773": 3})],
        # Nine months and six: 103 and 100.
        [{("477", "2023-H1", OVERDUE): 100, ("477", "2023-9M", OVERDUE): 103}],
        [{("477", "2023-H1", OVERDUE): 100}, {("477", "2023-9M", OVERDUE): 103}],
        # Nine months without two of its quarters.
        [{("477", "2023-Q1", OVERDUE): 50, ("477", "2023-Q2", OVERDUE): 49, ("477", "2023-9M", OVERDUE): 101}],
        # A district of its own and its communes: 803 and 800.
        [communes(RECEIVED, {"477": 803, "4771": 500, "4772": 200, "4773": 100})],
        [communes(RECEIVED, {"4771": 500, "4772": 200, "4773": 100}), communes(RECEIVED, {"477": 803})],
        # A share of a shown count: 0.15 % of 2,000 is about 3.
        [{("477", "2023-Q1", RESOLVED): 2000, ("477", "2023-Q1", "overdue_rate_stated"): 0.15}],
        [{("477", "2023-Q1", RESOLVED): 2000, ("477", "2023-Q1", "on_time_rate_stated"): 99.85}],
        # The rest of an identity whose last part is not reported.
        [{("477", "2023-Q1", RESOLVED): 100, ("477", "2023-Q1", "dossiers_resolved_within_deadline"): 97}],
    ],
)
def test_a_planted_leak_leaves_every_suppressed_number_uncertain(vintages: list[Counts]) -> None:
    """At least three numbers lie between what is the least and what is the most it can be."""
    assert unsafe(vintages) == []


def test_the_attack_finds_what_is_not_protected() -> None:
    """Suppressed one vintage at a time, the second vintage gives 176 − 164 − 9 away."""
    vintages = [ONE_QUARTER, communes(OVERDUE, {"4774": 3})]
    counts, alone = {}, []
    for number, changes in enumerate(vintages, start=1):
        counts = counts | changes
        alone.append(GuardedSnapshot(figures(counts, number), REGISTRY, CATALOGUE.measures, SMALL))
    ranges = list(known_ranges(attacked_counts(alone, CATALOGUE.rules, CATALOGUE.indicators, BELOW)))
    leaked = next(one for one in ranges if one.true == 3)
    assert (leaked.least, leaked.largest) == (3, 3)


def test_nothing_is_hidden_that_needs_no_hiding() -> None:
    """Without small numbers every vintage shows everything."""
    for snapshot in published([ONE_QUARTER, communes(OVERDUE, {"4774": 33})]):
        assert snapshot.hidden == {}


def test_a_raised_threshold_applies_to_every_vintage() -> None:
    """9 is shown below 5 and hidden below 10, in the first vintage too."""
    vintages = [ONE_QUARTER, communes(OVERDUE, {"4774": 33})]
    raised = DisclosureRules(0, 10, CATALOGUE.rules, CATALOGUE.indicators)
    place, period = REGISTRY.by_key("4773@2004-01-01"), parse_period("2023-Q1", Cutoff.DECREE09)
    assert published(vintages)[0].measure(OVERDUE, place, period).value == 9
    assert published(vintages, raised)[0].measure(OVERDUE, place, period).value is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_small_numbers_of_simulated_provinces_stay_uncertain(case: AttackCase) -> None:
    """Counts arrive and are corrected over the vintages as chance will have it; bench/ does the same with many more."""
    ranges = [one for one in attack(case, 15) if 0 < one.true < BELOW]
    assert len(ranges) > 20
    assert [one for one in ranges if not one.is_safe] == []
