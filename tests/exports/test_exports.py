"""Files of a view: the same numbers as the view, its words and source with them, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.figures import from_observations

from dxkpi.catalogue import load_catalogue
from dxkpi.charts import CHARTS, ask, describe
from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.locality import Level, Locality, Registry
from dxkpi.domain.model.period import Cutoff, quarter
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.views.query import SnapshotKey, ViewQuery, ViewSettings
from dxkpi.domain.views.text.description import Description
from dxkpi.errors import UnknownFormat
from dxkpi.exports import FORMATS, export_view
from dxkpi.exports.as_csv import safe
from dxkpi.exports.numbers import exact
from dxkpi.locale import Language

CATALOGUE = load_catalogue(Path(__file__).parents[2] / "data")
PERIOD = quarter(2025, 4, Cutoff.DECREE09)
HOSTILE = '=HYPERLINK("http://evil.example";"Xem")'
SOURCE = "@SUM(1+1), báo cáo; “quý IV”"


def ward(code: str, name: str) -> Locality:
    return Locality(code, date(2025, 7, 1), None, name, "phường", Level.COMMUNE, "97", None, None)


PROVINCE = Locality("97", date(2025, 7, 1), None, "Tỉnh Thử", "tỉnh", Level.PROVINCE, None, None, None)
WARDS = (ward("97001", HOSTILE), ward("97002", "Phường Hai"), ward("97003", "+Ba"))


def described(kind: str = "ranking", language: Language = Language.EN) -> Description:
    """1 of 3 overdue in a ward with a hostile name, 1 of 4 in another, and one without figures."""
    rows = [(WARDS[0], 3, 1), (WARDS[1], 4, 1)]
    observations = [
        Observation(place.key, PERIOD, code, value, source=SOURCE, provisional=True)
        for place, resolved, overdue in rows
        for code, value in {"dossiers_resolved": resolved, "dossiers_resolved_overdue": overdue}.items()
    ]
    answers = Snapshot(from_observations(observations, 7), Registry([PROVINCE, *WARDS]), CATALOGUE.measures)
    indicator = CATALOGUE.indicator("overdue_rate") if kind == "ranking" else None
    settings = ViewSettings(Cutoff.DECREE09)
    query = ViewQuery(CHARTS[kind], PROVINCE, PERIOD, SnapshotKey(7), language, settings, indicator)
    return describe(ask(query, answers), language)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("kind", ["ranking", "timeliness"])
@pytest.mark.parametrize("language", list(Language))
def test_no_cell_of_a_csv_is_run_by_a_spreadsheet(kind: str, language: Language) -> None:
    """A locality named =HYPERLINK… and a source that begins with @ are text in every cell."""
    for row in rows_of(export_view(described(kind, language), "csv")):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_hostile_name_is_still_readable() -> None:
    """The name is written in full, after an apostrophe."""
    cells = {cell for row in rows_of(export_view(described(), "csv")) for cell in row}
    assert f"'{HOSTILE}" in cells
    assert "'+Ba" in cells
    assert "Phường Hai" in cells


@settings(deadline=None)
@given(st.text(max_size=20))
def test_safe_text_keeps_its_letters_and_is_never_a_formula(text: str) -> None:
    """Made safe, a text is itself or itself behind one apostrophe, and begins with no sign that runs."""
    name = str(safe(text))
    assert name in (text, f"'{text}")
    assert not name.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_stay_numbers() -> None:
    """A negative number is no formula."""
    assert safe(-5) == -5
    assert safe(-0.5) == -0.5


def test_a_csv_opens_in_spreadsheets_as_unicode() -> None:
    """It begins with the UTF-8 mark, once."""
    content = export_view(described(), "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1


def test_a_csv_alone_says_what_where_when_of_what_from_whom() -> None:
    """Title, place, period, numbers by hand, what is missing, provisional, and the source are in the file."""
    rows = rows_of(export_view(described(), "csv"))
    table = [row for row in rows if len(row) == 12]
    assert [row[1:4] for row in table[1:]] == [["25", "1", "4"], ["33.3333333333333", "1", "3"], ["", "", ""]]
    # Wilson intervals by hand; both hold the whole's 2 of 7; of two that overlap each may be first.
    assert [[round(float(end), 2) for end in row[4:6]] for row in table[1:3]] == [[4.56, 69.94], [6.15, 79.23]]
    same = "no different from the whole"
    assert [row[6:10] for row in table[1:]] == [[same, "1", "1", "2"], [same, "2", "1", "2"], ["", "", "", ""]]
    assert [row[10] for row in table[1:]] == ["1/1", "1/1", "0/1"]
    text = "\n".join(cell for row in rows for cell in row)
    for needed in ("Tỉnh Thử", "Q4 2025", "dossiers resolved", SOURCE, "provisional", "has no figures", "vintage 7"):
        assert needed in text


def test_json_equals_the_values() -> None:
    """Every value of the view is a row with plain numbers; what cannot be had is null with its reason, not left out."""
    description = described()
    document = json.loads(export_view(description, "json"))
    assert document["vintage"] == 7
    assert (document["title"], document["source"], document["notes"]) == (
        description.title,
        description.source_line,
        list(description.notes),
    )
    rows = document["rows"]
    assert [(row["value"], row["numerator"], row["denominator"]) for row in rows] == [
        (25, 1, 4), (pytest.approx(100 / 3, abs=1e-12), 1, 3), (None, None, None),
    ]  # fmt: skip
    assert [row["locality"] for row in rows] == ["97002@2025-07-01", "97001@2025-07-01", "97003@2025-07-01"]
    assert all(row["source"] == SOURCE and row["provisional"] for row in rows[:2])
    assert rows[2]["note"]
    assert {row["period"] for row in rows} == {"2025-Q4"}


def test_json_of_counts_has_every_series() -> None:
    """A view of three counts has a row a count and period, named by its measure."""
    rows = json.loads(export_view(described("timeliness"), "json"))["rows"]
    assert {(row["measure"], row["value"]) for row in rows if row["value"] is not None} == {
        ("dossiers_resolved_overdue", 2)
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        # As the promise prints it: 5203 of 5810.
        (100 * 5203 / 5810, "89.5524956970740"), (388 / 72, "5.38888888888889"), (6.8, "6.8"), (100.0, "100"),
        (0.0, "0"), (5810.0, "5810"), (100 / 3, "33.3333333333333"), (0.1, "0.1"), (12.5, "12.5"),
        (1e15, "1000000000000000"),
    ],
)  # fmt: skip
def test_plain_numbers(value: float, text: str) -> None:
    """Whole numbers without a point, short ones as they are, others with 15 significant digits."""
    assert str(exact(value)) == text


@settings(deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_plain_numbers_lose_nothing_that_counts(numerator: int, denominator: int) -> None:
    """Any rate written and read back is the same to 14 significant digits."""
    exactly = Decimal(100 * numerator) / Decimal(denominator)
    text = str(exact(100 * numerator / denominator))
    assert abs(Decimal(text) - exactly) <= exactly * Decimal("1e-14")
    assert json.loads(text) == pytest.approx(float(exactly), rel=1e-14)


def test_nothing_is_null() -> None:
    """A missing number is null."""
    assert exact(None) is None


def test_a_format_that_is_not_there_is_refused() -> None:
    """Asked for a format nobody writes, the answer names those there are."""
    with pytest.raises(UnknownFormat, match=next(iter(FORMATS))):
        export_view(described(), "bmp")
