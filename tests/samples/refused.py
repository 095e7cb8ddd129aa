"""Files of which nothing can be read, or nothing is a figure; and one that looks like none and is."""

from __future__ import annotations

import io

import openpyxl
from tests.intake.office import as_html, as_locked_xlsx, as_xls, zipped
from tests.samples.books import official
from tests.samples.kinds_of_file import LONG, LONG_FIGURES, long_table
from tests.samples.names import RECEIVED, RESOLVED
from tests.samples.numbers import HEADS, SENT, row, table
from tests.samples.sample import Expected, Sample, error, note
from tests.samples.writing import csv_text, written

SHORT = (HEADS, row(RECEIVED, 640), row(RESOLVED, 601))


def refused(name: str, says: str, make: object, code: str) -> Sample:
    """A file of which nothing is read, for one reason."""
    return Sample(name, says, make, SENT, Expected("", {}, (error(code),)))  # type: ignore[arg-type]


def with_a_far_cell() -> bytes:
    """Somebody pressed a key in the last cell of the sheet."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for line in SHORT:
        page.append(line)
    page["XFD1048576"] = "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SAMPLES = (
    refused("mat-khau.xlsx", "An XLSX with a password.", as_locked_xlsx, "encrypted-file"),
    refused("mat-khau.xls", "An XLS with a password.", lambda: as_xls(SHORT, locked=True), "encrypted-file"),
    refused("trong.csv", "A file of spaces and empty lines.", lambda: b" \r\n\r\n", "empty-file"),
    refused("trong.xlsx", "A workbook without a cell.", lambda: written("xlsx", ()), "empty-file"),
    Sample(
        "chi-co-tieu-de.csv",
        "Headings and no row.",
        lambda: csv_text((HEADS,), ";").encode("utf-8-sig"),
        SENT,
        Expected("long_table", {}, (error("empty-file"),)),
    ),
    Sample(
        "chi-co-gach.xlsx",
        "Rows with a dash in place of every figure.",
        lambda: table(row(RECEIVED, "-"), row(RESOLVED, "")),
        SENT,
        Expected(
            "long_table",
            {},
            (
                note("missing-value", "D2", "Sheet1"),
                note("missing-value", "D3", "Sheet1"),
                error("empty-file", "", "Sheet1"),
            ),
        ),
    ),
    refused("tai-dut.xlsx", "The official form, cut off on its way.", lambda: official()[:4000], "unreadable-file"),
    refused("pdf-doi-ten.xlsx", "A PDF under the name of a workbook.", lambda: b"%PDF-1.7 ...", "unreadable-file"),
    refused(
        "word-doi-ten.xlsx",
        "A letter of Word under the name of a workbook.",
        lambda: zipped({"word/document.xml": b"<w/>"}),
        "unreadable-file",
    ),
    refused("byte-la.xls", "Bytes that are no file at all.", lambda: bytes(range(256)) * 8, "unreadable-file"),
    refused(
        "utf8-dut.csv",
        "A text file in UTF-8 that was cut off within a letter.",
        lambda: (csv_text(SHORT, ",") + "Phường").encode()[:-2] + b"\xc6",
        "unreadable-file",
    ),
    refused("o-xa.xlsx", "A table, and a letter in the last cell of the sheet.", with_a_far_cell, "too-large"),
    refused(
        "danh-ba.xlsx",
        "A list of telephone numbers.",
        lambda: written("xlsx", (("Họ tên", "Chức vụ", "Điện thoại"), ("Trần Văn A", "Chuyên viên", "0234 3822 000"))),
        "unknown-layout",
    ),
    Sample(
        "trang-web.xls",
        "A web page under the name of a workbook, as many systems hand tables out: it is read.",
        lambda: as_html([[_said(cell) for cell in line] for line in LONG], title="Xuất dữ liệu"),
        SENT,
        Expected("long_table", LONG_FIGURES),
    ),
    Sample(
        "duoi-sai.csv",
        "A workbook under the name of a text file: what it is, its bytes say.",
        lambda: long_table("xlsx"),
        SENT,
        Expected("long_table", LONG_FIGURES),
    ),
)


def _said(cell: object) -> str:
    """A cell as a web page shows it."""
    return cell if isinstance(cell, str) else f"{cell:,}".replace(",", ".") if isinstance(cell, int) else "93,2%"
