"""Numbers as each language writes them."""

from __future__ import annotations

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.locale import Language, Message, number

# Minus nothing is nothing; beyond these the library itself gives up.
MOST = 10**15
FLOATS = st.floats(-1e12, 1e12).filter(bool)


@given(st.integers(-MOST, MOST) | FLOATS, st.sampled_from(Language), st.sampled_from([None, 0, 1, 2, 4]))
def test_a_number_is_written_as_its_locale_says(value: float, language: Language, decimals: int | None) -> None:
    """Grouping, decimals and rounding are those of the Unicode locale data, as its library applies them."""
    pattern = "#,##0.####" if decimals is None else f"#,##0.{'0' * decimals}".rstrip(".")
    assert number(value, language, decimals=decimals) == format_decimal(value, pattern, locale=language.value)


@pytest.mark.parametrize(
    ("value", "vi", "en"), [(5810, "5.810", "5,810"), (1550.0, "1.550", "1,550"), (93.25, "93,25", "93.25")]
)
def test_a_number_in_a_sentence_follows_its_language(value: float, vi: str, en: str) -> None:
    """The number in a gap is written as the language of the sentence writes it."""
    message = Message("{value} %", {"value": value, "unused": object()})
    assert (message.text(Language.VI), message.text(Language.EN)) == (f"{vi} %", f"{en} %")
