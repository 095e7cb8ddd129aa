"""What a person reads in a cell is what is stored, or a problem names the cell."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from dxkpi.intake import Upload, read_upload
from dxkpi.intake.files.number_formats import displayed

from .uploads import as_csv, context

HEADS = ("locality", "period", "measure", "value")
CODE = "480"
FORMATS = (
    "General", "0", "#,##0", "0.000", "#,##0.000", "#,##0,", '#,##0" nghìn"', "00000", ";;;", '0"000"', "0.00E+00",
    '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "0;(0);0",
)  # fmt: skip
# Every way of writing a count below a million that Vietnamese and English offices use, and ways that are wrong.
WRITTEN = st.one_of(
    st.from_regex(r"-?[0-9]{1,7}([.,][0-9]{1,4})?( hồ sơ| nghìn)?", fullmatch=True),
    st.from_regex(r"[0-9]{1,3}([., ][0-9]{3}){1,2}([.,][0-9]{1,3})?", fullmatch=True),
    st.text(alphabet="0123456789.,- kKtrệunghìx…\u200b\u200e\u00a0¹²", max_size=12),
    st.sampled_from(["…", "NA", "không", "chưa có", "x", "−5", "(5)", "1e3", "٣", "５", "Ⅴ", "½", "5203¹", "0x10"]),
)


def read_cell(content: bytes, name: str) -> Upload:
    """The upload of a file with one figure."""
    return read_upload(name, content, context())


def stored(upload: Upload) -> int | None:
    """The one figure that could be saved without a reason; None if there is none."""
    if not upload.accepted or upload.asks_reason:
        return None
    return next((int(row.value) for row in upload.observations), None)


def readings(text: str) -> set[Decimal]:
    """Every number that a person can read in a text, its marks as thousands or as decimals, found without our code."""
    plain = re.sub(r"[\u200b\u200e]", "", text).replace("\u00a0", " ").replace("−", "-").strip()
    plain = re.sub(r" ?hồ sơ$", "", plain)
    if not re.fullmatch(r"[+-]?[0-9]+(?:[., ][0-9]+)*", plain):
        return set()
    is_grouped = re.fullmatch(r"[+-]?[0-9]{1,3}(?:[., ][0-9]{3})*|[+-]?[0-9]+", plain) is not None
    without = {Decimal(re.sub(r"[., ]", "", plain))} if is_grouped else set()
    whole, mark, decimals = re.fullmatch(r"(.*?)(?:([.,])([0-9]+))?", plain).groups()  # type: ignore[union-attr]
    with_decimals = {Decimal(re.sub(r"[., ]", "", whole) + "." + decimals)} if mark else set()
    return without | with_decimals


@settings(max_examples=80, deadline=None)
@given(WRITTEN)
def test_a_count_typed_into_a_text_file_is_read_as_it_is_written(text: str) -> None:
    """Without a problem, the stored number is one that a person reads in the text."""
    upload = read_cell(as_csv([HEADS, (CODE, "2022-Q3", "dossiers_resolved", text)], delimiter=";"), "a.csv")
    value = stored(upload)
    assert value is None or Decimal(value) in readings(text)
    if value is None and text.strip():
        assert upload.problems


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2_000_000) | st.decimals(0, 5000, places=2).map(float), st.sampled_from(FORMATS))
def test_a_count_in_a_format_is_stored_as_it_is_displayed(value: float, code: str) -> None:
    """Without a problem, the digits that the cell displays are those of the stored number."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    page = workbook.add_worksheet()
    page.write_row(0, 0, HEADS)
    page.write_row(1, 0, (CODE, "2022-Q3", "dossiers_resolved"))
    page.write_number(1, 3, value, workbook.add_format({"num_format": code}))
    workbook.close()
    upload = read_cell(out.getvalue(), "a.xlsx")
    number = stored(upload)
    if number is not None:
        assert Decimal(number) in readings(displayed(value, code)) | ({Decimal(0)} if value == 0 else set())
    else:
        assert "D2" in {problem.cell for problem in upload.problems}
