"""When periods open and close in the store, who may be later, and who was late."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from dxkpi.domain.model.datetimes import format_deadline, parse_moment
from dxkpi.domain.model.reporting_windows import Extension, Phase, Window, phase, unlimited
from dxkpi.errors import WrongUsage
from dxkpi.store import LocalityReport, Store, SubmissionState

from .conftest import NewAddress
from .helpers import AN, BINH, CHI, HUE, HUONG_TRA, KIM_TRA, NOON, Q1, Q2, seen, send

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
WINDOW = Window(Q1, NOON - DAY, NOON, NOON + DAY)


def test_the_window_set_last_counts(store: Store) -> None:
    """A period without one is open from its first day on, and so is one whose window was taken away."""
    assert (store.windows.of(Q1), store.windows.all()) == (unlimited(Q1), {})
    later = replace(WINDOW, deadline_at=NOON + DAY)
    for window in (WINDOW, later, replace(WINDOW, period=Q2)):
        store.windows.put(window, by=CHI, at=NOON)
    assert (store.windows.of(Q1), store.windows.of(Q2)) == (later, replace(WINDOW, period=Q2))
    assert list(store.windows.all()) == [Q1, Q2]
    store.windows.put(unlimited(Q1), by=CHI, at=NOON)
    assert store.windows.of(Q1) == unlimited(Q1)


def test_the_last_extension_of_a_locality_counts_and_the_longest_of_its_ancestors(store: Store) -> None:
    """The town was given a day, then an hour; the province two days; another period nothing."""
    for code, until in (("480", NOON + DAY), ("480", NOON + 60 * 60 * SECOND), ("46", NOON + 2 * DAY)):
        store.windows.extend(code, Q1, until, reason=" mất điện ", by=CHI, at=NOON)
    town = Extension("480", Q1, NOON + 60 * 60 * SECOND, "chi", "mất điện", NOON)
    province = Extension("46", Q1, NOON + 2 * DAY, "chi", "mất điện", NOON)
    assert store.windows.extensions() == [town, province]
    assert store.windows.extension({"480"}, Q1) == town
    assert store.windows.extension({"480", "46"}, Q1) == province
    assert store.windows.extension({"480", "46"}, Q2) is None
    assert store.windows.extension({"474"}, Q1) is None


def test_an_extension_has_a_reason(store: Store) -> None:
    """An extension needs a reason for the readers of the log; "ok 1234" is too short."""
    with pytest.raises(WrongUsage):
        store.windows.extend("480", Q1, NOON, reason="ok 1234", by=CHI, at=NOON)
    assert store.windows.extensions() == []


@pytest.mark.parametrize("arrived, late", [(NOON - SECOND, False), (NOON, False), (NOON + SECOND, True)])
def test_late_is_judged_by_the_deadline_as_it_was_when_the_report_came(
    store: Store, arrived: datetime, late: bool
) -> None:
    """A deadline that is moved afterwards makes nobody late and nobody timely."""
    store.windows.put(WINDOW, by=CHI, at=NOON - DAY)
    send(store, seen(1), received_at=arrived)
    for deadline in (NOON - 60 * SECOND, NOON + 60 * SECOND):
        store.windows.put(replace(WINDOW, deadline_at=deadline), by=CHI, at=NOON + DAY)
    assert store.reports() == [LocalityReport(HUONG_TRA, Q1, arrived, 1, SubmissionState.APPROVED, late)]


def test_without_a_window_nothing_is_late(store: Store) -> None:
    """Nor by a window that was set after the report had come."""
    send(store, seen(1), received_at=NOON + SECOND)
    store.windows.put(WINDOW, by=CHI, at=NOON + DAY)
    assert [report.is_late for report in store.reports()] == [False]


def test_the_first_report_counts_with_the_state_of_the_one_that_got_furthest(store: Store) -> None:
    """Withdrawn: no report. Returned, then corrected late: in time, and approved."""
    store.windows.put(WINDOW, by=CHI, at=NOON - DAY)
    for number, arrived in enumerate((NOON - 2 * SECOND, NOON - SECOND, NOON + DAY), start=1):
        send(store, seen(number), by=AN, approve=False, received_at=arrived)
    store.withdraw(1, by=AN, at=NOON)
    assert store.reports() == [LocalityReport(HUONG_TRA, Q1, NOON - SECOND, 2, SubmissionState.PENDING, False)]
    store.return_(2, by=BINH, at=NOON, reason="sai kỳ")
    store.approve(3, by=BINH, at=NOON + DAY)
    assert store.reports() == [LocalityReport(HUONG_TRA, Q1, NOON - SECOND, 2, SubmissionState.APPROVED, False)]
    store.withdraw(send(store, seen(9, HUE), by=AN, approve=False).submission, by=AN, at=NOON)
    assert len(store.reports()) == 1


def test_repeating_published_figures_counts_as_reporting(store: Store) -> None:
    """The province had both; then each locality sends its own, one of them later than the other."""
    send(store, seen(1, HUE), seen(2, period=Q2), received_at=NOON)
    send(store, seen(1, HUE), seen(3, HUONG_TRA), received_at=NOON + SECOND)
    assert [(report.locality, report.period, report.submission) for report in store.reports()] == [
        (HUE, Q1, 1),
        (HUONG_TRA, Q1, 2),
        (HUONG_TRA, Q2, 1),
    ]


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_five_in_hanoi_is_five_in_hanoi_in_any_server_time_zone(
    new_address: NewAddress, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    """What was typed by Hanoi's clock is late at its next second, in a database opened from another zone."""
    monkeypatch.setenv("TZ", zone)
    monkeypatch.setenv("PGTZ", zone)
    time.tzset()
    try:
        opens, due = parse_moment("15/6/2026"), parse_moment("17:00 20/10/2026")
        with Store.open(new_address()) as store:
            store.windows.put(Window(Q1, opens, due, due), by=CHI, at=opens)
            moments = [due + number * SECOND for number in (-1, 0, 1)]
            for number, (place, arrived) in enumerate(zip((HUE, HUONG_TRA, KIM_TRA), moments, strict=True)):
                send(store, seen(number, place), received_at=arrived)
            window = store.windows.of(Q1)
            late = {report.received_at: report.is_late for report in store.reports()}
            assert late == dict(zip(moments, (False, False, True), strict=True))
            assert [phase(window, None, moment) for moment in moments] == [Phase.OPEN, Phase.OPEN, Phase.CLOSED]
            assert format_deadline(window.grace_until or due) == "17:00 20/10/2026"
    finally:
        monkeypatch.undo()
        time.tzset()
