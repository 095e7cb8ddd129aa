"""Periods: which days a notation means, what people call them, and which may be joined or subtracted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxkpi.domain.model.period import (
    Basis,
    Cutoff,
    Period,
    cumulative,
    label,
    notation,
    parse_period,
    parse_periods,
    previous,
    quarter,
    short_label,
    year_before,
)
from dxkpi.errors import UnknownPeriod
from dxkpi.locale import Language

DECREE, CALENDAR = Cutoff.DECREE09, Cutoff.CALENDAR
YEARS = st.integers(1990, 2100)
QUARTERS = st.integers(1, 4)
CUTOFFS = st.sampled_from(Cutoff)
FORMS = st.sampled_from(["-Q1", "-Q2", "-Q3", "-Q4", "-3M", "-H1", "-9M", ""])
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def days(first: str, last: str, basis: Basis = Basis.PERIOD) -> Period:
    """A period from two days, without any notation."""
    return Period(date.fromisoformat(last), date.fromisoformat(first), basis)


@pytest.mark.parametrize(
    ("text", "cutoff", "first", "last", "basis"),
    [
        # Decree 09/2019: from the 15th of the month before the quarter to the 14th of its last month.
        ("2022-Q1", DECREE, "2021-12-15", "2022-03-14", Basis.PERIOD),
        ("2022-Q2", DECREE, "2022-03-15", "2022-06-14", Basis.PERIOD),
        ("2022-Q3", DECREE, "2022-06-15", "2022-09-14", Basis.PERIOD),
        ("2022-Q4", DECREE, "2022-09-15", "2022-12-14", Basis.PERIOD),
        ("2022-3M", DECREE, "2021-12-15", "2022-03-14", Basis.CUMULATIVE),
        ("2022-H1", DECREE, "2021-12-15", "2022-06-14", Basis.CUMULATIVE),
        ("2022-9M", DECREE, "2021-12-15", "2022-09-14", Basis.CUMULATIVE),
        ("2022", DECREE, "2021-12-15", "2022-12-14", Basis.CUMULATIVE),
        ("2022-Q1", CALENDAR, "2022-01-01", "2022-03-31", Basis.PERIOD),
        ("2022-Q2", CALENDAR, "2022-04-01", "2022-06-30", Basis.PERIOD),
        ("2022-Q3", CALENDAR, "2022-07-01", "2022-09-30", Basis.PERIOD),
        ("2022-Q4", CALENDAR, "2022-10-01", "2022-12-31", Basis.PERIOD),
        ("2022-3M", CALENDAR, "2022-01-01", "2022-03-31", Basis.CUMULATIVE),
        ("2022-H1", CALENDAR, "2022-01-01", "2022-06-30", Basis.CUMULATIVE),
        ("2022-9M", CALENDAR, "2022-01-01", "2022-09-30", Basis.CUMULATIVE),
        ("2022", CALENDAR, "2022-01-01", "2022-12-31", Basis.CUMULATIVE),
        # Days as such.
        ("2025-07-01..2025-07-14", DECREE, "2025-07-01", "2025-07-14", Basis.PERIOD),
        ("2024-02-29", DECREE, "2024-02-29", "2024-02-29", Basis.PERIOD),
        # Days that are a form of the rule are that form: what runs from the year's start is cumulative.
        ("2022-06-15..2022-09-14", DECREE, "2022-06-15", "2022-09-14", Basis.PERIOD),
        ("2021-12-15..2022-09-14", DECREE, "2021-12-15", "2022-09-14", Basis.CUMULATIVE),
        ("2021-12-15..2022-09-14", CALENDAR, "2021-12-15", "2022-09-14", Basis.PERIOD),
        # The first quarter is the same days as its first three months; days alone mean the quarter.
        ("2021-12-15..2022-03-14", DECREE, "2021-12-15", "2022-03-14", Basis.PERIOD),
        (" 2022-Q3 ", DECREE, "2022-06-15", "2022-09-14", Basis.PERIOD),
    ],
)
def test_a_notation_means_these_days(text: str, cutoff: Cutoff, first: str, last: str, basis: Basis) -> None:
    """Each notation is a first day, a last day and a basis under its cut-off rule."""
    assert parse_period(text, cutoff) == days(first, last, basis)


@pytest.mark.parametrize("basis", list(Basis))
def test_a_stated_basis_comes_before_that_of_the_form(basis: Basis) -> None:
    """A file may say that its nine months are counted in the period, or its quarter cumulative."""
    assert parse_period("2022-9M", DECREE, basis) == days("2021-12-15", "2022-09-14", basis)
    assert parse_period("2022-Q3", DECREE, basis) == days("2022-06-15", "2022-09-14", basis)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", "..", "quý 3", "Q3", "2022-Q0", "2022-Q5", "2022-q3", "2022Q3", "2022-H2", "2022-6M", "22-Q3",
        "02022", "2022-13-01", "2022-02-29", "2022-09-14..2022-06-15", "2022-06-15..", "..2022-06-15", "2022-Q3..",
        "2022-Q3-Q4", "2022-06-15..2022-09-14..2022-12-14", "0000", "0001", "0001-Q1", "9999", "0001-01-01..0001-03-01",
        "0001-02-01", "9999-12-31", "1e3", "٢٠٢٢", "2022-Q３", "2022-09-14T00:00", "NaN", "2022-Q3'; --", "\x00",
        "20220701", "2022-W10",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    """Whatever is not one of the notations is refused as a period, never a crash and never a guess."""
    with pytest.raises(UnknownPeriod):
        parse_period(text, DECREE)


@settings(deadline=None)
@given(st.text(max_size=24) | st.from_regex(r"\d{1,5}(-[A-Z]?\d)?(\.\.\d{4}-\d\d-\d\d)?"), CUTOFFS)
def test_any_text_is_a_period_or_refused(text: str, cutoff: Cutoff) -> None:
    """No text makes the notation crash."""
    try:
        parsed = parse_period(text, cutoff)
    except UnknownPeriod:
        return
    assert parsed.first <= parsed.last


@settings(deadline=None)
@given(YEARS, FORMS, CUTOFFS)
def test_writing_what_was_read_gives_the_same_text(year: int, form: str, cutoff: Cutoff) -> None:
    """parse then notation is the identity on the forms."""
    text = f"{year}{form}"
    assert notation(parse_period(text, cutoff), cutoff) == text


@settings(deadline=None)
@given(DAYS, st.integers(0, 500), CUTOFFS)
def test_reading_what_was_written_gives_the_same_period(first: date, length: int, cutoff: Cutoff) -> None:
    """notation then parse is the identity on any span of days that a notation can give."""
    last = first + timedelta(days=length)
    read = parse_period(f"{first}..{last}", cutoff)
    assert (read.first, read.last) == (first, last)
    assert parse_period(notation(read, cutoff), cutoff) == read


@settings(deadline=None)
@given(YEARS, QUARTERS, CUTOFFS)
def test_quarters_tile_time(year: int, number: int, cutoff: Cutoff) -> None:
    """A quarter begins on the day after the one before it ends, over the turn of years too."""
    before = quarter(year, number - 1, cutoff) if number > 1 else quarter(year - 1, 4, cutoff)
    this = quarter(year, number, cutoff)
    assert this.first - before.last == timedelta(days=1)
    assert 89 <= (this.last - this.first).days + 1 <= 92


@settings(deadline=None)
@given(YEARS, CUTOFFS)
def test_the_year_is_its_four_quarters(year: int, cutoff: Cutoff) -> None:
    """First to last day of the year's figure are those of its first and fourth quarter: 365 or 366 days."""
    whole = cumulative(year, 4, cutoff)
    assert (whole.first, whole.last) == (quarter(year, 1, cutoff).first, quarter(year, 4, cutoff).last)
    assert (whole.last - whole.first).days + 1 in (365, 366)


def test_a_span_of_quarters_is_every_quarter_in_it() -> None:
    """2021-Q3..2022-Q2 is four quarters in time order, over the turn of the year."""
    parsed = parse_periods("2021-Q3..2022-Q2", DECREE)
    assert [period.last.isoformat() for period in parsed] == ["2021-09-14", "2021-12-14", "2022-03-14", "2022-06-14"]


def test_two_days_are_one_period_not_a_span() -> None:
    """first..last day is one period, also where a span of quarters could be asked for."""
    assert parse_periods("2021-12-15..2022-09-14", DECREE) == (days("2021-12-15", "2022-09-14", Basis.CUMULATIVE),)
    assert parse_periods("2022-Q3", DECREE) == (days("2022-06-15", "2022-09-14"),)


@pytest.mark.parametrize(
    "text", ["2022-Q2..2021-Q3", "2021..2022", "2021-H1..2022-Q2", "2022-Q1..", "2022-Q1..2022-06-14", "x..y"]
)
def test_only_quarters_span(text: str) -> None:
    """A span that runs backwards or is not of quarters is refused."""
    with pytest.raises(UnknownPeriod):
        parse_periods(text, DECREE)


@pytest.mark.parametrize(
    ("text", "cutoff", "expected"),
    [
        ("2022-Q3", DECREE, "2022-Q2"),
        ("2022-Q1", DECREE, "2021-Q4"),
        ("2022-Q1", CALENDAR, "2021-Q4"),
        ("2022", DECREE, "2021"),
        ("2022-9M", DECREE, None),
        ("2022-H1", DECREE, None),
        ("2025-07-01..2025-07-14", DECREE, None),
    ],
)
def test_the_period_before(text: str, cutoff: Cutoff, expected: str | None) -> None:
    """A quarter follows a quarter and a year a year; nine months have no neighbour that compares."""
    before = previous(parse_period(text, cutoff), cutoff)
    assert (before and notation(before, cutoff)) == expected


@pytest.mark.parametrize(
    ("text", "cutoff", "expected"),
    [
        ("2022-Q1", DECREE, "2021-Q1"),
        ("2022-9M", DECREE, "2021-9M"),
        ("2022", CALENDAR, "2021"),
        ("2024-02-29", CALENDAR, "2023-02-28..2023-02-28"),
        ("2025-07-01..2025-07-14", DECREE, "2024-07-01..2024-07-14"),
    ],
)
def test_the_period_a_year_before(text: str, cutoff: Cutoff, expected: str) -> None:
    """The same form, else the same days, one year earlier."""
    assert notation(year_before(parse_period(text, cutoff), cutoff), cutoff) == expected


def test_a_period_that_ends_before_it_begins_cannot_be_made() -> None:
    """First day after last day is refused where the period is made."""
    with pytest.raises(UnknownPeriod):
        Period(date(2022, 1, 1), date(2022, 1, 2))


LABELS = [
    ("2022-Q3", DECREE, "Quý III/2022", "Q3 2022"),
    ("2022-Q3", CALENDAR, "Quý III/2022", "Q3 2022"),
    ("2022-3M", DECREE, "3 tháng đầu năm 2022", "first 3 months of 2022"),
    ("2022-H1", DECREE, "6 tháng đầu năm 2022", "first 6 months of 2022"),
    ("2022-9M", DECREE, "9 tháng đầu năm 2022", "first 9 months of 2022"),
    ("2022", DECREE, "Năm 2022", "Year 2022"),
    ("2025-07-01..2025-07-31", DECREE, "tháng 7/2025", "7/2025"),
    ("2025-07-01..2025-07-14", DECREE, "01/07–14/07/2025", "01/07–14/07/2025"),
    ("2021-11-20..2022-01-05", DECREE, "20/11/2021–05/01/2022", "20/11/2021–05/01/2022"),
    ("2024-02-29", DECREE, "29/02/2024", "29/02/2024"),
    # A quarter of the other rule says its days, so that two "Quý III/2022" are never taken for each other.
    ("2022-07-01..2022-09-30", DECREE, "Quý III/2022 (01/07–30/09/2022)", "Q3 2022 (01/07–30/09/2022)"),
]


@pytest.mark.parametrize(("text", "cutoff", "vi", "en"), LABELS)
def test_what_people_call_a_period_in_english(text: str, cutoff: Cutoff, vi: str, en: str) -> None:
    """Each form has its words in English, days are dd/MM/yyyy."""
    assert label(parse_period(text, cutoff), cutoff, Language.EN) == en


@pytest.mark.parametrize(("text", "cutoff", "vi", "en"), LABELS)
def test_what_people_call_a_period_in_vietnamese(text: str, cutoff: Cutoff, vi: str, en: str) -> None:
    """Quarters in Roman numbers, cumulative months "đầu năm", as offices write them."""
    assert label(parse_period(text, cutoff), cutoff, Language.VI) == vi


def test_axis_labels_are_short() -> None:
    """On an axis a quarter is III/2022 or Q3 2022; what is no quarter keeps its label."""
    third = parse_period("2022-Q3", DECREE)
    assert short_label(third, DECREE, Language.VI) == "III/2022"
    assert short_label(third, DECREE, Language.EN) == "Q3 2022"
    assert short_label(parse_period("2024-02-29", DECREE), DECREE, Language.VI) == "29/02/2024"


@settings(deadline=None)
@given(st.lists(st.tuples(DAYS, st.integers(0, 400)), min_size=2, max_size=6))
def test_periods_sort_by_their_last_day(pairs: list[tuple[date, int]]) -> None:
    """In time order means by last day, then by first day."""
    periods = [Period(first + timedelta(days=length), first) for first, length in pairs]
    assert sorted(periods) == sorted(periods, key=lambda period: (period.last, period.first))
