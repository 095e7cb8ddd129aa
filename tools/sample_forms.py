"""The sample uploads `form_ii06a` and `wide_periods`, with simulated figures of the fictional "Tỉnh Mẫu".

The totals of the form are those of `sample/figures.csv`; how they are divided among the fields of work is assumed.
"""

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

DATA = Path(__file__).parents[1] / "data"
MADE = datetime(2026, 9, 15)  # noqa: DTZ001
SIMULATED = "Số liệu mô phỏng"
TITLES = {
    "A1:D1": "UBND TỈNH MẪU",
    "A2:D2": "UBND PHƯỜNG LAM GIANG",
    "G1:M1": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "G2:M2": "Độc lập - Tự do - Hạnh phúc",
    "K3:M3": "Biểu số II.06a/VPCP/KSTT",
    "A4:M4": "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
    "A5:M5": "Kỳ báo cáo: Quý III/2026",
    "A6:M6": "(Từ ngày 15/6/2026 đến ngày 14/9/2026)",
    "K7:M7": "Đơn vị tính: hồ sơ",
}
HEADINGS = {
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
FIELDS: tuple[tuple[Any, ...], ...] = (
    ("Hộ tịch", 662, 610, 40, 12, 640, 400, 238, 2, 22, 22, 0),
    ("Chứng thực", 489, 420, 69, 0, 489, 200, 289, 0, 0, 0, 0),
    ("Đất đai", 328, 250, 20, 58, 280, 183, 81, 16, 48, 45, 3),
    ("Bảo trợ xã hội", 261, 240, 10, 11, 250, 180, 70, 0, 11, 11, 0),
)
FOOT = ((0, "B", "Nơi nhận: Văn phòng UBND tỉnh"), (0, "K", "Lam Giang, ngày 15 tháng 9 năm 2026"),
        (1, "B", SIMULATED), (1, "G", "NGƯỜI LẬP BIỂU"), (1, "K", "TM. ỦY BAN NHÂN DÂN"))  # fmt: skip


def form_ii06a() -> bytes:
    """The official form of a ward, as an office sends it: titles, merged headings, fields, total, signatures."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": MADE, "title": SIMULATED})
        page = book.add_worksheet("Biểu 06a")
        middle = {"align": "center", "valign": "vcenter", "text_wrap": True}
        title, heading = book.add_format(middle), book.add_format({**middle, "bold": True, "border": 1})
        cell, bold = book.add_format({"border": 1}), book.add_format({"border": 1, "bold": True})
        for texts, style in ((TITLES, title), (HEADINGS, heading)):
            for place, text in texts.items():
                page.merge_range(place, text, style) if ":" in place else page.write_string(place, text, style)
        page.write_row("A11", NUMBERS, heading)
        for number, field in enumerate(FIELDS, start=1):
            page.write_row(10 + number, 0, (number, *field), cell)
        below = 11 + len(FIELDS)
        totals = [sum(column) for column in list(zip(*FIELDS, strict=True))[1:]]
        page.write_row(below, 0, ("", "TỔNG CỘNG", *totals), bold)
        for down, column, text in FOOT:
            page.write_string(f"{column}{below + 3 + down}", text)
        page.set_column("B:B", 24)
    return out.getvalue()


def wide_periods() -> bytes:
    """Dossiers resolved in the wards and communes of "Tỉnh Mẫu", four quarters side by side, and their totals."""
    quarters = {"2025-Q4": "Quý IV/2025", "2026-Q1": "Quý I/2026", "2026-Q2": "Quý II/2026", "2026-Q3": "Quý III/2026"}
    with (DATA / "sample" / "localities.csv").open(encoding="utf-8") as file:
        names = {f"{row['code']}@{row['valid_from']}": row["name"] for row in csv.DictReader(file)}
    with (DATA / "sample" / "figures.csv").open(encoding="utf-8") as file:
        resolved = [row for row in csv.DictReader(file) if row["measure"] == "dossiers_resolved"]
    figures = {(row["locality"], row["period"]): int(row["value"]) for row in resolved if row["period"] in quarters}
    units = list(dict.fromkeys(key for key, _ in figures))
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": MADE, "title": SIMULATED})
        page = book.add_worksheet("Theo quý")
        page.write_string("A1", "Số đếm: Hồ sơ đã giải quyết")
        page.write_string("A2", f"{SIMULATED} của Tỉnh Mẫu")
        page.write_row("A4", ("STT", "Địa phương", *quarters.values()), book.add_format({"bold": True}))
        for number, key in enumerate(units, start=1):
            page.write_row(
                3 + number, 0, (number, names[key], *(figures.get((key, quarter), "") for quarter in quarters))
            )
        sums = [sum(value for (_, period), value in figures.items() if period == quarter) for quarter in quarters]
        page.write_row(4 + len(units), 0, ("", "Tổng cộng", *sums), book.add_format({"bold": True}))
        page.set_column("B:B", 24)
        page.set_column("C:F", 14)
    return out.getvalue()
