"""Titles, headings and rows that change what the figures of a table mean: units, parts, merged quarters, groups."""

from __future__ import annotations

import io
from collections.abc import Mapping

import xlsxwriter
from tests.intake.forms import OFFICIAL
from tests.intake.office import as_ods, as_office_xlsx, as_xls
from tests.samples.books import (
    DAYS,
    FIELDS,
    FORM_FIGURES,
    FORM_NUMBERS,
    HUE,
    KIM_TRA,
    MOTTO,
    QUARTER,
    TOTAL,
    WARD,
)  # fmt: skip
from tests.samples.numbers import SENT
from tests.samples.odd_cells import FORM_START, IN_HUE, RESOLVED, Fill, resolved
from tests.samples.sample import Expected, Figures, Sample, Sent, error, note, reason
from tests.samples.writing import Row, grid

FORM_FIGURES_OF_WARD: Figures = {(WARD, QUARTER, measure): count for measure, count in FORM_FIGURES.items()}


def form_rows(rows: tuple[Row, ...], texts: Mapping[str, str] | None = None) -> list[list[object]]:
    """Form II.06a of the ward, with further texts above the table."""
    return grid({**MOTTO, **DAYS, **OFFICIAL, **(texts or {})}, rows, start=FORM_START)


def form(rows: tuple[Row, ...]) -> bytes:
    """The same as a workbook of Excel."""
    return as_office_xlsx(form_rows(rows))


def with_headings_again(rows: list[list[object]]) -> list[list[object]]:
    """The rows of a form with its headings once more below the first field of work."""
    headings = rows[FORM_START - 4 : FORM_START]
    return [*rows[: FORM_START + 1], *headings, *rows[FORM_START + 1 :]]


def wide(*rows: Row, title: str = "Số đếm: Hồ sơ đã giải quyết", unit: str = "", fill: Fill | None = None) -> bytes:
    """A table of quarters as Excel writes it."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    page = workbook.add_worksheet("Sheet1")
    for number, cells in enumerate(((title,), ("", "", unit), WIDE_HEADS, *rows)):
        page.write_row(number, 0, cells)
    if fill:
        fill(workbook, page)
    workbook.close()
    return out.getvalue()


WIDE_HEADS = ("STT", "Địa phương", "Quý III/2025", "Quý IV/2025")
FIRST, SECOND = (1, "Phường Hương Trà", 1311, 1402), (2, "Phường Kim Trà", 1207, 1298)
LEFT_OUT = note("period-mismatch", "3", "Sheet1")
TWO = resolved(c19996=1402, c20017=1298)
WIDE_SAMPLES = (
    Sample(
        "don-vi-nghin.xlsx", "“Đơn vị tính: nghìn hồ sơ” stands above the table.",
        lambda: wide((1, "Phường Hương Trà", 1, 1.4), (2, "Phường Kim Trà", 1, "1,3"), unit="Đơn vị tính: nghìn hồ sơ"),
        IN_HUE,
        Expected("wide_periods", resolved(c19996=1400, c20017=1300),
                 (LEFT_OUT, reason("unit-multiplier", "C2", "Sheet1"))),
    ),
    Sample(
        "don-vi-nghin.ods", "The unit stands in brackets behind the name of what is counted.",
        lambda: as_ods((("Hồ sơ đã giải quyết (1.000 hồ sơ)",), (), WIDE_HEADS, (1, "Phường Hương Trà", 1, 2))), IN_HUE,
        Expected("wide_periods", resolved(c19996=2000), (LEFT_OUT, reason("unit-multiplier", "A1", "Sheet1"))),
    ),
    Sample(
        "tieu-de-mot-phan.xlsx", "The title names a part: land only.",
        lambda: wide(FIRST, SECOND, title="Hồ sơ đã giải quyết – Đất đai"), IN_HUE,
        Expected("wide_periods", TWO, (LEFT_OUT, reason("narrower-meaning", "A1", "Sheet1"))),
    ),
    Sample(
        "tieu-de-mot-phan.xls", "The bracket names a part: online only.",
        lambda: as_xls((("Hồ sơ đã giải quyết (chỉ hồ sơ trực tuyến)",), (), WIDE_HEADS, FIRST, SECOND)), IN_HUE,
        Expected("wide_periods", TWO, (LEFT_OUT, reason("narrower-meaning", "A1", "Sheet1"))),
    ),
    Sample(
        "ky-co-dau-chu-thich.xlsx", "The quarters have footnote marks.",
        lambda: as_office_xlsx(
            (("Hồ sơ đã giải quyết",), (), ("STT", "Địa phương", "Quý III/2025*", "Quý IV/2025 (1)"), FIRST, SECOND)
        ),
        IN_HUE, Expected("wide_periods", TWO, (LEFT_OUT,)),
    ),
    Sample(
        "ky-thieu-nam.ods", "The year is missing beside a quarter.",
        lambda: as_ods(
            (("Hồ sơ đã giải quyết",), (), ("STT", "Địa phương", "Quý III", "Quý III/2025", "Quý IV/2025"),
             (1, "Phường Hương Trà", 7, 1311, 1402))
        ),
        IN_HUE, Expected("wide_periods", {}, (error("period-mismatch", "C3", "Sheet1"), LEFT_OUT)),
    ),
    Sample(
        "gop-o-hai-quy.xlsx", "One number is merged over two quarters.",
        lambda: wide((1, "Phường Hương Trà"), SECOND, fill=lambda _, page: page.merge_range("C4:D4", 240)),
        Sent(HUE),
        Expected(
            "wide_periods", {(KIM_TRA, "2025-Q3", RESOLVED): 1207, (KIM_TRA, QUARTER, RESOLVED): 1298},
            (error("merged-cells", "C4", "Sheet1"),),
        ),
        on_page=(IN_HUE, Expected(
            "wide_periods", {(KIM_TRA, QUARTER, RESOLVED): 1298}, (LEFT_OUT, note("missing-value", "D4", "Sheet1"))
        )),
    ),
)  # fmt: skip


PART = ("", "- Trong đó: khai sinh", 800, "mười", -5, 20, 680, 400, 270, 10, 20, 18, 2)
FORM_SAMPLES = (
    Sample(
        "bieu-06a-dong-chi-tiet.xlsx", "A part is larger than the row above it, and two of its cells are no counts.",
        lambda: form((FORM_NUMBERS, FIELDS[0], PART, *FIELDS[1:], TOTAL)), SENT,
        Expected("form_ii06a", FORM_FIGURES_OF_WARD, (
            reason("part-exceeds-whole", "C13", "Sheet1"), note("not-a-number", "D13", "Sheet1"),
            note("negative", "E13", "Sheet1"),
        )),
    ),
    Sample(
        "bieu-06a-tieu-de-lap.ods", "The headings are repeated where a printed page ends.",
        lambda: as_ods(with_headings_again(form_rows((FORM_NUMBERS, *FIELDS, TOTAL)))), SENT,
        Expected("form_ii06a", FORM_FIGURES_OF_WARD),
    ),
    Sample(
        "bieu-06a-mot-linh-vuc.xls", "“Lĩnh vực: Đất đai” stands above the table.",
        lambda: as_xls(form_rows((FORM_NUMBERS, *FIELDS, TOTAL), {"A5:D5": "Lĩnh vực: Đất đai"})), SENT,
        Expected("form_ii06a", FORM_FIGURES_OF_WARD, (reason("narrower-meaning", "A5", "Sheet1"),)),
    ),
)  # fmt: skip
SAMPLES = (*WIDE_SAMPLES, *FORM_SAMPLES)
