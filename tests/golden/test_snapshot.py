"""Every published value, data file, plot and address against a recorded snapshot: proof that a refactoring kept them.

`snapshot.txt` has one line for each answer: its name, the first 16 hex digits of the SHA-256 of its data, and the size
of that data in bytes; data of up to 24 characters, such as a status, is recorded as it is. The data of an answer is
what remains of it without its wording: `wording.py` lists, field by field, what is removed. Only what is public is
used, the HTTP addresses and the command line, so no move or renaming inside the product concerns these tests.

To record an intended change: `TESTS_SNAPSHOT=FOLDER .venv/bin/pytest tests/golden` writes FOLDER/snapshot.txt, to be
copied over the old one, and next to it the data of every answer. `diff -r` of such folders of two versions shows what
changed inside an answer.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import product
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from tests.conftest import Serving
from tests.golden import addresses, commands, wording

SNAPSHOT = Path(__file__).with_name("snapshot.txt")
SAMPLES = Path(__file__).parents[2] / "data" / "samples"
FAULTY = "faulty.csv"
REQUESTS_AT_ONCE = 8
DIGITS, LONGEST_AS_IT_IS = 16, 24
PACKAGE = "/data/figures.zip?simulated=yes"
TABLES = ("figures", "localities", "successions", "measures", "indicators")
# Names and definitions in words, and the day on which the store was filled.
REMOVED_COLUMNS = {
    "figures": {"measure_name", "measure_name_en", "received"},
    "measures": {"name", "name_en"},
    "indicators": {"name", "name_en", "definition", "definition_en", "legal_basis", "legal_basis_en"},
}

Contents = dict[str, str]
"""The data of answers by their names."""


@dataclass(frozen=True)
class Installation:
    """A running server, its working folder, its data package, names of localities and codes of measures."""

    client: httpx.Client
    folder: Path
    package: zipfile.ZipFile
    names: frozenset[str]

    def get_all(self, paths: Iterable[str]) -> Iterator[tuple[str, httpx.Response]]:
        """Each path and its answer."""
        paths = list(paths)
        with ThreadPoolExecutor(REQUESTS_AT_ONCE) as pool:
            yield from zip(paths, pool.map(self.client.get, paths), strict=True)

    def rows(self, table: str) -> list[list[str]]:
        """The rows of a table of the data package, its headings first."""
        return wording.read_csv(self.package.read(f"{table}.csv"))

    def column(self, table: str, name: str) -> list[str]:
        """A column of a table of the data package."""
        return wording.columns_of(self.rows(table))[name].splitlines()


class Snapshot:
    """What is recorded of every answer, by section and name, and what was found."""

    def __init__(self, text: str) -> None:
        self.recorded: dict[str, Contents] = {}
        self.sections: dict[str, Contents] = {}
        for part in filter(None, text.split("\n\n")):
            section, *lines = part.splitlines()
            self.recorded[section.strip("[]")] = dict(line.split("  ", 1) for line in lines)

    def check(self, section: str, contents: Contents) -> None:
        """Fail with the name of every answer of a section that is not as recorded."""
        self.sections[section] = contents
        old, new = self.recorded.get(section, {}), {name: summary(content) for name, content in contents.items()}
        changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
        lines = [f"{name}: {old.get(name, 'absent')} -> {new.get(name, 'absent')}" for name in changed]
        if lines:
            pytest.fail("\n".join([f"{len(lines)} of {len(new)} answers are not as recorded:", *lines]), pytrace=False)

    def write(self, folder: Path) -> None:
        """Write what was found, and the data of every answer, into a folder."""
        parts = []
        for section, contents in self.sections.items():
            lines = (f"{name}  {summary(content)}" for name, content in contents.items())
            parts.append("\n".join([f"[{section}]", *lines]))
            (folder / section).mkdir(parents=True, exist_ok=True)
            for name, content in contents.items():
                (folder / section / quote(name, safe=" ?=&@,")).write_text(content, encoding="utf-8")
        (folder / SNAPSHOT.name).write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def summary(content: str) -> str:
    """What a line records of an answer's data."""
    if len(content) <= LONGEST_AS_IT_IS and "\n" not in content:
        return content or "empty"
    data = content.encode()
    return f"{sha256(data).hexdigest()[:DIGITS]} {len(data)}"


@pytest.fixture(scope="module")
def installed(serve: Serving, filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The product with all figures and a home folder of its own, in which no other test has changed anything."""
    folder = tmp_path_factory.mktemp("golden")
    shutil.copytree(filled_home, folder / "home")
    shutil.copytree(SAMPLES, folder, dirs_exist_ok=True)
    (folder / FAULTY).write_text(commands.WITH_FAULTS, encoding="utf-8")
    with serve(folder) as address, httpx.Client(base_url=address, timeout=60, verify=False) as client:
        package = zipfile.ZipFile(io.BytesIO(client.get(PACKAGE).content))
        installation = Installation(client, folder, package, frozenset())
        names = {*installation.column("localities", "name"), *installation.column("measures", "code")}
        yield replace(installation, names=frozenset(names))


@pytest.fixture(scope="module")
def snapshot() -> Iterator[Snapshot]:
    """What is recorded; where a folder is named, what was found is written there at the end."""
    kept = Snapshot(SNAPSHOT.read_text(encoding="utf-8") if SNAPSHOT.exists() else "")
    yield kept
    if folder := os.environ.get("TESTS_SNAPSHOT"):
        kept.write(Path(folder))


@pytest.mark.parametrize("extension", ["json", "csv", "html", "xlsx"])
def test_charts_are_as_recorded(installed: Installation, snapshot: Snapshot, extension: str) -> None:
    """Rows, tables and plots of every kind, of provinces, districts and a commune, in both languages."""
    answers = installed.get_all(f"/charts/{chart}" for chart in addresses.chart_addresses(extension))
    snapshot.check(f"charts {extension}", {path: chart_data(path, answer, installed.names) for path, answer in answers})


def chart_data(path: str, answer: httpx.Response, names: wording.Names) -> str:
    """The data of a chart's file, or the status of a refusal."""
    if answer.status_code != 200:
        return str(answer.status_code)
    match path.partition("?")[0].rpartition(".")[2]:
        case "json":
            return wording.json_data(answer.content)
        case "html":
            return wording.embed_data(answer.text, names)
        case "xlsx":
            return wording.workbook_data(answer.content, names)
    rows = wording.read_csv(answer.content)
    return wording.coded_table(rows) if "rows=all" in path else wording.table_data(rows, names)


def test_values_are_as_recorded(installed: Installation, snapshot: Snapshot) -> None:
    """Every indicator and measure over every period, as reported and on current boundaries, and of older vintages."""
    indicators = installed.column("indicators", "id")
    every_indicator = "&".join(f"indicator={indicator}" for indicator in indicators)
    every_measure = "&".join(f"measure={measure}" for measure in installed.column("measures", "code"))
    queries = {
        f"{unit}&boundaries={boundaries}&indicator={indicator}": f"indicator={indicator}"
        for unit, boundaries, indicator in product(addresses.VALUES_OF, addresses.BOUNDARIES, indicators)
    }
    for province in addresses.PROVINCES:
        queries |= {f"{province}&boundaries={day}&every measure": every_measure for day in addresses.BOUNDARIES}
        queries |= {f"{province}&vintage={vintage}&every indicator": every_indicator for vintage in (1, 2)}
    paths = [f"/data/values.json?{name.rpartition('&')[0]}&{subjects}" for name, subjects in queries.items()]
    answers = (answer for _, answer in installed.get_all(paths))
    contents = {name: wording.json_data(answer.content) for name, answer in zip(queries, answers, strict=True)}
    snapshot.check("values", contents)


def test_data_files_are_as_recorded(installed: Installation, snapshot: Snapshot) -> None:
    """Every column of the CSV files and of the data package, and every sheet of the workbook."""
    contents = {"figures.zip": "\n".join(installed.package.namelist())}
    for table in (*TABLES, "figures.sdmx"):
        columns = table_columns(table, installed.rows(table))
        contents |= {f"figures.zip {table} {name}": column for name, column in columns.items()}
    contents["figures.zip datapackage"] = wording.json_data(installed.package.read("datapackage.json"))
    for query in ("reader=machines", "reader=people", "vintage=1", "vintage=2&simulated=yes"):
        rows = wording.read_csv(installed.client.get(f"/data/figures.csv?{query}").content)
        columns = table_columns("figures", rows)
        contents |= {f"figures.csv?{query} {name}": column for name, column in columns.items()}
    sheets = wording.read_sheets(installed.client.get("/data/figures.xlsx?lang=en").content)
    for table, (_, _, _, *rows) in zip(TABLES, sheets[wording.SHEETS_OF_WORDS :], strict=True):
        columns = table_columns(table, [installed.rows(table)[0], *rows])
        contents[f"figures.xlsx {table}"] = wording.as_one(columns)
    snapshot.check("data files", contents)


def table_columns(table: str, rows: wording.Rows) -> Contents:
    """The columns of a table of the dataset that are data."""
    removed = REMOVED_COLUMNS.get(table, set())
    return {name: column for name, column in wording.columns_of(rows).items() if name not in removed}


def test_addresses_are_as_recorded(installed: Installation, snapshot: Snapshot) -> None:
    """What search engines read, link previews of public pages, headers and encoding of files, and status codes."""
    base = str(installed.client.base_url).rstrip("/")
    lists = installed.get_all(("/robots.txt", "/sitemap.xml", "/healthz"))
    contents = {path: answer.text.replace(base, "") for path, answer in lists}
    pages = product(addresses.PUBLIC_PAGES, addresses.PREVIEWS)
    for path, answer in installed.get_all(f"/{page}?{query}" for page, query in pages):
        contents[f"preview {path}"] = wording.preview_data(answer.text)
    for path, answer in installed.get_all(addresses.FORMS):
        ends = answer.content[:3].hex(), answer.content[-2:].hex()  # byte order mark, line end
        contents[f"form {path}"] = "\n".join([*(str(answer.headers.get(name)) for name in addresses.HEADERS), *ends])
    for path, answer in installed.get_all(addresses.STATUSES):
        contents[f"status {path}"] = f"{answer.status_code} {answer.headers.get('location', '')}".strip()
    snapshot.check("addresses", contents)


def test_commands_are_as_recorded(installed: Installation, snapshot: Snapshot) -> None:
    """Values, data of charts, the template, and what importing each sample and a faulty file would do."""
    files = [*sorted(path.name for path in SAMPLES.iterdir()), FAULTY]
    lines = [*commands.COMMANDS, *(commands.IMPORT.format(file=file) for file in files)]
    # A process of their own, because the program reads its settings once.
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(1, context) as pool:
        snapshot.check("commands", pool.submit(commands.run_all, lines, installed.folder, installed.names).result())


def test_wording_makes_no_difference() -> None:
    """A sentence may change; a number, a code, a name, a key, or whether there is a note may not."""
    names = {"Xã Phú An"}
    old = b'{"title": "A", "source": "B", "rows": [{"value": 1.50, "note": "C", "source": "D"}]}'
    reworded = old.replace(b"A", b"E 7").replace(b"B", b"E 7").replace(b"C", b"E 7")
    assert wording.json_data(reworded) == wording.json_data(old)
    for before, after in ((b"1.50", b"1.5"), (b"1.50", b'"1.50"'), (b'"C"', b'""'), (b'"D"', b'"E"')):
        assert wording.json_data(old.replace(before, after)) != wording.json_data(old)
    label = "Xã Phú An<br><b>94.1%</b><br>rank 3 of 9"
    assert wording.plot_data({"text": label, "y": "a"}, names) == {"text": ["Xã Phú An", "94.1%"], "y": "a"}
    table = [["Title"], ["Place", "Rate"], ["Xã Phú An", "7 of 9"], ["Worse", "2026-Q2"], ["Better", "Worse"], ["Note"]]
    lines = ["2 columns", "Xã Phú An\t7 9", "text 1\t2026-Q2", "text 2\ttext 1", ""]
    assert wording.table_data(table, names) == "\n".join(lines)
