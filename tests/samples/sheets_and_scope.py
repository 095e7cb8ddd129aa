"""Which sheet is meant, which headings are there, and of whom and when a file may speak."""

from __future__ import annotations

from tests.intake.uploads import as_other_xlsx
from tests.samples.books import FORM_FIGURES, QUARTER, WARD
from tests.samples.forms import form_rows
from tests.samples.names import IN_HUE, RECEIVED, RESOLVED
from tests.samples.numbers import HEADS, SENT, row, table
from tests.samples.sample import Expected, Sample, Sent, error, note, of
from tests.samples.writing import written

COVER = (("CÔNG VĂN",), ("Kính gửi: UBND thành phố Huế",), ("V/v báo cáo số liệu quý IV/2025",))
WARD_TABLE = (HEADS, row(RECEIVED, 640), row(RESOLVED, 601))
OTHER_TABLE = (HEADS, row(RECEIVED, 655), row(RESOLVED, 601))
OLD_TABLE = (HEADS, row(RECEIVED, 590, period="2025-Q3"), row(RESOLVED, 588, period="2025-Q3"))
FIGURES = of(WARD, QUARTER, dossiers_received=640, dossiers_resolved=601)
OF_DRAFT = of(WARD, QUARTER, dossiers_received=655, dossiers_resolved=601)


def two_sheets() -> bytes:
    """Two tables of the same quarter in one file."""
    return as_other_xlsx({"Chính thức": WARD_TABLE, "Bản nháp": OTHER_TABLE})


SAMPLES = (
    Sample(
        "nhieu-to.xlsx",
        "A letter on the first sheet, the form on the second, addresses on the third: the form is found.",
        lambda: as_other_xlsx(
            {"Công văn": COVER, "Biểu 06a": form_rows(), "Danh bạ": (("Họ tên", "Điện thoại"), ("Nguyễn A", "0234"))}
        ),
        SENT,
        Expected("form_ii06a", of(WARD, QUARTER, **FORM_FIGURES)),
    ),
    Sample(
        "moi-quy-mot-to.xlsx",
        "One sheet a quarter: the one of the quarter that the file was sent for is taken.",
        lambda: as_other_xlsx({"Quý III": OLD_TABLE, "Quý IV": WARD_TABLE}),
        SENT,
        Expected("long_table", FIGURES),
    ),
    Sample(
        "hai-bieu.xlsx",
        "Two tables that could both be meant: which one is asked, and nothing is read before.",
        two_sheets,
        SENT,
        Expected("long_table", {}, (error("unknown-layout"),), choices=("Chính thức", "Bản nháp")),
    ),
    Sample(
        "hai-bieu-da-chon.xlsx",
        "The same file with the answer.",
        two_sheets,
        Sent(WARD, QUARTER, "Bản nháp"),
        Expected("long_table", OF_DRAFT),
    ),
    Sample(
        "hai-bieu-chon-lai.xlsx",
        "The same file with the other answer is another submission.",
        two_sheets,
        Sent(WARD, QUARTER, "Chính thức"),
        Expected("long_table", FIGURES),
    ),
    Sample(
        "to-an.xlsx",
        "Last quarter's table on a hidden sheet, this quarter's on the one that is seen.",
        lambda: written("xlsx", WARD_TABLE, sheet="Quý IV", more={"Cũ": OTHER_TABLE}, hidden=("Cũ",)),
        SENT,
        Expected("long_table", FIGURES),
    ),
    Sample(
        "thieu-tieu-de.xlsx",
        "Three of the four headings: the values have none.",
        lambda: written("xlsx", (("Địa phương", "Kỳ", "Số đếm", "Số lượng"), row(RECEIVED, 640))),
        SENT,
        Expected("long_table", {}, (error("missing-heading", "1", "Sheet1"),)),
    ),
    Sample(
        "tieu-de-hai-lan.csv",
        "Two columns of values: which one counts cannot be known.",
        lambda: written("csv", ((*HEADS, "Giá trị"), (*row(RECEIVED, 640), 655))),
        SENT,
        Expected("long_table", {}, (error("duplicate-heading", "E1"),)),
    ),
    Sample(
        "tieu-de-dong-5.xlsx",
        "Titles above and columns in another order, notes and an empty row between.",
        lambda: written(
            "xlsx",
            (
                ("BÁO CÁO SỐ LIỆU CHUYỂN ĐỔI SỐ",),
                ("Phường Hương Trà, quý IV/2025",),
                (),
                ("(kèm theo công văn)",),
                ("Giá trị", "Tạm tính", "Số đếm", "Kỳ", "Địa phương"),
                (640, "có", RECEIVED, QUARTER, "Phường Hương Trà"),
                (),
                (601, "không", RESOLVED, QUARTER, "Phường Hương Trà"),
            ),
        ),
        SENT,
        Expected("long_table", FIGURES),
    ),
    Sample(
        "nhu-van-phong-trinh-bay.xlsx",
        "The period in words, UBND before the name, a total and signatures below, a cell that nobody filled in.",
        lambda: table(
            row(RECEIVED, 640, unit="UBND phường Hương Trà", period="Quý IV/2025"),
            row(RESOLVED, 601, period="quý 4 năm 2025"),
            ("Phường Hương Trà", "", "Phiếu khảo sát", 30),
            ("Tổng cộng", "", "", 1241),
            (),
            ("", "", "", "Hương Trà, ngày 15 tháng 12 năm 2025"),
            ("NGƯỜI LẬP BIỂU", "", "", "TM. ỦY BAN NHÂN DÂN"),
            ("", "", "(Ký, ghi rõ họ tên)", "KT. CHỦ TỊCH"),
        ),
        SENT,
        Expected(
            "long_table",
            FIGURES,
            (error("period-mismatch", "B4", "Sheet1"), note("unknown-locality", "A5", "Sheet1")),
        ),
    ),
    Sample(
        "dong-trung.xlsx",
        "The same figure of the same ward twice, once by its name and once by its code.",
        lambda: table(row(RECEIVED, 640), row(RESOLVED, 601), row("dossiers_received", 655, unit="19996")),
        SENT,
        Expected("long_table", FIGURES, (error("duplicate-row", "D4", "Sheet1"),)),
    ),
    Sample(
        "ngoai-dia-ban.csv",
        "Sent for one ward, with a row of its neighbour.",
        lambda: table(row(RECEIVED, 640), row(RECEIVED, 512, unit="Phường Kim Trà"), ending="csv"),
        SENT,
        Expected("long_table", of(WARD, QUARTER, dossiers_received=640), (error("outside-scope", "A3"),)),
    ),
    Sample(
        "don-vi-da-sap-nhap.xlsx",
        "Phường Tứ Hạ and thị xã Hương Trà ended in June 2025 and cannot report the last quarter; code 19996 is "
        "another ward now.",
        lambda: table(
            row(RECEIVED, 312, unit="Phường Tứ Hạ"),
            row(RECEIVED, 5810, unit="Thị xã Hương Trà"),
            row(RECEIVED, 640, unit="19996"),
        ),
        IN_HUE,
        Expected(
            "long_table",
            of(WARD, QUARTER, dossiers_received=640),
            (
                error("locality-not-valid-then", "A2", "Sheet1"),
                error("locality-not-valid-then", "A3", "Sheet1"),
            ),
        ),
    ),
    Sample(
        "khac-ky.xlsx",
        "A row of another quarter, one of the whole year, and one whose period is none.",
        lambda: table(
            row(RECEIVED, 590, period="2025-Q3"),
            row(RECEIVED, 2400, period="2025"),
            row(RECEIVED, 640, period="quý tư"),
            row(RESOLVED, 601),
        ),
        SENT,
        Expected(
            "long_table",
            of(WARD, QUARTER, dossiers_resolved=601),
            tuple(error("period-mismatch", cell, "Sheet1") for cell in ("B2", "B3", "B4")),
        ),
    ),
    Sample(
        "ky-chua-bat-dau.csv",
        "A quarter that has not begun takes no figures.",
        lambda: table(row(RECEIVED, 640, period="2090-Q1"), row(RESOLVED, 601, period="2090-Q1"), ending="csv"),
        Sent(WARD, "2090-Q1"),
        Expected("long_table", {}, (error("locked", "B2"),)),
        on_page=(
            SENT,
            Expected("long_table", {}, (error("period-mismatch", "B2"), error("period-mismatch", "B3"))),
        ),
    ),
    Sample(
        "luy-ke-va-quy.csv",
        "A quarter and the nine months up to it, each by its own basis, sent without a period.",
        lambda: written(
            "csv",
            (
                (*HEADS, "Loại kỳ"),
                (*row(RECEIVED, 640, period="2026-Q3"), "trong kỳ"),
                (*row(RECEIVED, 1900, period="2026-9M"), "lũy kế"),
            ),
        ),
        Sent(WARD),
        Expected(
            "long_table",
            {**of(WARD, "2026-Q3", dossiers_received=640), **of(WARD, "2026-9M", dossiers_received=1900)},
        ),
        on_page=(
            Sent(WARD, "2026-9M"),
            Expected(
                "long_table",
                of(WARD, "2026-9M", dossiers_received=1900),
                (error("period-mismatch", "B2"),),
            ),
        ),
    ),
)
