"""A quarter of every locality as one workbook: read by calamine alone, previewed, submitted. In seconds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from io import BytesIO

import numpy as np
import xlsxwriter
from python_calamine import CalamineWorkbook

from bench.facts import VALID_FROM, settings_of, simulated_facts
from bench.sizes import MEASURES, DataSize
from bench.timing import timed
from dxkpi.catalogue import load_registry_rows
from dxkpi.domain.model.locality import Level
from dxkpi.workflows import Preview, preview_file, submit
from dxkpi.workflows.upload.preview import UploadRequest, preview_effects
from dxkpi.workspace import Workspace, open_workspace

SEASONS = 4
MORE = ("documents", "documents_electronic", "documents_signed")  # to make twelve
HEADINGS = ("locality_key", "locality_name")
READ, PREVIEW, SUBMIT = "reading alone", "preview", "submit after it"
CORRECTED = " (every figure corrected)"


def workbook_times(size: DataSize, rounds: int) -> dict[str, list[float]]:
    """Each round brings another quarter, and the last of a store a correction of every figure of it; the first is not
    counted. Quarters that have not begun take no figures, so every fourth quarter is the first of a fresh store.

    `preview` is everything a person is shown before submitting: figures, problems, what changes, what the rates become.
    `submit after it` ends when its vintage is shown.
    """
    took: dict[str, list[float]] = {}
    while len(took.get(READ, ())) < rounds:
        for at, quarter_times in enumerate(_quarters(size)):
            for name, seconds in quarter_times.items() if at else ():
                took.setdefault(name, []).append(seconds)
    return took


def _quarters(size: DataSize) -> Iterator[dict[str, float]]:
    home = size.folder / "import"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(size.home, home, ignore=shutil.ignore_patterns("cache"))
    workspace = open_workspace(settings_of(size, home))
    localities, _ = load_registry_rows(size.data)
    communes = [locality for locality in localities if locality.level is Level.COMMUNE]
    keys, names = [f"{commune.code}@{VALID_FROM}" for commune in communes], [commune.name for commune in communes]
    facts = simulated_facts(len(keys), len(size.quarters) + SEASONS)[:, len(size.quarters) :]
    try:
        for at in range(SEASONS):
            medians = {}
            # A corrected quarter would cause problems in its neighbours: only the last one is corrected.
            corrected = [(facts[:, at] + 1, CORRECTED)] if at == SEASONS - 1 else []
            for counts, suffix in ((facts[:, at], ""), *corrected):
                content = workbook(keys, names, counts)
                if not suffix:
                    medians[READ] = timed(lambda content=content: read_alone(content))
                preview, medians[PREVIEW + suffix] = _looked_at(workspace, content, f"{size.years.stop}-Q{at + 1}")
                medians[SUBMIT + suffix] = timed(lambda preview=preview: submit(workspace, preview, reason="measured"))
            yield medians
    finally:
        workspace.close()
        shutil.rmtree(home)


def _looked_at(workspace: Workspace, content: bytes, period: str) -> tuple[Preview, float]:
    """The preview with all that a person is shown of it, and the seconds it took."""
    previews: list[Preview] = []

    def look() -> None:
        preview = preview_file(workspace, UploadRequest("quarter.xlsx", content, period=period))
        _ = preview.counts, preview_effects(workspace, preview)
        previews.append(preview)

    seconds = timed(look)
    if not previews[0].may_be_saved("measured"):
        raise RuntimeError(f"a file that is measured must read: {previews[0].problems[:3]}")
    return previews[0], seconds


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
