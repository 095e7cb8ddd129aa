"""All published figures as one table, one workbook and one package, opened by the tools they are made for."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from frictionless import Package, system
from pysdmx.io import read_sdmx
from tests.figures import from_observations

from dxkpi.catalogue import load_catalogue
from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.locality import Level, Locality, Registry, Succession
from dxkpi.domain.model.period import Cutoff, parse_period, quarter
from dxkpi.domain.views.text.citation import VintageEdition
from dxkpi.exports.dataset import DATASET_FORMATS, DatasetContent, DatasetOptions
from dxkpi.exports.options import Audience
from dxkpi.locale import Language

CATALOGUE = load_catalogue(Path(__file__).parents[3] / "data")
HOSTILE = '=HYPERLINK("http://x")'
DAY = date(2025, 7, 1)
QUARTER, YEAR = quarter(2025, 4, Cutoff.DECREE09), parse_period("2025", Cutoff.DECREE09)
SOURCE = '@báo cáo, "quý IV"'


def unit(code: str, name: str, *, simulated: bool = False, parent: str | None = "97") -> Locality:
    level, kind = (Level.COMMUNE, "xã") if parent else (Level.PROVINCE, "tỉnh")
    return Locality(code, DAY, None, name, kind, level, parent, None, None, simulated)


UNITS = (unit("97", "Tỉnh Thử", parent=None), unit("97001", HOSTILE), unit("97002", "Xã Hai"))
MADE_UP = unit("90001", "Xã Mẫu", simulated=True)
ROWS = (
    Observation(UNITS[1].key, QUARTER, "dossiers_resolved", 1200, source=SOURCE, source_url="https://example.test/a"),
    Observation(UNITS[1].key, YEAR, "online_rate_stated", 97, provisional=True, note="-1 nơi", source=SOURCE),
    Observation(UNITS[2].key, QUARTER, "dossiers_resolved_overdue", 3, note="3 hồ sơ"),
    Observation(MADE_UP.key, QUARTER, "dossiers_resolved", 5),
)


@pytest.fixture
def whole() -> DatasetContent:
    """Three real figures, one of them hidden, and a simulated one, which is left out."""
    return DatasetContent(
        from_observations([replace(row, value=row.value) for row in ROWS], 7),
        Registry([*UNITS, MADE_UP], [Succession(UNITS[1].key, UNITS[2].key, DAY, whole=True)]),
        CATALOGUE.measures,
        CATALOGUE.indicators,
        {(UNITS[2].key, QUARTER): frozenset({"dossiers_resolved_overdue"})},
        Cutoff.DECREE09,
        VintageEdition(7, datetime(2026, 1, 31, 18, tzinfo=UTC)),
        "Tỉnh Thử",
        "https://example.test",
    )


def file_bytes(whole: DatasetContent, extension: str, choice: DatasetOptions = DatasetOptions()) -> bytes:  # noqa: B008 - frozen
    file = io.BytesIO()
    DATASET_FORMATS[extension].write(whole, choice, file)
    return file.getvalue()


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture
def package(whole: DatasetContent, tmp_path: Path) -> Path:
    place = tmp_path / "figures.zip"
    place.write_bytes(file_bytes(whole, "zip"))
    return place


def test_each_line_says_all_of_its_figure(whole: DatasetContent) -> None:
    """Place, period with both days, measure, value, provisional, source, vintage; by hand for the first."""
    first = next(row for row in lines(file_bytes(whole, "csv")) if row["period"] == "2025-Q4")
    assert (first["locality"], first["period_first"], first["period_last"]) == (
        "97001@2025-07-01", "2025-09-15", "2025-12-14",
    )  # fmt: skip
    assert (first["measure"], first["value"], first["unit"]) == ("dossiers_resolved", "1200", "dossiers")
    assert (first["basis"], first["provisional"], first["simulated"]) == ("period", "no", "no")
    assert (first["source_url"], first["vintage"]) == ("https://example.test/a", "7")


def test_text_that_runs_is_neutralised_everywhere(whole: DatasetContent, package: Path) -> None:
    """A locality named =HYPERLINK(…), a source that begins with @, a note with a minus: behind an apostrophe."""
    with zipfile.ZipFile(package) as opened:
        tables = [opened.read(name) for name in opened.namelist() if name.endswith(".csv")]
    for table in (file_bytes(whole, "csv"), *tables):
        for row in lines(table):
            for name, cell in row.items():
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), name
    assert f"'{HOSTILE}" in {row["locality_name"] for row in lines(file_bytes(whole, "csv"))}


def test_what_is_hidden_is_empty_and_marked(whole: DatasetContent) -> None:
    """The value and the note, which may tell it, are gone; that there is one is said."""
    (row,) = [row for row in lines(file_bytes(whole, "csv")) if row["suppressed"] == "yes"]
    assert (row["measure"], row["value"], row["note"]) == ("dossiers_resolved_overdue", "", "")


def test_simulated_figures_are_left_out_unless_asked_for(whole: DatasetContent) -> None:
    """A sum over the file is one over real figures; who asks for the others finds them marked."""
    assert {row["simulated"] for row in lines(file_bytes(whole, "csv"))} == {"no"}
    rows = lines(file_bytes(replace(whole, simulated=True), "csv"))
    assert [row["locality_name"] for row in rows if row["simulated"] == "yes"] == ["Xã Mẫu"]
    assert len(rows) == 4


def test_the_mark_is_for_people(whole: DatasetContent) -> None:
    """With it for spreadsheets, without it for machines; all else is the same."""
    people, machines = file_bytes(whole, "csv"), file_bytes(whole, "csv", DatasetOptions(reader=Audience.MACHINES))
    assert people == b"\xef\xbb\xbf" + machines


@pytest.mark.parametrize("extension", DATASET_FORMATS)
def test_a_file_is_the_same_each_time(whole: DatasetContent, extension: str) -> None:
    """Made twice from the same vintage, byte for byte."""
    assert file_bytes(whole, extension) == file_bytes(replace(whole), extension)


def test_the_package_validates(package: Path, tmp_path: Path) -> None:
    """Frictionless finds no fault: every table fits its schema, keys are unique, foreign keys lead somewhere."""
    folder = tmp_path / "opened"
    with zipfile.ZipFile(package) as opened:
        opened.extractall(folder)
    with system.use_context(trusted=True):
        report = Package(folder / "datapackage.json").validate()
    assert report.valid, report.flatten(["resourceName", "fieldName", "message"])
    assert {task.name for task in report.tasks} == {"figures", "localities", "successions", "measures", "indicators"}


def test_the_package_says_how_to_cite_it(package: Path) -> None:
    """Short and long in both languages, with vintage, the day in Viet Nam (UTC+7), and the address of the vintage."""
    with zipfile.ZipFile(package) as opened:
        cited = opened.read("CITATION.txt").decode().strip().split("\n\n")
        assert "Apache-2.0" in opened.read("README.md").decode()
    assert len(cited) == 4
    for text in cited:
        assert "01/02/2026" in text
        assert "https://example.test/data/figures.zip?vintage=7" in text
    assert "phiên bản số liệu 7" in cited[0]
    assert "vintage 7" in cited[2]


def test_sdmx_reads_the_figures(package: Path) -> None:
    """pysdmx finds every figure under its place, period, measure and status; a hidden one is confidential."""
    with zipfile.ZipFile(package) as opened:
        (dataset,) = read_sdmx(opened.read("figures.sdmx.csv").decode()).data
    frame = dataset.data
    assert len(frame) == 3
    published = {(row.MEASURE, row.OBS_VALUE, row.OBS_STATUS, row.CONF_STATUS) for row in frame.itertuples()}
    assert published == {
        ("DOSSIERS_RESOLVED", "1200", "A", "F"),
        ("ONLINE_RATE_STATED", "97", "P", "F"),
        ("DOSSIERS_RESOLVED_OVERDUE", "", "Q", "C"),
    }
    assert "2025-09-15/P91D" in set(frame.TIME_PERIOD)


@pytest.mark.parametrize("language", Language)
def test_the_workbook_has_one_marked_table_a_sheet(whole: DatasetContent, language: Language) -> None:
    """Numbers are numbers, nothing is a formula, no cell of a table is empty."""
    book = openpyxl.load_workbook(io.BytesIO(file_bytes(whole, "xlsx", DatasetOptions(language=language))))
    cover, *others = book
    assert not cover.tables
    for sheet in others:
        (name,) = sheet.tables
        cells = [cell for row in sheet[sheet.tables[name].ref] for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert all(cell.value not in (None, "") for cell in cells)
    assert 1200 in {cell.value for row in others[1].iter_rows() for cell in row}
    assert HOSTILE in {cell.value for row in others[1].iter_rows() for cell in row}
