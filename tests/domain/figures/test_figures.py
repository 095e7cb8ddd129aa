"""The table of figures: one wide frame, with the source of each figure."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from tests.figures import from_observations

from dxkpi.domain.figures.figures import NO_ORIGIN, Observation, empty
from dxkpi.domain.model.period import Cutoff, quarter

Q1, Q2 = (quarter(2022, number, Cutoff.DECREE09) for number in (1, 2))
RECEIVED, TEAMS, SHARE = "dossiers_received", "community_teams", "overdue_rate_stated"


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
    """Of two figures for one locality, period and measure the later one is kept, with its own source."""
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
