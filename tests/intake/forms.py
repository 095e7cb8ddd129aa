"""Form II.06a and tables of quarters as offices send them: titles above, merged headings, signatures below."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

from dxkpi.domain.model.period import Cutoff, notation, parse_period
from dxkpi.intake import ProblemCode, Severity, Upload, read_upload
from dxkpi.locale import Language

from .uploads import REGISTRY, context

Row = Sequence[object]
ProblemCell = tuple[ProblemCode, Severity, str]
NINE_MONTHS = parse_period("2022-9M", Cutoff.DECREE09)
TOWN = REGISTRY.by_key("480@2021-07-01")
MOTTO = {
    "A1": "UBND THỊ XÃ HƯƠNG TRÀ",
    "G1": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "A2": "VĂN PHÒNG HĐND VÀ UBND",
    "G2": "Độc lập - Tự do - Hạnh phúc",
    "A4": "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
    "K4": "Biểu số II.06a/VPCP/KSTT",
}
DAYS = {"A6": "(Từ ngày 15/12/2021 đến ngày 14/9/2022)"}
HEADER = MOTTO | DAYS
# Where the headings begin; those of the form as the circular has them, in cells and ranges of cells.
TOP = 8
OFFICIAL = {
    "A8:A10": "STT",
    "B8:B10": "Lĩnh vực giải quyết",
    "C8:F8": "Số lượng hồ sơ tiếp nhận",
    "G8:J8": "Số lượng hồ sơ đã giải quyết",
    "K8:M8": "Số lượng hồ sơ đang giải quyết",
    "C9:C10": "Tổng số",
    "D9:E9": "Trong kỳ",
    "F9:F10": "Từ kỳ trước",
    "G9:G10": "Tổng số",
    "H9:H10": "Trước hạn",
    "I9:I10": "Đúng hạn",
    "J9:J10": "Quá hạn",
    "K9:K10": "Tổng số",
    "L9:L10": "Trong hạn",
    "M9:M10": "Quá hạn",
    "D10": "Trực tuyến",
    "E10": "Trực tiếp, dịch vụ bưu chính",
}
NUMBERS = ("(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)", "(7)=(8)+(9)+(10)", "(8)", "(9)", "(10)",
           "(11)=(12)+(13)", "(12)", "(13)")  # fmt: skip
# Three fields of work that close, and their sum by hand.
JUSTICE = (1, "Tư pháp", 3000, 1200, 1700, 100, 2800, 1500, 1200, 100, 200, 190, 10)
LAND = (2, "Đất đai", 2000, 300, 1500, 200, 1600, 400, 1000, 200, 400, 350, 50)
TRADE = (3, "Công thương", 810, 500, 300, 10, 803, 703, 100, 0, 7, 7, 0)
FIELDS = (JUSTICE, LAND, TRADE)
TOTAL = ("", "TỔNG CỘNG", 5810, 2000, 3500, 310, 5203, 2603, 2300, 300, 607, 547, 60)
FOOT = (
    (),
    ("", "Nơi nhận:", "", "", "", "", "", "", "", "Hương Trà, ngày 15 tháng 9 năm 2022"),
    ("", "- UBND tỉnh;", "", "", "", "", "NGƯỜI LẬP BIỂU", "", "", "", "TM. ỦY BAN NHÂN DÂN"),
    ("", "- Lưu: VT.", "", "", "", "", "", "", "", "", "KT. CHỦ TỊCH"),
)
EXPECTED = {
    "dossiers_to_process": 5810,
    "dossiers_received_online": 2000,
    "dossiers_received_in_person": 3500,
    "dossiers_carried_over": 310,
    "dossiers_resolved": 5203,
    "dossiers_resolved_early": 2603,
    "dossiers_resolved_on_time": 2300,
    "dossiers_resolved_overdue": 300,
    "dossiers_pending": 607,
    "dossiers_pending_within_deadline": 547,
    "dossiers_pending_overdue": 60,
}


def form(
    *,
    header: Mapping[str, object] = HEADER,
    headings: Mapping[str, object] = OFFICIAL,
    rows: Sequence[Row] = (NUMBERS, *FIELDS, TOTAL, *FOOT),
    start: int = 11,
    down: int = 0,
    right: int = 0,
    merge: bool = True,
    cover: str = "",
) -> bytes:
    """A workbook with a form: header and headings in their cells, rows from row `start`; all of it moved by `down` rows
    and `right` columns. `cover`: the cells of a sheet before it."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Biểu 06a"
    if cover:
        book.create_sheet("Bìa", 0)["A1"] = cover
    for cells, text in (*header.items(), *headings.items()):
        left, top, across, bottom = range_boundaries(cells)
        page.cell(top + down, left + right, text)
        if merge and (left, top) != (across, bottom):
            first, last = get_column_letter(left + right), get_column_letter(across + right)
            page.merge_cells(f"{first}{top + down}:{last}{bottom + down}")
    for number, row in enumerate(rows, start=start):
        for place, cell in enumerate(row, start=1):
            if cell != "":
                page.cell(number + down, place + right, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, name: str = "a.xlsx", **more: object) -> Upload:
    """A file as read against a few units of Huế."""
    return read_upload(name, content, context(**more))


def problem_cells(upload: Upload) -> list[ProblemCell]:
    """Each problem by its code, severity and cell."""
    return [(problem.code, problem.severity, problem.cell) for problem in upload.problems]


def english(upload: Upload) -> str:
    """All problems, in English."""
    return "\n".join(problem.message.text(Language.EN) for problem in upload.problems)


def figures(upload: Upload) -> dict[str, object]:
    """The figures of an upload that speaks of one unit and one period."""
    assert len({(row.locality, row.period) for row in upload.observations}) <= 1
    return {row.measure: row.value for row in upload.observations}


def said_period(upload: Upload) -> str:
    """The one period of an upload and its basis."""
    (period,) = {row.period for row in upload.observations}
    return f"{notation(period, Cutoff.DECREE09)} {period.basis}"


def said_locality(upload: Upload) -> str:
    """The one unit of an upload."""
    (key,) = {row.locality for row in upload.observations}
    return key
