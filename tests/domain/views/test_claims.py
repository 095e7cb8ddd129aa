"""The one claim about a figure: a collapse after eight steady quarters, in chart, seasons, card, paragraph and file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.domain.views.test_narrative import TOWN
from tests.figures import from_observations

from dxkpi.catalogue import load_catalogue
from dxkpi.charts import CHARTS, ask, describe
from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.locality import Registry
from dxkpi.domain.model.period import Cutoff, parse_period
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.stats.claims import Claim, ClaimReason
from dxkpi.domain.views.claims import claim_of_figure
from dxkpi.domain.views.overview import OverviewKinds, overview
from dxkpi.domain.views.query import SnapshotKey, ViewQuery, ViewSettings
from dxkpi.domain.views.text.overview import OverviewDescription
from dxkpi.locale import Language

CATALOGUE = load_catalogue(Path(__file__).parents[3] / "data")
ON_TIME = CATALOGUE.indicator("on_time_rate")
# Of 1,500 dossiers each, from the first quarter of 2022 to that of 2024.
WITHIN_DEADLINE = (1425, 1410, 1440, 1425, 1425, 1440, 1410, 1425, 900)
NEWEST = parse_period("2024-Q1", Cutoff.DECREE09)


def snapshot_of(within_deadline: tuple[int, ...]) -> Snapshot:
    """The town's figures of as many quarters."""
    rows = [
        Observation(TOWN.key, parse_period(f"{2022 + at // 4}-Q{at % 4 + 1}", Cutoff.DECREE09), code, value, False)
        for at, within in enumerate(within_deadline)
        for code, value in (
            ("dossiers_resolved", 1500),
            ("dossiers_resolved_within_deadline", within),
            ("dossiers_resolved_overdue", 1500 - within),
        )
    ]
    return Snapshot(from_observations(rows), Registry((TOWN,)), CATALOGUE.measures)


def query(kind: str = "control") -> ViewQuery:
    """A query for the newest quarter."""
    settings = ViewSettings(Cutoff.DECREE09)
    return ViewQuery(CHARTS[kind], TOWN, NEWEST, SnapshotKey(1), Language.EN, settings, indicator=ON_TIME)


def test_a_collapse_is_claimed_everywhere() -> None:
    """60 % after eight quarters near 95 %: expected 95 %, 35 points lower, a fall; and nothing else is said of it."""
    snapshot = snapshot_of(WITHIN_DEADLINE)
    claim = claim_of_figure(query(), snapshot, ON_TIME)
    assert (claim.claim, claim.reason, claim.periods) == (Claim.FELL, ClaimReason.OUTSIDE_LIMITS, 8)
    assert (claim.expected, claim.size) == pytest.approx((95, -35))
    kinds = OverviewKinds(trend=CHARTS["trend"], ranking=CHARTS["ranking"])
    summary = overview(query(), snapshot, kinds, carded=(ON_TIME,), every=CATALOGUE.indicators)
    description = OverviewDescription(summary, Language.EN)
    texts = [
        *(describe(ask(query(kind), snapshot), Language.EN).title for kind in ("control", "seasons")),
        description.cards[0].changes[0].text,
        description.paragraph,
        *(finding.text for finding in description.findings if finding.claim.indicator is ON_TIME),
    ]
    for text in texts:
        assert "down 35.0 percentage points on its usual level of 95.0%" in text
        assert "a fall beyond its usual variation" in text
        assert "within" not in text
    columns = dict(describe(ask(query(), snapshot), Language.EN).view.findings.columns(claim.value))
    assert (columns["claim"], columns["reason"]) == ("fell", "outside-limits")


def test_of_a_steady_figure_no_change_is_claimed() -> None:
    """94.5 % after the same eight quarters."""
    claim = claim_of_figure(query(), snapshot_of((*WITHIN_DEADLINE[:-1], 1417)), ON_TIME)
    assert (claim.claim, claim.reason) == (Claim.NO_DIFFERENCE, ClaimReason.WITHIN_LIMITS)
