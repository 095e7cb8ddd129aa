"""What is read aloud of every kind of chart: its numbers are those that `dxkpi values` prints, rounded as shown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from html import unescape

import pytest
from tests.exports.table import ROWS, Row, Ways, rows_of

from dxkpi.domain.model.period import parse_period
from dxkpi.domain.views.text.description import MAX_VALUES_READ_ALOUD, Description
from dxkpi.locale import Language

MARKS = {Language.VI: (".", ","), Language.EN: (",", ".")}  # of thousands, of decimals
# Confidence in percent, which is named with intervals and limits.
CONFIDENCES = (Decimal(95), Decimal("99.8"))
HALF = Decimal("0.5")
DAY = re.compile(r"\d\d/\d\d/\d{4}")
# Parts of a change are rounded so that together they are the change: each may be off by one in the last place.
ROUNDED_TOGETHER = {"contributions": Decimal(1)}


def written(text: str, language: Language) -> list[Decimal]:
    """Every number in a text, with the decimals that are written."""
    thousands, decimals = MARKS[language]
    pattern = rf"[−+]?\d+(?:{re.escape(thousands)}\d{{3}})*(?:{re.escape(decimals)}\d+)?"
    plain = (number.replace(thousands, "").replace(decimals, ".") for number in re.findall(pattern, text))
    return [Decimal(number.replace("−", "-")) for number in plain]


def rounds_to(exact: Decimal, stated: Decimal, off: Decimal = HALF) -> bool:
    """Whether a number is another one rounded to as many decimals as it has."""
    exponent = stated.as_tuple().exponent
    assert isinstance(exponent, int)
    return abs(stated - exact) <= off * Decimal(1).scaleb(exponent)


def named(description: Description, row: Row) -> str:
    """The locality or the period, as it precedes a number."""
    if description.view.over_localities:
        return str(row["locality_name"])
    return description.period_name(parse_period(row["period"], description.view.cutoff))


def read_aloud(description: Description) -> dict[str, list[str]]:
    """What follows each name, in order: the value and what is said about it."""
    sentences = description.alt.partition(f"{description.subtitle}. ")[2].removesuffix(f"{description.source_line}.")
    sentences = DAY.sub("", sentences)  # of new boundaries
    names = sorted({description.name_of(value) for value in description.view.known}, key=len, reverse=True)
    parts = re.split(rf"(?<![\w/])({'|'.join(map(re.escape, names))}): ", sentences)
    numbers = defaultdict(list)
    for name, said in zip(parts[1::2], parts[2::2], strict=True):
        numbers[name].append(said)
    return numbers


def numbers_of(row: Row) -> Iterable[Decimal]:
    return (cell for cell in row.values() if isinstance(cell, Decimal))


@pytest.mark.parametrize("kind, language", ROWS)
def test_every_number_read_aloud_is_one_of_values(ways: Ways, kind: str, language: Language) -> None:
    """The first after a name is its value, any other one of the numbers of that value; none is missing."""
    description, rows = ways.view(kind, language), defaultdict(list)
    for row in rows_of(ways, kind, language):
        if row["value"]:
            rows[named(description, row)].append(row)
    said = read_aloud(description)
    off = ROUNDED_TOGETHER.get(kind, HALF)
    for name, parts in said.items():
        if name not in rows:  # many localities in one word
            assert kind in ROUNDED_TOGETHER
            continue
        for part, row in zip(parts, rows[name], strict=kind not in ROUNDED_TOGETHER):
            first, *others = written(part if description.view.over_localities else part.split("; ")[0], language)
            assert rounds_to(row["value"], first, off), (name, part)
            explained = [*numbers_of(row), *CONFIDENCES]
            assert all(any(rounds_to(exact, stated) for exact in explained) for stated in others), (name, part)
    expected = sum(min(len(series.values), MAX_VALUES_READ_ALOUD) for series in description.view.series)
    assert 0 < sum(map(len, said.values())) <= expected


@pytest.mark.parametrize("kind, language", ROWS)
def test_the_same_is_read_aloud_on_the_page_and_in_the_embed(ways: Ways, kind: str, language: Language) -> None:
    """The picture on the page and the chart of the embed have it, letter for letter."""
    description = ways.view(kind, language)
    assert f'alt="{description.alt}"' in unescape(ways.taking.preview(description))
    assert f'aria-label="{description.alt}"' in unescape(ways.get(ways.links(kind, language)["html"][0]).decode())
