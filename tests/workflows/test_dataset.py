"""All published figures at their addresses, and what is cited: the same for ever under a vintage."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tests.queries import ask_values, describe_view

from dxkpi import workflows
from dxkpi.domain.views.text.citation import CitationLength
from dxkpi.exports.dataset import DATASET_FORMATS
from dxkpi.exports.numbers import flat_row_of
from dxkpi.locale import Language
from dxkpi.settings import Settings
from dxkpi.web.api.charts import fixed_routes
from dxkpi.workflows.dataset import cite
from dxkpi.workflows.editions import editions
from dxkpi.workflows.upload.preview import UploadRequest
from dxkpi.workspace import Workspace, open_workspace

ALL = {"simulated": "yes", "reader": "machines"}
VIEW = {"indicator": "on_time_rate", "locality": "90", "period": "2026-Q2"}


@pytest.fixture(scope="module")
def client(workspace: Workspace) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=fixed_routes(workspace))) as opened:
        yield opened


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_figure_is_what_values_says(client: TestClient, workspace: Workspace) -> None:
    """Figure by figure, digit for digit, for every locality and period that has reported a measure."""
    rows = [row for row in lines(client.get("/data/figures.csv", params=ALL).content) if row["measure"] == "documents"]
    assert len(rows) > 100
    for row in rows[:: len(rows) // 100]:
        (value,) = ask_values(workspace, measures=[row["measure"]], locality=row["locality"], period=row["period"])
        plain = flat_row_of(value, workspace.cutoff, Language.VI)
        assert (row["value"], row["locality_name"], row["basis"]) == (
            str(plain["value"]), plain["locality_name"], plain["basis"],
        )  # fmt: skip


def test_the_sample_province_is_left_out_unless_asked_for(client: TestClient) -> None:
    """Who adds up the file adds up real figures."""
    assert {row["simulated"] for row in lines(client.get("/data/figures.csv").content)} == {"no"}
    assert {row["simulated"] for row in lines(client.get("/data/figures.csv", params=ALL).content)} == {"no", "yes"}


@pytest.mark.parametrize("extension", DATASET_FORMATS)
def test_a_vintage_answers_for_ever(client: TestClient, extension: str) -> None:
    """With a vintage kept for ever, without it asked again; known again: 304; HEAD has no body; a name to save it."""
    address = f"/data/figures.{extension}"
    newest, fixed = client.get(address), client.get(address, params={"vintage": "1"})
    assert newest.headers["Cache-Control"] == "public, no-cache"
    assert "immutable" in fixed.headers["Cache-Control"]
    assert f"figures-vintage-1.{extension}" in fixed.headers["Content-Disposition"]
    again = client.get(address, params={"vintage": "1"}, headers={"If-None-Match": fixed.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert fixed.headers["ETag"] != newest.headers["ETag"]
    head = client.head(address)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", newest.headers["ETag"])


def test_a_csv_comes_compressed(client: TestClient) -> None:
    """To who reads gzip; the content is the same."""
    plain = client.get("/data/figures.csv", headers={"Accept-Encoding": "identity"})
    packed = client.get("/data/figures.csv", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.content == plain.content
    assert packed.headers["ETag"] != plain.headers["ETag"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("figures.bmp", 404), ("figures.csv?vintage=99", 404), ("figures.csv?vintage=x", 400),
     ("figures.csv?colour=red", 400), ("figures.csv?reader=cats", 400)],
)  # fmt: skip
def test_a_missing_address_is_answered_in_one_sentence(client: TestClient, address: str, status: int) -> None:
    """404 for what is not there, 400 for what makes no sense."""
    answer = client.get(f"/data/{address}")
    assert (answer.status_code, answer.text.count("\n")) == (status, 0)
    assert "Traceback" not in answer.text


def test_small_numbers_are_hidden_in_every_file(filled_home: Path, tmp_path: Path) -> None:
    """Where counts below 10 are hidden no file has one, and what is hidden is what `values` hides."""
    home = shutil.copytree(filled_home, tmp_path / "home")
    opened = open_workspace(Settings(_env_file=None, home=home, suppress_below=10))
    try:
        client = TestClient(Starlette(routes=fixed_routes(opened)))
        rows = lines(client.get("/data/figures.csv", params=ALL).content)
        hidden = [row for row in rows if row["suppressed"] == "yes"]
        assert hidden
        assert all(row["value"] == "" and row["note"] == "" for row in hidden)
        cases = {code for code, measure in opened.catalogue.measures.items() if measure.unit.en == "dossiers"}
        assert not [row for row in rows if row["measure"] in cases and row["value"] and 0 < int(row["value"]) < 10]
        for row in hidden[:: max(1, len(hidden) // 20)]:
            (value,) = ask_values(opened, measures=[row["measure"]], locality=row["locality"], period=row["period"])
            assert value.suppressed
        with zipfile.ZipFile(
            io.BytesIO(client.get("/data/figures.zip", params={"simulated": "yes"}).content)
        ) as package:
            sdmx = list(csv.DictReader(io.StringIO(package.read("figures.sdmx.csv").decode())))
        assert sum(row["CONF_STATUS"] == "C" and row["OBS_VALUE"] == "" for row in sdmx) == len(hidden)
    finally:
        opened.close()


def test_a_citation_names_everything(workspace: Workspace) -> None:
    """Title, place, period, source, product, vintage, its day in Viet Nam, and the address."""
    description = describe_view(workspace, "trend", **VIEW, language=Language.EN, vintage=2)  # type: ignore[arg-type]
    citations = cite(workspace, description, "https://example.test/x?vintage=2")
    edition = next(edition for edition in editions(workspace) if edition.vintage == 2)
    for needed in ("Tỉnh Mẫu", "Q2 2026", "Digital transformation indicators", "vintage 2", f"{edition.day:%d/%m/%Y}"):
        assert all(needed in citation for citation in citations.values()), needed
    assert all(citation.endswith("https://example.test/x?vintage=2") for citation in citations.values())
    assert description.source_line in citations[CitationLength.LONG]
    assert len(citations[CitationLength.SHORT]) < len(citations[CitationLength.LONG])


def test_old_addresses_give_old_bytes_after_a_correction(own_workspace: Workspace) -> None:
    """Every data format of a chart, and the whole data set, of a vintage: the same after a newer one."""
    client = TestClient(Starlette(routes=fixed_routes(own_workspace)))
    old = own_workspace.vintage
    addresses = [
        f"/charts/ranking.{extension}?locality=90&period=2026-Q2&vintage={old}" for extension in ("csv", "xlsx", "html")
    ]
    addresses += [f"/data/figures.{extension}?simulated=yes&vintage={old}" for extension in ("csv", "zip")]
    before = {address: client.get(address).content for address in addresses}
    unit = own_workspace.registry.below(own_workspace.registry.versions("90")[-1], datetime.now(UTC).date(), "commune")[
        0
    ]  # type: ignore[arg-type]
    content = f"locality,period,measure,value\n{unit.key},2026-Q2,dossiers_resolved,4321\n".encode()
    report = workflows.import_file(own_workspace, UploadRequest("x.csv", content), reason="sửa theo báo cáo")
    assert report.vintage == old + 1, [str(problem.message) for problem in report.problems]
    own_workspace.refresh()
    assert {address: client.get(address).content for address in addresses} == before
    newest = client.get("/data/figures.csv?simulated=yes").content
    assert newest != client.get(f"/data/figures.csv?simulated=yes&vintage={old}").content
    assert (editions(own_workspace)[0].vintage, editions(own_workspace)[0].reason) == (old + 1, "sửa theo báo cáo")
    assert [edition.shipped for edition in editions(own_workspace)] == [False, *[True] * old]


@pytest.mark.slow
def test_a_command_and_an_address_give_the_same_bytes(client: TestClient, filled_home: Path, tmp_path: Path) -> None:
    """`dxkpi chart … -o` writes what the address answers, for every format that takes no browser."""
    home = shutil.copytree(filled_home, tmp_path / "home")
    document = json.loads(client.get("/charts/ranking.json", params=VIEW | {"lang": "vi"}).content)
    for extension in ("csv", "xlsx", "html"):
        out = tmp_path / f"x.{extension}"
        options = [part for name, value in VIEW.items() for part in (f"--{name}", value)]
        command = [Path(sys.executable).with_name("dxkpi"), "chart", "ranking", *options, "--lang", "vi", "-o", out]
        subprocess.run(command, env={**os.environ, "DXKPI_HOME": str(home)}, check=True)
        assert out.read_bytes() == client.get(f"/charts/ranking.{extension}", params=VIEW | {"lang": "vi"}).content
    assert document["vintage"]
