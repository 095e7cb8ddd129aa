"""An operator's threshold for small numbers holds at every door: values, pages, pictures, files, addresses."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tests.queries import ask_paragraph, ask_values, describe_view

from dxkpi import charts
from dxkpi.cli.output.values import value_rows
from dxkpi.domain.model.locality import Level
from dxkpi.domain.model.period import parse_period
from dxkpi.domain.views.text.description import Description
from dxkpi.exports import FORMATS, export_view
from dxkpi.locale import Language
from dxkpi.settings import Settings
from dxkpi.web.api.charts import fixed_routes
from dxkpi.workflows import find_locality, revisions
from dxkpi.workflows.quality import QualityQuery, quality
from dxkpi.workspace import Workspace, open_workspace

SAMPLE, PERIOD, INDICATOR = "90", "2025-Q4", "pending_overdue_rate"
KINDS = ("ranking", "funnel", "map", "beside", "contributions", "trend")


@pytest.fixture(scope="module")
def guarded(filled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The sample province where counts below 10 are hidden."""
    home = tmp_path_factory.mktemp("guarded") / "home"
    shutil.copytree(filled_home, home)
    opened = open_workspace(Settings(_env_file=None, home=home, suppress_below=10))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def secrets(workspace: Workspace, guarded: Workspace) -> dict[str, tuple[int, int, float]]:
    """The hidden values, from a workspace that hides nothing: numerator, denominator and rate by locality (key)."""
    query = {"indicators": [INDICATOR], "locality": SAMPLE, "level": Level.COMMUNE, "period": PERIOD}
    pairs = zip(ask_values(workspace, **query), ask_values(guarded, **query), strict=True)  # type: ignore[arg-type]
    counts = {
        open_.locality: (int(open_.numerator or 0), int(open_.denominator or 0), open_.value or 0.0)
        for open_, hidden in pairs
        if hidden.suppressed
    }
    assert len(counts) >= 2
    assert any(0 < numerator < 10 for numerator, _, _ in counts.values())
    return counts


def described(workspace: Workspace, kind: str, places: list[str], language: Language = Language.EN) -> Description:
    place = places[0] if kind == "trend" else SAMPLE
    return describe_view(
        workspace, kind, indicator=INDICATOR, locality=place, period=PERIOD, language=language,
        level=None if kind == "trend" else Level.COMMUNE, beside=places[:2],
    )  # fmt: skip


def test_values_of_hidden_localities_are_null_with_a_note(guarded: Workspace, secrets: dict) -> None:
    """As `values --json` prints them; the value of the whole is still given."""
    rows = value_rows(
        ask_values(guarded, indicators=[INDICATOR], locality=SAMPLE, level=Level.COMMUNE, period=PERIOD),
        guarded.cutoff,
        Language.EN,
    )
    hidden = [row for row in rows if row["locality"] in secrets]
    assert [(row["value"], row["numerator"], row["denominator"], row["suppressed"]) for row in hidden] == [
        (None, None, None, True)
    ] * len(secrets)
    assert all("Not shown" in row["note"] for row in hidden)
    assert not ask_values(guarded, indicators=[INDICATOR], locality=SAMPLE, period=PERIOD)[0].suppressed


@pytest.mark.parametrize("kind", KINDS)
def test_no_view_reveals_a_hidden_value(guarded: Workspace, secrets: dict, kind: str) -> None:
    """Neither its table nor its alternative text nor its picture has the rate of a hidden locality."""
    description = described(guarded, kind, list(secrets))
    hidden = [
        value
        for value in description.view.values
        if value.locality in secrets and value.period == description.view.period
    ]
    assert [value.value for value in hidden] == [None] * len(hidden)
    figure = charts.draw(description).to_json()
    for value in hidden:
        rate = description.written(value)
        assert rate == "–"
        assert f"{description.name_of(value)}: {secrets[value.locality][2]:.1f}" not in description.alt
        assert f"{secrets[value.locality][2]:.9f}"[:12] not in figure
    plain = [cell for row in description.table.numbers for cell in row if isinstance(cell, float)]
    assert not {round(cell, 9) for cell in plain} & {round(rate, 9) for _, _, rate in secrets.values() if rate}


def texts(content: bytes, ending: str) -> bytes:
    """What a file says; of a workbook all its parts."""
    if ending != "xlsx":
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"".join(book.read(name) for name in book.namelist())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", [ending for ending in ("csv", "json", "xlsx") if ending in FORMATS])
def test_no_file_reveals_a_hidden_value(guarded: Workspace, secrets: dict, kind: str, ending: str) -> None:
    """Every file of data of every picture; pictures are drawn from the same views."""
    said = texts(export_view(described(guarded, kind, list(secrets)), ending), ending)
    for _, _, rate in secrets.values():
        assert not rate or f"{rate:.9f}"[:11].encode() not in said


def test_no_address_reveals_a_hidden_value(guarded: Workspace, secrets: dict) -> None:
    """Values and charts as they are read without a session."""
    client = TestClient(Starlette(routes=fixed_routes(guarded)))
    query = {"indicator": INDICATOR, "locality": SAMPLE, "level": "commune", "period": PERIOD, "lang": "en"}
    for path in ("/data/values.json", "/charts/ranking.json"):
        rows = {row["locality"]: row for row in client.get(path, params=query).raise_for_status().json()["rows"]}
        assert all(rows[key]["value"] is None and rows[key]["numerator"] is None for key in secrets)
    table = client.get("/charts/ranking.csv", params=query).raise_for_status().text
    rows = list(csv.reader(io.StringIO(table.lstrip("\ufeff"))))
    named = {guarded.registry.by_key(key).name for key in secrets}
    assert [row[1:4] for row in rows if row and row[0] in named] == [["", "", ""]] * len(secrets)
    for key in secrets:
        document = client.get(
            "/data/values.json", params={"measure": "dossiers_pending_overdue", "locality": key, "period": PERIOD}
        ).json()
        assert [row["value"] for row in document["rows"]] == [None]


def test_no_paragraph_reveals_a_hidden_count(workspace: Workspace, guarded: Workspace, secrets: dict) -> None:
    """Where the open one says "of which 4 overdue", the guarded one ends with how many are pending."""
    for key, (overdue, pending, _) in secrets.items():
        query = {"locality": key, "period": PERIOD, "language": Language.EN}
        open_, hidden = (ask_paragraph(opened, **query) for opened in (workspace, guarded))
        pending_sentence = next(sentence for sentence in open_.split(". ") if f" {pending} " in f" {sentence} ")
        assert overdue == 0 or f" {overdue} " in pending_sentence
        assert pending_sentence not in hidden


def test_neither_revisions_nor_quality_tell_a_hidden_count(guarded: Workspace, secrets: dict) -> None:
    """The lists of single figures leave out those that are hidden."""
    period = parse_period(PERIOD, guarded.cutoff)
    for key in secrets:
        lines = revisions(guarded, find_locality(guarded, key), Language.EN)
        assert lines
        assert not [line for line in lines if line[1] == "Q4 2025" and "overdue" in line[2] and "ending" in line[2]]
    overview = quality(guarded, QualityQuery(find_locality(guarded, SAMPLE, period=period), guarded.vintage))
    for odd_value in overview.odd:
        assert odd_value.value is None or not 0 < odd_value.value < 10 or not odd_value.measure.startswith("dossiers")
    counts = [term.value for disagreement in overview.disagreements for term in disagreement.inconsistency.terms]
    assert not [count for count in counts if 0 < count < 10]


def test_two_or_more_of_a_whole_are_hidden(guarded: Workspace) -> None:
    """Never one alone, which the whole less the others would tell."""
    for indicator in guarded.catalogue.indicators:
        for period in ("2025-Q4", "2026-Q2"):
            values = ask_values(guarded, indicators=[indicator.id], locality=SAMPLE, level=Level.COMMUNE, period=period)
            assert sum(value.suppressed for value in values) != 1


def test_without_a_threshold_nothing_is_hidden(workspace: Workspace) -> None:
    """Off by default."""
    values = ask_values(workspace, indicators=[INDICATOR], locality=SAMPLE, level=Level.COMMUNE, period=PERIOD)
    assert not any(value.suppressed for value in values)
    assert json.loads(export_view(described(workspace, "ranking", []), "json"))["rows"][0]["suppressed"] is False
