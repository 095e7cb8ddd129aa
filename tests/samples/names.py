"""Names of localities and measures as offices type them, and those that cannot be taken."""

from __future__ import annotations

from tests.intake.files.test_legacy_fonts import TO_TCVN3, TO_VNI, encoded
from tests.intake.office import InFont, Pieces
from tests.samples.books import BINH_DIEN, HUE, KIM_TRA, QUARTER, WARD
from tests.samples.numbers import HEADS, SENT, row, table
from tests.samples.sample import Expected, Sample, Sent, error, of
from tests.samples.writing import Row, Rows, nfd, written

# The first quarter of 2025 ended before the wards of Hương Trà were merged.
BEFORE = "2025-Q1"
IN_HUE, IN_OLD_HUE = Sent(HUE, QUARTER), Sent(HUE, BEFORE)
RECEIVED, RESOLVED = "Hồ sơ tiếp nhận trong kỳ", "Hồ sơ đã giải quyết"
VAN, VĂN, PHU_AN = "20008@2021-07-01", "20011@2021-07-01", "19912@2004-07-08"

DECOMPOSED: Rows = tuple(
    tuple(nfd(cell) if isinstance(cell, str) else cell for cell in line)
    for line in (HEADS, row(RECEIVED, 640), row(RESOLVED, 601), row(RECEIVED, 512, unit="Xã Bình Điền"))
)
# What the row says → which unit it is.
SPELLINGS = {
    "P. Hương Trà": WARD,
    "PHƯỜNG KIM TRÀ": KIM_TRA,
    "xã  bình điền": BINH_DIEN,
    "Phường Hoá Châu": "20014@2025-07-01",
    "P.Thuỷ Xuân": "19813@2025-07-01",
    "20044": "20044@2025-07-01",
    "20056@2025-07-01": "20056@2025-07-01",
    "Xã Chân Mây–Lăng Cô": "20137@2025-07-01",
}


def in_old_font(letters: dict[str, str], font: str, rows: Rows, ending: str) -> bytes:
    """A table in a font of old offices: every text holds the codes that the font shows as Vietnamese."""
    typed = [[encoded(cell, letters) if isinstance(cell, str) else cell for cell in line] for line in rows]
    return written(ending, typed, font=font)


OLD_FONT: Rows = (HEADS, row(RECEIVED, 640), row(RESOLVED, 601, unit="Phường Hương Trà"))
OLD_FONT_FIGURES = of(WARD, QUARTER, dossiers_received=640, dossiers_resolved=601)


def half_in_old_font() -> bytes:
    """A name of which the second half was typed in an old font, and one that was typed wrongly in it."""
    name = Pieces((("Phường ", "Arial"), (encoded("Hương Trà", TO_TCVN3), ".VnTime")))
    wrong = InFont(encoded("Phường Hương", TO_TCVN3), ".VnTime")
    rows: tuple[Row, ...] = ((name, QUARTER, RECEIVED, 640), (wrong, QUARTER, RESOLVED, 601))
    return table(*rows)


SAMPLES = (
    Sample(
        "unicode-to-hop.xlsx",
        "Every text, headings and names of measures too, with each mark behind its letter.",
        lambda: written("xlsx", DECOMPOSED),
        IN_HUE,
        Expected(
            "long_table",
            {
                **of(WARD, QUARTER, dossiers_received=640, dossiers_resolved=601),
                **of(BINH_DIEN, QUARTER, dossiers_received=512),
            },
        ),
    ),
    Sample(
        "cach-viet-ten.csv",
        "Short prefixes, capitals, two spaces, the other place of the tone, a code, a code with its day, a long dash.",
        lambda: table(*(row(RECEIVED, 100 + place, unit=name) for place, name in enumerate(SPELLINGS)), ending="csv"),
        IN_HUE,
        Expected(
            "long_table",
            {
                (key, QUARTER, "dossiers_received"): 100 + place
                for place, key in enumerate(
                    (
                        WARD,
                        KIM_TRA,
                        BINH_DIEN,
                        "20014@2025-07-01",
                        "19813@2025-07-01",
                        "20044@2025-07-01",
                        "20056@2025-07-01",
                        "20137@2025-07-01",
                    )
                )
            },
        ),
    ),
    Sample(
        "huong-van-va-huong-van.xlsx",
        "Hương Vân and Hương Văn, which differ in one mark alone: each has its own figures.",
        lambda: table(
            row(RECEIVED, 311, unit="Phường Hương Vân", period=BEFORE),
            row(RESOLVED, 305, unit="Phường Hương Vân", period=BEFORE),
            row(RECEIVED, 287, unit="Phường Hương Văn", period=BEFORE),
            row(RESOLVED, 280, unit="Phường Hương Văn", period=BEFORE),
        ),
        IN_OLD_HUE,
        Expected(
            "long_table",
            {
                **of(VAN, BEFORE, dossiers_received=311, dossiers_resolved=305),
                **of(VĂN, BEFORE, dossiers_received=287, dossiers_resolved=280),
            },
        ),
    ),
    Sample(
        "ten-khong-dau.csv",
        "A name without its marks could be either of the two and is not taken; the other row is.",
        lambda: table(
            row(RECEIVED, 311, unit="Phuong Huong Van", period=BEFORE),
            row(RECEIVED, 287, unit="Phường Hương Văn", period=BEFORE),
            ending="csv",
        ),
        IN_OLD_HUE,
        Expected("long_table", of(VĂN, BEFORE, dossiers_received=287), (error("unknown-locality", "A2"),)),
    ),
    Sample(
        "ten-trung-noi-khac.csv",
        "Xã Phú An is in six provinces; sent for Huế it is the one of Huế.",
        lambda: table(row(RECEIVED, 150, unit="Xã Phú An", period=BEFORE), ending="csv"),
        Sent(None, BEFORE),
        Expected("long_table", {}, (error("ambiguous-locality", "A2"),)),
        on_page=(IN_OLD_HUE, Expected("long_table", of(PHU_AN, BEFORE, dossiers_received=150))),
    ),
    Sample(
        "don-vi-khong-co.csv",
        "A ward that is nowhere.",
        lambda: table(row(RECEIVED, 150, unit="Phường Không Có"), row(RECEIVED, 640), ending="csv"),
        IN_HUE,
        Expected("long_table", of(WARD, QUARTER, dossiers_received=640), (error("unknown-locality", "A2"),)),
    ),
    Sample(
        "chi-tieu-la.xlsx",
        "A measure that nobody knows, and one that is counted from the registry and never reported.",
        lambda: table(row("Hồ sơ bay", 3), row("Xã, phường trực thuộc", 40), row(RECEIVED, 640)),
        SENT,
        Expected(
            "long_table",
            of(WARD, QUARTER, dossiers_received=640),
            (error("unknown-measure", "C2", "Sheet1"), error("unknown-measure", "C3", "Sheet1")),
        ),
    ),
    Sample(
        "phong-chu-vntime.xlsx",
        "A table typed in .VnTime: headings, names and measures are converted.",
        lambda: in_old_font(TO_TCVN3, ".VnTime", OLD_FONT, "xlsx"),
        SENT,
        Expected("long_table", OLD_FONT_FIGURES),
    ),
    Sample(
        "phong-chu-vntime.xls",
        "The same as Excel 97 saves it.",
        lambda: in_old_font(TO_TCVN3, ".VnTime", OLD_FONT, "xls"),
        SENT,
        Expected("long_table", OLD_FONT_FIGURES),
    ),
    Sample(
        "phong-chu-vni.ods",
        "A table typed in VNI-Times.",
        lambda: in_old_font(TO_VNI, "VNI-Times", OLD_FONT, "ods"),
        SENT,
        Expected("long_table", OLD_FONT_FIGURES),
    ),
    Sample(
        "phong-chu-cu-sai-ten.xlsx",
        "A name half in .VnTime is read; one that is no name after converting is refused and not guessed.",
        half_in_old_font,
        SENT,
        Expected("long_table", of(WARD, QUARTER, dossiers_received=640), (error("legacy-font", "A3", "Sheet1"),)),
    ),
)
