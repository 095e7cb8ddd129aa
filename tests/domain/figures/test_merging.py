"""A newer vintage's frame from an older one's and the cells that came since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.figures import from_observations

from dxkpi.domain.figures.figures import NO_ORIGIN, Figures, Observation, Source, empty
from dxkpi.domain.figures.merging import with_changes
from dxkpi.domain.model.period import Cutoff, quarter

Q1, Q2, Q3 = (quarter(2022, number, Cutoff.DECREE09) for number in (1, 2, 3))
ROW = st.builds(
    Observation,
    st.sampled_from(["474@2021-07-01", "480@2021-07-01", "9@2021-07-01"]),
    st.sampled_from([Q1, Q2, Q3]),
    st.sampled_from(["a", "b", "c"]),
    st.integers(0, 9),
    source=st.sampled_from(["x", "y", "z"]),
)


def values_and_sources(figures: Figures) -> dict[tuple, tuple[float, Source]]:
    """Every cell that is not missing, with its source."""
    return {
        (locality, period, measure): (value, source)
        for locality in figures.localities
        for period, measure, value, source in figures.of(locality)
    }


@settings(deadline=None)
@given(st.lists(ROW, max_size=8), st.lists(ROW, min_size=1, max_size=8))
def test_the_newer_cell_wins_and_the_older_fills_gaps(older: list, newer: list) -> None:
    """As a dict that is updated; in the shape that figures of all the rows have, with the sources in use alone."""
    merged = with_changes(from_observations(older, 1), from_observations(newer, 2))
    expected = from_observations([*older, *newer], 2)
    pd.testing.assert_frame_equal(merged.values, expected.values)
    assert values_and_sources(merged) == values_and_sources(expected)
    assert merged.vintage == 2
    assert set(merged.sources) == {source for _, source in values_and_sources(expected).values()}
    assert (merged.origins.to_numpy() == NO_ORIGIN).tolist() == merged.values.isna().to_numpy().tolist()
    for one, other in ((merged.origins, expected.origins), (merged.values, expected.values)):
        pd.testing.assert_index_equal(one.index, other.index)
        assert one.dtypes.tolist() == other.dtypes.tolist()


def test_what_was_given_is_not_changed() -> None:
    """The older frame is still shown to those who asked for it."""
    older, newer = (from_observations([Observation("9@2021-07-01", Q1, "a", value)]) for value in (1, 2))
    assert with_changes(older, newer).values.to_numpy().tolist() == [[2.0]]
    assert (older.values.to_numpy().tolist(), newer.values.to_numpy().tolist()) == ([[1.0]], [[2.0]])


def test_sources_are_in_the_order_of_their_submissions() -> None:
    """Submission 3 was approved before submission 2."""

    def brought(submission: int, measure: str) -> Figures:
        figures = from_observations([Observation("9@2021-07-01", Q1, measure, submission)], vintage=5 - submission)
        sources = (Source("", "", False, "", submission, date(2022, 9, 21)),)
        return replace(figures, sources=sources)

    merged = with_changes(brought(3, "a"), brought(2, "b"))
    assert [source.submission for source in merged.sources] == [2, 3]
    assert merged.origins.to_numpy().tolist() == [[1, 0]]


def test_nothing_new_is_the_same_frame_of_the_newer_vintage() -> None:
    """A vintage whose figures belong to nobody here."""
    older = from_observations([Observation("9@2021-07-01", Q1, "a", 1)], 1)
    merged = with_changes(older, empty(2))
    assert (merged.vintage, merged.cells is older.cells) == (2, True)
    assert np.array_equal(with_changes(empty(0), older).values, older.values)
