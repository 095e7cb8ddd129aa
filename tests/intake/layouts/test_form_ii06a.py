"""The layout form_ii06a: the official form, its rows and its totals, however an office has laid it out."""

from __future__ import annotations

import csv
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from dxkpi.intake import ProblemCode, Severity
from dxkpi.locale import Message

from ..forms import (
    DAYS,
    EXPECTED,
    FIELDS,
    FOOT,
    JUSTICE,
    LAND,
    NUMBERS,
    OFFICIAL,
    TOTAL,
    TOWN,
    TRADE,
    english,
    figures,
    form,
    problem_cells,
    read,
    said_locality,
    said_period,
)


def test_the_form_of_the_circular() -> None:
    """The row of totals is taken, for the unit and the period of the header; there is nothing to complain of."""
    upload = read(form())
    assert english(upload) == ""
    assert upload.layout == "form_ii06a"
    assert figures(upload) == EXPECTED
    assert (said_locality(upload), said_period(upload)) == ("480@2021-07-01", "2022-9M cumulative")


def test_each_figure_has_its_cell() -> None:
    """Resolved is read from G15: the total's row, the column of the resolved."""
    upload = read(form())
    place = list(upload.figures.measures).index("dossiers_resolved")
    assert (upload.rows[place], upload.columns[place], upload.written(place)) == (15, 6, "5203")


def test_groups_and_sub_totals_are_not_counted_twice() -> None:
    """Groups with their sums, "Cộng I", details with a dash, a heading without figures: the fields alone add up."""
    rows = [
        NUMBERS,
        ("A", "CẤP HUYỆN"),
        ("I", "Khối nội chính", *JUSTICE[2:]),
        JUSTICE,
        ("-", "Trong đó: chứng thực", *(number // 2 for number in JUSTICE[2:])),
        ("", "Cộng I", *JUSTICE[2:]),
        ("II", "Khối kinh tế", 2810, 800, 1800, 210, 2403, 1103, 1100, 200, 407, 357, 50),
        (1, *LAND[1:]),
        (2, *TRADE[1:]),
        ("", "Cộng II", 2810, 800, 1800, 210, 2403, 1103, 1100, 200, 407, 357, 50),
        TOTAL,
        *FOOT,
    ]
    upload = read(form(rows=rows))
    assert english(upload) == ""
    assert figures(upload) == EXPECTED


@pytest.mark.parametrize(
    "label", ["Tổng cộng", "TỔNG SỐ", "Cộng", "Tổng cộng (I+II)", "Tổng cộng:", "TONG CONG", "Tổng"]
)
def test_what_the_total_may_be_called(label: str) -> None:
    """The row of totals has several names."""
    assert figures(read(form(rows=(*FIELDS, ("", label, *TOTAL[2:]))))) == EXPECTED


def test_a_total_in_the_first_column() -> None:
    """The name of the total, merged over the first two columns, is in the first."""
    assert figures(read(form(rows=(*FIELDS, ("TỔNG CỘNG", "", *TOTAL[2:]))))) == EXPECTED


def test_a_total_above_its_rows() -> None:
    """Systems print the total as the first row."""
    upload = read(form(rows=(NUMBERS, TOTAL, *FIELDS)))
    assert (problem_cells(upload), figures(upload)) == ([], EXPECTED)


def test_fields_with_letters_that_look_like_a_total() -> None:
    """Công thương is no "Cộng", and "Tổng hợp" no total."""
    rows = (JUSTICE, (2, "Tổng hợp", *LAND[2:]), TRADE, TOTAL)
    upload = read(form(rows=rows))
    assert figures(upload) == EXPECTED


def test_a_total_that_is_not_the_sum_of_its_rows() -> None:
    """5.203 resolved where the rows add up to 5.200: 3 dossiers apart, at the total's cell, for a reason."""
    trade = (*TRADE[:6], 800, 700, *TRADE[8:])
    upload = read(form(rows=(JUSTICE, LAND, trade, TOTAL)))
    assert problem_cells(upload) == [
        (ProblemCode.IDENTITY_BROKEN, Severity.REASON, "G14"),
        (ProblemCode.IDENTITY_BROKEN, Severity.REASON, "H14"),
    ]
    assert "the rows add up to 5,200; difference: 3 dossiers" in english(upload)
    assert figures(upload) == EXPECTED


def test_an_unreadable_row_is_reported_and_not_compared() -> None:
    """A field that says "ba nghìn" cannot be added, so this column is not held against its total."""
    justice = (*JUSTICE[:2], "ba nghìn", *JUSTICE[3:])
    upload = read(form(rows=(justice, LAND, TRADE, TOTAL)))
    assert problem_cells(upload) == [(ProblemCode.NOT_A_NUMBER, Severity.NOTE, "C11")]
    assert figures(upload) == EXPECTED


def test_the_sum_is_used_without_a_total() -> None:
    """Without a total the fields are added, and it is said."""
    upload = read(form(rows=(*FIELDS, *FOOT)))
    assert problem_cells(upload) == [(ProblemCode.MISSING_VALUE, Severity.NOTE, "13")]
    assert figures(upload) == EXPECTED
    assert "3 rows" in english(upload)


def test_no_sum_is_taken_of_several_levels() -> None:
    """Groups and fields without a total: what the sum is cannot be known."""
    upload = read(form(rows=(("I", "Nội chính", *JUSTICE[2:]), JUSTICE, ("II", "Kinh tế", *LAND[2:]))))
    assert problem_cells(upload) == [(ProblemCode.MISSING_VALUE, Severity.ERROR, "13")]
    assert not upload.observations


def test_a_total_without_figures_is_none() -> None:
    """ "Tổng cộng" without figures: the rows are added, and a note says so."""
    upload = read(form(rows=(*FIELDS, ("", "Tổng cộng"))))
    assert (problem_cells(upload), figures(upload)) == ([(ProblemCode.MISSING_VALUE, Severity.NOTE, "13")], EXPECTED)


def test_figures_below_the_total_are_left_out() -> None:
    """A row below the total is named and left out."""
    upload = read(form(rows=(*FIELDS, TOTAL, (4, "Hồ sơ liên thông", *TRADE[2:]))))
    assert problem_cells(upload) == [(ProblemCode.DUPLICATE_ROW, Severity.NOTE, "B15")]
    assert figures(upload) == EXPECTED


def test_a_second_table_below_is_refused() -> None:
    """Two forms on one sheet: which one is meant cannot be known."""
    second = (
        "STT",
        "Lĩnh vực",
        "Hồ sơ tiếp nhận",
        "",
        "",
        "",
        "Hồ sơ đã giải quyết",
        "",
        "",
        "",
        "Hồ sơ đang giải quyết",
    )
    upload = read(form(rows=(*FIELDS, TOTAL, (), second, *FIELDS)))
    assert problem_cells(upload) == [(ProblemCode.DUPLICATE_HEADING, Severity.ERROR, "A16")]


def test_headings_and_nothing_below() -> None:
    """An empty form is reported as empty."""
    assert problem_cells(read(form(rows=(NUMBERS, *FOOT)))) == [(ProblemCode.EMPTY_FILE, Severity.ERROR, "")]


def test_numbers_as_offices_type_them() -> None:
    """ "5.810", "5 203", "0 hồ sơ"; a dash is no figure and no nought."""
    total = (
        "",
        "TỔNG CỘNG",
        "5.810",
        "2.000",
        "3 500",
        310.0,
        "5\u00a0203",
        "2603",
        "2,300",
        "300 hồ sơ",
        607,
        547,
        "-",
    )
    upload = read(form(rows=(*FIELDS, total)))
    assert problem_cells(upload) == [(ProblemCode.MISSING_VALUE, Severity.NOTE, "M14")]
    assert figures(upload) == {code: value for code, value in EXPECTED.items() if code != "dossiers_pending_overdue"}


def test_wrong_cells_of_the_total_are_reported_all_at_once() -> None:
    """Text, a negative number and a fraction, each at its cell."""
    total = (*TOTAL[:3], "nhiều", -5, 2.5, *TOTAL[6:])
    upload = read(form(rows=(*FIELDS, total)))
    assert problem_cells(upload) == [
        (ProblemCode.NOT_A_NUMBER, Severity.ERROR, "D14"),
        (ProblemCode.NEGATIVE, Severity.ERROR, "E14"),
        (ProblemCode.NOT_WHOLE, Severity.ERROR, "F14"),
    ]


# Rows by unit.

WARDS = [
    (1, "Phường Hương Vân", 300, 100, 180, 20, 270, 100, 160, 10, 30, 29, 1),
    (2, "UBND phường Hương Văn", 200, 50, 140, 10, 190, 90, 95, 5, 10, 10, 0),
]
WARDS_TOTAL = ("", "Tổng cộng", 500, 150, 320, 30, 460, 190, 255, 15, 40, 39, 1)
BY_UNIT = OFFICIAL | {"B8:B10": "Đơn vị"}


def test_a_form_by_units_gives_figures_of_each() -> None:
    """Each ward has its own figures; the town's total is their sum and is not stored."""
    upload = read(form(headings=BY_UNIT, rows=(NUMBERS, *WARDS, WARDS_TOTAL, *FOOT)))
    assert english(upload) == ""
    values = {(row.locality, row.measure): row.value for row in upload.observations}
    assert len(values) == 2 * 11
    assert values["20008@2021-07-01", "dossiers_resolved"] == 270
    assert values["20011@2021-07-01", "dossiers_resolved"] == 190


def test_units_are_known_by_their_names_below_any_heading() -> None:
    """Systems print units below "Lĩnh vực" as well."""
    upload = read(form(rows=(("", "Phường, xã, thị trấn"), *WARDS, WARDS_TOTAL)))
    assert {row.locality for row in upload.observations} == {"20008@2021-07-01", "20011@2021-07-01"}


def test_the_total_of_units_is_held_against_them() -> None:
    """A total of 501 over rows that add up to 500: one dossier apart."""
    upload = read(form(headings=BY_UNIT, rows=(*WARDS, (*WARDS_TOTAL[:2], 501, *WARDS_TOTAL[3:]))))
    assert problem_cells(upload) == [(ProblemCode.IDENTITY_BROKEN, Severity.REASON, "C13")]
    assert "difference: 1 dossiers" in english(upload)


def test_a_form_by_units_needs_no_name_above() -> None:
    """The rows say whose figures they are."""
    upload = read(form(header=DAYS, headings=BY_UNIT, rows=WARDS))
    assert {row.locality for row in upload.observations} == {"20008@2021-07-01", "20011@2021-07-01"}


def test_a_ward_without_its_marks_is_reported() -> None:
    """ "Phuong Huong Van" may be either ward: not taken, and both are named."""
    upload = read(form(headings=BY_UNIT, rows=(WARDS[0], (2, "Phuong Huong Van", *WARDS[1][2:]))))
    assert problem_cells(upload) == [(ProblemCode.UNKNOWN_LOCALITY, Severity.ERROR, "B12")]
    assert "Phường Hương Văn" in english(upload)


def test_an_office_among_the_units_is_left_out_with_a_note() -> None:
    """A department among the wards is no locality."""
    upload = read(form(headings=BY_UNIT, rows=(*WARDS, (3, "Phòng Tư pháp", *TRADE[2:]))))
    assert problem_cells(upload) == [(ProblemCode.UNKNOWN_LOCALITY, Severity.NOTE, "B13")]


def test_a_unit_from_elsewhere_does_not_fit() -> None:
    """A ward's row in the form of a town it does not lie in."""
    upload = read(form(headings=BY_UNIT, rows=(*WARDS, (3, "Xã Phú An", *TRADE[2:]))), locality=TOWN)
    assert [problem.cell for problem in upload.problems] == ["B13"]
    assert not upload.accepted


def test_offices_in_a_table_by_units_are_taken_whole() -> None:
    """Where no row is a locality, the total is the reporter's, as in a table by fields."""
    rows = [
        (1, "Phòng Tư pháp", *JUSTICE[2:]),
        (2, "Phòng Tài nguyên", *LAND[2:]),
        (3, "Phòng Kinh tế", *TRADE[2:]),
        TOTAL,
    ]
    upload = read(form(headings=BY_UNIT, rows=rows))
    assert (said_locality(upload), figures(upload)) == ("480@2021-07-01", EXPECTED)


# Laws.


@pytest.mark.parametrize("down, right", [(0, 1), (3, 0), (7, 4)])
def test_the_position_of_the_form_makes_no_difference(down: int, right: int) -> None:
    """Rows above and columns before it move cells and no figure."""
    upload = read(form(down=down, right=right))
    assert (problem_cells(upload), figures(upload)) == ([], EXPECTED)
    assert upload.rows[0] == 15 + down


@given(st.permutations(FIELDS), st.lists(st.integers(0, 4), max_size=3))
@settings(max_examples=10, deadline=None)
def test_the_order_of_fields_and_empty_rows_make_no_difference(
    fields: list[tuple[object, ...]], gaps: list[int]
) -> None:
    """Shuffled rows and empty ones between them: the same figures and nothing to complain of."""
    rows: list[tuple[object, ...]] = [*fields, TOTAL]
    for gap in gaps:
        rows.insert(gap, ())
    upload = read(form(rows=(NUMBERS, *rows, *FOOT)))
    assert (problem_cells(upload), figures(upload)) == ([], EXPECTED)


@given(st.lists(st.lists(st.integers(0, 10**6), min_size=11, max_size=11), min_size=2, max_size=12), st.randoms())
@settings(max_examples=10, deadline=None)
def test_the_sum_of_the_rows_is_the_total(numbers: list[list[int]], order: random.Random) -> None:
    """With their sum as total, or without a total, the same figures are read: the sums."""
    rows: list[tuple[object, ...]] = [(place, f"Lĩnh vực {place}", *row) for place, row in enumerate(numbers, start=1)]
    order.shuffle(rows)
    sums = [sum(column) for column in zip(*numbers, strict=True)]
    with_total = read(form(rows=(*rows, ("", "Tổng cộng", *sums))))
    without = read(form(rows=rows))
    assert list(figures(with_total).values()) == list(figures(without).values()) == sums


def test_a_form_saved_as_csv() -> None:
    """The same form as text, separated by semicolons."""
    cells = CalamineWorkbook.from_filelike(io.BytesIO(form())).get_sheet_by_index(0).to_python(skip_empty_area=False)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(
        [str(int(cell)) if isinstance(cell, float) else cell for cell in row] for row in cells
    )
    upload = read(out.getvalue().encode("utf-8-sig"), name="a.csv")
    assert (problem_cells(upload), figures(upload)) == ([], EXPECTED)


def test_the_form_is_found_among_other_sheets() -> None:
    """A cover sheet before the form has no known shape, and the form is read."""
    upload = read(form(cover="Công văn gửi UBND tỉnh về việc báo cáo"))
    assert (upload.sheet, problem_cells(upload), figures(upload)) == ("Biểu 06a", [], EXPECTED)


def test_a_closed_period() -> None:
    """A period that takes no figures of the unit is reported once, at the row of totals."""
    upload = read(form(), locked=lambda unit, period: Message("closed"))
    assert problem_cells(upload) == [(ProblemCode.LOCKED, Severity.ERROR, "B15")]


def test_totals_that_were_never_worked_out() -> None:
    """Formulas without their results are reported at their cells, and the sum of the rows does not replace them."""
    total = ("", "TỔNG CỘNG", "=SUM(C11:C13)", *TOTAL[3:])
    upload = read(form(rows=(*FIELDS, total)))
    assert problem_cells(upload) == [(ProblemCode.FORMULA_WITHOUT_VALUE, Severity.ERROR, "C14")]
