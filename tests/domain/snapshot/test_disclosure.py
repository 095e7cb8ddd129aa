"""Small numbers where values are made: the warning, what is hidden, and what follows from neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.figures import from_observations

from dxkpi.catalogue import load_catalogue
from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.locality import Level, Locality, Registry, Succession
from dxkpi.domain.model.period import Cutoff, quarter
from dxkpi.domain.snapshot.disclosure import GuardedSnapshot
from dxkpi.domain.snapshot.disclosure_rules import DisclosureRules
from dxkpi.domain.snapshot.restatement import RestatedSnapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.locale import Language

CATALOGUE = load_catalogue(Path(__file__).parents[3] / "data")
PERIOD = quarter(2025, 1, Cutoff.DECREE09)
OLD, NEW = date(2020, 1, 1), date(2025, 7, 1)
PROVINCE = Locality("97", OLD, None, "Tỉnh Thử", "", Level.PROVINCE, None, None, None)
WARDS = tuple(
    Locality(f"9700{at}", OLD, date(2025, 6, 30), f"Phường {at}", "", Level.COMMUNE, "97", None, None)
    for at in range(5)
)
MERGED = Locality("97000", NEW, None, "Phường Mới", "", Level.COMMUNE, "97", None, None)
KEPT = tuple(Locality(f"9700{at}", NEW, None, f"Phường {at}", "", Level.COMMUNE, "97", None, None) for at in (2, 3, 4))
REGISTRY = Registry(
    [PROVINCE, *WARDS, MERGED, *KEPT],
    [
        *(Succession(ward.key, MERGED.key, NEW, True) for ward in WARDS[:2]),
        *(Succession(f"{commune.code}@2020-01-01", commune.key, NEW, True) for commune in KEPT),
    ],
)
ON_TIME = CATALOGUE.indicator("on_time_rate")


def answers(*resolved: tuple[int, int], warn: int = 0, hide: int = 0) -> GuardedSnapshot:
    """Resolved and overdue of the first wards."""
    observations = [
        Observation(ward.key, PERIOD, code, count)
        for ward, (of, overdue) in zip(WARDS, resolved, strict=False)
        for code, count in (
            ("dossiers_resolved", of),
            ("dossiers_resolved_within_deadline", of - overdue),
            ("dossiers_resolved_overdue", overdue),
        )
    ]
    small = DisclosureRules(warn, hide, CATALOGUE.rules, CATALOGUE.indicators)
    return GuardedSnapshot(from_observations(observations), REGISTRY, CATALOGUE.measures, small)


def rates(snapshot: GuardedSnapshot) -> list[Value]:
    return [snapshot.value(ON_TIME, ward, PERIOD) for ward in WARDS]


def test_a_rate_over_few_is_shown_with_a_warning() -> None:
    """29 of a threshold of 30 are few, 30 are not; the rate stays."""
    few, enough, *_ = rates(answers((29, 9), (30, 9), warn=30))
    assert (few.small, enough.small) == (True, False)
    assert few.value == pytest.approx(100 * 20 / 29)
    assert "Fewer than 30 dossiers resolved" in few.notes[-1].text(Language.EN)


def test_a_ratio_of_few_teams_needs_no_warning() -> None:
    """Eight teams are all there are."""
    observations = [
        Observation(WARDS[0].key, PERIOD, "community_teams", 8),
        Observation(WARDS[0].key, PERIOD, "community_team_members", 43),
    ]
    small = DisclosureRules(30, 0, CATALOGUE.rules, CATALOGUE.indicators)
    snapshot = GuardedSnapshot(from_observations(observations), REGISTRY, CATALOGUE.measures, small)
    assert not snapshot.value(CATALOGUE.indicator("members_per_team"), WARDS[0], PERIOD).small


def test_a_hidden_value_is_nothing_with_the_reason() -> None:
    """3 overdue of 100: rate, numerator, denominator and both counts are gone; the sum of all stays."""
    snapshot = answers((100, 3), (100, 20), (100, 30), hide=5)
    hidden, second, third, *_ = rates(snapshot)
    assert [rate.suppressed for rate in (hidden, second, third)] == [True, True, False]
    for value in (hidden, snapshot.measure("dossiers_resolved_overdue", WARDS[0], PERIOD)):
        assert (value.value, value.numerator, value.denominator, value.stated) == (None, None, None, False)
        assert [note.text(Language.EN)[:9] for note in value.notes] == ["Not shown"]
    assert snapshot.value(ON_TIME, PROVINCE, PERIOD).numerator == 247


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    """20 of 100 with a threshold of 5."""
    assert not any(value.suppressed for value in rates(answers((100, 20), (100, 30), hide=5)))


def test_a_share_that_a_source_states_does_not_tell_what_is_hidden() -> None:
    """97 % stated of 100 would tell the 3 overdue."""
    snapshot = answers((100, 3), (100, 20), (100, 30), hide=5)
    rows = [*_observations(snapshot), Observation(WARDS[0].key, PERIOD, "on_time_rate_stated", 97)]
    with_stated_share = GuardedSnapshot(from_observations(rows), REGISTRY, CATALOGUE.measures, snapshot.small)
    assert with_stated_share.measure("on_time_rate_stated", WARDS[0], PERIOD).suppressed
    assert "97" not in "".join(
        note.text(Language.EN) for note in with_stated_share.value(ON_TIME, WARDS[0], PERIOD).notes
    )


def test_on_other_boundaries_a_hidden_part_hides_the_sum() -> None:
    """Wards 0 and 1 become one: with ward 0 hidden their sum less ward 1 would tell it."""
    snapshot = answers((100, 3), (100, 20), (100, 30), hide=5)
    assert RestatedSnapshot(snapshot, NEW).value(ON_TIME, MERGED, PERIOD).suppressed
    plain = replace(snapshot.small, hide_below=0)
    open_ = GuardedSnapshot(snapshot.figures, REGISTRY, CATALOGUE.measures, plain)
    assert RestatedSnapshot(open_, NEW).value(ON_TIME, MERGED, PERIOD).numerator == 177


def _observations(snapshot: GuardedSnapshot) -> list[Observation]:
    return [
        Observation(key, period, measure, int(value))
        for key in snapshot.figures.localities
        for period, measure, value, _ in snapshot.figures.of(key)
    ]
