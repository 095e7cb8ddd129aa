"""The trend of the sample province: limits, this year over last year, contributions, against plain sums of its file."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from tests.queries import describe_view, view_query

from dxkpi.charts import describe
from dxkpi.domain.model.baselines import Baseline
from dxkpi.domain.stats.claims import Claim, ClaimReason
from dxkpi.domain.stats.trend import TrendStage
from dxkpi.domain.views.contributions import ContributionsFindings
from dxkpi.domain.views.control import ControlFindings, control_view
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.text.description import Description
from dxkpi.locale import Language
from dxkpi.workflows.views import contributions
from dxkpi.workflows.views import view as view_of
from dxkpi.workspace import Workspace

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
ON_TIME = ("dossiers_resolved_early", "dossiers_resolved_on_time")
ALL = "dossiers_resolved"


def counts(period: str) -> dict[str, tuple[int, int]]:
    """On time and resolved of every unit of a quarter, read plainly from the sample's files, corrections last."""
    totals: dict[tuple[str, str], int] = {}
    for name in ("figures.csv", "corrections.csv"):
        with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["period"] == period and row["measure"] in (*ON_TIME, ALL):
                    totals[row["locality"], row["measure"]] = int(row["value"])
    by_unit: dict[str, dict[str, int]] = defaultdict(dict)
    for (unit, measure), value in totals.items():
        by_unit[unit][measure] = value
    return {
        unit: (sum(measures[code] for code in ON_TIME), measures[ALL])
        for unit, measures in by_unit.items()
        if ALL in measures
    }


def rate(of: dict[str, tuple[int, int]]) -> Fraction:
    """The whole's rate in percent: sum over sum."""
    return Fraction(100 * sum(x for x, _ in of.values()), sum(n for _, n in of.values()))


def query(workspace: Workspace, kind: str, place: str, period: str) -> ViewQuery:
    """A query for the share resolved on time, in English."""
    return view_query(workspace, kind, indicator="on_time_rate", locality=place, period=period, language=Language.EN)


def described(
    workspace: Workspace, kind: str, place: str, period: str, language: Language = Language.EN
) -> Description:
    return describe_view(workspace, kind, indicator="on_time_rate", locality=place, period=period, language=language)


def test_the_middle_of_a_quarter_is_that_of_the_same_quarters(workspace: Workspace) -> None:
    """The usual level of a first quarter is Σ on time / Σ resolved over the first quarters of 2021 to 2023."""
    reading = described(workspace, "control", "90", "2026-Q1").view.findings
    assert isinstance(reading, ControlFindings)
    firsts = [counts(f"{year}-Q1") for year in (2021, 2022, 2023)]
    whole = {f"{year} {unit}": pair for year, quarters in enumerate(firsts) for unit, pair in quarters.items()}
    assert reading.trend.stage is TrendStage.VERDICT
    assert reading.claim is not None
    assert reading.claim.expected == pytest.approx(float(rate(whole)))
    assert reading.claim.size == pytest.approx(float(rate(counts("2026-Q1")) - rate(whole)))


def test_a_chart_ends_with_the_period_asked_for(workspace: Workspace) -> None:
    """What came later takes no part in what is said of a quarter."""
    earlier = described(workspace, "control", "90", "2024-Q3")
    assert max(value.period for value in earlier.view.values) == earlier.view.period
    assert earlier.address["period"] == "2024-Q3"


@pytest.mark.parametrize(
    ("place", "period", "claim", "says"),
    [
        ("90", "2026-Q3", Claim.CANNOT_BE_JUDGED, "it counts other localities than the earlier figures"),
        ("90", "2026-Q1", Claim.NO_DIFFERENCE, "within its usual variation"),
        ("90037", "2024-Q3", Claim.NO_DIFFERENCE, "within its usual variation"),
        ("90037", "2022-Q3", Claim.CANNOT_BE_JUDGED, "6 earlier periods compare, 8 are needed"),
        ("90037", "2021-Q3", Claim.CANNOT_BE_JUDGED, "2 earlier periods compare, 8 are needed"),
        ("480", "2022-9M", Claim.CANNOT_BE_JUDGED, "stated without counts"),
    ],
)
def test_the_title_says_what_is_claimed(workspace: Workspace, place: str, period: str, claim: Claim, says: str) -> None:
    """A change or none, or why nothing can be said; in title and alternative text."""
    description = described(workspace, "control", place, period)
    assert isinstance(description.view.findings, ControlFindings)
    assert description.view.findings.claim is not None
    assert description.view.findings.claim.claim is claim
    assert says in description.title
    assert says in description.alt


@pytest.mark.parametrize("kind", ["control", "seasons"])
@pytest.mark.parametrize("boundaries", ["reported", "current"])
def test_a_place_that_fell_after_a_merger_is_said_to_have_fallen(
    workspace: Workspace, kind: str, boundaries: str
) -> None:
    """Tùng Sơn, of 2025, fell by about 12 points in 2026; as reported it has three earlier quarters, its parts have
    twenty, and the claim names the boundaries that they were added up on."""
    description = describe_view(
        workspace, kind, indicator="on_time_rate", locality="90010@2025-07-01", period="2026-Q2",
        language=Language.EN, boundaries=boundaries,
    )  # fmt: skip
    assert "a fall beyond its usual variation" in description.title
    assert ("earlier figures on the boundaries since 01/07/2025" in description.title) is (boundaries == "reported")


def test_the_table_has_the_limits(workspace: Workspace) -> None:
    """Every value has the usual level and both limits; as shown they do not exceed 100 percent."""
    description = described(workspace, "control", "90037", "2024-Q3")
    assert isinstance(description.view.findings, ControlFindings)
    assert description.table.headings[4:7] == ("Baseline level", "Lower limit", "Upper limit")
    for value, line in zip(description.view.values, description.table.numbers, strict=True):
        limits = description.view.findings.limits.get(value.period)
        assert line[4:7] == ((limits.middle, limits.lower, limits.upper) if limits else (None, None, None))
        assert limits is None or 0 <= limits.lower < limits.middle < limits.upper <= 100


def test_special_causes_are_described_in_words(workspace: Workspace) -> None:
    """What a shape and a colour mark is in the alternative text and in the table."""
    description = describe_view(
        workspace, "control", indicator="on_time_rate", locality="90010@2025-07-01", period="2026-Q2",
        language=Language.EN, boundaries="current",
    )  # fmt: skip
    marked = [line for line in description.table.cells if line[-2]]
    assert marked
    assert f"{marked[-1][0]}: {marked[-1][1]} ({marked[-1][-2]})" in description.alt


def test_limits_restart_where_an_operator_gave_a_reason(workspace: Workspace) -> None:
    """From the restart on few figures are on trial; the reason is a note under the chart."""
    plain = query(workspace, "control", "90", "2026-Q2")
    for begin in ("2025-Q3", "2024-Q4"):
        decided = (Baseline("on_time_rate", "90", begin, "hệ thống mới"), Baseline("early_rate", "90", "2021-Q4", "…"))
        settings = replace(plain.settings, baselines=decided)
        again = describe(control_view(replace(plain, settings=settings), workspace.snapshot()), Language.EN)
        assert isinstance(again.view.findings, ControlFindings)
        assert again.view.findings.claim is not None
        assert again.view.findings.claim.reason is ClaimReason.TOO_FEW_PERIODS
        assert f"Limits restart with Q{begin[-1]} {begin[:4]}: hệ thống mới" in again.notes


def test_this_year_is_drawn_over_all_of_last_year(workspace: Workspace) -> None:
    """Until the quarter asked for; last year's four quarters; the differences are those of the plain sums."""
    description = described(workspace, "seasons", "90", "2026-Q2")
    assert [len(series.values) for series in description.view.series] == [2, 4]
    for quarter, line in zip(("Q1", "Q2"), description.table.numbers, strict=False):
        difference = rate(counts(f"2026-{quarter}")) - rate(counts(f"2025-{quarter}"))
        assert line[3] == pytest.approx(float(difference))
    assert [line[1] for line in description.table.cells[2:]] == ["–", "–"]


def test_contributions_sum_to_the_change_of_the_province(workspace: Workspace) -> None:
    """Over the localities that reported in both quarters, to the last digit inside and as shown; each rate effect is
    mean weight times change, from the plain file."""
    description = described(workspace, "contributions", "90", "2026-Q3")
    reading = description.view.findings
    assert isinstance(reading, ContributionsFindings)
    assert reading.split is not None
    before, after = counts("2025-Q3"), counts("2026-Q3")
    in_both = before.keys() & after.keys()
    before, after = ({unit: quarter[unit] for unit in in_both} for quarter in (before, after))
    assert 100 * sum((part.total for part in reading.split.parts), Fraction(0)) == rate(after) - rate(before)
    total = sum((row.total for row in reading.rows), Fraction(0))
    assert total == round(100 * (rate(after) - rate(before))) * Fraction(1, 100)
    assert sum(value.value or 0 for value in description.view.values) == pytest.approx(float(total))
    for part in reading.split.parts:
        if part.key in before and part.key in after:
            shares = [Fraction(*counts[part.key]) for counts in (before, after)]
            weights = [Fraction(counts[part.key][1], sum(n for _, n in counts.values())) for counts in (before, after)]
            assert part.rate == sum(weights) / 2 * (shares[1] - shares[0])


def test_the_three_that_did_most_are_named(workspace: Workspace) -> None:
    """With what they did, the most first, and which of them has no figures in one of the periods."""
    description = described(workspace, "contributions", "90", "2026-Q3")
    reading = description.view.findings
    assert isinstance(reading, ContributionsFindings)
    sizes = [abs(row.part.total) for row in reading.rows]
    assert sizes == sorted(sizes, reverse=True)
    assert all(row.name in description.title for row in reading.rows[:3])
    assert description.title.count("no figures for Q3 2026") == sum(not row.part.later for row in reading.rows[:3])


def test_contributions_never_cross_a_break_unsaid(workspace: Workspace) -> None:
    """As reported, all units leave and enter, and it says so; on the page it is on the boundaries of the period."""
    reported = described(workspace, "contributions", "90", "2025-Q3")
    assert any("Boundaries changed in between" in note for note in reported.notes)
    view = contributions(workspace, query(workspace, "contributions", "90", "2025-Q3"))
    assert view is not None
    description = describe(view, Language.EN)
    assert "on the boundaries since 01/07/2025" in description.subtitle
    reading = description.view.findings
    assert isinstance(reading, ContributionsFindings)
    assert reading.split is not None
    assert 100 * reading.split.change == rate(counts("2025-Q3")) - rate(counts("2024-Q3"))


def test_what_was_made_once_is_kept(workspace: Workspace) -> None:
    """The same question at the same vintage gives the same view; a commune has nothing to be split by."""
    for kind in ("control", "seasons", "contributions"):
        twice = [view_of(workspace, query(workspace, kind, "90", "2026-Q2")) for _ in range(2)]
        assert twice[0] is twice[1]
    assert contributions(workspace, query(workspace, "contributions", "90001", "2026-Q2")) is None
