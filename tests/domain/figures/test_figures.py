"""Figures: sums over localities of one level, over time by kind of measure, and differences of cumulative figures."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxkpi.catalogue import load_catalogue
from dxkpi.domain.figures.figures import (
    NO_ORIGIN,
    Observation,
    empty,
    from_observations,
    over_time,
    roll_up,
    subtract,
)
from dxkpi.domain.model.measure import Measure
from dxkpi.domain.model.period import Cutoff, Period, cumulative, quarter
from dxkpi.errors import PeriodsDoNotFit

MEASURES: Mapping[str, Measure] = load_catalogue(Path(__file__).parents[3] / "data").measures
Q1, Q2, Q3, Q4 = (quarter(2022, number, Cutoff.DECREE09) for number in (1, 2, 3, 4))
M3, M6, M9, M12 = (cumulative(2022, quarters, Cutoff.DECREE09) for quarters in (1, 2, 3, 4))
RECEIVED, RESOLVED, PENDING = "dossiers_received", "dossiers_resolved", "dossiers_pending"
CARRIED, TEAMS, SHARE = "dossiers_carried_over", "community_teams", "overdue_rate_stated"

# A tree of names: a province, two districts, four communes.
DISTRICT_OF = {"c1": "d1", "c2": "d1", "c3": "d2", "c4": "d2"}
PROVINCE_OF = {"d1": "p", "d2": "p"}
COUNTS = st.one_of(st.none(), st.integers(0, 10**9))


def frame(rows: Mapping[tuple[str, Period], Mapping[str, float | None]]) -> pd.DataFrame:
    """A frame in the shape of Figures.values, None for missing."""
    index = pd.MultiIndex.from_tuples(list(rows), names=["locality", "period"])
    table = pd.DataFrame([dict(cells) for cells in rows.values()], index=index).astype(float)
    return table.sort_index()


def plain_sum(rows: Mapping[tuple[str, Period], Mapping[str, float | None]], code: str, period: Period) -> float | None:
    """The second way: a loop that adds what is there; nothing where nothing is."""
    known = [cells[code] for (_, when), cells in rows.items() if when == period and cells.get(code) is not None]
    return sum(known) if known else None


def to_district(locality: str, _period: Period) -> str | None:
    return DISTRICT_OF.get(locality)


def to_province(locality: str, _period: Period) -> str | None:
    return PROVINCE_OF.get(locality)


def straight_to_province(locality: str, _period: Period) -> str | None:
    return "p" if locality in DISTRICT_OF else None


ROWS = st.dictionaries(
    st.tuples(st.sampled_from(sorted(DISTRICT_OF)), st.sampled_from([Q1, Q2])),
    st.fixed_dictionaries({RECEIVED: COUNTS, PENDING: COUNTS, CARRIED: COUNTS}),
    min_size=1,
    max_size=8,
)


@settings(deadline=None)
@given(ROWS)
def test_the_order_of_rolling_up_does_not_matter(rows: dict[tuple[str, Period], dict[str, int | None]]) -> None:
    """Commune to district to province is commune to province, and both are the plain sum of what is there."""
    communes = frame(rows)
    by_district = roll_up(roll_up(communes, to_district, MEASURES), to_province, MEASURES)
    at_once = roll_up(communes, straight_to_province, MEASURES)
    pd.testing.assert_frame_equal(by_district, at_once)
    for (_, period), cells in at_once.iterrows():
        for code, value in cells.items():
            expected = plain_sum(rows, str(code), period)
            assert np.isnan(value) if expected is None else value == expected


def test_a_sum_by_hand() -> None:
    """10 + 20 = 30 in the one district, 5 + nothing = 5 in the other, 35 in the province."""
    communes = frame(
        {
            ("c1", Q1): {RECEIVED: 10},
            ("c2", Q1): {RECEIVED: 20},
            ("c3", Q1): {RECEIVED: 5},
            ("c4", Q1): {RECEIVED: None},
        }
    )
    districts = roll_up(communes, to_district, MEASURES)
    assert districts[RECEIVED].to_dict() == {("d1", Q1): 30, ("d2", Q1): 5}
    assert roll_up(districts, to_province, MEASURES)[RECEIVED].to_dict() == {("p", Q1): 35}


def test_missing_is_not_zero_and_zero_is_not_missing() -> None:
    """Where no child has a figure the sum is missing; where one says 0 it is 0."""
    communes = frame(
        {
            ("c1", Q1): {RECEIVED: None, RESOLVED: 0},
            ("c2", Q1): {RECEIVED: None, RESOLVED: None},
        }
    )
    row = roll_up(communes, to_district, MEASURES).loc[("d1", Q1)]
    assert np.isnan(row[RECEIVED])
    assert row[RESOLVED] == 0


def test_what_has_no_parent_takes_no_part() -> None:
    """A unit that belongs to nothing in a period is in no sum of that period."""
    communes = frame({("c1", Q1): {RECEIVED: 10}, ("c1", Q2): {RECEIVED: 7}, ("x", Q1): {RECEIVED: 99}})
    only_in_first = roll_up(communes, lambda name, period: "d1" if name == "c1" and period == Q1 else None, MEASURES)
    assert only_in_first[RECEIVED].to_dict() == {("d1", Q1): 10}


def test_a_unit_and_its_parent_are_never_in_one_sum() -> None:
    """Of a frame that holds districts and the communes inside them, a step up takes the communes alone."""
    both = frame({("c1", Q1): {RECEIVED: 10}, ("c2", Q1): {RECEIVED: 20}, ("d1", Q1): {RECEIVED: 30}})
    assert roll_up(both, straight_to_province, MEASURES)[RECEIVED].to_dict() == {("p", Q1): 30}
    assert roll_up(both, to_district, MEASURES)[RECEIVED].to_dict() == {("d1", Q1): 30}


def test_stated_shares_are_never_added() -> None:
    """6.8 percent and 7.2 percent are not 14 percent: a share has no sum over localities and none over time."""
    rows = frame({("c1", Q1): {SHARE: 6.8, RECEIVED: 1}, ("c2", Q1): {SHARE: 7.2, RECEIVED: 2}})
    assert list(roll_up(rows, to_district, MEASURES).columns) == [RECEIVED]
    assert list(over_time(pd.DataFrame({SHARE: [6.8, 7.2], RECEIVED: [1.0, 2.0]}), MEASURES).index) == [RECEIVED]
    _, gap, _ = subtract(
        (M6, pd.Series({SHARE: 7.0, RECEIVED: 3.0})), (M3, pd.Series({SHARE: 6.0, RECEIVED: 1.0})), MEASURES
    )
    assert list(gap.index) == [RECEIVED]


def test_over_time_flows_add_and_stocks_stand() -> None:
    """Of quarters 10, 20, 30: received are 60; carried over is the first, 4; pending, teams the last, 6 and 9."""
    quarters = pd.DataFrame(
        {RECEIVED: [10.0, 20, 30], CARRIED: [4.0, 5, 7], PENDING: [5.0, 7, 6], TEAMS: [8.0, 8, 9]},
        index=[Q1, Q2, Q3],
    )
    assert over_time(quarters, MEASURES).to_dict() == {RECEIVED: 60, CARRIED: 4, PENDING: 6, TEAMS: 9}


def test_a_flow_with_a_quarter_missing_has_no_sum() -> None:
    """10 and nothing and 30 are not 40 received in nine months."""
    whole = over_time(pd.DataFrame({RECEIVED: [10.0, np.nan, 30], PENDING: [1.0, np.nan, 3]}), MEASURES)
    assert np.isnan(whole[RECEIVED])
    assert whole[PENDING] == 3


def test_a_stock_is_not_taken_from_another_day() -> None:
    """Where the last quarter says nothing of pending, the span says nothing of it."""
    whole = over_time(pd.DataFrame({PENDING: [1.0, np.nan], CARRIED: [np.nan, 3.0]}), MEASURES)
    assert np.isnan(whole[PENDING])
    assert np.isnan(whole[CARRIED])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), min_size=4, max_size=4))
def test_cumulative_to_quarters_and_back_is_the_identity(pairs: list[tuple[int, int]]) -> None:
    """3, 6, 9 and 12 months taken apart into quarters and added again are the same counts."""
    received = np.cumsum([first for first, _ in pairs]).astype(float)
    cumulated = [
        (period, pd.Series({RECEIVED: so_far, PENDING: float(left)}))
        for period, so_far, (_, left) in zip((M3, M6, M9, M12), received, pairs, strict=True)
    ]
    quarters = [cumulated[0][1]]
    for later, earlier, expected in zip(cumulated[1:], cumulated, (Q2, Q3, Q4), strict=False):
        period, cells, impossible = subtract(later, earlier, MEASURES)
        assert period == expected
        assert impossible == ()
        quarters.append(cells)
    assert [cells[RECEIVED] for cells in quarters] == [first for first, _ in pairs]
    for length in (1, 2, 3, 4):
        whole = over_time(pd.DataFrame(quarters[:length]), MEASURES)
        assert whole.to_dict() == cumulated[length - 1][1].to_dict()


def test_a_difference_by_hand() -> None:
    """5.810 in nine months less 3.800 in six are 2.010 in the third quarter; pending is that of nine months."""
    later = pd.Series({RECEIVED: 5810.0, PENDING: 607.0, CARRIED: 200.0})
    earlier = pd.Series({RECEIVED: 3800.0, PENDING: 550.0, CARRIED: 200.0})
    period, cells, impossible = subtract((M9, later), (M6, earlier), MEASURES)
    assert (period, cells[RECEIVED], cells[PENDING], impossible) == (Q3, 2010, 607, ())
    assert np.isnan(cells[CARRIED])


def test_a_negative_difference_is_named_and_is_no_figure() -> None:
    """Nine months of 90 after six months of 100 cannot be: the measure is named, its cell is missing, not -10."""
    later, earlier = pd.Series({RECEIVED: 90.0, RESOLVED: 80.0}), pd.Series({RECEIVED: 100.0, RESOLVED: 80.0})
    _, cells, impossible = subtract((M9, later), (M6, earlier), MEASURES)
    assert impossible == (RECEIVED,)
    assert np.isnan(cells[RECEIVED])
    assert cells[RESOLVED] == 0


@pytest.mark.parametrize("earlier", [pd.Series({RECEIVED: np.nan}), pd.Series({PENDING: 1.0})])
def test_a_difference_with_nothing_is_nothing(earlier: pd.Series) -> None:
    """Where six months are missing, the third quarter is missing; nothing is not 0."""
    _, cells, impossible = subtract((M9, pd.Series({RECEIVED: 90.0})), (M6, earlier), MEASURES)
    assert np.isnan(cells[RECEIVED])
    assert impossible == ()


def test_quarters_are_not_subtracted() -> None:
    """Two figures that are counted in the period have no difference."""
    with pytest.raises(PeriodsDoNotFit):
        subtract((Q2, pd.Series({RECEIVED: 9.0})), (Q1, pd.Series({RECEIVED: 1.0})), MEASURES)


def test_nothing_that_was_given_is_changed() -> None:
    """Arithmetic returns new frames."""
    rows = frame({("c1", Q1): {RECEIVED: 10, SHARE: 5}, ("c2", Q1): {RECEIVED: None, SHARE: None}})
    before = rows.copy(deep=True)
    roll_up(rows, to_district, MEASURES)
    over_time(rows, MEASURES)
    pd.testing.assert_frame_equal(rows, before)


def test_observations_become_one_wide_frame_with_origins() -> None:
    """A row a locality and period, a column a measure, sorted; every figure knows its source."""
    figures = from_observations(
        [
            Observation("c2", Q1, RECEIVED, 20, source="báo cáo B"),
            Observation("c1", Q2, SHARE, Decimal("6.8"), source="báo cáo A", provisional=True),
            Observation("c1", Q1, RECEIVED, 10, source="báo cáo A"),
        ],
        vintage=7,
    )
    assert figures.vintage == 7
    assert list(figures.values.index) == [("c1", Q1), ("c1", Q2), ("c2", Q1)]
    assert figures.values[RECEIVED].to_list()[::2] == [10, 20]
    assert np.isnan(figures.values.loc[("c1", Q2), RECEIVED])
    assert figures.values.loc[("c1", Q2), SHARE] == 6.8
    origin = figures.origins.loc[("c1", Q2)]
    assert origin[RECEIVED] == NO_ORIGIN
    assert figures.sources[origin[SHARE]].title == "báo cáo A"
    assert figures.sources[origin[SHARE]].provisional
    assert figures.localities == ("c1", "c2")


def test_a_later_observation_replaces_an_earlier() -> None:
    """Of two figures for one locality, period and measure the later stands, with its own source."""
    figures = from_observations(
        [Observation("c1", Q1, RECEIVED, 10, source="A"), Observation("c1", Q1, RECEIVED, 12, source="B")]
    )
    assert figures.values.loc[("c1", Q1), RECEIVED] == 12
    assert figures.sources[figures.origins.loc[("c1", Q1), RECEIVED]].title == "B"


def test_a_measure_nobody_reports_is_missing_everywhere() -> None:
    """A column that is not there is a column of nothing, of the frame's length."""
    figures = from_observations([Observation("c1", Q1, RECEIVED, 10), Observation("c2", Q1, RECEIVED, 1)])
    assert np.isnan(figures.column(TEAMS)).tolist() == [True, True]
    assert len(empty().column(TEAMS)) == 0
    assert from_observations([]).values.empty
