"""Every layout in every format, and text files in every way to save them."""

from __future__ import annotations

from collections.abc import Callable

from tests.intake.office import Percent
from tests.samples.books import (
    BINH_DIEN,
    FORM_FIGURES,
    HUE,
    KIM_TRA,
    QUARTER,
    WARD,
    official,
    saved_as,
    template,
)
from tests.samples.sample import Expected, Sample, Sent, note, of
from tests.samples.writing import Rows, csv_text, windows_1258, written

FORMATS = ("xlsx", "xlsm", "xls", "ods", "csv")
SENT = Sent(WARD, QUARTER)
# 1.419 received and 68 carried over, 1.402 resolved and 85 pending; 93,2 % on time as the source states it.
LONG: Rows = (
    ("Địa phương", "Kỳ", "Số đếm", "Giá trị", "Ghi chú"),
    ("Phường Hương Trà", "2025-Q4", "Hồ sơ tiếp nhận trong kỳ", 1419, ""),
    ("Phường Hương Trà", "2025-Q4", "Hồ sơ từ kỳ trước chuyển sang", 68, ""),
    ("Phường Hương Trà", "2025-Q4", "Hồ sơ đã giải quyết", 1402, "theo cổng dịch vụ công"),
    ("Phường Hương Trà", "2025-Q4", "Hồ sơ đang giải quyết", 85, ""),
    ("Phường Hương Trà", "2025-Q4", "on_time_rate_stated", Percent(0.932), ""),
)
LONG_FIGURES = of(
    WARD,
    QUARTER,
    dossiers_received=1419,
    dossiers_carried_over=68,
    dossiers_resolved=1402,
    dossiers_pending=85,
    on_time_rate_stated="93.2",
)
# Two quarters across; sent for one of them the other is left out, and it is said.
WIDE: Rows = (
    ("BIỂU TỔNG HỢP SỐ LƯỢNG HỒ SƠ ĐÃ GIẢI QUYẾT THEO QUÝ",),
    (),
    ("STT", "Địa phương", "Quý III/2025", "Quý IV/2025"),
    (1, "Phường Hương Trà", 1311, 1402),
    (2, "Phường Kim Trà", 1207, 1298),
    (3, "Xã Bình Điền", 655, 701),
    ("", "Tổng cộng", 3173, 3401),
)
WIDE_FIGURES = {
    **of(WARD, QUARTER, dossiers_resolved=1402),
    **of(KIM_TRA, QUARTER, dossiers_resolved=1298),
    **of(BINH_DIEN, QUARTER, dossiers_resolved=701),
}
TEMPLATE_MEASURES = ("dossiers_received", "dossiers_carried_over", "dossiers_resolved", "dossiers_pending")
TEMPLATE_FIGURES = of(
    WARD, QUARTER, dossiers_received=1419, dossiers_carried_over=68, dossiers_resolved=1402, dossiers_pending=85
)
# In the layout of the workbook the first unit is in row 10, the measures from column C on.
TYPED = {"C10": 1419, "D10": 68, "E10": 1402, "F10": 85}


def long_table(ending: str) -> bytes:
    """One figure a row. In text a share has its sign."""
    if ending == "csv":
        return written(ending, (*LONG[:-1], (*LONG[-1][:3], "93,2%", "")))
    return written(ending, LONG)


def wide_periods(ending: str) -> bytes:
    """Units down, quarters across."""
    return written(ending, WIDE, sheet="Theo quý")


def workbook(ending: str) -> bytes:
    """The product's own workbook, filled in and saved in a format."""
    return saved_as(ending, template(WARD, QUARTER, (WARD,), TEMPLATE_MEASURES, TYPED), "Số liệu")


def _of_all_formats() -> list[Sample]:
    samples = []
    for ending in FORMATS:
        sheet = "" if ending == "csv" else "Theo quý"
        kinds: dict[str, tuple[Callable[[str], bytes], str, Sent, Expected]] = {
            "bang-dai": (long_table, "One figure a row", SENT, Expected("long_table", LONG_FIGURES)),
            "bieu-06a": (
                official,
                "The official form of a ward, by fields of work",
                SENT,
                Expected("form_ii06a", of(WARD, QUARTER, **FORM_FIGURES)),
            ),
            "theo-quy": (
                wide_periods,
                "Three units, two quarters across, a total below",
                Sent(HUE, QUARTER),
                Expected("wide_periods", WIDE_FIGURES, (note("period-mismatch", "3", sheet),)),
            ),
            "tep-mau": (
                workbook,
                "The product's own workbook, filled in",
                SENT,
                Expected("template", TEMPLATE_FIGURES),
            ),
        }
        for name, (make, says, sent, expected) in kinds.items():
            samples.append(
                Sample(
                    f"{name}.{ending}",
                    f"{says}, as {ending.upper()}.",
                    lambda make=make, ending=ending: make(ending),
                    sent,
                    expected,
                )
            )
    return samples


TEXT: Rows = (
    ("locality", "period", "measure", "value"),
    ("Phường Hương Trà", "2025-Q4", "Văn bản đi trong kỳ", "1.240"),
    ("Phường Hương Trà", "2025-Q4", "Văn bản đi điện tử", "1.198"),
    ("Phường Hương Trà", "2025-Q4", "Văn bản đi ký số", "1.150"),
)
TEXT_EXPECTED = Expected(
    "long_table", of(WARD, QUARTER, documents=1240, documents_electronic=1198, documents_signed=1150)
)
# Name of the file → the mark between columns and the letters of the bytes.
TEXTS = {
    "phay-utf8.csv": (",", "utf-8"),
    "phay-utf8-bom.csv": (",", "utf-8-sig"),
    "phay-windows-1258.csv": (",", "cp1258"),
    "cham-phay-utf8-bom.csv": (";", "utf-8-sig"),
    "cham-phay-utf16.csv": (";", "utf-16"),
    "cham-phay-windows-1258.csv": (";", "cp1258"),
    "tab-utf8.tsv": ("\t", "utf-8"),
    "tab-utf16.txt": ("\t", "utf-16"),
    "tab-windows-1258.txt": ("\t", "cp1258"),
}


def text(delimiter: str, encoding: str) -> bytes:
    """A table as a text file."""
    content = csv_text(TEXT, delimiter)
    return windows_1258(content) if encoding == "cp1258" else content.encode(encoding)


SAMPLES = (
    *_of_all_formats(),
    *(
        Sample(
            f"van-ban-{name}",
            f"A table of documents as text, in {encoding}.",
            lambda delimiter=delimiter, encoding=encoding: text(delimiter, encoding),
            SENT,
            TEXT_EXPECTED,
        )
        for name, (delimiter, encoding) in TEXTS.items()
    ),
)
