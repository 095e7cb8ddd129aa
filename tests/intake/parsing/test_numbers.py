"""Numbers as offices type them: what is read, and what is refused rather than guessed."""

from __future__ import annotations

import datetime
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxkpi.intake.parsing.numbers import NotANumber, is_nothing, read_count, read_share

COUNTS = [
    ("5810", 5810), ("5.810", 5810), ("5,810", 5810), ("5 810", 5810), ("5\u00a0810", 5810), ("5\u202f810", 5810),
    ("1.234.567", 1234567), ("1,234,567", 1234567), ("0", 0), ("000", 0), ("007", 7), (" 12\t", 12), ("+5", 5),
    ("0 hồ sơ", 0), ("5.810 hồ sơ", 5810), ("12 HỒ SƠ", 12), ("72 tổ", 72), ("388 người", 388), ("40 văn bản", 40),
    (unicodedata.normalize("NFD", "9 hồ sơ"), 9), ("5810.0", 5810), ("5810,00", 5810), ("1.000", 1000),
    (5810, 5810), (5810.0, 5810), (0, 0), (10**15, 10**15),
]  # fmt: skip
NO_COUNTS = [
    ("5.81", "not-whole"), ("0,5", "not-whole"), ("0.500", "not-whole"), ("58.10", "not-whole"), (5.81, "not-whole"),
    ("-1", "negative"), ("-5.810", "negative"), (-1, "negative"), (-0.5, "negative"),
    ("5.810,5", "not-whole"), ("1.000,000", "ambiguous-number"), ("1 000.000", "ambiguous-number"),
    # Two numbers in one cell are not one number.
    ("12 15", "not-a-number"), ("5.8 10", "not-a-number"), ("12\n15", "not-a-number"), ("5810/5203", "not-a-number"),
    # What a program may read, and no office means.
    ("1e3", "not-a-number"), ("1E+05", "not-a-number"), ("1_000", "not-a-number"), ("0x10", "not-a-number"),
    ("NaN", "not-a-number"), ("Infinity", "not-a-number"), ("True", "not-a-number"), (True, "not-a-number"),
    ("٣", "not-a-number"), ("５８１０", "not-a-number"), ("5²", "not-a-number"), ("½", "not-a-number"),
    ("−5", "negative"), ("--", "not-a-number"), ("hồ sơ", "not-a-number"), ("khoảng 300", "not-a-number"),
    ("trên 93%", "not-a-number"), ("#REF!", "not-a-number"), ("=1+1", "not-a-number"), ("9" * 30, "not-a-number"),
    (10**15 + 1, "not-a-number"), (float("nan"), "not-a-number"), (float("inf"), "not-a-number"),
    (datetime.date(2022, 9, 14), "not-a-number"), (datetime.timedelta(hours=1), "not-a-number"),
]  # fmt: skip
SHARES = [
    ("93,2 %", "93.2"), ("93,2%", "93.2"), ("93.2", "93.2"), ("93,2\u00a0%", "93.2"), ("100", "100"), ("0", "0"),
    ("6,80", "6.80"), (93.2, "93.2"), (100, "100"), (0.1, "0.1"), ("1.234", "1.234"), (Decimal("6.8"), "6.8"),
]  # fmt: skip
NO_SHARES = [
    ("100,01", "share-out-of-range"), ("5.810,5", "not-a-number"), ("932", "share-out-of-range"),
    (101, "share-out-of-range"), ("-1", "negative"), (-0.1, "negative"), ("93, 2", "not-a-number"),
    ("% 93", "not-a-number"), ("93 % %", "not-a-number"), ("1e1", "not-a-number"), ("trên 93", "not-a-number"),
    (float("nan"), "not-a-number"), (True, "not-a-number"), ("9 3", "not-a-number"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), COUNTS)
def test_a_count_as_typed(cell: object, expected: int) -> None:
    """Marks of thousands, spaces between groups and the word for the thing are read for what they are."""
    assert read_count(cell) == expected


@pytest.mark.parametrize(("cell", "code"), NO_COUNTS)
def test_what_is_no_count_is_refused(cell: object, code: str) -> None:
    """A cell that does not hold one whole number from 0 on is refused, and why is named."""
    with pytest.raises(NotANumber, match=code):
        read_count(cell)


@pytest.mark.parametrize(("cell", "expected"), SHARES)
def test_a_share_as_typed(cell: object, expected: str) -> None:
    """A percentage is read as written, to the last digit."""
    assert read_share(cell) == Decimal(expected)


@pytest.mark.parametrize(("cell", "code"), NO_SHARES)
def test_what_is_no_share_is_refused(cell: object, code: str) -> None:
    """A share is one number from 0 to 100."""
    with pytest.raises(NotANumber, match=code):
        read_share(cell)


@pytest.mark.parametrize("cell", [None, "", " ", "\u00a0", "-", " – ", "—", "...", "N/A", "n/a"])
def test_a_dash_is_nothing(cell: object) -> None:
    """An empty cell and a dash say that there is no figure."""
    assert is_nothing(cell)


@pytest.mark.parametrize("cell", [0, "0", 0.0, False, "x", "-1", "0 hồ sơ"])
def test_zero_is_not_nothing(cell: object) -> None:
    """0 is a figure."""
    assert not is_nothing(cell)


@settings(deadline=None)
@given(st.integers(0, 10**15), st.sampled_from([".", ",", " ", "\u00a0", "\u202f"]))
def test_every_count_is_read_back_with_any_mark(count: int, mark: str) -> None:
    """A whole number written with one mark between its groups of three is that number."""
    assert read_count(f"{count:,}".replace(",", mark)) == count
    assert read_count(str(count)) == count


@settings(deadline=None)
@given(st.decimals(0, 100, places=2))
def test_every_share_is_read_back_in_both_languages(share: Decimal) -> None:
    """A percentage written with a comma or a point, with its sign or without, is that percentage."""
    for text in (f"{share}", f"{share}%", f"{share} %".replace(".", ","), f"{share}".replace(".", ",")):
        assert read_share(text) == share


@settings(deadline=None)
@given(st.text(max_size=12) | st.text("0123456789.,- %٣５\u00a0", max_size=12) | st.floats() | st.integers())
def test_no_cell_is_read_as_something_it_does_not_say(cell: object) -> None:
    """Any cell is refused, or read as a number of exactly the digits in it."""
    try:
        count = read_count(cell)
    except NotANumber:
        return
    assert 0 <= count <= 10**15
    if isinstance(cell, str):
        digits = "".join(character for character in cell if character.isdigit()).lstrip("0")
        whole = str(count).lstrip("0")
        assert digits.startswith(whole)
        assert set(digits[len(whole) :]) <= {"0"}
