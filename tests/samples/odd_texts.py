"""Texts that mean something else than they seem: numbers, periods, codes, units, and what nobody sees."""

from __future__ import annotations

from datetime import date

from tests.intake.office import as_ods
from tests.samples.books import (
    QUARTER,
    WARD,
)  # fmt: skip
from tests.samples.numbers import HEADS, SENT, SHARES, row
from tests.samples.odd_cells import IN_HUE, RESOLVED, figure, resolved
from tests.samples.sample import Expected, Sample, error, note, of, reason
from tests.samples.writing import Row, written


def table(*rows: Row, heads: Row = HEADS) -> bytes:
    """A long table as text, with commas."""
    return "\r\n".join(",".join(str(cell) for cell in cells) for cells in (heads, *rows)).encode()


TEXT_SAMPLES = (
    Sample(
        "ky-thanh-ngay.xlsx", "Excel made a date of “3/2025”.",
        lambda: written("xlsx", (HEADS, ("19996", date(2025, 3, 1), RESOLVED, 120))), SENT,
        Expected("long_table", {}, (error("period-mismatch", "B2", "Sheet1"),)),
    ),
    Sample(
        "ky-thanh-ngay.csv", "The same in a text file, and a quarter without its year.",
        lambda: table(("19996", "01/03/2025", RESOLVED, 120), ("20017", "Quý IV", RESOLVED, 5)), IN_HUE,
        Expected("long_table", {}, (error("period-mismatch", "B2"), error("period-mismatch", "B3"))),
    ),
    Sample(
        "ma-mat-so-khong.xlsx", "The codes 00004 and 001 lost their zeros.",
        lambda: written("xlsx", (HEADS, (4, QUARTER, RESOLVED, 120), (1, QUARTER, RESOLVED, 130))), IN_HUE,
        Expected("long_table", {}, tuple(error("unknown-locality", cell, "Sheet1") for cell in ("A2", "A3"))),
    ),
    Sample(
        "ba-so-thap-phan.csv", "1402.000 proves that the point is a decimal one: 810.000 is 810.",
        lambda: table(figure("1402.000"), figure("810.000", "20017"), figure("12.000", "20035")), IN_HUE,
        Expected("long_table", resolved(c19996=1402, c20017=810, c20035=12)),
    ),
    Sample(
        "so-hai-cach.csv", "The column proves both conventions; a count with a fraction; a zero in front.",
        lambda: table(figure("1402.0"), figure("1.234.567", "20017"), figure("810.000", "20035"),
                      figure("010.000", measure="dossiers_received"), figure("1234.5", measure="dossiers_pending")),
        IN_HUE,
        Expected(
            "long_table", resolved(c19996=1402, c20017=1234567),
            (error("ambiguous-number", "D4"), error("ambiguous-number", "D5"), error("not-whole", "D6")),
        ),
    ),
    Sample(
        "chu-d-iceland.csv", "Đ typed as the Icelandic Ð, which looks the same.",
        lambda: table(figure(701, "Xã Bình \u00d0iền")), IN_HUE, Expected("long_table", resolved(c20035=701)),
    ),
    Sample(
        "ky-tu-an.csv", "Characters that nobody sees: a space without width, a mark of direction, a figure space.",
        lambda: table(figure("1402\u200b"), figure(1298, "\u200e20017"), figure("5\u2007810", "20035")), IN_HUE,
        Expected("long_table", resolved(c19996=1402, c20017=1298, c20035=5810)),
    ),
    Sample(
        "ngoac-kep-lac.csv", "A quotation mark inside a quoted note in line 3.",
        lambda: table((*figure(1402), "x"), (*figure(1298, "20017"), '"bộ phận "một cửa" phường"'),
                      heads=(*HEADS, "Ghi chú")),
        IN_HUE, Expected("", {}, (error("unreadable-file", "3"),)),
    ),
    Sample(
        "ma-hoa-hai-lan.csv", "Source and note were encoded twice.",
        lambda: table((*figure(1402), "Báo cáo".encode().decode("cp1252"), "số tạm".encode().decode("cp1252")),
                      heads=(*HEADS, "Nguồn", "Ghi chú")),
        SENT, Expected("long_table", resolved(c19996=1402), (error("garbled-text", "E2"), error("garbled-text", "F2"))),
    ),
    Sample(
        "van-ban-la.xlsx", "A source that changes the direction of text, and an address that is none of the web.",
        lambda: written("xlsx", ((*HEADS, "Nguồn", "Địa chỉ nguồn"), (*figure(1402), "Báo \u202ecáo", ""),
                                 (*figure(1298, "20017"), "", "javascript:alert(1)"))),
        IN_HUE,
        Expected("long_table", resolved(c19996=1402),
                 (error("bad-address", "F3", "Sheet1"), error("unsafe-text", "E2", "Sheet1"))),
    ),
    Sample(
        "ghi-chu-dai.csv", "A note that a workbook would cut.",
        lambda: table((*figure(1402), "x" * 32_768), heads=(*HEADS, "Ghi chú")), SENT,
        Expected("long_table", {}, (error("text-too-long", "E2"),)),
    ),
    Sample(
        "ngat-dong.csv", "Line breaks of Word and others in a source and a note.",
        lambda: table((*figure(1402), "Báo cáo\x0bquý\x7f\x85IV", "dòng một\x0bdòng hai"),
                      heads=(*HEADS, "Nguồn", "Ghi chú")),
        SENT, Expected("long_table", resolved(c19996=1402)),
    ),
    Sample(
        "chua-co-so.csv", "Ways to say that there is no figure, and “không”, which may mean 0.",
        lambda: table(*(figure(text, measure=measure[2]) for text, measure in zip(
            ("…", "NA", "chưa có", "−", "NULL", "x", "không"), SHARES_AND_COUNTS, strict=True))), SENT,
        Expected("long_table", {}, (
            *(note("missing-value", f"D{number}") for number in range(2, 7)),
            error("not-a-number", "D7"), error("not-a-number", "D8"),
        )),
    ),
    Sample(
        "ty-le-phan-so.xlsx", "Shares that were computed in the sheet: 0.932 for 93.2 %.",
        lambda: written("xlsx", (HEADS, row("on_time_rate_stated", 0.932), row("overdue_rate_stated", "6,8 %"))), SENT,
        Expected("long_table", of(WARD, QUARTER, on_time_rate_stated="0.932", overdue_rate_stated="6.8"),
                 (reason("may-be-fraction", "D2", "Sheet1"),)),
    ),
    Sample(
        "ty-le-phan-so.ods", "1 for 100 % beside a share with a percent sign.",
        lambda: as_ods((HEADS, row("on_time_rate_stated", 1), row("overdue_rate_stated", "0,5%"))), SENT,
        Expected("long_table", of(WARD, QUARTER, on_time_rate_stated="1", overdue_rate_stated="0.5"),
                 (reason("may-be-fraction", "D2", "Sheet1"),)),
    ),
    Sample(
        "don-vi.csv", "Units of thousands in a cell, in a column of units, and as SDMX gives them.",
        lambda: table((*figure('"1,4 nghìn"'), "", ""), (*figure(2, "20017"), "nghìn hồ sơ", ""),
                      (*figure(3, "20035"), "", 3), heads=(*HEADS, "đơn vị tính", "UNIT_MULT")),
        IN_HUE,
        Expected("long_table", resolved(c19996=1400, c20017=2000, c20035=3000),
                 (reason("unit-multiplier", "E3"), reason("unit-multiplier", "D2"))),
    ),
    Sample(
        "cot-linh-vuc.csv", "A column divides the figures by field of work.",
        lambda: table((*figure(50)[:3], "Đất đai", 50), heads=(*HEADS[:3], "lĩnh vực", HEADS[3])), SENT,
        Expected("long_table", resolved(c19996=50), (reason("narrower-meaning", "D1"),)),
    ),
    Sample(
        "quy-luy-ke.csv", "A quarter that is said to be cumulative.",
        lambda: table((*figure(300), "lũy kế"), heads=(*HEADS, "loại kỳ")), SENT,
        Expected("long_table", {}, (error("period-mismatch", "B2"),)),
    ),
    Sample(
        "moi-loi-mot-luc.csv", "Two rows with several wrong cells each.",
        lambda: table(("Phường Lạ", QUARTER, RESOLVED, "abc"), ("19996", "2025-Q9", "lạ", -5)), SENT,
        Expected("long_table", {}, (
            error("unknown-locality", "A2"), error("not-a-number", "D2"), error("period-mismatch", "B3"),
            error("unknown-measure", "C3"), error("negative", "D3"),
        )),
    ),
    Sample(
        "tai-nop-so-lieu.csv", "The product's own figures.csv, sent back after an edit, with a column more.",
        lambda: table(
            (WARD, "Phường Hương Trà", "commune", "no", *figure(1402)[1:], "Hồ sơ đã giải quyết", "không", "Lan"),
            heads=("locality", "locality_name", "level", "simulated", "period", "measure", "value", "measure_name",
                   "provisional", "người nhập"),
        ),
        SENT, Expected("long_table", resolved(c19996=1402), (note("column-not-read", "J1"),)),
    ),
)  # fmt: skip
SHARES_AND_COUNTS = (*SHARES, row("dossiers_resolved", ""))
SAMPLES = TEXT_SAMPLES
