"""The table of all files of data: every kind of chart, every format, both languages, against `dxkpi values`.

Numbers are compared with every digit they are written with: 15 significant ones, which is what files carry.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import openpyxl
import pytest
from tests.exports.table import PERIOD, ROWS, SAMPLE, Row, Ways, choices_of, rows_of

from dxkpi.domain.model.period import notation, parse_period, year_before
from dxkpi.domain.stats.funnel import fit_funnel, funnel_limits
from dxkpi.domain.stats.intervals import CONFIDENCE, STRICT_CONFIDENCE, wilson_interval
from dxkpi.domain.views.text.description import Description
from dxkpi.exports import FORMATS
from dxkpi.exports.accessible_workbook import NO_TEXT, NOT_KNOWN
from dxkpi.exports.numbers import exact
from dxkpi.locale import Language

WRITTEN = [extension for extension, export_format in FORMATS.items() if not export_format.drawn]
NUMBER = re.compile(r"-?\d+(\.\d+)?")
MADE_OF_TWO_YEARS = ("contributions",)  # its rows are no values but effects, which have a test of their own
each_row = pytest.mark.parametrize("kind, language", ROWS)
of_values = pytest.mark.parametrize("kind, language", [row for row in ROWS if row[0] not in MADE_OF_TWO_YEARS])


def table(ways: Ways, kind: str, language: Language, **choices: str) -> list[list[str]]:
    """A CSV for machines: its headings and rows."""
    content = ways.typed(kind, language, "csv", reader="machines", **choices).decode()
    return list(csv.reader(io.StringIO(content, newline="")))


def asked_of_values(description: Description, rows: list[Row]) -> Iterator[list[str]]:
    """The commands that print the values behind a chart."""
    subjects = dict.fromkeys((name, row[name]) for row in rows for name in ("indicator", "measure") if name in row)
    what = [f"--{name}={subject}" for name, subject in subjects]
    spoken = f"--lang={description.language.value}"
    if description.view.level is not None:
        yield [*what, f"--locality={SAMPLE}", f"--level={description.view.level.value}", f"--period={PERIOD}", spoken]
        return
    periods = sorted({row["period"] for row in rows})
    span = periods[0] if len(periods) == 1 else f"{periods[0]}..{periods[-1]}"
    for place in dict.fromkeys(row["locality"] for row in rows):
        yield [*what, f"--locality={place}", f"--period={span}", spoken]


def key(row: Row) -> tuple[str, str, str]:
    return row.get("indicator") or row["measure"], row["locality"], row["period"]


@each_row
@pytest.mark.parametrize("extension", WRITTEN)
def test_command_button_and_address_give_the_same_bytes(
    ways: Ways, kind: str, language: Language, extension: str
) -> None:
    """Whatever the page offers of a format, an address and a command give too."""
    for button in ways.links(kind, language)[extension]:
        address = ways.get(button)
        assert ways.typed(kind, language, extension, **choices_of(button)) == address
        assert ways.command(kind, language, extension, **choices_of(button)) == address


@each_row
def test_the_page_offers_every_format(ways: Ways, kind: str, language: Language) -> None:
    """All that there are, each at an address with its vintage, which never changes."""
    links = ways.links(kind, language)
    assert links.keys() == FORMATS.keys()
    assert all("vintage=" in address for addresses in links.values() for address in addresses)


@of_values
def test_json_has_the_rows_of_values(ways: Ways, kind: str, language: Language) -> None:
    """Each row is one that `values --json` prints, the same in every field; only the chart's method adds to it."""
    rows = rows_of(ways, kind, language)
    assert rows
    printed = {
        key(row): row
        for arguments in asked_of_values(ways.view(kind, language), rows)
        for row in ways.values(*arguments)
    }
    for row in rows:
        expected = printed[key(row)]
        assert {name: row[name] for name in expected} == expected


@of_values
def test_csv_of_all_rows_begins_with_those_of_values(ways: Ways, kind: str, language: Language) -> None:
    """Every column that `values --csv` prints comes first, letter for letter; for people with words around it."""
    headings, *body = table(ways, kind, language, rows="all")
    commands = asked_of_values(ways.view(kind, language), rows_of(ways, kind, language))
    printed = [list(csv.reader(io.StringIO(ways.run("values", *arguments, "--csv")))) for arguments in commands]
    assert all(headings[: len(table_printed[0])] == table_printed[0] for table_printed in printed)
    known_rows = {tuple(row) for lines_printed in printed for row in lines_printed[1:]}
    assert {tuple(row[: len(printed[0][0])]) for row in body} <= known_rows
    people = ways.typed(kind, language, "csv", reader="people", rows="all").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(people, newline="")))[3 : 4 + len(body)] == [headings, *body]


@of_values
def test_csv_as_shown_has_these_numbers_and_no_others(ways: Ways, kind: str, language: Language) -> None:
    """Each value is in its row with its counts; every number is a value, a count or one that the method adds."""
    description, rows = ways.view(kind, language), rows_of(ways, kind, language)
    headings, *body = table(ways, kind, language)
    by_name = {row[0]: row for row in body}
    counted = any(description.say("Numerator") in heading for heading in headings)
    explained = {str(cell) for row in rows for cell in row.values() if isinstance(cell, Decimal)}
    if kind == "seasons":  # the difference to the year before
        values = {row["period"]: 100 * int(row["numerator"]) / int(row["denominator"]) for row in rows}
        cutoff = description.view.cutoff
        before = {period: notation(year_before(parse_period(period, cutoff), cutoff), cutoff) for period in values}
        pairs = ((values[now], values[then]) for now, then in before.items() if then in values)
        explained |= {str(exact(now - then)) for now, then in pairs}
    for at, row in enumerate(rows):
        line = body[at] if description.view.level is not None else by_name[name_in_table(description, row, by_name)]
        numbers = {name: row[name] for name in ("value", *(("numerator", "denominator") if counted else ()))}
        assert {str(number) for number in numbers.values() if number is not None} <= set(line)
    assert [cell for line in body for cell in line[1:] if NUMBER.fullmatch(cell) and cell not in explained] == []


def name_in_table(description: Description, row: Row, lines: dict[str, list[str]]) -> str:
    """A value's line: of its own period or, where two years are compared, of the same one a year later."""
    year, _, rest = row["period"].partition("-")
    names = [
        description.period_name(parse_period(f"{column_year}-{rest}", description.view.cutoff))
        for column_year in (year, int(year) + 1)
    ]
    return next(name for name in names if name in lines)


@each_row
def test_the_workbook_has_the_cells_of_the_csv(ways: Ways, kind: str, language: Language) -> None:
    """Opened by openpyxl: cover, notes, the table as shown, all rows; numbers are numbers, digit for digit."""
    content = ways.get(ways.links(kind, language)["xlsx"][0])
    cover, _, shown_sheet, everything = openpyxl.load_workbook(io.BytesIO(content))
    assert cover["A1"].value == ways.view(kind, language).title
    assert cells(shown_sheet) == [[as_in_book(cell) for cell in row] for row in table(ways, kind, language)[1:]]
    headings, *rows = table(ways, kind, language, rows="all")
    kept = [at for at, _ in enumerate(headings) if any(row[at] for row in rows)]
    expected = [[as_in_book(row[at]) for at in kept] for row in rows]
    yes_or_no = {ways.view(kind, language).say(word): word for word in ("yes", "no")}
    sheet_rows = [
        [yes_or_no.get(cell, cell) if isinstance(cell, str) else cell for cell in row] for row in cells(everything)
    ]
    assert sheet_rows == expected


def cells(sheet: Any) -> list[list[object]]:
    """The cells of the one table of a sheet below its headings; no formula, nothing merged, nothing empty."""
    assert not sheet.merged_cells.ranges
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "n"}
    (name,) = sheet.tables
    table_rows = [[cell.value for cell in row] for row in sheet[sheet.tables[name].ref]]
    assert all(cell not in (None, "") for row in table_rows for cell in row)
    signs = {NOT_KNOWN: "", NO_TEXT: ""}
    return [
        [exact(cell) if isinstance(cell, int | float) else signs.get(cell, cell) for cell in row]
        for row in table_rows[1:]
    ]


def as_in_book(cell: str) -> object:
    """A cell of a CSV as a workbook has it, but for the signs of what is not there."""
    return exact(float(cell)) if NUMBER.fullmatch(cell) else cell


@pytest.mark.parametrize("language", Language)
def test_intervals_and_limits_are_those_of_the_values(ways: Ways, language: Language) -> None:
    """Wilson's interval for each, and limits from all of them together, from the counts that `values` prints."""
    arguments = ["--indicator=on_time_rate", f"--locality={SAMPLE}", "--level=commune", f"--period={PERIOD}"]
    counts = {row["locality"]: (float(row["numerator"]), float(row["denominator"])) for row in ways.values(*arguments)}
    for kind in ("ranking", "map"):
        for row in rows_of(ways, kind, language):
            low, high = wilson_interval(*counts[row["locality"]]) or (0.0, 0.0)
            assert (row["low"], row["high"]) == (exact(100 * low), exact(100 * high))
    fit = fit_funnel([x for x, _ in counts.values()], [n for _, n in counts.values()])
    for row in rows_of(ways, "funnel", language):
        limits = [
            100 * end
            for confidence in (CONFIDENCE, STRICT_CONFIDENCE)
            for end in funnel_limits(fit.target, [counts[row["locality"]][1]], confidence=confidence,
                                     between=fit.between)[0]
        ]  # fmt: skip
        names = ("limit_low", "limit_high", "strict_low", "strict_high")
        assert [float(row[name]) for name in names] == pytest.approx(limits, rel=1e-12)


@pytest.mark.parametrize("language", Language)
def test_contributions_are_kitagawas_of_the_values(ways: Ways, language: Language) -> None:
    """From the counts of both years in fractions: effects in JSON, rates, weights and effects in the CSV."""
    years = ("2025-Q2", PERIOD)
    arguments = ["--indicator=on_time_rate", f"--locality={SAMPLE}", "--level=commune"]
    pair = [
        {row["locality"]: row for row in ways.values(*arguments, f"--period={year}") if row["value"] is not None}
        for year in years
    ]
    expected = kitagawa(*({place: counts(row) for place, row in year.items()} for year in pair))
    rows = rows_of(ways, "contributions", language)
    published = {(row["locality"], row["effect"]): row["value"] for row in rows}
    assert published == {name: exact(float(100 * size)) for name, size in expected.items()}
    totals = [sum(int(row["denominator"]) for row in year.values()) for year in pair]
    places = list(dict.fromkeys(row["locality"] for row in rows))
    for place, line in zip(places, table(ways, "contributions", language)[1:], strict=True):
        rates = ["" if place not in year else str(year[place]["value"]) for year in pair]
        weights = ["" if place not in year else str(exact(100 * int(year[place]["denominator"]) / total))
                   for year, total in zip(pair, totals, strict=True)]  # fmt: skip
        effects = [expected[place, effect] for effect in ("rate", "mix", "presence")]
        written_effects = [str(exact(float(100 * size))) for size in (*effects, sum(effects))]
        assert line[1:9] == [*rates, *weights, *written_effects], place


def counts(row: Row) -> tuple[int, int]:
    return int(row["numerator"]), int(row["denominator"])


def kitagawa(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> dict[tuple[str, str], Fraction]:
    """Rate, mix and presence effect of each place: a plain second implementation."""
    whole = [Fraction(sum(x for x, _ in year.values()), sum(n for _, n in year.values())) for year in (before, after)]
    totals = [sum(n for _, n in year.values()) for year in (before, after)]
    effects = {}
    for place in before | after:
        weights = [Fraction(year[place][1], total) if place in year else Fraction(0)
                   for year, total in zip((before, after), totals, strict=True)]  # fmt: skip
        rates = [Fraction(*year[place]) if place in year else None for year in (before, after)]
        middle = sum(whole) / 2
        rate = mix = presence = Fraction(0)
        if rates[0] is not None and rates[1] is not None:
            rate = sum(weights) / 2 * (rates[1] - rates[0])
            mix = (weights[1] - weights[0]) * ((rates[0] + rates[1]) / 2 - middle)
        else:
            only = rates[0] if rates[0] is not None else rates[1]
            assert only is not None
            presence = (weights[1] - weights[0]) * (only - middle)
        effects |= {(place, "rate"): rate, (place, "mix"): mix, (place, "presence"): presence}
    return effects
