"""Cells that look otherwise than they are stored: raised, struck, hidden, merged, and in formats that mislead."""

from __future__ import annotations

import io
from collections.abc import Callable

import xlsxwriter
import xlwt
from tests.intake.office import as_ods_content, as_office_xlsx
from tests.samples.books import (
    BINH_DIEN,
    HUE,
    KIM_TRA,
    QUARTER,
    WARD,
)  # fmt: skip
from tests.samples.numbers import HEADS, SENT
from tests.samples.sample import Expected, Figures, Sample, Sent, error, note, reason
from tests.samples.writing import Row, written
from xlsxwriter.worksheet import Worksheet

RESOLVED = "dossiers_resolved"
FORM_START = 11
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
SAMPLES = LOOK_SAMPLES
