"""The official form II.06a as offices send it, in its variants, and what is wrong with some of them."""

from __future__ import annotations

from collections.abc import Mapping

from tests.intake.files.test_legacy_fonts import TO_VNI, encoded
from tests.intake.forms import OFFICIAL
from tests.samples.books import (
    BINH_DIEN,
    CIVIL,
    DAYS,
    FIELDS,
    FOOT,
    FORM_FIGURES,
    FORM_NUMBERS,
    HUE,
    KIM_TRA,
    LAND,
    MOTTO,
    QUARTER,
    ROWS,
    TOTAL,
    TRADE,
    WARD,
    official,
)
from tests.samples.sample import Expected, ExpectedProblem, Figures, Sample, Sent, error, note, of, reason
from tests.samples.writing import Rows, grid, nfd, written

SENT = Sent(WARD, QUARTER)
SHEET = "Biểu 06a"
WHOLE = of(WARD, QUARTER, **FORM_FIGURES)


def form_rows() -> Rows:
    """The form as rows of cells, for workbooks with several sheets."""
    return grid({**MOTTO, **DAYS, **OFFICIAL}, ROWS, start=11)


def expected(figures: Figures = WHOLE, *problems: ExpectedProblem) -> Expected:
    """What is read from a form."""
    return Expected("form_ii06a", figures, problems)


def without(*measures: str) -> dict[tuple[str, str, str], int | str]:
    """The figures of the form but for some."""
    return of(WARD, QUARTER, **{code: value for code, value in FORM_FIGURES.items() if code not in measures})


# Older forms have no column "trước hạn", and no row of numbers: 1.352 = 780 + 572 in time.
NO_EARLY = {
    "A8:A9": "TT", "B8:B9": "Lĩnh vực", "C8:F8": "Tiếp nhận", "G8:I8": "Đã giải quyết", "J8:L8": "Đang giải quyết",
    "C9": "Tổng số", "D9": "Trực tuyến", "E9": "Trực tiếp, bưu chính", "F9": "Kỳ trước chuyển sang",
    "G9": "Tổng số", "H9": "Đúng hạn", "I9": "Quá hạn", "J9": "Tổng số", "K9": "Trong hạn", "L9": "Quá hạn",
}  # fmt: skip
NO_EARLY_ROWS = (
    (1, "Hộ tịch", 700, 600, 80, 20, 680, 670, 10, 20, 18, 2),
    (2, "Đất đai", 787, 452, 287, 48, 722, 682, 40, 65, 50, 15),
    ("", "Tổng số", 1487, 1052, 367, 68, 1402, 1352, 50, 85, 68, 17),
)
# In person and by post in two columns, 300 + 67; two more columns that count nothing.
SPLIT = {
    "A8:A10": "STT", "B8:B10": "Lĩnh vực giải quyết", "C8:G8": "Số lượng hồ sơ tiếp nhận", "C9:C10": "Tổng số",
    "D9:F9": "Trong kỳ", "D10": "Trực tuyến", "E10": "Trực tiếp", "F10": "Dịch vụ bưu chính", "G9:G10": "Từ kỳ trước",
    "H8:K8": "Số lượng hồ sơ đã giải quyết", "H9:H10": "Tổng số", "I9:I10": "Trước hạn", "J9:J10": "Đúng hạn",
    "K9:K10": "Quá hạn", "L8:N8": "Số lượng hồ sơ đang giải quyết", "L9:L10": "Tổng số", "M9:M10": "Trong hạn",
    "N9:N10": "Quá hạn", "O8:O10": "Tỷ lệ đúng hạn (%)", "P8:P10": "Ghi chú",
}  # fmt: skip
SPLIT_ROWS = (
    (1, "Hộ tịch", 700, 600, 70, 10, 20, 680, 400, 270, 10, 20, 18, 2, 98.5, ""),
    (2, "Đất đai", 787, 452, 230, 57, 48, 722, 380, 302, 40, 65, 50, 15, 94.5, "chậm do phần mềm"),
    ("", "Tổng cộng", 1487, 1052, 300, 67, 68, 1402, 780, 572, 50, 85, 68, 17, 96.4, ""),
)
WITH_GROUPS: Rows = (
    FORM_NUMBERS,
    ("A", "CẤP XÃ"),
    ("I", "Nhóm tư pháp", *CIVIL[2:]),
    CIVIL,
    ("-", "Trong đó: khai sinh", 350, 300, 40, 10, 340, 200, 135, 5, 10, 9, 1),
    ("", "Cộng I", *CIVIL[2:]),
    ("II", "Nhóm kinh tế", 787, 452, 287, 48, 722, 380, 302, 40, 65, 50, 15),
    (1, *LAND[1:]),
    (2, *TRADE[1:]),
    ("", "Cộng II", 787, 452, 287, 48, 722, 380, 302, 40, 65, 50, 15),
    ("", "TỔNG CỘNG (I+II)", *TOTAL[2:]),
    *FOOT,
)
BY_UNIT = OFFICIAL | {"B8:B10": "Đơn vị"}
OF_CITY = {**MOTTO, "A2:D2": "VĂN PHÒNG UBND THÀNH PHỐ", **DAYS}
UNITS: Rows = (
    FORM_NUMBERS,
    (1, "UBND phường Hương Trà", 300, 200, 80, 20, 270, 160, 100, 10, 30, 28, 2),
    (2, "UBND phường Kim Trà", 200, 150, 40, 10, 190, 90, 95, 5, 10, 10, 0),
    (3, "UBND xã Bình Điền", 100, 60, 40, 0, 100, 40, 60, 0, 0, 0, 0),
    ("", "Tổng cộng", 600, 410, 160, 30, 560, 290, 255, 15, 40, 38, 2),
    *FOOT,
)
UNIT_FIGURES = {
    unit: dict(zip(FORM_FIGURES, line[2:], strict=True))
    for unit, line in zip((WARD, KIM_TRA, BINH_DIEN), UNITS[1:4], strict=True)
}


def of_units() -> dict[tuple[str, str, str], int | str]:
    """The figures of each unit's row."""
    return {(unit, QUARTER, measure): value for unit, line in UNIT_FIGURES.items() for measure, value in line.items()}  # type: ignore[misc]


def composed(cells: Mapping[str, object]) -> dict[str, object]:
    """Texts with each mark behind its letter."""
    return {place: nfd(str(text)) for place, text in cells.items()}


def in_vni() -> bytes:
    """Titles, headings and fields in VNI-Times, numbers as ever."""
    cells = {place: encoded(str(text), TO_VNI) for place, text in {**MOTTO, **DAYS, **OFFICIAL}.items()}
    rows = [[encoded(cell, TO_VNI) if isinstance(cell, str) else cell for cell in line] for line in ROWS]
    return written("xlsx", grid(cells, rows, start=11), sheet="06a", font="VNI-Times")


SAMPLES = (
    Sample(
        "bieu-06a-khong-truoc-han.xlsx",
        "An older form without “trước hạn”, headings in two rows: what is in time includes what was early.",
        lambda: official(headings=NO_EARLY, rows=(*NO_EARLY_ROWS, *FOOT), start=10),
        SENT,
        expected(
            {
                **without("dossiers_resolved_early", "dossiers_resolved_on_time"),
                **of(WARD, QUARTER, dossiers_resolved_within_deadline=1352),
            }
        ),
    ),
    Sample(
        "bieu-06a-tach-buu-chinh.xlsx",
        "In person and by post in two columns, which are added, a rate and a note beside the counts.",
        lambda: official(headings=SPLIT, rows=(*SPLIT_ROWS, *FOOT), start=11),
        SENT,
        expected(),
    ),
    Sample(
        "bieu-06a-cong-tung-muc.xlsx",
        "Groups with their sums, sub-totals, details with a dash: no dossier is counted twice.",
        lambda: official(rows=WITH_GROUPS),
        SENT,
        expected(),
    ),
    Sample(
        "bieu-06a-ky-bang-chu.xls",
        "The period in words: Quý IV năm 2025.",
        lambda: official("xls", header={**MOTTO, "A6:M6": "Kỳ báo cáo: Quý IV năm 2025"}),
        SENT,
        expected(),
    ),
    Sample(
        "bieu-06a-ngay-bang-chu.xlsx",
        "The days in words; two wards have the name of the one that reports, and the city that receives it says which.",
        lambda: official(
            header={
                "A1": "Đơn vị báo cáo: UBND phường Hương Trà",
                "A2": "Đơn vị nhận báo cáo: UBND thành phố Huế",
                "A4:M4": "BÁO CÁO",
                "A6:M6": "(Từ ngày 15 tháng 9 năm 2025 đến ngày 14 tháng 12 năm 2025)",
            }
        ),
        Sent(),
        expected(),
        on_page=(SENT, expected()),
    ),
    Sample(
        "bieu-06a-ten-trung.xlsx",
        "Two wards are called Hương Trà, and nothing above the table says which; the page always knows.",
        lambda: official(header={"A2:D2": "UBND PHƯỜNG HƯƠNG TRÀ", **DAYS}),
        Sent(None, QUARTER),
        expected({}, error("ambiguous-locality", "A2", SHEET)),
        on_page=(SENT, expected()),
    ),
    Sample(
        "bieu-06a-to-hop.xlsx",
        "Each mark behind its letter, in titles, headings and fields.",
        lambda: official(
            header=composed(MOTTO | DAYS),
            headings=composed(OFFICIAL),
            rows=[[nfd(cell) if isinstance(cell, str) else cell for cell in line] for line in ROWS],
        ),
        SENT,
        expected(),
    ),
    Sample("bieu-06a-vni.xlsx", "Titles, headings and fields typed in VNI-Times.", in_vni, SENT, expected()),
    Sample(
        "bieu-06a-khong-tong.xlsx",
        "No row of totals: the fields are added, and it is said.",
        lambda: official(rows=(FORM_NUMBERS, *FIELDS, *FOOT)),
        SENT,
        expected(WHOLE, note("missing-value", "14", SHEET)),
    ),
    Sample(
        "bieu-06a-theo-don-vi.xlsx",
        "The city's form with a row for each ward: every ward gets its figures, the total is not stored.",
        lambda: official(header=OF_CITY, headings=BY_UNIT, rows=UNITS),
        Sent(HUE, QUARTER),
        expected(of_units()),
    ),
    Sample(
        "bieu-06a-tong-sai.xlsx",
        "1.412 resolved where the fields add up to 1.402: ten dossiers apart in three sums, saved with a reason.",
        lambda: official(rows=(FORM_NUMBERS, *FIELDS, (*TOTAL[:6], 1412, *TOTAL[7:]), *FOOT)),
        SENT,
        expected(
            {**WHOLE, **of(WARD, QUARTER, dossiers_resolved=1412)},
            reason("identity-broken", "G15", SHEET),
            reason("identity-broken", "G15", SHEET),
            reason("identity-broken", "C15", SHEET),
        ),
    ),
    Sample(
        "bieu-06a-khong-khop.ods",
        "The total is the sum of its fields, but 1.497 to process are not 1.052 + 367 + 68, nor 1.402 + 85.",
        lambda: official(
            "ods",
            rows=(FORM_NUMBERS, (*CIVIL[:2], 710, *CIVIL[3:]), LAND, TRADE, (*TOTAL[:2], 1497, *TOTAL[3:]), *FOOT),
        ),
        SENT,
        expected(
            {**WHOLE, **of(WARD, QUARTER, dossiers_to_process=1497)},
            reason("identity-broken", "C15", SHEET),
            reason("identity-broken", "C15", SHEET),
        ),
    ),
    Sample(
        "bieu-06a-sai-ky.xlsx",
        "The form of the third quarter, sent for the fourth.",
        lambda: official(header={**MOTTO, "A6:M6": "(Từ ngày 15/6/2025 đến ngày 14/9/2025)"}),
        SENT,
        expected({}, error("period-mismatch", "A6", SHEET)),
    ),
    Sample(
        "bieu-06a-cua-noi-khac.xlsx",
        "The form of phường Kim Trà, sent for phường Hương Trà.",
        lambda: official(header={**MOTTO, "A2:D2": "UBND PHƯỜNG KIM TRÀ", **DAYS}),
        SENT,
        expected({}, error("outside-scope", "A2", SHEET)),
    ),
    Sample(
        "bieu-06a-thieu-cot.xlsx",
        "No column gives what was received: the form says nothing.",
        lambda: official(
            headings={"A8": "STT", "B8": "Lĩnh vực", "C8": "Đã giải quyết", "D8": "Đang giải quyết"},
            rows=((1, "Hộ tịch", 680, 20), ("", "Tổng cộng", 680, 20)),
            start=9,
        ),
        SENT,
        expected({}, error("missing-heading", "8", SHEET)),
    ),
    Sample(
        "bieu-06a-hai-cot-qua-han.xlsx",
        "Two columns say “Quá hạn” of what was resolved.",
        lambda: official(headings=OFFICIAL | {"I9:I10": "Quá hạn"}, rows=(*FIELDS, TOTAL, *FOOT)),
        SENT,
        expected({}, error("duplicate-heading", "J9", SHEET)),
    ),
    Sample(
        "bieu-06a-o-sai.xlsx",
        "Three cells of the total hold no count; the field above that says “nhiều” is only named.",
        lambda: official(
            rows=(
                FORM_NUMBERS,
                CIVIL,
                (*LAND[:3], "nhiều", *LAND[4:]),
                TRADE,
                (*TOTAL[:7], -780, "57x", *TOTAL[9:12], 1.7),
                *FOOT,
            )
        ),
        SENT,
        expected(
            without("dossiers_resolved_early", "dossiers_resolved_on_time", "dossiers_pending_overdue"),
            note("not-a-number", "D13", SHEET),
            error("negative", "H15", SHEET),
            error("not-a-number", "I15", SHEET),
            error("not-whole", "M15", SHEET),
        ),
    ),
)
