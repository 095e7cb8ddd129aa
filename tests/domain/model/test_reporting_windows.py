"""When periods open and close, at the seconds around the moments, whatever zone the server's clock is in."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dxkpi.domain.model.period import Cutoff, quarter
from dxkpi.domain.model.reporting_windows import (
    Extension,
    Phase,
    Window,
    closes_at,
    in_words,
    is_open,
    left,
    phase,
    unlimited,
)
from dxkpi.errors import WrongUsage
from dxkpi.locale import Language

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
Q3 = quarter(2022, 3, Cutoff.DECREE09)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def hanoi(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of September 2022 by the clocks of Hanoi."""
    return datetime(2022, 9, day, hour, minute, second, tzinfo=HANOI)


OPENS, DEADLINE, GRACE = hanoi(15, 0), hanoi(20, 17), hanoi(21, 17)
WINDOW = Window(Q3, OPENS, DEADLINE, GRACE)
LEAVE = Extension("480", Q3, hanoi(25, 9), "chi", "mất điện", hanoi(20, 8))


@pytest.fixture(params=["Asia/Ho_Chi_Minh", "America/New_York", "Pacific/Kiritimati"], autouse=True)
def zone_of_the_server(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every rule here holds wherever the server believes to be."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.parametrize(
    "moment, expected",
    [
        (OPENS - SECOND, Phase.NOT_YET),
        (OPENS, Phase.OPEN),
        (DEADLINE - SECOND, Phase.OPEN),
        (DEADLINE, Phase.OPEN),
        (DEADLINE + SECOND, Phase.GRACE),
        (GRACE, Phase.GRACE),
        (GRACE + SECOND, Phase.CLOSED),
    ],
)
def test_a_named_moment_still_counts_and_the_next_second_does_not(moment: datetime, expected: Phase) -> None:
    """At the seconds around the opening, the deadline and the end of grace; said in UTC as in Hanoi's time."""
    assert phase(WINDOW, None, moment) is expected
    assert phase(WINDOW, None, moment.astimezone(UTC)) is expected
    assert phase(WINDOW, None, moment.astimezone()) is expected
    assert is_open(WINDOW, None, moment) is (expected in (Phase.OPEN, Phase.GRACE))


@pytest.mark.parametrize("moment, late", [(DEADLINE - SECOND, False), (DEADLINE, False), (DEADLINE + SECOND, True)])
def test_late_is_what_comes_after_the_deadline(moment: datetime, late: bool) -> None:
    """Also in the grace that is given; without a deadline nothing is late."""
    assert WINDOW.is_late(moment) is late
    assert not unlimited(Q3).is_late(moment)


@pytest.mark.parametrize(
    "moment, expected",
    [
        (OPENS - SECOND, Phase.NOT_YET),
        (GRACE, Phase.GRACE),
        (GRACE + SECOND, Phase.EXTENDED),
        (LEAVE.until, Phase.EXTENDED),
        (LEAVE.until + SECOND, Phase.CLOSED),
    ],
)
def test_leave_lasts_until_its_own_moment_and_opens_nothing_early(moment: datetime, expected: Phase) -> None:
    """Figures are taken from the end of grace to the end of the leave."""
    assert phase(WINDOW, LEAVE, moment) is expected
    assert closes_at(WINDOW, LEAVE) == LEAVE.until


def test_leave_that_ends_before_the_grace_takes_nothing_away() -> None:
    """The later of the two is the end."""
    short = replace(LEAVE, until=hanoi(20, 18))
    assert phase(WINDOW, short, GRACE) is Phase.GRACE
    assert closes_at(WINDOW, short) == GRACE


def test_a_period_without_a_window_is_open_from_its_first_day_on() -> None:
    """The third quarter of 2022 begins on 15 June, at midnight in Hanoi, and never closes."""
    first = datetime(2022, 6, 15, tzinfo=HANOI)
    assert [phase(unlimited(Q3), None, first + offset) for offset in (-SECOND, 0 * SECOND)] == [
        Phase.NOT_YET,
        Phase.OPEN,
    ]
    assert is_open(unlimited(Q3), None, datetime(2999, 1, 1, tzinfo=UTC))
    assert closes_at(unlimited(Q3), LEAVE) is None


@pytest.mark.parametrize(
    "span, vietnamese, english",
    [
        (30 * HOUR * 24, "sau 30 ngày", "in 30 days"),
        (48 * HOUR, "sau 2 ngày", "in 2 days"),
        (48 * HOUR - SECOND, "sau 47 giờ", "in 47 hours"),
        (2 * HOUR, "sau 2 giờ", "in 2 hours"),
        (2 * HOUR - SECOND, "sau 1 giờ", "in 1 hour"),
        (HOUR, "sau 1 giờ", "in 1 hour"),
        (HOUR - SECOND, "sau 59 phút", "in 59 minutes"),
        (MINUTE, "sau 1 phút", "in 1 minute"),
        (MINUTE - SECOND, "sau chưa đầy một phút", "in less than a minute"),
        (0 * SECOND, "sau chưa đầy một phút", "in less than a minute"),
    ],
)
def test_the_time_left_is_given_in_whole_units(span: timedelta, vietnamese: str, english: str) -> None:
    """Never more time than there is."""
    text = left(DEADLINE, DEADLINE - span)
    assert (text.text(Language.VI), text.text(Language.EN)) == (vietnamese, english)


@pytest.mark.parametrize(
    "window, leave, moment, vietnamese",
    [
        (WINDOW, None, hanoi(14, 9), "mở lúc 00:00 15/09/2022"),
        (WINDOW, None, hanoi(20, 15), "đến hạn sau 2 giờ (17:00 20/09/2022); số liệu gửi sau đó được tính là nộp muộn"),
        (replace(WINDOW, grace_until=DEADLINE), None, hanoi(20, 15), "đóng sau 2 giờ (lúc 17:00 20/09/2022)"),
        (WINDOW, None, hanoi(21, 15), "đã quá hạn; vẫn nhận số liệu nộp muộn, đóng sau 2 giờ (lúc 17:00 21/09/2022)"),
        (WINDOW, LEAVE, hanoi(23, 9), "đã quá hạn; vẫn nhận số liệu nộp muộn, đóng sau 2 ngày (lúc 09:00 25/09/2022)"),
        (WINDOW, None, hanoi(22, 9), "đã đóng từ 17:00 21/09/2022"),
        (WINDOW, LEAVE, hanoi(26, 9), "đã đóng từ 09:00 25/09/2022"),
        (unlimited(Q3), None, hanoi(22, 9), "đang mở, không có hạn cuối"),
    ],
)
def test_the_state_of_a_period_uses_the_clock_of_hanoi(
    window: Window, leave: Extension | None, moment: datetime, vietnamese: str
) -> None:
    """Moments are written in Vietnamese time, without a time zone."""
    assert in_words(window, leave, moment.astimezone(UTC)).text(Language.VI) == vietnamese


def test_a_window_out_of_order_is_refused() -> None:
    """A deadline before the opening, grace that ends before the deadline, a deadline without an end of grace."""
    for wrong in ({"opens_at": GRACE}, {"grace_until": OPENS}, {"grace_until": None}, {"deadline_at": None}):
        with pytest.raises(WrongUsage):
            replace(WINDOW, **wrong)


def test_a_moment_without_its_zone_is_a_bug() -> None:
    """Nobody guesses which clock was meant."""
    with pytest.raises(ValueError, match="time zone"):
        Window(Q3, datetime(2022, 9, 15))  # noqa: DTZ001
