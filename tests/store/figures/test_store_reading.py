"""Reading figures: every vintage for ever, and every figure a locality ever had."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import combinations_with_replacement

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.figures import from_observations

from dxkpi.domain.figures.figures import Figures, Observation, Source
from dxkpi.domain.figures.merging import with_changes
from dxkpi.errors import UnknownVintage
from dxkpi.store import Store

from ..helpers import BINH, HUE, HUONG_TRA, KIM_TRA, NOON, Q1, Q2, Q3, cells, only, seen, send


def assert_same(one: Figures, other: Figures) -> None:
    """Equal to the last cell, index and source."""
    pd.testing.assert_frame_equal(one.values, other.values)
    pd.testing.assert_frame_equal(one.origins, other.origins)
    assert (one.vintage, one.sources) == (other.vintage, other.sources)


def test_figures_have_the_shape_of_the_domain(store: Store) -> None:
    """The same frame, index and dtypes as figures made of the plain observations."""
    rows = [
        seen(10, HUE, Q2, source="Báo cáo"),
        seen(20, HUE, Q1),
        seen(
            30, HUONG_TRA, Q2, "surveys", provisional=True, source="Báo cáo", source_url="https://hue.gov.vn", note="x"
        ),
        seen(Decimal("93.2"), HUONG_TRA, Q1, "on_time_stated"),
    ]
    send(store, *rows)
    figures, expected = store.figures(), from_observations(rows)
    pd.testing.assert_frame_equal(figures.values, expected.values)
    assert figures.values.index.is_monotonic_increasing
    assert figures.values.index.is_unique
    assert figures.localities == (HUE, HUONG_TRA)
    assert (figures.origins.dtypes == "int32").all()
    assert (figures.origins.to_numpy() >= 0).tolist() == figures.values.notna().to_numpy().tolist()
    assert cells(figures) == cells(expected)


def test_a_source_says_from_which_submission_and_on_which_day_in_viet_nam(store: Store) -> None:
    """Late in the evening in UTC is the next day in Huế."""
    row = seen(10, provisional=True, source="Báo cáo", source_url="https://hue.gov.vn/1", note="tạm tính")
    send(store, row, received_at=datetime(2022, 9, 20, 17, 0, tzinfo=UTC))
    expected = Source("Báo cáo", "https://hue.gov.vn/1", True, "tạm tính", submission=1, received=date(2022, 9, 21))
    assert store.figures().sources == (expected,)


def test_a_correction_keeps_the_old_figure_and_older_vintages_stay_identical(store: Store) -> None:
    """Vintage 1 answers the same before and after vintages 2 and 3."""
    send(store, seen(10), seen(5, HUE))
    first = store.figures()
    send(store, seen(12, source="Đính chính"))
    second = store.figures()
    send(store, seen(7, KIM_TRA, Q3, "surveys"))
    assert_same(store.figures(1), first)
    assert_same(store.figures(2), second)
    assert cells(second) == cells(first) | {(HUONG_TRA, Q1, "dossiers_resolved"): (12.0, False)}
    assert store.figures(0).values.empty


def test_a_vintage_that_is_not_there_is_refused(store: Store) -> None:
    """Exit code 5, naming the newest."""
    send(store, seen(10))
    for vintage in (-1, 2):
        with pytest.raises(UnknownVintage, match="the newest is 1") as refusal:
            store.figures(vintage)
        assert refusal.value.exit_code == 5


def test_every_earlier_figure_can_be_read_with_who_when_and_why(store: Store) -> None:
    """Two revisions of one cell; the first says which vintage replaced it."""
    later = datetime(2022, 10, 1, 2, 0, tzinfo=UTC)
    send(store, seen(10), seen(5, HUE))
    send(store, seen(12, source="Đính chính"), by="binh", reason="nhập sai", received_at=later)
    old, new = store.corrected()[HUONG_TRA]
    assert (old.value, old.vintage, old.replaced_in, old.by) == (10, 1, 2, "an")
    assert (new.value, new.vintage, new.replaced_in, new.by, new.when, new.reason) == (
        12,
        2,
        None,
        "binh",
        later,
        "nhập sai",
    )
    assert (new.measure, new.period, new.submission, new.source.title) == ("dossiers_resolved", Q1, 2, "Đính chính")
    assert list(store.corrected()) == [HUONG_TRA]


def test_localities_with_a_corrected_figure_are_named(store: Store) -> None:
    """Since the beginning, or since a vintage; what waits or was returned corrects nothing."""
    send(store, seen(1), seen(2, HUE), seen(3, KIM_TRA))
    send(store, seen(20, HUE))
    send(store, seen(10), seen(4, KIM_TRA, Q2))
    send(store, seen(30, KIM_TRA), approve=False)
    assert tuple(store.corrected()) == (HUE, HUONG_TRA)
    assert tuple(tuple(store.corrected(after)) for after in (1, 2, 3)) == ((HUE, HUONG_TRA), (HUONG_TRA,), ())
    store.return_(4, by=BINH, at=NOON, reason="sai kỳ")
    assert tuple(store.corrected()) == (HUE, HUONG_TRA)


def test_vintages_say_who_when_and_why(store: Store) -> None:
    """One for each approval, oldest first."""
    moment = datetime(2022, 10, 1, 2, 0, tzinfo=UTC)
    send(store, seen(10), reason="quý I", received_at=moment)
    send(store, seen(11))
    first, second = store.vintages()
    assert (first.number, first.created_at, first.by, first.reason) == (1, moment, "an", "quý I")
    assert second.number == store.vintage() == 2


def test_figures_in_memory_need_no_statement(store: Store) -> None:
    """Figures do not need the store once they are read; the newest vintage is one statement."""
    send(store, seen(10))
    figures = store.figures()
    before = store.statements
    assert cells(figures)
    assert store.statements == before
    store.vintage()
    assert store.statements == before + 1


VALUES = st.integers(0, 3)
SHARES = st.decimals(0, 100, places=2)
ROWS = st.one_of(
    st.builds(
        seen, VALUES, st.sampled_from([HUE, HUONG_TRA, KIM_TRA]), st.sampled_from([Q1, Q2]), st.sampled_from("ab")
    ),
    st.builds(seen, SHARES, st.sampled_from([HUE, HUONG_TRA]), st.just(Q3), st.just("c"), provisional=st.booleans()),
)
FILES = st.lists(st.tuples(st.lists(ROWS, max_size=8), st.booleans()), max_size=6)


def test_figures_are_the_newest_approved_values(new_address: Callable[[], str]) -> None:
    """At every vintage the store equals a plain dict that each approved file updates, and so does each step between."""
    # A new PostgreSQL database takes half a second, a new SQLite file next to nothing.
    examples = 25 if new_address().startswith("sqlite") else 8

    @settings(max_examples=examples, deadline=None)
    @given(FILES)
    def rule(files: list[tuple[list[Observation], bool]]) -> None:
        _assert_model(new_address(), files)

    rule()


def _assert_model(address: str, files: list[tuple[list[Observation], bool]]) -> None:
    model: dict = {}
    history = [dict(model)]
    with Store.open(address) as store:
        for number, (rows, approve) in enumerate(files):
            send(store, *rows, approve=approve, sha256=str(number))
            update = {(r.locality, r.period, r.measure): (float(r.value), r.provisional) for r in rows}
            if approve and model | update != model:
                model |= update
                history.append(dict(model))
        assert store.vintage() == len(history) - 1
        frames = [store.figures(vintage) for vintage in range(len(history))]
        assert [cells(figures) for figures in frames] == history
        for earlier, later in combinations_with_replacement(range(len(history)), 2):
            assert_same(with_changes(frames[earlier], store.added(earlier, later)), frames[later])
        assert store.check() == []


def test_what_a_vintage_added_is_read_alone(store: Store) -> None:
    """The newest of the cells that came after a vintage; what waits or was there before is missing."""
    send(store, seen(1), seen(2, HUE), seen(3, KIM_TRA))
    send(store, seen(10), seen(20, period=Q2))
    send(store, seen(100))
    send(store, seen(1000), approve=False)
    assert cells(store.added(1)) == {
        (HUONG_TRA, Q1, "dossiers_resolved"): (100.0, False),
        (HUONG_TRA, Q2, "dossiers_resolved"): (20.0, False),
    }
    assert only(cells(store.added(1, 2)).keys() - cells(store.added(2)).keys()) == (HUONG_TRA, Q2, "dossiers_resolved")
    assert (store.added(1).vintage, store.added(1, 2).vintage) == (3, 2)
    assert cells(store.added(3)) == {}
    assert_same(store.added(0), store.figures())


@pytest.mark.parametrize("after, vintage", [(-1, None), (2, None), (1, 0), (0, 2)])
def test_nothing_is_added_to_or_by_a_vintage_that_is_not_there(store: Store, after: int, vintage: int | None) -> None:
    """There is vintage 1 alone, and time does not run backwards."""
    send(store, seen(10))
    with pytest.raises(UnknownVintage):
        store.added(after, vintage)


def test_what_was_approved_late_takes_its_place_among_the_sources(store: Store) -> None:
    """The first file is approved last: a frame that is brought up to date names sources in the order of files."""
    send(store, seen(1, HUE, source="first"), approve=False)
    send(store, seen(2, source="second"))
    older = store.figures()
    store.approve(1, by=BINH, at=NOON)
    assert_same(with_changes(older, store.added(1)), store.figures())
    assert [source.title for source in store.figures().sources] == ["first", "second"]
