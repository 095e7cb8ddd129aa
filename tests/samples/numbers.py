"""Numbers as offices type them, cells that hold none, and formulas with and without their results."""

from __future__ import annotations

from datetime import date

from tests.intake.forms import OFFICIAL
from tests.intake.office import Error, Formula, Percent
from tests.samples.books import DAYS, FIELDS, FORM_FIGURES, FORM_NUMBERS, MOTTO, QUARTER, TOTAL, WARD
from tests.samples.sample import Expected, Sample, Sent, error, note, of
from tests.samples.writing import Row, Rows, grid, written

HEADS = ("Địa phương", "Kỳ", "Số đếm", "Giá trị")
SENT = Sent(WARD, QUARTER)


def row(measure: str, value: object, *, unit: str = "Phường Hương Trà", period: str = QUARTER) -> Row:
    """One row of a long table."""
    return (unit, period, measure, value)


def table(*rows: Row, ending: str = "xlsx", **more: object) -> bytes:
    """A long table with the Vietnamese headings."""
    return written(ending, (HEADS, *rows), **more)


# 5.810 to process are 5.000 + 750 + 60, and 5.203 + 607; 5.203 are 2.603 + 2.300 + 300.
TYPED: Rows = (
    row("Tổng số hồ sơ tiếp nhận, gồm cả từ kỳ trước", "5.810"),
    row("Hồ sơ tiếp nhận trực tuyến", "5 000"),
    row("Hồ sơ tiếp nhận trực tiếp, dịch vụ bưu chính", "750 hồ sơ"),
    row("Hồ sơ từ kỳ trước chuyển sang", 60.0),
    row("Hồ sơ đã giải quyết", "5,203"),
    row("Hồ sơ đã giải quyết trước hạn", "2\u00a0603"),
    row("Hồ sơ đã giải quyết đúng hạn", "2\u202f300 hồ sơ"),
    row("Hồ sơ đã giải quyết quá hạn", " 300 "),
    row("Hồ sơ đang giải quyết", "607"),
    row("Hồ sơ đang giải quyết trong hạn", "+607"),
    row("Hồ sơ đang giải quyết quá hạn", "0 hồ sơ"),
    row("Hồ sơ được số hóa", "-"),
    row("Hồ sơ thanh toán trực tuyến", ""),
    row("Phiếu khảo sát", "–"),
    row("Phiếu khảo sát hài lòng", "..."),
)
TYPED_FIGURES = of(
    WARD,
    QUARTER,
    dossiers_to_process=5810,
    dossiers_received_online=5000,
    dossiers_received_in_person=750,
    dossiers_carried_over=60,
    dossiers_resolved=5203,
    dossiers_resolved_early=2603,
    dossiers_resolved_on_time=2300,
    dossiers_resolved_overdue=300,
    dossiers_pending=607,
    dossiers_pending_within_deadline=607,
    dossiers_pending_overdue=0,
)
SHARES: Rows = (
    row("on_time_rate_stated", "93,2%"),
    row("overdue_rate_stated", "6.8"),
    row("e_document_share_stated", "100 %"),
    row("digitized_share_stated", Percent(0.9905)),
    row("online_procedure_share_stated", 100),
    row("satisfaction_rate_stated", "1.234"),
)
SHARE_FIGURES = of(
    WARD,
    QUARTER,
    on_time_rate_stated="93.2",
    overdue_rate_stated="6.8",
    e_document_share_stated=100,
    digitized_share_stated="99.05",
    online_procedure_share_stated=100,
    satisfaction_rate_stated="1.234",
)
WRONG: Rows = (
    row("Hồ sơ tiếp nhận trong kỳ", "ba trăm"),
    row("Hồ sơ đã giải quyết", -5),
    row("Hồ sơ đang giải quyết", 2.5),
    row("on_time_rate_stated", "103,5%"),
    row("overdue_rate_stated", -1),
    row("Văn bản đi trong kỳ", date(2025, 12, 14)),
    row("Văn bản đi điện tử", "1.2.3"),
    row("Tổ công nghệ số cộng đồng", "1,5"),
    row("Phiếu khảo sát", "-12"),
    row("Thành viên tổ công nghệ số cộng đồng", 12),
)
SUM = "SUM({0}12:{0}14)"
SUMS = ("", "TỔNG CỘNG", *(Formula(SUM.format(letter), value)
        for letter, value in zip("CDEFGHIJKLM", TOTAL[2:], strict=True)))  # fmt: skip
UNSOLVED = ("", "TỔNG CỘNG", *(Formula(SUM.format(letter)) for letter in "CDEFGHIJKLM"))


def form_with_formulas(total: Row, ending: str = "xlsx") -> bytes:
    """The official form with a total that is worked out; its headings as a program without merging writes them."""
    rows = grid({**MOTTO, **DAYS, **OFFICIAL}, (FORM_NUMBERS, *FIELDS, total), start=11)
    return written(ending, rows, sheet="Biểu 06a")


SAMPLES = (
    Sample(
        "so-nhu-van-phong-go.xlsx",
        "5.810, 5 000, 5,203, spaces that do not break, words behind numbers, and five ways to say that there is none.",
        lambda: table(*TYPED),
        SENT,
        Expected(
            "long_table",
            TYPED_FIGURES,
            tuple(note("missing-value", cell, "Sheet1") for cell in ("D13", "D14", "D15", "D16")),
        ),
    ),
    Sample(
        "ty-le.xlsx",
        "Shares with and without their sign, with comma and point, as a cell shown in percent and as a plain number.",
        lambda: table(*SHARES),
        SENT,
        Expected("long_table", SHARE_FIGURES),
    ),
    Sample(
        "o-sai.xlsx",
        "Words, numbers below 0, fractions of dossiers, a share above 100, a day: nine wrong cells and a right one.",
        lambda: table(*WRONG),
        SENT,
        Expected(
            "long_table",
            of(WARD, QUARTER, community_team_members=12),
            (
                error("not-a-number", "D2", "Sheet1"),
                error("negative", "D3", "Sheet1"),
                error("not-whole", "D4", "Sheet1"),
                error("share-out-of-range", "D5", "Sheet1"),
                error("negative", "D6", "Sheet1"),
                error("not-a-number", "D7", "Sheet1"),
                error("not-a-number", "D8", "Sheet1"),
                error("not-whole", "D9", "Sheet1"),
                error("negative", "D10", "Sheet1"),
            ),
        ),
    ),
    Sample(
        "cong-thuc-co-ket-qua.xlsx",
        "The total is worked out by formulas that Excel has saved with their results.",
        lambda: form_with_formulas(SUMS),
        SENT,
        Expected("form_ii06a", of(WARD, QUARTER, **FORM_FIGURES)),
    ),
    Sample(
        "cong-thuc-khong-ket-qua.xlsx",
        "A script wrote the formulas of the total, and nobody opened the file in Excel: eleven cells without a result.",
        lambda: form_with_formulas(UNSOLVED),
        SENT,
        Expected(
            "form_ii06a",
            {},
            tuple(error("formula-without-value", f"{column}15", "Biểu 06a") for column in "CDEFGHIJKLM"),
        ),
    ),
    Sample(
        "loi-chia-cho-0.xlsx",
        "A formula that divides by nothing, between two cells that are right.",
        lambda: table(
            row("Hồ sơ tiếp nhận trong kỳ", 120), row("Hồ sơ đã giải quyết", Error()), row("Phiếu khảo sát", 30)
        ),
        SENT,
        Expected(
            "long_table",
            of(WARD, QUARTER, dossiers_received=120, surveys=30),
            (error("formula-without-value", "D3", "Sheet1"),),
        ),
    ),
)
