"""The shapes that samples share: the official form with merged headings, and the product's own workbook filled in."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.utils import range_boundaries
from python_calamine import CalamineWorkbook
from tests.intake.forms import OFFICIAL
from tests.intake.office import as_ods_content, replaced, with_parts
from tests.intake.uploads import MEASURES
from tests.samples.writing import Rows, grid, written

from dxkpi.catalogue import load_registry_rows
from dxkpi.domain.model.locality import Registry
from dxkpi.domain.model.period import Cutoff, parse_period
from dxkpi.intake import TemplateRequest, make_template
from dxkpi.locale import Language

DATA = Path(__file__).parents[2] / "data"
# The last quarter of 2025 by Decree 09, as forms write it, and the wards that report.
HUE, WARD, KIM_TRA, BINH_DIEN = "46@2025-01-01", "19996@2025-07-01", "20017@2025-07-01", "20035@2025-07-01"
QUARTER = "2025-Q4"
MOTTO = {
    "A1:D1": "UBND THÀNH PHỐ HUẾ",
    "A2:D2": "UBND PHƯỜNG HƯƠNG TRÀ",
    "G1:M1": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "G2:M2": "Độc lập - Tự do - Hạnh phúc",
    "K3:M3": "Biểu số II.06a/VPCP/KSTT",
    "A4:M4": "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
    "K7:M7": "Đơn vị tính: hồ sơ",
}
DAYS = {"A6:M6": "(Từ ngày 15/9/2025 đến ngày 14/12/2025)"}
FORM_NUMBERS = ("(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)", "(7)=(8)+(9)+(10)", "(8)", "(9)", "(10)",
                "(11)=(12)+(13)", "(12)", "(13)")  # fmt: skip
# Three fields of work that close, and their sum by hand: 1.487 = 1.052 + 367 + 68 = 1.402 + 85.
CIVIL = (1, "Hộ tịch", 700, 600, 80, 20, 680, 400, 270, 10, 20, 18, 2)
LAND = (2, "Đất đai", 487, 252, 187, 48, 422, 200, 182, 40, 65, 50, 15)
TRADE = (3, "Công thương", 300, 200, 100, 0, 300, 180, 120, 0, 0, 0, 0)
FIELDS = (CIVIL, LAND, TRADE)
TOTAL = ("", "TỔNG CỘNG", 1487, 1052, 367, 68, 1402, 780, 572, 50, 85, 68, 17)
FOOT = (
    (),
    ("", "Nơi nhận:", "", "", "", "", "", "", "", "", "Hương Trà, ngày 15 tháng 12 năm 2025"),
    ("", "- UBND thành phố;", "", "", "", "", "NGƯỜI LẬP BIỂU", "", "", "", "TM. ỦY BAN NHÂN DÂN"),
    ("", "- Lưu: VT.", "", "", "", "", "(Ký, ghi rõ họ tên)", "", "", "", "KT. CHỦ TỊCH"),
)
ROWS: Rows = (FORM_NUMBERS, *FIELDS, TOTAL, *FOOT)
FORM_FIGURES = {
    "dossiers_to_process": 1487,
    "dossiers_received_online": 1052,
    "dossiers_received_in_person": 367,
    "dossiers_carried_over": 68,
    "dossiers_resolved": 1402,
    "dossiers_resolved_early": 780,
    "dossiers_resolved_on_time": 572,
    "dossiers_resolved_overdue": 50,
    "dossiers_pending": 85,
    "dossiers_pending_within_deadline": 68,
    "dossiers_pending_overdue": 17,
}


def official(
    ending: str = "xlsx",
    *,
    header: Mapping[str, object] = MOTTO | DAYS,
    headings: Mapping[str, object] = OFFICIAL,
    rows: Rows = ROWS,
    start: int = 11,
    sheet: str = "Biểu 06a",
) -> bytes:
    """The official form: header and headings in their cells, rows from row `start`; headings merged where a format
    merges."""
    cells = {**header, **headings}
    match ending:
        case "xlsx":
            return _merged_xlsx(cells, rows, start, sheet)
        case "xlsm":
            return with_macros(_merged_xlsx(cells, rows, start, sheet))
        case "xls":
            return _merged_xls(cells, rows, start, sheet)
        case "ods":
            return _merged_ods(cells, rows, start, sheet)
        case _:
            return written(ending, grid(cells, rows, start=start))


def with_macros(content: bytes) -> bytes:
    """An XLSX as the XLSM that it becomes with macros."""
    plain, macros = b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
    content = replaced(content, b"openxmlformats-officedocument." + plain, macros)
    return with_parts(content, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"})


@cache
def registry() -> Registry:
    """All real units and those of the sample province."""
    real, sample = load_registry_rows(DATA), load_registry_rows(DATA / "sample", simulated=True)
    return Registry((*real[0], *sample[0]), (*real[1], *sample[1]))


def template(
    place: str, period: str, units: tuple[str, ...], measures: tuple[str, ...], cells: Mapping[str, object]
) -> bytes:
    """The product's own workbook of a place and period, made for some units and measures, with values typed in."""
    localities = registry()
    blank = TemplateRequest(
        localities.by_key(place),
        parse_period(period, Cutoff.DECREE09),
        tuple(localities.by_key(unit) for unit in units),
        tuple(MEASURES.measure(code) for code in measures),
        Cutoff.DECREE09,
        MEASURES.rules,
    )
    return typed_into(make_template(blank, Language.VI, made=datetime(2025, 12, 15)), cells)  # noqa: DTZ001


def typed_into(content: bytes, cells: Mapping[str, object]) -> bytes:
    """A workbook with values typed into cells of its first sheet; what was there is overwritten."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        book.worksheets[0][place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def saved_as(ending: str, content: bytes, sheet: str) -> bytes:
    """The first sheet of a workbook, saved in another format."""
    if ending == "xlsx":
        return content
    if ending == "xlsm":
        return with_macros(content)
    page = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    rows = page.to_python(skip_empty_area=False)
    plain = [[int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in row] for row in rows]
    return written(ending, plain, sheet=sheet)


def _merged_xlsx(cells: Mapping[str, object], rows: Rows, start: int, sheet: str) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for place, text in cells.items():
            page.merge_range(place, text) if ":" in place else page.write(place, text)
        for down, row in enumerate(rows, start=start - 1):
            page.write_row(down, 0, row)
    return out.getvalue()


def _merged_xls(cells: Mapping[str, object], rows: Rows, start: int, sheet: str) -> bytes:
    book = xlwt.Workbook(encoding="utf-8", style_compression=2)
    page = book.add_sheet(sheet)
    for place, text in cells.items():
        left, top, right, bottom = range_boundaries(place)
        page.write_merge(top - 1, bottom - 1, left - 1, right - 1, text)
    for down, row in enumerate(rows, start=start - 1):
        for across, cell in enumerate(row):
            page.write(down, across, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _merged_ods(cells: Mapping[str, object], rows: Rows, start: int, sheet: str) -> bytes:
    """LibreOffice writes the first of merged cells with its span, and the others as covered."""
    spans, covered = {}, set()
    for place in cells:
        left, top, right, bottom = range_boundaries(place)
        spans[top - 1, left - 1] = (
            f' table:number-columns-spanned="{right - left + 1}" table:number-rows-spanned="{bottom - top + 1}"'
        )
        covered |= {(down, across) for down in range(top - 1, bottom) for across in range(left - 1, right)}
    lines = []
    for down, row in enumerate(grid(cells, rows, start=start)):
        line = ""
        for across, cell in enumerate(row):
            if (down, across) in covered and (down, across) not in spans:
                line += "<table:covered-table-cell/>"
                continue
            value, text = _ods_value(cell)
            line += f"<table:table-cell{spans.get((down, across), '')}{value}>{text}</table:table-cell>"
        lines.append(f"<table:table-row>{line}</table:table-row>")
    page = f'<table:table table:name="{escape(sheet)}">{"".join(lines)}</table:table>'
    return as_ods_content(f"<office:body><office:spreadsheet>{page}</office:spreadsheet></office:body>")


def _ods_value(cell: object) -> tuple[str, str]:
    if isinstance(cell, int | float):
        return f' office:value-type="float" office:value="{cell}"', f"<text:p>{cell}</text:p>"
    return (' office:value-type="string"', f"<text:p>{escape(str(cell))}</text:p>") if cell else ("", "")
