"""Tables of one measure with quarters across, and the product's own workbook after people had it in their hands."""

from __future__ import annotations

from tests.intake.office import Formula, Percent
from tests.samples.books import BINH_DIEN, HUE, KIM_TRA, QUARTER, WARD, saved_as, template, typed_into
from tests.samples.kinds_of_file import TEMPLATE_FIGURES, TEMPLATE_MEASURES, TYPED
from tests.samples.numbers import SENT
from tests.samples.sample import Expected, Sample, Sent, error, note, of, reason
from tests.samples.writing import Rows, nfd, written

IN_HUE = Sent(HUE, QUARTER)
THIRD = "2025-Q3"
TITLE = ("Số đếm: Hồ sơ đã giải quyết",)
HEADS = ("STT", "Địa phương", "Quý III/2025", "Quý IV/2025")
A, B, C = (1, "Phường Hương Trà", 1311, 1402), (2, "Phường Kim Trà", 1207, 1298), (3, "Xã Bình Điền", 655, 701)
LEFT_OUT = note("period-mismatch", "3", "Sheet1")


def resolved(period: str, ward: int, kim_tra: int, binh_dien: int) -> dict[tuple[str, str, str], int | str]:
    """Dossiers resolved of the three units."""
    counts = {WARD: ward, KIM_TRA: kim_tra, BINH_DIEN: binh_dien}
    return {(unit, period, "dossiers_resolved"): count for unit, count in counts.items()}


NOW = resolved(QUARTER, 1402, 1298, 701)
BOTH = {**resolved(THIRD, 1311, 1207, 655), **NOW}


def table(*rows: object, ending: str = "xlsx") -> bytes:
    """The title, an empty row, then headings and rows."""
    return written(ending, (TITLE, (), *rows))  # type: ignore[arg-type]


def a_measure_a_row() -> Rows:
    """Each row names its measure, the unit is merged over its rows, the year is above its quarters."""
    return (
        ("Đơn vị", "Chỉ tiêu", "Năm 2025", ""),
        ("", "", "Quý III", "Quý IV"),
        ("Phường Hương Trà", "Hồ sơ đã giải quyết", "1.311", "1.402"),
        ("", "on_time_rate_stated", "92,9%", Percent(0.932)),
        ("Xã Bình Điền", "Hồ sơ đã giải quyết", 655, 701),
    )


def workbook(cells: dict[str, object], *units: str, period: str = QUARTER) -> bytes:
    """The product's own workbook of the ward, or of the city with some units."""
    return template(HUE if len(units) > 1 else WARD, period, units or (WARD,), TEMPLATE_MEASURES, cells)


TABLES = (
    Sample(
        "theo-quy-ca-hai.xlsx",
        "Two quarters across, sent without a period: both are read.",
        lambda: table(HEADS, A, B, C, ("", "Tổng cộng", 3173, 3401)),
        Sent(HUE),
        Expected("wide_periods", BOTH),
        on_page=(IN_HUE, Expected("wide_periods", NOW, (LEFT_OUT,))),
    ),
    Sample(
        "theo-quy-nhieu-chi-tieu.xlsx",
        "A measure a row, units merged over their rows, the year above its quarters.",
        lambda: written("xlsx", a_measure_a_row()),
        IN_HUE,
        Expected(
            "wide_periods",
            {
                **of(WARD, QUARTER, dossiers_resolved=1402, on_time_rate_stated="93.2"),
                **of(BINH_DIEN, QUARTER, dossiers_resolved=701),
            },
            (note("period-mismatch", "2", "Sheet1"),),
        ),
    ),
    Sample(
        "theo-quy-tong-sai.csv",
        "The total is 3.411, the rows come to 3.401: ten dossiers apart.",
        lambda: table(HEADS, A, B, C, ("", "Tổng cộng", 3173, 3411), ending="csv"),
        IN_HUE,
        Expected("wide_periods", NOW, (note("period-mismatch", "3"), reason("identity-broken", "D7"))),
    ),
    Sample(
        "theo-quy-o-sai.xlsx",
        "A word, a number below 0 and a formula without a result; the rows beside them are read.",
        lambda: table(
            HEADS, (*A[:3], "chưa rõ"), (*B[:3], -1), (*C[:3], Formula("SUM(C1:C2)")), (4, "Xã Phú Vinh", 7, 8)
        ),
        IN_HUE,
        Expected(
            "wide_periods",
            of("19945@2025-07-01", QUARTER, dossiers_resolved=8),
            (
                LEFT_OUT,
                error("not-a-number", "D4", "Sheet1"),
                error("negative", "D5", "Sheet1"),
                error("formula-without-value", "D6", "Sheet1"),
            ),
        ),
    ),
    Sample(
        "theo-quy-khong-chi-tieu.xlsx",
        "Nothing says what is counted.",
        lambda: written("xlsx", (("Số liệu theo quý",), (), HEADS, A, B)),
        IN_HUE,
        Expected("wide_periods", {}, (LEFT_OUT, error("missing-heading", "3", "Sheet1"))),
    ),
    Sample(
        "theo-quy-hai-cot-mot-quy.ods",
        "The same quarter stands over two columns.",
        lambda: table((*HEADS, "Q4/2025"), (*A, 1402), (*B, 1298), ending="ods"),
        IN_HUE,
        Expected("wide_periods", {}, (error("duplicate-heading", "E3", "Sheet1"), LEFT_OUT)),
    ),
    Sample(
        "theo-quy-khac-ky.xlsx",
        "Sent for a quarter that has no column.",
        lambda: table(HEADS, A, B),
        Sent(HUE, "2026-Q1"),
        Expected("wide_periods", {}, (error("period-mismatch", "3", "Sheet1"),)),
    ),
    Sample(
        "theo-quy-ma-va-ten.csv",
        "Code 20035 is xã Bình Điền, and xã Bình Tiến stands beside it.",
        lambda: table(
            ("Mã", "Địa phương", "Quý III/2025", "Quý IV/2025"),
            ("19996", "Hương Trà", 1311, 1402),
            ("20035", "Xã Bình Tiến", 655, 701),
            ending="csv",
        ),
        IN_HUE,
        Expected(
            "wide_periods",
            of(WARD, QUARTER, dossiers_resolved=1402),
            (note("period-mismatch", "3"), error("unknown-locality", "B5")),
        ),
    ),
)
TEMPLATES = (
    Sample(
        "tep-mau-trong.xlsx",
        "The workbook as it was downloaded: nothing is filled in.",
        lambda: workbook({}),
        SENT,
        Expected("template", {}, (note("missing-value", "A10", "Số liệu"), error("empty-file", "", "Số liệu"))),
    ),
    Sample(
        "tep-mau-mot-phan.xlsx",
        "Of three wards the second has nothing, of the first one cell is empty; a dash and words stand among the rest.",
        lambda: workbook(
            {"C10": "1.419", "D10": "", "E10": "1 402 hồ sơ", "F10": 85, "C12": 330, "D12": "-", "E12": 301, "F12": 29},
            WARD,
            KIM_TRA,
            BINH_DIEN,
        ),
        IN_HUE,
        Expected(
            "template",
            {
                **of(WARD, QUARTER, dossiers_received=1419, dossiers_resolved=1402, dossiers_pending=85),
                **of(BINH_DIEN, QUARTER, dossiers_received=330, dossiers_resolved=301, dossiers_pending=29),
            },
            (note("missing-value", "D7", "Số liệu"), note("missing-value", "A11", "Số liệu")),
        ),
    ),
    Sample(
        "tep-mau-o-sai.xlsx",
        "Words, a number below 0, half a dossier.",
        lambda: workbook({"C10": "một nghìn", "D10": -68, "E10": 1402.5, "F10": 85}),
        SENT,
        Expected(
            "template",
            of(WARD, QUARTER, dossiers_pending=85),
            (
                error("not-a-number", "C10", "Số liệu"),
                error("negative", "D10", "Số liệu"),
                error("not-whole", "E10", "Số liệu"),
            ),
        ),
    ),
    Sample(
        "tep-mau-khong-khop.xlsx",
        "1.419 received and 68 carried over are not 1.402 resolved and 95 pending: ten dossiers apart.",
        lambda: workbook({**TYPED, "F10": 95}),
        SENT,
        Expected(
            "template",
            {**TEMPLATE_FIGURES, **of(WARD, QUARTER, dossiers_pending=95)},
            (reason("identity-broken", "C10", "Số liệu"),),
        ),
    ),
    Sample(
        "tep-mau-ky-khac.xlsx",
        "The workbook of the third quarter, sent for the fourth.",
        lambda: workbook({**TYPED}, period=THIRD),
        SENT,
        Expected(
            "template",
            of(
                WARD,
                THIRD,
                dossiers_received=1419,
                dossiers_carried_over=68,
                dossiers_resolved=1402,
                dossiers_pending=85,
            ),
            (error("period-mismatch", "B3", "Số liệu"),),
        ),
    ),
    Sample(
        "tep-mau-ma-va-ten.xlsx",
        "Somebody wrote xã Bình Điền beside the code of phường Hương Trà.",
        lambda: workbook({**TYPED, "B10": "Xã Bình Điền"}),
        SENT,
        Expected("template", {}, (error("ambiguous-locality", "B10", "Số liệu"),)),
    ),
    Sample(
        "tep-mau-to-hop.ods",
        "Saved by LibreOffice on another system: the name has its marks behind its letters.",
        lambda: saved_as("ods", typed_into(workbook({**TYPED}), {"B10": nfd("Phường Hương Trà")}), "Số liệu"),
        SENT,
        Expected("template", TEMPLATE_FIGURES),
    ),
)
SAMPLES = (*TABLES, *TEMPLATES)
