"""Cells that say something else than they store: looks, units, conventions, parts, and text that nobody sees."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import xlsxwriter
import xlwt
from tests.intake.office import as_ods, as_ods_content, as_office_xlsx, as_xls
from tests.samples.books import BINH_DIEN, HUE, KIM_TRA, QUARTER, WARD
from tests.samples.numbers import HEADS, SENT, SHARES, row
from tests.samples.sample import Expected, Figures, Sample, Sent, error, note, of, reason
from tests.samples.writing import Row, written
from xlsxwriter.worksheet import Worksheet

RESOLVED = "dossiers_resolved"
IN_HUE = Sent(HUE, QUARTER)
UNITS = {"19996": WARD, "20017": KIM_TRA, "20035": BINH_DIEN}
Fill = Callable[[xlsxwriter.Workbook, Worksheet], object]


def figure(value: object, unit: str = "19996", measure: str = RESOLVED) -> Row:
    """One row of a long table."""
    return (unit, QUARTER, measure, value)


def resolved(**counts: int) -> Figures:
    """Dossiers resolved by code, with a c before it."""
    return {(UNITS[code.removeprefix("c")], QUARTER, RESOLVED): count for code, count in counts.items()}


def book(rows: tuple[Row, ...], fill: Fill) -> bytes:
    """A long table as Excel writes it; `fill` writes further cells and looks."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    page = workbook.add_worksheet("Sheet1")
    for number, cells in enumerate((HEADS, *rows)):
        page.write_row(number, 0, cells)
    fill(workbook, page)
    workbook.close()
    return out.getvalue()


def raised(workbook: xlsxwriter.Workbook, page: Worksheet) -> None:
    """1402 with a raised 1 behind it."""
    page.write_rich_string("D2", "1402", workbook.add_format({"font_script": 1}), "1")


def struck(workbook: xlsxwriter.Workbook, page: Worksheet) -> None:
    """1419 struck through, 1402 behind it; and a number that is struck as a whole."""
    line = workbook.add_format({"font_strikeout": True})
    page.write_rich_string("D2", line, "1419", workbook.add_format({"bold": True}), "1402")
    page.write_number("D3", 1298, line)


def formats(workbook: xlsxwriter.Workbook, page: Worksheet) -> None:
    """12 shown as 12.000, 5203 shown in thousands, a number that is not shown, a code with zeros in front."""
    page.write_number("D2", 12, workbook.add_format({"num_format": "0.000"}))
    page.write_number("D3", 5203, workbook.add_format({"num_format": "#,##0,"}))
    page.write_number("D4", 701, workbook.add_format({"num_format": ";;;"}))


def hidden(_: xlsxwriter.Workbook, page: Worksheet) -> None:
    """The second row of figures is hidden."""
    page.set_row(2, None, None, {"hidden": True})


def xls_of_looks() -> bytes:
    """The looks of the workbooks above in Excel 97."""
    workbook = xlwt.Workbook(encoding="utf-8", style_compression=2)
    page = workbook.add_sheet("Sheet1")
    for number, cells in enumerate((HEADS, figure(""), figure("", "20017"), figure("", "20035"))):
        for column, cell in enumerate(cells):
            page.write(number, column, cell)
    plain, mark, line = (xlwt.Font() for _ in range(3))
    mark.escapement, line.struck_out = 1, True
    sheet = page
    sheet._cell_overwrite_ok = True
    sheet.write_rich_text(1, 3, [("1402", plain), ("1", mark)])
    sheet.write_rich_text(2, 3, [("1200", line), ("1298", plain)])
    sheet.write(3, 3, 12, xlwt.easyxf(num_format_str="0.000"))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


ODS_STYLES = (
    '<office:automatic-styles><style:style style:name="mark" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="line" style:family="text">'
    '<style:text-properties style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style>'
    "</office:automatic-styles>"
)


def ods_row(unit: str, cell: str) -> str:
    """A row of a long table in LibreOffice, with its last cell as XML."""
    texts = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in (unit, QUARTER, RESOLVED)
    )
    return f"<table:table-row>{texts}{cell}</table:table-row>"


def ods_of_looks() -> bytes:
    """The looks of the workbooks above in LibreOffice."""
    heads = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in HEADS
    )
    text, number = '<table:table-cell office:value-type="string"><text:p>', 'office:value-type="float" office:value='
    rows = (
        f"<table:table-row>{heads}</table:table-row>",
        ods_row("19996", f'{text}1402<text:span text:style-name="mark">1</text:span></text:p></table:table-cell>'),
        ods_row("20017", f'{text}<text:span text:style-name="line">1200</text:span>1298</text:p></table:table-cell>'),
        ods_row("20035", f'<table:table-cell {number}"12"><text:p>12,000</text:p></table:table-cell>'),
    )
    table = f'<table:table table:name="Sheet1">{"".join(rows)}</table:table>'
    return as_ods_content(f"{ODS_STYLES}<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>")


def page_of(*values: str) -> bytes:
    """A long table as a web page, with the last cells as HTML."""
    heads = "".join(f"<th>{text}</th>" for text in HEADS)
    rows = "".join(
        f"<tr><td>{unit}</td><td>{QUARTER}</td><td>{RESOLVED}</td>{value}</tr>"
        for unit, value in zip(UNITS, values, strict=False)
    )
    return f"<html><meta charset=utf-8><table><tr>{heads}</tr>{rows}</table></html>".encode()


LOOKS = (
    note("footnote-mark", "D2", "Sheet1"),
    note("struck-through", "D3", "Sheet1"),
    reason("display-differs", "D4", "Sheet1"),
)
OF_LOOKS = resolved(c19996=1402, c20017=1298, c20035=12)
LOOK_SAMPLES = (
    Sample(
        "chi-so-tren.xlsx", "A raised 1 behind 1402 is a footnote mark.", lambda: book((figure(""),), raised), SENT,
        Expected("long_table", resolved(c19996=1402), (note("footnote-mark", "D2", "Sheet1"),)),
    ),
    Sample(
        "gach-ngang.xlsx", "1419 is struck through and 1402 is behind it; the whole of 1298 is struck through.",
        lambda: book((figure(""), figure("", "20017")), struck), IN_HUE,
        Expected(
            "long_table", resolved(c19996=1402),
            (note("struck-through", "D2", "Sheet1"), error("struck-through", "D3", "Sheet1")),
        ),
    ),
    Sample(
        "dinh-dang-so.xlsx", "12 displayed as 12.000, 5203 displayed as 5, and 701 displayed as nothing.",
        lambda: book((figure(""), figure("", "20017"), figure("", "20035")), formats), IN_HUE,
        Expected(
            "long_table", resolved(c19996=12, c20017=5203, c20035=701),
            tuple(reason("display-differs", f"D{number}", "Sheet1") for number in (2, 3, 4)),
        ),
    ),
    Sample("o-la.xls", "A raised mark, a struck part and 12 shown as 12.000, in Excel 97.", xls_of_looks, IN_HUE,
           Expected("long_table", OF_LOOKS, LOOKS)),
    Sample("o-la.ods", "The same in LibreOffice.", ods_of_looks, IN_HUE, Expected("long_table", OF_LOOKS, LOOKS)),
    Sample(
        "o-la-trang-web.xls", "A raised mark, a struck part and merged cells, in a web page named .xls.",
        lambda: page_of("<td>1402<sup>1</sup></td>", "<td><s>1200</s>1298</td>", "<td><del>701</del></td>"), IN_HUE,
        Expected(
            "long_table", resolved(c19996=1402, c20017=1298),
            (note("footnote-mark", "D2"), note("struck-through", "D3"), error("struck-through", "D4")),
        ),
    ),
    Sample(
        "so-du-le.xlsx", "1401.999999999999, which Excel displays as 1402 with any number of decimals.",
        lambda: written("xlsx", (HEADS, figure(1401.9999999999998))), SENT,
        Expected("long_table", resolved(c19996=1402)),
    ),
    Sample(
        "dong-an.xlsx", "A row with figures is hidden.",
        lambda: book((figure(1402), figure(1298, "20017")), hidden), IN_HUE,
        Expected("long_table", resolved(c19996=1402, c20017=1298), (reason("hidden-cells", "D3", "Sheet1"),)),
    ),
    Sample(
        "chi-trang-an.xlsx", "The visible sheet is text; a table is on a hidden sheet.",
        lambda: as_office_xlsx((("Đơn vị đã giải quyết 1402 hồ sơ.",),), more={"cu": (HEADS, figure(120))},
                               hidden=("cu",)),
        SENT, Expected("", {}, (error("hidden-cells"),), choices=("cu",)),
    ),
    Sample(
        "gop-o-trang-web.xls", "One number in a cell over two rows of a web page.",
        lambda: page_of('<td rowspan="2">240</td>', ""), IN_HUE,
        Expected("long_table", {}, (error("merged-cells", "D2"), note("missing-value", "D3"))),
    ),
)  # fmt: skip


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
    ),
)  # fmt: skip


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
SAMPLES = (*LOOK_SAMPLES, *WIDE_SAMPLES, *TEXT_SAMPLES)
