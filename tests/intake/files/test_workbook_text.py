"""Text files: whatever the letters are coded in and whatever parts the columns, the same records in the same rows."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxkpi.intake.files.read_sheets import Unreadable, read_sheets
from dxkpi.intake.files.text_files import RECORDS_LOOKED_AT
from dxkpi.intake.problems import ProblemCode

from ..uploads import as_csv

ROWS = [["địa phương", "kỳ", "giá trị"], ["Phường Hương Vân", "2022-9M", "5.810"], ["Xã Bình Điền", "2022-9M", "93,2"]]


def rows_of(content: bytes, name: str = "a.csv") -> list[list[str]]:
    """The records of a text file."""
    (sheet,) = read_sheets(name, content)
    assert sheet.name == ""
    return [[str(cell) for cell in row] for row in sheet.rows]


def windows_1258(text: str) -> bytes:
    """Text as Windows in Vietnamese saves it: the letter, then its tone."""
    written = b""
    for letter in text:
        try:
            written += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, tone = unicodedata.normalize("NFD", letter)[:-1], unicodedata.normalize("NFD", letter)[-1]
            if tone in "\u0302\u0306\u031b":
                base, tone = base[0] + tone, base[1:]
            written += (unicodedata.normalize("NFC", base) + tone).encode("cp1258")
    return written


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_every_way_to_save_a_table_as_text(delimiter: str, encoding: str, line_end: str) -> None:
    """The same table comes from every delimiter, encoding and line end."""
    content = as_csv(ROWS, delimiter=delimiter, line_end=line_end)
    text = content.decode()
    assert rows_of(windows_1258(text) if encoding == "cp1258" else text.encode(encoding)) == ROWS


def test_utf16_of_the_other_order_with_its_mark() -> None:
    """UTF-16 with the high byte first and a mark."""
    assert rows_of(b"\xfe\xff" + "a;ờ\n1;2\n".encode("utf-16-be")) == [["a", "ờ"], ["1", "2"]]


@given(st.text(alphabet="aăâeêioôơuưyđ àạảãáằẵẻếềệịọộờợủứựỳỵĂÂĐÊÔƠƯỨỢ,.0123456789-", min_size=1))
def test_windows_1258_gives_back_every_letter(text: str) -> None:
    """Tone marks that follow their letters are composed with them."""
    assert rows_of(windows_1258(f"ờ;x\n{text};1\n"))[1] == [text, "1"]


def test_bytes_of_an_old_font_are_not_guessed() -> None:
    """Without a font nobody can say that bytes are TCVN3: the text stays as it comes, and the table whole."""
    assert rows_of("Tên;Số\nPh­êng H­¬ng V¨n;5\n".encode("latin-1", "replace"))[1][1] == "5"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BÁO CÁO, QUÝ III, NĂM 2022\n\na;b;c\n1;2;3\n4;5;6\n", ["4", "5", "6"]),
        ("a;b\nx;93,2\ny;6,8\n", ["y", "6,8"]),
        ('a,b\n"x; y; z",1\n"u; v; w",2\n', ["u; v; w", "2"]),
        ("a\tb\n1,5\t2;5\n3,5\t4;5\n", ["3,5", "4;5"]),
        ('STT;"Đơn vị; địa chỉ"\n1;"A, B"\n2;C\n', ["2", "C"]),
        ("chỉ một dòng chữ, có phẩy\nhai\nba\n", ["ba", ""]),
    ],
)
def test_the_delimiter_that_most_records_agree_on(text: str, expected: list[str]) -> None:
    """Titles, decimal commas and quoted marks do not mislead."""
    assert rows_of(text.encode())[-1] == expected


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=|", "sep=\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_line_that_excel_writes_before(first: str, encoding: str) -> None:
    """The line that names the delimiter is obeyed; it reads empty, and the rows below keep their numbers."""
    mark = first.strip('"')[-1]
    assert rows_of(f"{first}\r\na,b{mark}c\r\n1{mark}2\r\n".encode(encoding)) == [["", ""], ["a,b", "c"], ["1", "2"]]


def test_a_quoted_line_break_is_one_row() -> None:
    """Rows are counted as spreadsheets show them: a record of three lines is one row, an empty line is one too."""
    assert rows_of(b'a;b\n"x\ny\nz";1\n\nc;d\n') == [["a", "b"], ["x\ny\nz", "1"], ["", ""], ["c", "d"]]


def test_the_end_mark_of_dos() -> None:
    """Old programs end a text with one byte more."""
    assert rows_of(b"a;b\r\n1;2\r\n\x1a") == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize(
    "content",
    [
        "Phường Hương Vân;Xã Bình Điền;Thị trấn A Lưới".encode()[:-2],
        b"\xef\xbb\xbfa;b\n\xff\n",
        b"\xff\xfea\x00;\x00b",
        b"a;b\n1;\x002\n",
        b"a;b\n\x811;2\n",
    ],
)
def test_what_was_cut_off_or_is_no_text(content: bytes) -> None:
    """A letter cut in two, a byte that is none, a control mark: refused, not read as other letters."""
    with pytest.raises(Unreadable) as refusal:
        read_sheets("a.csv", content)
    assert refusal.value.code is ProblemCode.UNREADABLE_FILE


@settings(deadline=None)
@given(
    st.lists(st.lists(st.text(alphabet='aờĐ0 .,;"\n-', max_size=6), min_size=3, max_size=3), min_size=3, max_size=20),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_is_written_is_read(rows: list[list[str]], delimiter: str) -> None:
    """Any table of texts comes back row by row, below as many plain rows as the delimiter is recognised by."""
    rows = [["a", "b", "c"]] * RECORDS_LOOKED_AT + rows
    assert rows_of(as_csv(rows, delimiter=delimiter)) == rows
