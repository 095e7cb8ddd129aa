"""The layout long_table: the same figures from every way an office may save them."""

from __future__ import annotations

import io
import random
import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook

from dxkpi.domain.figures.figures import Observation
from dxkpi.domain.model.period import Basis, Period
from dxkpi.intake import ProblemCode, Severity, Upload, read_upload

from ..uploads import ENGLISH, VIETNAMESE, as_csv, as_other_xlsx, as_xlsx, context

NINE_MONTHS = Period(date(2022, 9, 14), date(2021, 12, 15), Basis.CUMULATIVE)
SOURCE = ("Cổng thông tin, bản tin 21/09/2022", "https://example.org/a?b=1")
RECEIVED = Observation("480@2021-07-01", NINE_MONTHS, "dossiers_received", 5810, False, *SOURCE)
OVERDUE = Observation("480@2021-07-01", NINE_MONTHS, "overdue_rate_stated", Decimal("6.8"), True, *SOURCE, "trên giấy")
ROWS = [
    ("480", "2022-9M", "dossiers_received", "5.810", "cumulative", "no", *SOURCE, ""),
    ("Thị xã Hương Trà", "2022-9M", "overdue_rate_stated", "6,8 %", "cumulative", "yes", *SOURCE, "trên giấy"),
]
TABLE = [ENGLISH, *ROWS]


def read(content: bytes, name: str = "a.csv", **more: object) -> Upload:
    return read_upload(name, content, context(**more))


def assert_read(upload: Upload) -> None:
    """Both figures, whole, and nothing to complain of."""
    assert [problem.message.text("en") for problem in upload.problems] == []  # type: ignore[arg-type]
    assert upload.observations == (RECEIVED, OVERDUE)
    assert (upload.layout, upload.accepted) == ("long_table", True)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_csv_an_office_saves(delimiter: str, encoding: str, line_end: str) -> None:
    """Comma, semicolon or tab, UTF-8 with or without its mark or UTF-16, either line end: the same figures."""
    assert_read(read(as_csv(TABLE, delimiter=delimiter, encoding=encoding, line_end=line_end)))


def test_windows_1258() -> None:
    """The Vietnamese code page of older Windows, which keeps tone marks apart, gives the names as they are."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    rows = [(*ENGLISH[:4], "source"), ("Thị xã Hương Trà", "2022-9M", "dossiers_received", "5.810", "Sở Nội vụ")]
    letters = unicodedata.normalize("NFC", as_csv(rows).decode())
    apart = []
    for letter in letters:
        marks = unicodedata.normalize("NFD", letter)
        apart.append(unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones)))
        apart += [mark for mark in marks if mark in tones]
    upload = read("".join(apart).encode("cp1258"))
    assert [row.locality for row in upload.observations] == ["480@2021-07-01"]
    assert upload.observations[0].source == "Sở Nội vụ"


def test_vietnamese_headings() -> None:
    """The Vietnamese headings mean the same columns."""
    assert_read(read(as_csv([VIETNAMESE, *ROWS])))


@pytest.mark.parametrize(
    "change", [str.upper, str.title, lambda text: f" {text}  ", lambda text: unicodedata.normalize("NFD", text)]
)
def test_headings_in_any_case_and_form(change) -> None:  # type: ignore[no-untyped-def]
    """Case, spaces around and Unicode form of a heading make no difference."""
    assert_read(read(as_csv([[change(heading) for heading in VIETNAMESE], *ROWS])))


@pytest.mark.parametrize("seed", range(5))
def test_columns_in_any_order(seed: int) -> None:
    """The order of the columns makes no difference; a column with another heading is named in a note."""
    order = list(range(len(ENGLISH)))
    random.Random(seed).shuffle(order)
    upload = read(as_csv([[*(row[at] for at in order), "thừa"] for row in TABLE]))
    assert upload.observations == (RECEIVED, OVERDUE)
    assert [(problem.code, problem.severity) for problem in upload.problems] == [
        (ProblemCode.COLUMN_NOT_READ, Severity.NOTE)
    ]


def test_required_columns_alone() -> None:
    """Four columns are enough: then the period's own basis, final, and the source given with the file."""
    upload = read(as_csv([row[:4] for row in TABLE]), source="Công văn 12", source_url="https://example.org")
    assert upload.accepted
    first, second = upload.observations
    assert (first.period, first.provisional, first.source, first.source_url, first.note) == (
        NINE_MONTHS, False, "Công văn 12", "https://example.org", "",
    )  # fmt: skip
    assert second.source == "Công văn 12"


def test_a_workbook_of_text() -> None:
    """XLSX with every cell as text, numbers as people type them."""
    assert_read(read(as_xlsx(TABLE), "a.xlsx"))
    assert_read(read(as_other_xlsx({"Sheet1": TABLE}), "a.xlsx"))


def test_a_workbook_of_numbers() -> None:
    """XLSX with numbers as numbers and a code as a number: 480 is the code, 5810 the count, 6.8 the share."""
    numbers = [ENGLISH, (480, *ROWS[0][1:3], 5810, *ROWS[0][4:]), (*ROWS[1][:3], 6.8, *ROWS[1][4:])]
    assert_read(read(as_xlsx(numbers), "a.xlsx"))
    assert_read(read(as_other_xlsx({"Sheet1": numbers}), "a.xlsx"))


def test_a_year_as_a_number_and_a_day_as_a_date() -> None:
    """A period cell may hold the number 2022. A date is what a spreadsheet makes of 9/2022: it is refused."""
    table = [
        ENGLISH[:4],
        (480, 2022, "dossiers_received", 7),
        (480, datetime(2022, 9, 14), "dossiers_received", 1),  # noqa: DTZ001
    ]
    upload = read_upload("a.xlsx", as_xlsx(table), context())
    assert [(row.period.first, row.period.last) for row in upload.observations] == [
        (date(2021, 12, 15), date(2022, 12, 14)),
    ]
    assert [(problem.code, problem.cell) for problem in upload.problems] == [(ProblemCode.PERIOD_MISMATCH, "B3")]


def test_a_table_may_be_anywhere_in_its_sheet() -> None:
    """A title above, an empty column before and other sheets around do not hide the table."""
    assert_read(read(as_xlsx([("BÁO CÁO",), (), *TABLE], top=2, left=3), "a.xlsx"))
    assert_read(read(as_other_xlsx({"Bìa": [("Sở Nội vụ",)], "Số liệu": TABLE}), "a.xlsx"))
    assert_read(read(as_csv([("BÁO CÁO QUÝ",), (), *TABLE])))


def test_a_workbook_is_known_by_its_bytes() -> None:
    """A workbook sent with a wrong or no ending is still a workbook."""
    assert_read(read(as_xlsx(TABLE), "a.csv"))
    assert_read(read(as_xlsx(TABLE), "a"))


def test_empty_rows_and_empty_columns_are_nothing() -> None:
    """Empty rows between and after, and cells of spaces or dashes in them, are no rows."""
    blank = ("", " ", "", "-")
    assert_read(read(as_csv([ENGLISH, blank, ROWS[0], (), ROWS[1], blank, blank])))


@pytest.mark.parametrize(
    "place", ["480", "480@2021-07-01", "Thị xã Hương Trà", "TX. Hương Trà", "THỊ XÃ HƯƠNG TRÀ",
              unicodedata.normalize("NFD", "Thị xã Hương Trà")],
)  # fmt: skip
def test_a_locality_by_code_key_or_name(place: str) -> None:
    """Code, code with its day, or name with its marks, composed or decomposed, are one locality."""
    upload = read(as_csv([ENGLISH[:4], (place, "2022-9M", "dossiers_received", "1")]))
    assert [row.locality for row in upload.observations] == ["480@2021-07-01"]


@pytest.mark.parametrize(
    "measure", ["dossiers_received", "DOSSIERS_RECEIVED", "Dossiers received", "hồ sơ tiếp nhận trong kỳ",
                unicodedata.normalize("NFD", "Hồ sơ tiếp nhận trong kỳ")],
)  # fmt: skip
def test_a_measure_by_code_or_name(measure: str) -> None:
    """A measure may be named by its code or by its Vietnamese or English name."""
    upload = read(as_csv([ENGLISH[:4], ("480", "2022-9M", measure, "1")]))
    assert [row.measure for row in upload.observations] == ["dossiers_received"]


@pytest.mark.parametrize(
    ("basis", "expected"),
    [("period", Basis.PERIOD), ("trong kỳ", Basis.PERIOD), ("cumulative", Basis.CUMULATIVE),
     ("lũy kế", Basis.CUMULATIVE), ("luỹ kế", Basis.CUMULATIVE), ("Lũy Kế", Basis.CUMULATIVE), ("", Basis.CUMULATIVE)],
)  # fmt: skip
def test_the_basis_may_be_stated(basis: str, expected: Basis) -> None:
    """Counted in the period or cumulative, in both languages; unsaid, nine months are cumulative."""
    upload = read(as_csv([ENGLISH[:5], ("480", "2022-9M", "dossiers_received", "1", basis)]))
    assert [row.period.basis for row in upload.observations] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yes", True),
        ("có", True),
        ("Có", True),
        ("x", True),
        ("no", False),
        ("không", False),
        ("", False),
        ("0", False),
    ],
)
def test_provisional_is_yes_or_no(text: str, expected: bool) -> None:
    """Provisional in both languages; unsaid, final."""
    upload = read(as_csv([(*ENGLISH[:4], "provisional"), ("480", "2022-9M", "dossiers_received", "1", text)]))
    assert [row.provisional for row in upload.observations] == [expected]


def test_text_is_kept_composed() -> None:
    """A source typed decomposed is kept composed, so that one source is one text."""
    title = "Sở Thông tin và Truyền thông"
    row = ("480", "2022-9M", "dossiers_received", "1", unicodedata.normalize("NFD", title))
    upload = read(as_csv([(*ENGLISH[:4], "source"), row]))
    assert upload.observations[0].source == unicodedata.normalize("NFC", title)


def test_a_row_without_a_value_gives_no_figure_and_a_note() -> None:
    """A dash is no figure and no 0; it blocks nothing and is reported at its cell."""
    table = [ENGLISH[:4], ("480", "2022-9M", "dossiers_received", "-"), ("480", "2022-9M", "dossiers_resolved", "0")]
    upload = read(as_csv(table))
    assert upload.accepted
    assert [(row.measure, row.value) for row in upload.observations] == [("dossiers_resolved", 0)]
    assert [(problem.code.value, problem.severity, problem.cell) for problem in upload.problems] == [
        ("missing-value", Severity.NOTE, "D2")
    ]


def test_a_figure_of_the_shipped_kind_reads_as_itself() -> None:
    """What ships as published figures is in this layout: Hương Trà, nine months of 2022, 5.810 received."""
    row = ("480@2021-07-01", "2022-9M", "dossiers_received", "5810", "cumulative", "no", *SOURCE, "")
    assert read(as_csv([ENGLISH, row])).observations == (RECEIVED,)


@pytest.mark.parametrize(
    ("stored", "displayed"), [(0.932, Decimal("93.2")), (1, Decimal("100")), (0.068, Decimal("6.8"))]
)
def test_a_cell_that_shows_percent_is_read_as_it_shows(stored: float, displayed: Decimal) -> None:
    """A share in a cell formatted as percent is stored as a fraction; what the reader sees is what is saved."""
    book = Workbook()
    sheet = book.active
    sheet.append(["locality", "period", "measure", "value"])
    sheet.append(["480@2021-07-01", "2022-9M", "on_time_rate_stated", stored])
    sheet["D2"].number_format = "0.0%"
    content = io.BytesIO()
    book.save(content)
    upload = read(content.getvalue(), "share.xlsx")
    assert [row.value for row in upload.observations] == [displayed]


@pytest.mark.parametrize(
    ("headings", "row", "cell", "value"),
    [
        ("locality,period,measure,value", "480,2022-Q3,dossiers_received,1.000,5", "E2", "5"),
        ("locality,period,measure,value", "480,2022-Q3,dossiers_received,1,000", "E2", "000"),
        ("locality,period,measure,value,note", "480,2022-Q3,dossiers_received,1.000,5,trên giấy", "F2", "trên giấy"),
        ("locality,period,measure,value,note", "480,2022-Q3,dossiers_received,1.000,5,", "E2", "5"),
        ("locality,period,measure,value,,", "480,2022-Q3,dossiers_received,1.000,5,", "E2", "5"),
        ("locality;period;measure;value;note", "480;2022-Q3;dossiers_received;7;sửa; đã ký", "F2", "đã ký"),
    ],
)  # fmt: skip
def test_a_value_that_was_cut_in_two_is_reported(headings: str, row: str, cell: str, value: str) -> None:
    """1.000,5 without quotation marks is two cells; it is not read as 1.000, and what is left over is named."""
    upload = read(f"{headings}\n{row}\n".encode())
    (problem,) = upload.problems
    assert (problem.code, problem.severity) == ("missing-heading", Severity.ERROR)
    assert f"{problem.column}{problem.row}" == cell
    assert problem.value.strip() == value
    assert not upload.accepted


@pytest.mark.parametrize(
    "rows",
    [
        ("locality,period,measure,value", "480,2022-Q3,dossiers_received,5,,", ",,,,,"),
        ("locality,period,measure,value,", "480,2022-Q3,dossiers_received,5,"),
        ("locality,period,measure,value,,", "480,2022-Q3,dossiers_received,5,,đã đối chiếu"),
        ("locality,period,measure,value", '480,2022-Q3,dossiers_received,"5"', "Người lập biểu,,,,Chủ tịch"),
        ("BÁO CÁO,,,,,,số 12", "locality,period,measure,value", "480,2022-Q3,dossiers_received,5"),
    ],
)
def test_empty_cells_and_text_next_to_a_table_are_no_problem(rows: tuple[str, ...]) -> None:
    """Separators at the end of a row, a column of remarks, signatures below and titles above are let be."""
    upload = read("\n".join(rows).encode())
    assert [problem.message.text("en") for problem in upload.problems] == []  # type: ignore[arg-type]
    assert [row.value for row in upload.observations] == [5]
