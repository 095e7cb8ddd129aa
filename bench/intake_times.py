"""A quarter of every locality as one workbook: read by calamine alone, previewed, submitted. In seconds."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from io import BytesIO

import numpy as np
import xlsxwriter
from python_calamine import CalamineWorkbook

from bench.facts import VALID_FROM, made, settings_of
from bench.sizes import MEASURES, QUARTERS, Size
from bench.timing import timed
from dxkpi.catalogue import load_registry_rows
from dxkpi.domain.locality import Level
from dxkpi.workflows import Preview, preview_file, submit
from dxkpi.workspace import open_workspace

FIRST_YEAR = 2026  # the year after the last one in the store
SEASONS = range(4)
MORE = ("documents", "documents_electronic", "documents_signed")  # to make twelve
HEADINGS = ("locality_key", "locality_name")
READ, PREVIEW, SUBMIT = "reading alone", "preview", "submit after it"


def workbook_times(size: Size, rounds: int) -> dict[str, list[float]]:
    """Each round brings another quarter, and after four rounds corrections of all; the first is not counted.

    `preview` is everything a person is shown before submitting: figures, problems, what changes, what the rates become.
    `submit after it` ends when its vintage is shown.
    """
    home = size.folder / "import"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(size.home, home, ignore=shutil.ignore_patterns("cache"))
    workspace = open_workspace(settings_of(size, home))
    localities, _ = load_registry_rows(size.data)
    communes = [each for each in localities if each.level is Level.COMMUNE]
    keys = [f"{each.code}@{VALID_FROM}" for each in communes]
    facts = made(len(keys), len(QUARTERS) + rounds + 1)[:, len(QUARTERS) :]
    took: dict[str, list[float]] = {READ: [], PREVIEW: [], SUBMIT: []}
    try:
        for at in range(rounds + 1):
            period = f"{FIRST_YEAR}-Q{at % len(SEASONS) + 1}"
            content = workbook(keys, [each.name for each in communes], facts[:, at])
            previews: list[Preview] = []

            def look(content: bytes = content, period: str = period, previews: list[Preview] = previews) -> None:
                preview = preview_file(workspace, "quarter.xlsx", content, period=period)
                _ = preview.counts, preview.effects
                previews.append(preview)

            found = {READ: timed(lambda content=content: read_alone(content)), PREVIEW: timed(look)}
            if not previews[0].may_be_saved("measured"):
                raise RuntimeError(f"a file that is measured must read: {previews[0].problems[:3]}")
            found[SUBMIT] = timed(lambda previews=previews: submit(workspace, previews[0], reason="measured"))
            for name, seconds in found.items():
                if at:
                    took[name].append(seconds)
    finally:
        workspace.close()
        shutil.rmtree(home)
    return took


def read_alone(content: bytes) -> list[list[object]]:
    """What python-calamine needs to read the sheet."""
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def workbook(keys: Sequence[str], names: Sequence[str], facts: np.ndarray) -> bytes:
    """One row a locality, one column a measure, headed by the codes."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Số liệu")
    sheet.write_row(0, 0, (*HEADINGS, *MEASURES, *MORE))
    documents = facts[:, :1] * 3
    wide = np.hstack([facts, documents, documents - documents // 9, documents - documents // 5])
    for row, (key, name, counts) in enumerate(zip(keys, names, wide.tolist(), strict=True), start=1):
        sheet.write_row(row, 0, (key, name, *counts))
    book.close()
    return out.getvalue()
