"""The layout wide_periods: units down, quarters across, one measure above or one a row."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxkpi.domain.model.period import Cutoff, notation, parse_period
from dxkpi.intake import ProblemCode, Severity, Upload, read_upload
from dxkpi.locale import Language, Message

from ..uploads import REGISTRY, as_csv, as_xlsx, context

TITLE = ("Hồ sơ đã giải quyết",)
HEADS = ("STT", "Địa phương", "Quý I/2022", "Quý II/2022", "Quý III/2022")
VAN = (1, "Phường Hương Vân", 100, 200, 300)
VAN2 = (2, "Phường Hương Văn", 10, 20, 30)
TOTAL = ("", "Tổng cộng", 110, 220, 330)
TABLE = [TITLE, (), HEADS, VAN, VAN2, TOTAL]
KEYS = {"Vân": "20008@2021-07-01", "Văn": "20011@2021-07-01"}
EXPECTED = {
    (KEYS["Vân"], "2022-Q1"): 100,
    (KEYS["Vân"], "2022-Q2"): 200,
    (KEYS["Vân"], "2022-Q3"): 300,
    (KEYS["Văn"], "2022-Q1"): 10,
    (KEYS["Văn"], "2022-Q2"): 20,
    (KEYS["Văn"], "2022-Q3"): 30,
}


def read(rows: list[tuple[object, ...]], **more: object) -> Upload:
    sheet = str(more.pop("sheet_name", "Sheet1"))
    return read_upload("a.xlsx", as_xlsx(rows, sheet=sheet), context(**more))


def problem_cells(upload: Upload) -> list[tuple[ProblemCode, Severity, str]]:
    return [(problem.code, problem.severity, problem.cell) for problem in upload.problems]


def english(upload: Upload) -> str:
    return "\n".join(problem.message.text(Language.EN) for problem in upload.problems)


def figures(upload: Upload) -> dict[tuple[str, str], object]:
    return {(row.locality, notation(row.period, Cutoff.DECREE09)): row.value for row in upload.observations}


def test_quarters_across() -> None:
    """Each cell is the figure of its row's unit and its column's quarter; the total is not stored."""
    upload = read(TABLE)
    assert english(upload) == ""
    assert upload.layout == "wide_periods"
    assert figures(upload) == EXPECTED
    assert {row.measure for row in upload.observations} == {"dossiers_resolved"}


@pytest.mark.parametrize(
    "heading, expected",
    [
        ("Quý I/2024", "2024-Q1 period"),
        ("quý 1 năm 2024", "2024-Q1 period"),
        ("Quý 1 2024", "2024-Q1 period"),
        ("Q1/2024", "2024-Q1 period"),
        ("Q1 2024", "2024-Q1 period"),
        ("I/2024", "2024-Q1 period"),
        ("IV-2024", "2024-Q4 period"),
        ("2024-Q1", "2024-Q1 period"),
        ("2024Q1", "2024-Q1 period"),
        ("6 tháng 2024", "2024-H1 cumulative"),
        ("6 tháng đầu năm 2024", "2024-H1 cumulative"),
        ("9T/2024", "2024-9M cumulative"),
        ("9 tháng/2024", "2024-9M cumulative"),
        ("Năm 2024", "2024 cumulative"),
        ("Cả năm 2024", "2024 cumulative"),
        ("2024", "2024 cumulative"),
        ("2024-9M", "2024-9M cumulative"),
        ("15/12/2023 - 14/3/2024", "2024-Q1 period"),
        ("2024-01-01..2024-03-31", "2024-01-01..2024-03-31 period"),
        ("Tháng 3/2024", "2024-02-15..2024-03-14 period"),
    ],
)
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_headings_of_periods(heading: str, expected: str, typed: str) -> None:
    """Every way in which a period is written above a column."""
    rows = [TITLE, (), ("Địa phương", "Quý IV/2023", unicodedata.normalize(typed, heading)), ("Phường Hương Vân", 1, 2)]
    upload = read(rows)
    assert english(upload) == ""
    (period,) = {row.period for row in upload.observations if row.value == 2}
    assert f"{notation(period, Cutoff.DECREE09)} {period.basis}" == expected


def test_the_year_above_its_quarters() -> None:
    """ "Năm 2022" merged over its quarters, "Năm 2023" over its own."""
    rows = [
        TITLE,
        ("Địa phương", "Năm 2022", "", "", "2023", ""),
        ("", "Quý III", "Quý IV", "Cả năm", "Quý I", "6 tháng"),
        ("Phường Hương Vân", 1, 2, 3, 4, 5),
    ]
    periods = ("2022-Q3", "2022-Q4", "2022", "2023-Q1", "2023-H1")
    assert figures(read(rows)) == {(KEYS["Vân"], period): place for place, period in enumerate(periods, start=1)}


@pytest.mark.parametrize(
    "title",
    [
        "dossiers_resolved",
        "Hồ sơ đã giải quyết",
        "HỒ SƠ ĐÃ GIẢI QUYẾT",
        "Dossiers resolved",
        "Số đếm: Hồ sơ đã giải quyết",
        "Chỉ tiêu: hồ sơ đã giải quyết",
        "Biểu 2. Số hồ sơ đã giải quyết theo quý",
        "Thống kê số lượng hồ sơ đã giải quyết giai đoạn 2022 - 2024",
        "Hồ sơ đã giải quyết (hồ sơ)",
    ],
)
def test_the_measure_of_the_title(title: str) -> None:
    """By code or name, after a label, and with the words of titles around it."""
    assert {row.measure for row in read([(title,), *TABLE[1:]]).observations} == {"dossiers_resolved"}


def test_the_longest_name_in_a_title_is_meant() -> None:
    """Of "hồ sơ đã giải quyết" and "hồ sơ đã giải quyết quá hạn" the title says the second."""
    upload = read([("Số hồ sơ đã giải quyết quá hạn theo quý",), *TABLE[1:]])
    assert {row.measure for row in upload.observations} == {"dossiers_resolved_overdue"}


def test_the_measure_by_the_name_of_the_sheet() -> None:
    """Without a title above the table, the sheet's name may be the measure."""
    assert figures(read(TABLE[2:], sheet_name="dossiers_resolved")) == EXPECTED


@pytest.mark.parametrize(
    "title", [
        "Hồ sơ đã giải quyết lĩnh vực đất đai", "Hồ sơ đã giải quyết – Đất đai", "Hồ sơ đã giải quyết (trực tuyến)",
        "Hồ sơ đã giải quyết, không bao gồm hồ sơ liên thông",
    ],
)  # fmt: skip
def test_a_title_that_names_a_part_asks_for_a_reason(title: str) -> None:
    """A part of a measure is not the whole measure."""
    assert problem_cells(read([(title,), *TABLE[1:]])) == [(ProblemCode.NARROWER_MEANING, Severity.REASON, "A1")]


@pytest.mark.parametrize("title", ["", "Số liệu quý", "Tỷ lệ hồ sơ đã giải quyết đúng hạn"])
def test_a_table_that_names_no_measure(title: str) -> None:
    """A rate is not the measure."""
    assert problem_cells(read([(title,), *TABLE[1:]])) == [(ProblemCode.MISSING_HEADING, Severity.ERROR, "3")]


def test_a_label_with_a_measure_that_nobody_knows() -> None:
    """ "Số đếm: …" followed by something else is reported at its cell."""
    upload = read([("Số đếm: hồ sơ bay",), *TABLE[1:]])
    assert problem_cells(upload) == [(ProblemCode.UNKNOWN_MEASURE, Severity.ERROR, "A1")]
    assert not upload.observations


def test_two_measures_above_one_table() -> None:
    """Which of two named measures is meant cannot be known."""
    upload = read([TITLE, ("Hồ sơ đang giải quyết",), *TABLE[2:]])
    assert problem_cells(upload) == [(ProblemCode.UNKNOWN_MEASURE, Severity.ERROR, "A2")]


def test_a_measure_a_row() -> None:
    """With a column of measures each row has its own; a unit merged over its rows is the one above."""
    rows = [
        ("Địa phương", "Số đếm", "Quý I/2022", "Quý II/2022"),
        ("Phường Hương Vân", "Hồ sơ đã giải quyết", 100, 200),
        ("", "on_time_rate_stated", "93,2 %", "94"),
        ("Phường Hương Văn", "Tổng số hồ sơ tiếp nhận, gồm cả từ kỳ trước", 20, ""),
    ]
    upload = read(rows)
    assert english(upload) == ""
    assert {(row.locality, row.measure, row.value) for row in upload.observations} == {
        (KEYS["Vân"], "dossiers_resolved", 100),
        (KEYS["Vân"], "dossiers_resolved", 200),
        (KEYS["Vân"], "on_time_rate_stated", Decimal("93.2")),
        (KEYS["Vân"], "on_time_rate_stated", Decimal("94")),
        (KEYS["Văn"], "dossiers_to_process", 20),
    }


def test_an_unknown_measure_in_a_row() -> None:
    """Reported at its cell; a measure counted from the registry cannot be uploaded."""
    rows = [
        ("Địa phương", "Chỉ tiêu", "Quý I/2022", "Quý II/2022"),
        ("Phường Hương Vân", "hồ sơ bay", 1, 2),
        ("Phường Hương Vân", "communes", 1, 2),
    ]
    assert problem_cells(read(rows)) == [(ProblemCode.UNKNOWN_MEASURE, Severity.ERROR, cell) for cell in ("B2", "B3")]


def test_one_period_is_enough_where_units_and_measure_are_named() -> None:
    """A single quarter with its heading of units."""
    assert figures(read([TITLE, ("Địa phương", "Quý I/2022"), ("Phường Hương Vân", 7)])) == {
        (KEYS["Vân"], "2022-Q1"): 7
    }


def test_units_by_code() -> None:
    """The code of the time of each column: 20008 was Hương Vân in 2022."""
    rows = [TITLE, ("Mã", "Quý I/2022", "Quý II/2022"), ("20008", 1, 2), (20011, 3, 4)]
    assert figures(read(rows))[KEYS["Văn"], "2022-Q2"] == 4


def test_code_and_name_of_different_units() -> None:
    """A code next to the name of another unit: one of them slipped."""
    rows = [
        TITLE,
        ("Mã", "Tên đơn vị", "Quý I/2022", "Quý II/2022"),
        ("20008", "Hương Vân", 1, 2),
        ("20011", "Hương Vân", 3, 4),
    ]
    upload = read(rows)
    assert problem_cells(upload) == [(ProblemCode.UNKNOWN_LOCALITY, Severity.ERROR, "B4")]
    assert "Phường Hương Văn" in english(upload)


def test_a_name_without_marks_is_reported_once() -> None:
    """One row, one problem at its name, however many quarters it has."""
    upload = read([*TABLE[:3], (1, "Phuong Huong Van", 1, 2, 3)])
    assert problem_cells(upload) == [(ProblemCode.UNKNOWN_LOCALITY, Severity.ERROR, "B4")]


def test_a_unit_in_a_period_in_which_it_was_not() -> None:
    """Hương Vân ended on 30/6/2025: its figure of the third quarter of 2025 is a problem there; an empty cell there
    is no problem."""
    heads = ("Địa phương", "Quý II/2025", "Quý III/2025")
    assert problem_cells(read([TITLE, heads, ("Phường Hương Vân", 5, 6)])) == [
        (ProblemCode.LOCALITY_NOT_VALID_THEN, Severity.ERROR, "C3")
    ]
    assert problem_cells(read([TITLE, heads, ("Phường Hương Vân", 5, ""), ("Phường Kim Trà", "", 6)])) == []


@pytest.mark.parametrize("heading", ["Quý 5/2022", "Quý II", "kỳ trước", date(2022, 4, 1)])
def test_a_heading_that_is_no_period(heading: object) -> None:
    """Reported at the heading; a date cell is a day and no period."""
    upload = read([TITLE, (), ("STT", "Địa phương", "Quý I/2022", heading, "Quý III/2022"), VAN, VAN2])
    assert problem_cells(upload) == [(ProblemCode.PERIOD_MISMATCH, Severity.ERROR, "D3")]
    assert not upload.observations


def test_a_column_without_heading() -> None:
    """Figures below an empty heading have no period."""
    upload = read([TITLE, (), ("STT", "Địa phương", "Quý I/2022", "", "Quý III/2022"), VAN, VAN2])
    assert problem_cells(upload) == [(ProblemCode.MISSING_HEADING, Severity.ERROR, "D3")]


def test_columns_other_than_periods_are_allowed() -> None:
    """Totals over the year, remarks and units of counting are no periods, and are not read."""
    rows = [TITLE, (), (*HEADS, "Tổng", "Ghi chú"), (*VAN, 600, "đã soát"), (*VAN2, 60, 2)]
    assert (problem_cells(read(rows)), figures(read(rows))) == ([], EXPECTED)


def test_a_period_that_occurs_twice() -> None:
    """The second column of a period is reported, however it is written."""
    upload = read([TITLE, (), ("STT", "Địa phương", "Quý I/2022", "Q1/2022", "Quý III/2022"), VAN, VAN2])
    assert problem_cells(upload) == [(ProblemCode.DUPLICATE_HEADING, Severity.ERROR, "D3")]
    assert "cell C3" in english(upload)


def test_a_chosen_period_is_read_alone() -> None:
    """The other columns are left out, and one note says which."""
    upload = read(TABLE, period=parse_period("2022-Q2", Cutoff.DECREE09))
    assert problem_cells(upload) == [(ProblemCode.PERIOD_MISMATCH, Severity.NOTE, "3")]
    assert figures(upload) == {(KEYS["Vân"], "2022-Q2"): 200, (KEYS["Văn"], "2022-Q2"): 20}
    assert "not read: Q1 2022, Q3 2022" in english(upload)


def test_a_chosen_period_that_is_not_there() -> None:
    """None of the columns is the period the file was sent for."""
    upload = read(TABLE, period=parse_period("2023-Q2", Cutoff.DECREE09))
    assert problem_cells(upload) == [(ProblemCode.PERIOD_MISMATCH, Severity.ERROR, "3")]


def test_an_empty_cell_matters_in_the_chosen_period() -> None:
    """Of all quarters many cells may be empty; of the chosen one each empty cell is reported."""
    rows = [*TABLE[:3], VAN, (2, "Phường Hương Văn", 10, "-", 30)]
    assert problem_cells(read(rows)) == []
    chosen = read(rows, period=parse_period("2022-Q2", Cutoff.DECREE09))
    assert problem_cells(chosen)[-1] == (ProblemCode.MISSING_VALUE, Severity.NOTE, "D5")


def test_a_chosen_unit_keeps_others_out() -> None:
    """Sent for one ward, the rows of another do not fit, and each is reported once."""
    upload = read(TABLE, locality=REGISTRY.by_key(KEYS["Vân"]))
    assert problem_cells(upload) == [(ProblemCode.OUTSIDE_SCOPE, Severity.ERROR, "B5")]


def test_a_closed_period() -> None:
    """A period that takes no figures is reported at the first of them."""
    closed = parse_period("2022-Q2", Cutoff.DECREE09)
    upload = read(TABLE[:4], locked=lambda unit, period: Message("closed") if period == closed else None)
    assert problem_cells(upload) == [(ProblemCode.LOCKED, Severity.ERROR, "D4")]


@pytest.mark.parametrize("label", ["Tổng cộng", "TỔNG SỐ", "Cộng", "Tổng"])
def test_a_total_that_is_not_the_sum_of_its_rows(label: str) -> None:
    """221 below 200 and 20: one dossier apart, at the total's cell."""
    upload = read([*TABLE[:5], ("", label, 110, 221, 330)])
    assert problem_cells(upload) == [(ProblemCode.IDENTITY_BROKEN, Severity.REASON, "D6")]
    assert "difference: 1 dossiers" in english(upload)
    assert figures(upload) == EXPECTED


def test_a_total_of_one_level_of_two() -> None:
    """The town and its two wards: the total is that of the town, which its wards do not add to."""
    rows = [*TABLE[:3], (1, "Thị xã Hương Trà", 110, 220, 330), VAN, VAN2, TOTAL]
    assert problem_cells(read(rows)) == []


def test_wrong_cells_are_reported_all_at_once() -> None:
    """Text, a negative number and a fraction, each at its cell; the total is then compared with nothing."""
    upload = read([*TABLE[:3], (1, "Phường Hương Vân", "nhiều", -2, 2.5), VAN2, TOTAL])
    assert problem_cells(upload) == [
        (ProblemCode.NOT_A_NUMBER, Severity.ERROR, "C4"),
        (ProblemCode.NEGATIVE, Severity.ERROR, "D4"),
        (ProblemCode.NOT_WHOLE, Severity.ERROR, "E4"),
    ]


def test_text_below_the_table() -> None:
    """Notes and signatures are no rows."""
    rows = [*TABLE, (), ("", "Ghi chú: số tạm tính"), ("", "", "NGƯỜI LẬP BIỂU", "", "CHỦ TỊCH")]
    assert (problem_cells(read(rows)), figures(read(rows))) == ([], EXPECTED)


def test_headings_and_nothing_below() -> None:
    """An empty table is reported as empty."""
    assert problem_cells(read(TABLE[:3])) == [(ProblemCode.EMPTY_FILE, Severity.ERROR, "")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_saved_as_csv(delimiter: str) -> None:
    """The same table as text."""
    upload = read_upload("a.csv", as_csv([HEADS, *TABLE[3:]], delimiter=delimiter), context())
    assert problem_cells(upload) == [(ProblemCode.MISSING_HEADING, Severity.ERROR, "1")]
    padded = [(*row, *[""] * (5 - len(row))) for row in TABLE]
    assert figures(read_upload("a.csv", as_csv(padded, delimiter=delimiter), context())) == EXPECTED


def test_a_list_of_figures_is_no_table_of_periods() -> None:
    """A long table with a period in its notes stays a long table."""
    rows = [
        ("locality", "period", "measure", "value", "note"),
        ("20008@2021-07-01", "2022-9M", "dossiers_resolved", "2022", "Quý III/2022"),
    ]
    assert read(rows).layout == "long_table"


@given(st.permutations([VAN, VAN2, (3, "Thị xã Hương Trà", 1, 2, 3)]), st.integers(0, 4), st.integers(0, 3))
@settings(max_examples=20, deadline=None)
def test_order_and_place_make_no_difference(rows: list[tuple[object, ...]], down: int, right: int) -> None:
    """Shuffled rows, rows above and columns before the table: the same figures."""
    content = as_xlsx([TITLE, (), HEADS, *rows], top=1 + down, left=1 + right)
    values = figures(read_upload("a.xlsx", content, context()))
    assert values == EXPECTED | {("480@2021-07-01", f"2022-Q{quarter}"): quarter for quarter in (1, 2, 3)}


@given(st.permutations(range(3)))
@settings(max_examples=6, deadline=None)
def test_the_order_of_the_columns_makes_no_difference(order: list[int]) -> None:
    """Quarters in any order."""
    rows = [(*row[:2], *(row[2 + place] for place in order)) for row in (HEADS, VAN, VAN2)]
    assert figures(read([TITLE, *rows])) == EXPECTED
