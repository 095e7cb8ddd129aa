"""The store and the import, each against the reading of the same file alone. In seconds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from io import BytesIO

import pandas as pd
import python_calamine

from bench.facts import VALID_FROM, long_table, settings_of, simulated_facts
from bench.sizes import DataSize
from bench.timing import timed
from dxkpi.catalogue import load_registry_rows
from dxkpi.domain.model.locality import Level
from dxkpi.store import Store
from dxkpi.workflows import import_file
from dxkpi.workflows.upload.preview import UploadRequest
from dxkpi.workspace import open_workspace

SOURCE = "Sổ theo dõi hồ sơ (dữ liệu đo)"


def load_times(size: DataSize, rounds: int) -> dict[str, list[float]]:
    """The frame from the store, and the same facts from their CSV by pandas."""
    took: dict[str, list[float]] = {"frame from the store": [], "same facts, CSV by pandas": []}
    with Store.open(settings_of(size).address) as store:
        for _ in range(rounds):
            took["frame from the store"].append(timed(store.figures))
            took["same facts, CSV by pandas"].append(timed(lambda: pd.read_csv(size.table)))
    return took


def import_times(size: DataSize, rounds: int) -> dict[str, list[float]]:
    """A quarter of every locality as CSV and as XLSX: imported into a copy of the store, and only read.

    The first four imports bring a quarter each, the later ones correct it. An import ends with its vintage loaded.
    """
    home = size.folder / "home-import"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(size.home, home, ignore=shutil.ignore_patterns("cache"))
    communes = [locality for locality in load_registry_rows(size.data)[0] if locality.level is Level.COMMUNE]
    keys = [f"{commune.code}@{VALID_FROM}" for commune in communes]
    facts = simulated_facts(len(keys), len(size.quarters) + 2 * rounds)[:, len(size.quarters) :]
    workspace = open_workspace(settings_of(size, home))
    workspace.snapshot()
    took: dict[str, list[float]] = {name: [] for name in ("import CSV", "read CSV", "import XLSX", "read XLSX")}

    def take_in(name: str, content: bytes) -> None:
        report = import_file(workspace, UploadRequest(name, content, source=SOURCE), reason="measured")
        if not report.accepted or not report.counts.new + report.counts.changed:
            raise RuntimeError(f"{name} was not taken in whole: {report.problems[:3]}")

    try:
        for at in range(2 * rounds):
            quarter = f"{size.years.stop}-Q{at % 4 + 1}"
            table = long_table(keys, [quarter], facts[:, at : at + 1])
            kind = ("CSV", "XLSX")[at % 2]
            content = _as_csv(table) if kind == "CSV" else _as_xlsx(table)
            took[f"read {kind}"].append(timed(lambda: READ[kind](content)))  # noqa: B023
            took[f"import {kind}"].append(timed(lambda: take_in(f"{quarter}.{kind.lower()}", content)))  # noqa: B023
    finally:
        workspace.close()
        shutil.rmtree(home)
    return took


READ: dict[str, Callable[[bytes], object]] = {
    "CSV": lambda content: pd.read_csv(BytesIO(content)),
    "XLSX": lambda content: python_calamine.load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python(),
}


def _as_csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False).encode()


def _as_xlsx(table: pd.DataFrame) -> bytes:
    target = BytesIO()
    table.to_excel(target, index=False, engine="xlsxwriter")
    return target.getvalue()
