"""Files that are wrong: every problem at once, each with its code and its cell, and never a crash."""

from __future__ import annotations

import io
import random
import unicodedata
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from dxkpi.domain.model.period import Cutoff, parse_period
from dxkpi.intake import Severity, Upload, read_upload
from dxkpi.intake.files import read_sheets as limits
from dxkpi.limits import MAX_FILE
from dxkpi.locale import Language

from ..uploads import ENGLISH, REGISTRY, VIETNAMESE, Row, as_csv, as_other_xlsx, as_xlsx, context

HEAD = ENGLISH[:4]
GOOD = ("480", "2022-9M", "dossiers_received", "5810")
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def codes_and_cells(upload: Upload) -> list[tuple[str, str]]:
    """Code and cell of every problem, in the file's order."""
    return [(problem.code.value, problem.cell) for problem in upload.problems]


def of_row(row: Row, heading: Row = HEAD, **more: object) -> list[tuple[str, str]]:
    """The problems of a file with one row."""
    upload = read_upload("a.csv", as_csv([heading, row]), context(**more))
    assert upload.observations == ()
    return codes_and_cells(upload)


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


# One wrong thing a row: row 2, with columns A locality, B period, C measure, D value.
ONE_WRONG_THING: list[tuple[Row, str, str]] = [
    (("Thị xã Hương Tra", *GOOD[1:]), "unknown-locality", "A2"),
    (("Huong Tra", *GOOD[1:]), "unknown-locality", "A2"),
    (("Hương Vân Văn", *GOOD[1:]), "unknown-locality", "A2"),
    (("999999", *GOOD[1:]), "unknown-locality", "A2"),
    (("", *GOOD[1:]), "unknown-locality", "A2"),
    (("480@1999-01-01", *GOOD[1:]), "unknown-locality", "A2"),
    (("Xã Phú An", *GOOD[1:]), "ambiguous-locality", "A2"),
    (("480@2021-07-01", "2026-Q1", *GOOD[2:]), "locality-not-valid-then", "A2"),
    (("480", "2026-Q1", *GOOD[2:]), "locality-not-valid-then", "A2"),
    (("Thị xã Hương Trà", "2026-Q1", *GOOD[2:]), "locality-not-valid-then", "A2"),
    (("Phường Kim Trà", "2022-Q1", *GOOD[2:]), "locality-not-valid-then", "A2"),
    (("480", "quý ba", *GOOD[2:]), "period-mismatch", "B2"),
    (("480", "", *GOOD[2:]), "period-mismatch", "B2"),
    (("480", "2022-09-14..2022-06-15", *GOOD[2:]), "period-mismatch", "B2"),
    (("480", "2022-9M", "hồ sơ", "1"), "unknown-measure", "C2"),
    (("480", "2022-9M", "", "1"), "unknown-measure", "C2"),
    # Counted from the registry, so nobody reports it.
    (("480", "2022-9M", "communes", "9"), "unknown-measure", "C2"),
    ((*GOOD[:3], "khoảng 300"), "not-a-number", "D2"),
    ((*GOOD[:3], "1e3"), "not-a-number", "D2"),
    ((*GOOD[:3], "-5"), "negative", "D2"),
    ((*GOOD[:3], "5,5"), "not-whole", "D2"),
    (("480", "2022-9M", "overdue_rate_stated", "100,5"), "share-out-of-range", "D2"),
    (("480", "2022-9M", "overdue_rate_stated", "-1"), "negative", "D2"),
    (("480", "2022-9M", "overdue_rate_stated", "nhiều"), "not-a-number", "D2"),
]


@pytest.mark.parametrize(("row", "code", "cell"), ONE_WRONG_THING)
def test_one_wrong_thing_is_named_with_its_cell(row: Row, code: str, cell: str) -> None:
    """One wrong cell gives one problem: its code, and the cell as the spreadsheet names it."""
    assert of_row(row) == [(code, cell)]


def test_a_wrong_basis_and_a_wrong_yes_or_no() -> None:
    """Basis and provisional are one of their words."""
    heading = (*HEAD, "basis", "provisional")
    assert of_row((*GOOD, "quý", "no"), heading) == [("period-mismatch", "E2")]
    assert of_row((*GOOD, "", "maybe"), heading) == [("not-a-number", "F2")]


def test_a_file_without_any_figure() -> None:
    """Where the only row has no value there is nothing to save, and that is an error of the whole file."""
    assert of_row(GOOD[:3]) == [("missing-value", "D2"), ("empty-file", "")]


def test_another_locality_or_period_than_the_file_was_sent_for() -> None:
    """A file sent for one locality and period may speak of that period, of that locality and of the units in it."""
    place, when = REGISTRY.by_key("480@2021-07-01"), parse_period("2022-9M", Cutoff.DECREE09)
    sent_for = {"locality": place, "period": when}
    assert read_upload("a.csv", as_csv([HEAD, GOOD]), context(**sent_for)).accepted
    assert of_row(("111", *GOOD[1:]), **sent_for) == [("outside-scope", "A2")]
    assert of_row(("480", "2022-Q3", *GOOD[2:]), **sent_for) == [("period-mismatch", "B2")]


def test_the_same_figure_twice() -> None:
    """The second row for one locality, period and measure is a problem, however each was written."""
    rows = [HEAD, GOOD, ("Thị xã Hương Trà", "2021-12-15..2022-09-14", "Dossiers received", "5811")]
    upload = read_upload("a.csv", as_csv(rows), context())
    assert codes_and_cells(upload) == [("duplicate-row", "D3")]
    assert "2" in upload.problems[0].message.text(Language.EN)


@pytest.mark.parametrize("headings", [ENGLISH, VIETNAMESE])
def test_a_missing_and_a_doubled_heading_come_together(headings: Row) -> None:
    """A missing required heading and a duplicate one are both reported, with row and column."""
    table = [(headings[0], headings[1], headings[3], headings[8], headings[8]), ("480", "2022-9M", "1", "", "")]
    assert codes_and_cells(read_upload("a.csv", as_csv(table), context())) == [
        ("duplicate-heading", "E1"),
        ("missing-heading", "1"),
    ]


def test_headings_under_a_title_are_named_by_their_own_row() -> None:
    """Cells are counted as the file shows them, titles and empty rows included."""
    table = [("BÁO CÁO",), (), HEAD, ("480", "2022-9M", "dossiers_received", "x")]
    assert codes_and_cells(read_upload("a.csv", as_csv(table), context())) == [("not-a-number", "D4")]
    upload = read_upload("a.xlsx", as_xlsx(table, sheet="Biểu", top=2, left=3), context())
    assert codes_and_cells(upload) == [("not-a-number", "F5")]
    assert upload.problems[0].sheet == "Biểu"


def test_every_problem_comes_at_once() -> None:
    """A file with one good row and ten wrong ones is refused whole, with ten problems in its order."""
    wrong = [
        ("Hương Van", "2022-9M", "dossiers_received", "1"),
        ("Phú An", "2022-9M", "dossiers_received", "1"),
        ("480", "2022-Q7", "dossiers_received", "1"),
        ("480", "2022-9M", "dossiers", "1"),
        ("480", "2022-9M", "dossiers_resolved", "một"),
        ("480", "2022-9M", "dossiers_resolved", "-1"),
        ("480", "2022-9M", "dossiers_resolved", "1,5"),
        ("480", "2022-9M", "overdue_rate_stated", "101"),
        ("480@2021-07-01", "2026-Q1", "dossiers_received", "1"),
        GOOD,
    ]
    upload = read_upload("a.csv", as_csv([HEAD, GOOD, *wrong]), context())
    assert not upload.accepted
    assert codes_and_cells(upload) == [
        ("unknown-locality", "A3"), ("ambiguous-locality", "A4"), ("period-mismatch", "B5"), ("unknown-measure", "C6"),
        ("not-a-number", "D7"), ("negative", "D8"), ("not-whole", "D9"), ("share-out-of-range", "D10"),
        ("locality-not-valid-then", "A11"), ("duplicate-row", "D12"),
    ]  # fmt: skip


def test_every_problem_of_one_row_comes_at_once() -> None:
    """Locality, period, measure and provisional of one row are each looked at, whatever the others are."""
    heading = (*HEAD, "provisional")
    assert of_row(("Hương Tra", "quý", "hồ sơ", "x", "?"), heading) == [
        ("period-mismatch", "B2"),
        ("unknown-locality", "A2"),
        ("unknown-measure", "C2"),
        ("not-a-number", "E2"),
        ("not-a-number", "D2"),
    ]


@pytest.mark.parametrize(("row", "code", "cell"), ONE_WRONG_THING)
def test_a_message_says_which_cell_or_which_words(row: Row, code: str, cell: str) -> None:
    """In both languages the sentence has no unfilled placeholder, and shows the cell or its content."""
    problem = read_upload("a.csv", as_csv([HEAD, row]), context()).problems[0]
    at = "ABCD".index(cell[0])
    content = str(row[at]) if at < len(row) else ""
    for language in Language:
        text = problem.message.text(language)
        assert "{" not in text
        assert cell in text or (content and content in text) or "“”" in text
    assert problem.value == content


def test_names_that_differ_only_in_a_mark_are_distinguished() -> None:
    """Hương Vân and Hương Văn are two wards; without marks neither is taken, both are suggested."""
    rows = [HEAD, ("Phường Hương Vân", *GOOD[1:]), ("Phường Hương Văn", *GOOD[1:])]
    assert [row.locality for row in read_upload("a.csv", as_csv(rows), context()).observations] == [
        "20008@2021-07-01",
        "20011@2021-07-01",
    ]
    problem = read_upload("a.csv", as_csv([HEAD, ("Phuong Huong Van", *GOOD[1:])]), context()).problems[0]
    text = problem.message.text(Language.EN)
    assert "Phường Hương Vân" in text
    assert "Phường Hương Văn" in text


def test_decomposed_text_is_quoted_as_it_reads() -> None:
    """A wrong name typed decomposed is shown in its message as a reader sees it."""
    row = (unicodedata.normalize("NFD", "Phường Hương Vâm"), *GOOD[1:])
    problem = read_upload("a.csv", as_csv([HEAD, row]), context()).problems[0]
    assert "Phường Hương Vâm" in unicodedata.normalize("NFC", problem.message.text(Language.EN))


# Files that are no table at all.


def one_code(name: str, content: bytes) -> str:
    """The one problem of a file that is not read."""
    upload = read_upload(name, content, context())
    assert (upload.observations, upload.accepted, len(upload.problems)) == ((), False, 1)
    assert upload.problems[0].severity is Severity.ERROR
    return upload.problems[0].code.value


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""), ("a.xlsx", b""), ("a.csv", b" \r\n\t\n"), ("a.csv", b"\xef\xbb\xbf"), ("a.csv", b",,,\n,,,\n"),
        ("a.csv", "\n".encode("utf-16")), ("a.xlsx", as_xlsx([])), ("a.xlsx", as_other_xlsx({"A": [], "B": []})),
    ],
)  # fmt: skip
def test_an_empty_file(name: str, content: bytes) -> None:
    """No bytes, no cells: the file is empty."""
    assert one_code(name, content) == "empty-file"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"locality,period,measure,value\n"),
        ("a.xlsx", b"%PDF-1.7\n"),
        ("a.xlsx", as_xlsx([HEAD, GOOD])[:1000]),
        ("a.csv", b"PK\x03\x04 and then nothing"),
        ("a.docx", zipped({"word/document.xml": b"<w:document/>"})),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
        ("a.csv", OLE + bytes(512)),
        ("a.xls", OLE + bytes(512)),
        ("a.csv", b'locality,period\n"480,2022-9M\n'),
        ("a.csv", b"\xff\xfel"),
        ("a.csv", b"locality,\x81\x8d\x90"),
    ],
)
def test_what_is_no_file_of_ours_is_unreadable(name: str, content: bytes) -> None:
    """Cut off, renamed, binary or half-quoted: unreadable, with what to do."""
    assert one_code(name, content) == "unreadable-file"


def test_a_workbook_with_a_password() -> None:
    """A protected workbook is an OLE file with an EncryptedPackage; it is reported as such, not as broken."""
    content = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    assert one_code("a.xlsx", content) == "encrypted-file"


def test_a_table_of_another_shape() -> None:
    """A readable table with other headings has no layout here."""
    assert one_code("a.csv", as_csv([("STT", "Tên", "Ghi chú"), ("1", "A", "")])) == "unknown-layout"
    assert one_code("a.csv", "chỉ một dòng chữ".encode()) == "unknown-layout"
    upload = read_upload("a.csv", as_csv([HEAD, GOOD]), context(), layout="form_ii06a")
    assert codes_and_cells(upload) == [("unknown-layout", "")]


def test_a_file_that_is_too_large() -> None:
    """More bytes than the limit are refused before they are read."""
    assert one_code("a.csv", b"1" * (MAX_FILE + 1)) == "too-large"


def test_a_workbook_that_unpacks_beyond_measure() -> None:
    """A zip bomb of some 300 kB that unpacks to more than the limit is refused unopened."""
    sheet = b"0" * (limits.MAX_UNPACKED // 4 + 1)
    bomb = zipped({f"xl/worksheets/sheet{number}.xml": sheet for number in range(4)})
    assert len(bomb) < 2_000_000
    assert one_code("a.xlsx", bomb) == "too-large"


def test_a_cell_at_the_end_of_the_sheet() -> None:
    """5 kB with a cell in the last row and column of a sheet are 17 thousand million cells: refused, not held."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, HEAD)
    page.write(1_048_575, 16_383, "x")
    book.close()
    assert one_code("a.xlsx", out.getvalue()) == "too-large"


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a.ods", "a"]))
def test_random_bytes_are_refused_and_never_a_crash(content: bytes, name: str) -> None:
    """Whatever the bytes, the answer is a list of problems."""
    upload = read_upload(name, content, context())
    assert not upload.accepted
    assert upload.problems


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_random_text_under_good_headings_is_never_a_crash(text: str) -> None:
    """Any text gives figures or an error, and every problem is at a row of the file and has a sentence."""
    content = b"locality,period,measure,value,basis,provisional\n480,2022-9M,dossiers_received,"
    upload = read_upload("a.csv", content + text.encode("utf-8", "replace"), context())
    assert len(upload.figures) or not upload.accepted
    for problem in upload.problems:
        assert problem.message.text(Language.VI)
        assert problem.row is None or not upload.cells or 1 <= problem.row <= len(upload.cells)


def test_damaged_workbooks_are_never_a_crash() -> None:
    """300 workbooks with up to 30 bytes changed are refused, or give the figure that was in them."""
    sound, dice = as_xlsx([HEAD, GOOD]), random.Random(7)
    figure = read_upload("a.xlsx", sound, context()).observations
    codes = set()
    for _ in range(300):
        damaged = bytearray(sound)
        for _ in range(dice.choice([1, 3, 30])):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        upload = read_upload("a.xlsx", bytes(damaged), context())
        assert upload.observations == (figure if upload.accepted else ())
        codes.update(problem.code.value for problem in upload.problems)
    assert "unreadable-file" in codes
