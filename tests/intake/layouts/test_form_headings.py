"""The headings of the official form, in the words and shapes of many offices."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import pytest

from dxkpi.intake import ProblemCode, Severity

from ..forms import EXPECTED, FIELDS, FOOT, NUMBERS, OFFICIAL, TOTAL, english, figures, form, problem_cells, read

# As a provincial system prints them: other words, remarks in brackets.
OF_A_SYSTEM = OFFICIAL | {
    "A8:A10": "TT",
    "B8:B10": "Lĩnh vực, công việc giải quyết theo cấp",
    "C8:F8": "Tiếp nhận",
    "D9:E9": "Trong đó",
    "F9:F10": "Kỳ trước",
    "I9:I10": "Đúng hạn\n(Bao gồm cả hồ sơ chờ bổ sung và trả lại/xin rút)",
    "K8:M8": "Hồ sơ đang xử lý",
    "L9:L10": "Đúng hạn",
    "E10": "Trực tiếp, BCCI",
}
# The words in the lowest possible row, without merged cells.
LOW = {
    "A10": "STT", "B10": "Lĩnh vực", "C8": "Số hồ sơ nhận giải quyết", "G8": "Số hồ sơ đã giải quyết",
    "K8": "Số hồ sơ đang giải quyết", "C10": "Tổng số", "D9": "Trong kỳ", "D10": "Qua mạng",
    "E10": "Trực tiếp và bưu chính", "F10": "Số kỳ trước chuyển qua", "G10": "Tổng", "H10": "Trước hạn",
    "I10": "Đúng hạn", "J10": "Trễ hạn", "K10": "Tổng", "L10": "Chưa đến hạn", "M10": "Đã quá hạn",
}  # fmt: skip
IN_ONE_ROW = {
    "A10": "STT", "B10": "Lĩnh vực", "C10": "Tổng số tiếp nhận", "D10": "Tiếp nhận trực tuyến",
    "E10": "Tiếp nhận trực tiếp, BCCI", "F10": "Kỳ trước chuyển sang", "G10": "Tổng số đã giải quyết",
    "H10": "Đã giải quyết trước hạn", "I10": "Đã giải quyết đúng hạn", "J10": "Đã giải quyết quá hạn",
    "K10": "Tổng số đang giải quyết", "L10": "Đang giải quyết trong hạn", "M10": "Đang giải quyết quá hạn",
}  # fmt: skip
UPPER = {cells: text.upper() for cells, text in OFFICIAL.items()}
DECOMPOSED = {cells: unicodedata.normalize("NFD", text) for cells, text in OFFICIAL.items()}
WITH_FORMULAS = OFFICIAL | {"C9:C10": "Tổng số\n(3)=(4)+(5)+(6)", "G9:G10": "Tổng số\n(7)=(8)+(9)+(10)"}


@pytest.mark.parametrize("headings", [OF_A_SYSTEM, LOW, IN_ONE_ROW, UPPER, DECOMPOSED, WITH_FORMULAS])
@pytest.mark.parametrize("numbered", [True, False])
def test_headings_as_offices_write_them(headings: Mapping[str, str], numbered: bool) -> None:
    """Other words, other rows, merged or not, with the row of column numbers or without: the same figures."""
    rows = ((NUMBERS,) if numbered else ()) + (*FIELDS, TOTAL, *FOOT)
    upload = read(form(headings=headings, rows=rows))
    assert english(upload) == ""
    assert figures(upload) == EXPECTED


@pytest.mark.parametrize(
    "numbers",
    [
        tuple(range(1, 14)),
        ("1", "2", "3=4+5+6", "4", "5", "6", "7=8+9+10", "8", "9", "10", "11=12+13", "12", "13"),
        ("A", "B", *range(1, 12)),
    ],
)
def test_the_row_of_column_numbers_is_no_row_of_figures(numbers: tuple[object, ...]) -> None:
    """Numbers as text or as numbers, with formulas, and counted from A and B."""
    assert figures(read(form(rows=(numbers, *FIELDS, TOTAL)))) == EXPECTED


@pytest.mark.parametrize(
    "words", ["Trước và đúng hạn", "Đúng hạn và trước hạn", "Trong hạn", "Đúng hạn", "Trả đúng thời hạn"]
)
def test_older_forms_give_early_and_on_time_as_one(words: str) -> None:
    """85 of 90 in time, 5 late: "Trước và đúng hạn" is the sum, and so is "Đúng hạn" with only "Quá hạn" next to it."""
    headings = {"A9": "TT", "B9": "Lĩnh vực", "C8:C9": "Tiếp nhận trong kỳ", "D8:F8": "Đã giải quyết", "D9": "Tổng số",
                "E9": words, "F9": "Quá hạn"}  # fmt: skip
    assert figures(read(form(headings=headings, rows=[("", "Tổng cộng", 100, 90, 85, 5)]))) == {
        "dossiers_received": 100,
        "dossiers_resolved": 90,
        "dossiers_resolved_within_deadline": 85,
        "dossiers_resolved_overdue": 5,
    }


def test_the_form_of_2017() -> None:
    """The older circular: carried over and newly received, resolved and pending below one heading."""
    headings = {
        "A8:A10": "STT", "B8:B10": "Lĩnh vực, công việc giải quyết", "C8:E8": "Số hồ sơ nhận giải quyết",
        "C9:C10": "Tổng số", "D9:E9": "Trong đó", "D10": "Số kỳ trước chuyển qua",
        "E10": "Số mới tiếp nhận (trực tiếp hoặc trực tuyến)", "F8:K8": "Kết quả giải quyết",
        "F9:H9": "Số hồ sơ đã giải quyết", "F10": "Tổng số", "G10": "Trả đúng thời hạn", "H10": "Trả quá hạn",
        "I9:K9": "Số hồ sơ đang giải quyết", "I10": "Tổng số", "J10": "Chưa đến hạn", "K10": "Quá hạn",
    }  # fmt: skip
    rows = [(1, "Tư pháp", 110, 10, 100, 90, 85, 5, 20, 18, 2), ("", "Tổng cộng", 110, 10, 100, 90, 85, 5, 20, 18, 2)]
    assert figures(read(form(headings=headings, rows=rows))) == {
        "dossiers_to_process": 110,
        "dossiers_carried_over": 10,
        "dossiers_received": 100,
        "dossiers_resolved": 90,
        "dossiers_resolved_within_deadline": 85,
        "dossiers_resolved_overdue": 5,
        "dossiers_pending": 20,
        "dossiers_pending_within_deadline": 18,
        "dossiers_pending_overdue": 2,
    }


def test_over_the_counter_and_by_post_in_two_columns_are_added() -> None:
    """280 over the counter and 1 by post are 281 in person or by post."""
    headings = {"A9": "TT", "B9": "Lĩnh vực", "C8:E8": "Tiếp nhận", "C9": "Trực tuyến", "D9": "Trực tiếp",
                "E9": "Bưu chính công ích", "F8:F9": "Đã giải quyết"}  # fmt: skip
    rows = [(1, "Hộ tịch", 532, 280, 1, 753), ("", "Tổng số", 532, 280, 1, 753)]
    upload = read(form(headings=headings, rows=rows))
    assert figures(upload) == {
        "dossiers_received_online": 532,
        "dossiers_received_in_person": 281,
        "dossiers_resolved": 753,
    }


def test_a_total_without_a_column_of_carried_over_is_what_came_in() -> None:
    """Where nothing is said of the carried over, the total of the received is the received, which its parts prove."""
    headings = {cells: text for cells, text in OFFICIAL.items() if cells != "F9:F10"} | {"F9:F10": "Ghi chú"}
    rows = [(1, "Hộ tịch", 300, 200, 100, "", 290, 90, 190, 10, 10, 10, 0)]
    rows.append(("", "Tổng số", *rows[0][2:]))
    values = figures(read(form(headings=headings, rows=rows)))
    assert (values["dossiers_received"], "dossiers_to_process" in values) == (300, False)


def test_columns_in_another_order() -> None:
    """Received, pending, resolved: what a column means follows from its words."""
    headings = {
        "A8:A10": "STT", "B8:B10": "Lĩnh vực", "C8:C10": "Tiếp nhận trong kỳ", "D8:E8": "Đang giải quyết",
        "D9:D10": "Quá hạn", "E9:E10": "Trong hạn", "F8:H8": "Đã giải quyết", "F9:F10": "Quá hạn",
        "G9:G10": "Đúng hạn", "H9:H10": "Tổng số",
    }  # fmt: skip
    rows = [(1, "Hộ tịch", 100, 1, 9, 5, 85, 90), ("", "Tổng cộng", 100, 1, 9, 5, 85, 90)]
    assert figures(read(form(headings=headings, rows=rows))) == {
        "dossiers_received": 100,
        "dossiers_pending_overdue": 1,
        "dossiers_pending_within_deadline": 9,
        "dossiers_resolved_overdue": 5,
        "dossiers_resolved_within_deadline": 85,
        "dossiers_resolved": 90,
    }


def test_a_column_that_says_nothing_is_known_by_its_number() -> None:
    """A heading that was overwritten ("xxx") below the official number (8): resolved early."""
    upload = read(form(headings=OFFICIAL | {"H9:H10": "xxx"}))
    assert figures(upload) == EXPECTED


def test_where_words_and_number_disagree_the_words_count() -> None:
    """Early and on time changed places above the official numbers: the words are followed, and it is said."""
    swapped = OFFICIAL | {"H9:H10": "Đúng hạn", "I9:I10": "Trước hạn"}
    upload = read(form(headings=swapped))
    assert problem_cells(upload) == [
        (ProblemCode.DUPLICATE_HEADING, Severity.NOTE, "H11"),
        (ProblemCode.DUPLICATE_HEADING, Severity.NOTE, "I11"),
    ]
    assert figures(upload)["dossiers_resolved_early"] == 2300


def test_a_column_of_its_own_is_left_out_with_a_note() -> None:
    """A column that is no part of the form is named and left out; rates and remarks need no word."""
    headings = OFFICIAL | {"N8:N10": "Số lần xin lỗi", "O8:O10": "Tỷ lệ đúng hạn (%)", "P8:P10": "Ghi chú"}
    rows = [(*row, 3, "93,2%", "") for row in (*FIELDS, TOTAL)]
    upload = read(form(headings=headings, rows=rows))
    assert problem_cells(upload) == [(ProblemCode.MISSING_HEADING, Severity.NOTE, "N8")]
    assert figures(upload) == EXPECTED


def test_two_columns_of_one_name() -> None:
    """Two columns say "Trước hạn": the second is reported, and nothing is saved."""
    upload = read(form(headings=OFFICIAL | {"I9:I10": "Trước hạn"}, rows=(*FIELDS, TOTAL)))
    assert problem_cells(upload) == [(ProblemCode.DUPLICATE_HEADING, Severity.ERROR, "I9")]
    assert not upload.observations


def test_a_form_without_the_resolved_says_nothing() -> None:
    """Without what was resolved, nothing can be said of it."""
    headings = {cells: text for cells, text in OFFICIAL.items() if cells[0] not in "GHIJ"}
    rows = [(*row[:6], "", "", "", "", *row[10:]) for row in (*FIELDS, TOTAL)]
    assert problem_cells(read(form(headings=headings, rows=rows))) == [
        (ProblemCode.MISSING_HEADING, Severity.ERROR, "8")
    ]


def test_a_form_without_the_received_says_nothing() -> None:
    """Without what was received, the resolved cannot be held against anything."""
    headings = {cells: text for cells, text in OFFICIAL.items() if cells[0] not in "CDEF"}
    upload = read(form(headings=headings, rows=[(*row[:2], "", "", "", "", *row[6:]) for row in (*FIELDS, TOTAL)]))
    assert (ProblemCode.MISSING_HEADING, Severity.ERROR, "8") in problem_cells(upload)
