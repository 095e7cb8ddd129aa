"""The layout form_ii06a: the official form, however an office has laid it out."""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxkpi.domain.period import Cutoff, notation, parse_period
from dxkpi.intake import Code, Severity, Upload, read_upload
from dxkpi.locale import Language

from .files import REGISTRY, context
from .forms import (
    DAYS,
    EXPECTED,
    FIELDS,
    FOOT,
    HEADER,
    JUSTICE,
    LAND,
    MOTTO,
    NUMBERS,
    OFFICIAL,
    TOTAL,
    TRADE,
    form,
)

NINE_MONTHS = parse_period("2022-9M", Cutoff.DECREE09)
TOWN = REGISTRY.by_key("480@2021-07-01")
Told = tuple[Code, Severity, str]


def read(content: bytes, name: str = "a.xlsx", **more: object) -> Upload:
    return read_upload(name, content, context(**more))


def told(upload: Upload) -> list[Told]:
    return [(problem.code, problem.severity, problem.cell) for problem in upload.problems]


def english(upload: Upload) -> str:
    return "\n".join(problem.message.text(Language.EN) for problem in upload.problems)


def figures(upload: Upload) -> dict[str, object]:
    """The figures of an upload that speaks of one unit and one period."""
    assert len({(row.locality, row.period) for row in upload.observations}) <= 1
    return {row.measure: row.value for row in upload.observations}


def said_period(upload: Upload) -> str:
    (period,) = {row.period for row in upload.observations}
    return f"{notation(period, Cutoff.DECREE09)} {period.basis}"


def said_locality(upload: Upload) -> str:
    (key,) = {row.locality for row in upload.observations}
    return key


def test_the_form_of_the_circular() -> None:
    """The row of totals is taken, for the unit and the period of the header; there is nothing to complain of."""
    upload = read(form())
    assert english(upload) == ""
    assert upload.layout == "form_ii06a"
    assert figures(upload) == EXPECTED
    assert (said_locality(upload), said_period(upload)) == ("480@2021-07-01", "2022-9M cumulative")


def test_each_figure_stands_at_its_cell() -> None:
    """Resolved is read from G15: the total's row, the column of the resolved."""
    upload = read(form())
    place = list(upload.figures.measures).index("dossiers_resolved")
    assert (upload.rows[place], upload.columns[place], upload.written(place)) == (15, 6, "5203")


# What stands above the table.


@pytest.mark.parametrize(
    "text, expected",
    [
        ("(Từ ngày 15/12/2021 đến ngày 14/9/2022)", "2022-9M cumulative"),
        ("(Từ ngày 15/12/2021 đến hết ngày 14/09/2022)", "2022-9M cumulative"),
        ("Từ ngày 15 tháng 12 năm 2021 đến ngày 14 tháng 9 năm 2022", "2022-9M cumulative"),
        ("từ 15/6/2022 – 14/9/2022", "2022-Q3 period"),
        ("Từ 15.6.2022 đến 14.9.2022", "2022-Q3 period"),
        ("Từ ngày 15/6 đến ngày 14/9/2022", "2022-Q3 period"),
        ("(Từ ngày 15/12/2021 đến ngày 14/3/2022)", "2022-Q1 period"),
        ("(Từ ngày 01/01/2022 đến ngày 30/9/2022)", "2022-01-01..2022-09-30 cumulative"),
        ("(Từ ngày 15/12/2021 đến ngày 14/11/2022)", "2021-12-15..2022-11-14 cumulative"),
        ("(Từ ngày 01/7/2022 đến ngày 30/9/2022)", "2022-07-01..2022-09-30 period"),
        ("(Từ ngày 21/6/2022 đến ngày 20/9/2022)", "2022-06-21..2022-09-20 period"),
        ("Kỳ báo cáo: Quý III/2022", "2022-Q3 period"),
        ("Kỳ báo cáo: Quý III/2022 (từ 15/6/2022 đến 14/9/2022)", "2022-Q3 period"),
        ("Quý 3 năm 2022", "2022-Q3 period"),
        ("QUÝ IV NĂM 2022", "2022-Q4 period"),
        ("9 tháng năm 2022", "2022-9M cumulative"),
        ("6 tháng đầu năm 2022", "2022-H1 cumulative"),
        ("06 THÁNG ĐẦU NĂM 2022", "2022-H1 cumulative"),
        ("6 tháng cuối năm 2022", "2022-06-15..2022-12-14 period"),
        ("Năm 2022", "2022 cumulative"),
        ("Kết quả giải quyết TTHC năm 2022", "2022 cumulative"),
        ("Tháng 9/2022", "2022-08-15..2022-09-14 period"),
    ],
)
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_the_period_of_the_header(text: str, expected: str, typed: str) -> None:
    """Days as they are written, words by the cut-off rule; from the year's start over more than a quarter it is
    cumulative."""
    header = MOTTO | {"A6": unicodedata.normalize(typed, text).replace(" ", " \u00a0")}
    assert said_period(read(form(header=header))) == expected


def test_days_in_cells_of_their_own() -> None:
    """First and last day may stand in cells of their own, as dates."""
    days = {"A6": "Từ ngày", "C6": parse_period("2021-12-15", Cutoff.DECREE09).first, "E6": "đến ngày",
            "F6": parse_period("2022-09-14", Cutoff.DECREE09).first}  # fmt: skip
    assert said_period(read(form(header=MOTTO | days, merge=False))) == "2022-9M cumulative"


def test_the_day_of_signing_is_no_period() -> None:
    """The day below the title, and that of the circular, say nothing of the period."""
    header = MOTTO | {
        "G3": "Hương Trà, ngày 15 tháng 9 năm 2022",
        "A5": "(Thông tư số 01/2020/TT-VPCP ngày 21/10/2020)",
    }
    assert told(read(form(header=header))) == [(Code.PERIOD_MISMATCH, Severity.ERROR, "5")]


def test_a_form_without_period_takes_the_chosen_one() -> None:
    """Where the header is silent, the period the file was sent for is meant."""
    assert said_period(read(form(header=MOTTO), period=NINE_MONTHS)) == "2022-9M cumulative"


def test_a_period_other_than_the_chosen_one() -> None:
    """The header's days are held against the chosen period, and both are named."""
    upload = read(form(), period=parse_period("2022-Q3", Cutoff.DECREE09))
    assert told(upload) == [(Code.PERIOD_MISMATCH, Severity.ERROR, "A6")]
    assert "first 9 months of 2022" in english(upload)
    assert "Q3 2022" in english(upload)
    assert not upload.observations


@pytest.mark.parametrize("chosen", ["2022-07-01..2022-09-30", "2022-06-21..2022-09-20", "2022-Q3"])
def test_words_fit_a_chosen_period_by_any_cut_off_rule(chosen: str) -> None:
    """ "Quý III/2022" does not say from which day: the chosen period does."""
    period = parse_period(chosen, Cutoff.DECREE09)
    assert {row.period for row in read(form(header=MOTTO | {"A6": "Quý III/2022"}), period=period).observations} == {
        period
    }


@pytest.mark.parametrize(
    "words", ["Quý III/2022", "6 tháng đầu năm 2022", "Kỳ báo cáo: Năm 2022", "Quý II và 6 tháng đầu năm 2022"]
)
def test_days_and_words_that_contradict_each_other(words: str) -> None:
    """Nine months of days below a heading that says another period: told at the days."""
    upload = read(form(header=HEADER | {"A5": words}))
    assert told(upload) == [(Code.PERIOD_MISMATCH, Severity.ERROR, "A6")]


@pytest.mark.parametrize("words", ["9 tháng năm 2022", "TÌNH HÌNH GIẢI QUYẾT NĂM 2022", "Quý III và 9 tháng năm 2022"])
def test_days_and_words_that_agree(words: str) -> None:
    """One of the words fits the days; the year of a title fits all of its year."""
    assert told(read(form(header=HEADER | {"A5": words}))) == []


def test_words_of_two_periods_ask_for_a_choice() -> None:
    """ "Quý III và 9 tháng năm 2022" without days may mean either; with a period chosen it does not matter."""
    content = form(header=MOTTO | {"A6": "Quý III và 9 tháng đầu năm 2022"})
    assert told(read(content)) == [(Code.PERIOD_MISMATCH, Severity.ERROR, "A6")]
    assert said_period(read(content, period=NINE_MONTHS)) == "2022-9M cumulative"


@pytest.mark.parametrize("days", ["Từ ngày 15/12/2022 đến ngày 14/9/2022", "Từ ngày 31/6/2022 đến ngày 14/9/2022"])
def test_days_that_are_none(days: str) -> None:
    """An end before its beginning, and a 31 June, are told."""
    assert told(read(form(header=MOTTO | {"A6": days}))) == [(Code.PERIOD_MISMATCH, Severity.ERROR, "A6")]


@pytest.mark.parametrize(
    "header",
    [
        {"A1": "UBND THỊ XÃ HƯƠNG TRÀ"},
        {"A1": "ỦY BAN NHÂN DÂN\nTHỊ XÃ HƯƠNG TRÀ"},
        {"A1": "UỶ BAN NHÂN DÂN TX. HƯƠNG TRÀ"},
        {"A1": "Văn phòng HĐND và UBND thị xã Hương Trà"},
        {"A1": "UBND TỈNH THỪA THIÊN HUẾ", "A2": "UBND THỊ XÃ HƯƠNG TRÀ"},
        {"K5": "Đơn vị báo cáo: UBND thị xã Hương Trà"},
        {"K5": "- Đơn vị báo cáo:\nUBND thị xã Hương Trà\n- Đơn vị nhận báo cáo:\nUBND tỉnh Thừa Thiên Huế"},
        {
            "K4": "- Đơn vị báo cáo:",
            "K5": "UBND thị xã Hương Trà",
            "K6": "- Đơn vị nhận báo cáo:",
            "K7": "Phường Hương Vân",
        },
        {"H5": "Đơn vị báo cáo:", "I5": "TX Hương Trà", "H6": "Đơn vị nhận báo cáo:", "I6": "UBND tỉnh Thừa Thiên Huế"},
        {"K5": "Đơn vị báo cáo: Hương Trà"},
        {"A3": "Bộ phận một cửa thị xã Hương Trà, tỉnh Thừa Thiên Huế"},
    ],
)
def test_the_unit_of_the_header(header: Mapping[str, object]) -> None:
    """The reporter by its label; else the most specific unit that is named."""
    assert said_locality(read(form(header=DAYS | header, merge=False))) == "480@2021-07-01"


def test_a_ward_below_its_town() -> None:
    """Of the town's and the ward's names in one header the ward's is meant, and marks tell wards apart."""
    header = DAYS | {"A1": "UBND THỊ XÃ HƯƠNG TRÀ", "A2": "UBND PHƯỜNG HƯƠNG VĂN"}
    assert said_locality(read(form(header=header))) == "20011@2021-07-01"


def test_a_name_that_stands_elsewhere_too_is_told_apart_by_the_district() -> None:
    """Two communes are called Phú An; no district stands above the name, so it is asked which."""
    upload = read(form(header=DAYS | {"A1": "UBND XÃ PHÚ AN"}))
    assert told(upload) == [(Code.AMBIGUOUS_LOCALITY, Severity.ERROR, "A1")]


def test_a_chosen_unit_may_have_its_superior_above_the_table() -> None:
    """A ward sends a form that only names the town it belongs to."""
    upload = read(form(), locality=REGISTRY.by_key("20008@2021-07-01"))
    assert said_locality(upload) == "20008@2021-07-01"


def test_a_form_of_another_unit_than_the_chosen_one() -> None:
    """The form of Hương Vân sent for Hương Văn: told at the name."""
    header = DAYS | {"A1": "UBND THỊ XÃ HƯƠNG TRÀ", "A2": "UBND PHƯỜNG HƯƠNG VÂN"}
    upload = read(form(header=header), locality=REGISTRY.by_key("20011@2021-07-01"))
    assert told(upload) == [(Code.OUTSIDE_SCOPE, Severity.ERROR, "A2")]
    assert not upload.observations


def test_a_form_of_a_part_is_not_taken_for_the_whole() -> None:
    """The form of a ward sent for its town is not the town's."""
    upload = read(form(header=DAYS | {"A1": "UBND PHƯỜNG HƯƠNG VÂN"}), locality=TOWN)
    assert told(upload) == [(Code.OUTSIDE_SCOPE, Severity.ERROR, "A1")]


def test_the_receiver_is_not_the_reporter() -> None:
    """A form that names only who receives it does not say whose it is."""
    upload = read(form(header=DAYS | {"K5": "Đơn vị nhận báo cáo: UBND thị xã Hương Trà"}))
    assert told(upload) == [(Code.UNKNOWN_LOCALITY, Severity.ERROR, "6")]


def test_a_form_without_unit_takes_the_chosen_one() -> None:
    """Where the header is silent, the unit the file was sent for is meant."""
    assert said_locality(read(form(header=DAYS), locality=TOWN)) == "480@2021-07-01"


def test_a_reporter_that_nobody_knows() -> None:
    """A name without its marks is not taken, and the names that look alike are told."""
    upload = read(form(header=DAYS | {"A1": "UBND TỈNH THỪA THIÊN HUẾ", "K5": "Đơn vị báo cáo: UBND phường Huong Van"}))
    assert told(upload) == [(Code.UNKNOWN_LOCALITY, Severity.ERROR, "K5")]
    assert "Phường Hương Vân" in english(upload)


def test_an_office_of_the_province_is_not_the_province() -> None:
    """A department below "UBND tỉnh" reports its own dossiers, not the province's."""
    upload = read(form(header=DAYS | {"A1": "UBND TỈNH THỪA THIÊN HUẾ", "A2": "SỞ NỘI VỤ"}))
    assert told(upload) == [(Code.UNKNOWN_LOCALITY, Severity.ERROR, "A2")]


def test_a_unit_of_another_time() -> None:
    """The town was not there any more in the third quarter of 2025."""
    upload = read(form(header=MOTTO | {"A6": "Quý III/2025"}), locality=TOWN)
    assert [problem.code for problem in upload.problems] == [Code.LOCALITY_NOT_VALID_THEN]


def test_a_form_without_unit_and_period_is_told_both() -> None:
    """Both gaps of the header are told at once."""
    codes = {problem.code for problem in read(form(header={"A4": "KẾT QUẢ GIẢI QUYẾT TTHC"})).problems}
    assert codes == {Code.PERIOD_MISMATCH, Code.UNKNOWN_LOCALITY}


# Headings.

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
# The words as low as they can stand, without merged cells.
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


def test_older_forms_give_early_and_on_time_as_one() -> None:
    """ "Trước và đúng hạn" is the sum; "Đúng hạn" alone beside "Quá hạn" as well."""
    for words in ("Trước và đúng hạn", "Đúng hạn và trước hạn", "Trong hạn", "Đúng hạn", "Trả đúng thời hạn"):
        headings = {cells: text for cells, text in OFFICIAL.items() if cells not in ("H9:H10", "I9:I10")}
        headings |= {"H9:H10": words}
        rows = [(*row[:7], row[7] + row[8], "", *row[9:]) for row in (*FIELDS, (*TOTAL[:7], 2603, 2300, *TOTAL[9:]))]  # type: ignore[operator]
        headings |= {"I9:I10": "Ghi chú"}
        found = figures(read(form(headings=headings, rows=rows)))
        assert found["dossiers_resolved_within_deadline"] == 4903, words
        assert not {"dossiers_resolved_early", "dossiers_resolved_on_time"} & set(found)


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
    found = figures(read(form(headings=headings, rows=rows)))
    assert (found["dossiers_received"], "dossiers_to_process" in found) == (300, False)


def test_columns_in_another_order() -> None:
    """Received, pending, resolved: what a column means follows from its words."""
    swapped = {"G8:J8": "K8:M8", "K8:M8": "G8:J8"}
    headings = {
        "A8:A10": "STT", "B8:B10": "Lĩnh vực", "C8:C10": "Tiếp nhận trong kỳ", "D8:E8": "Đang giải quyết",
        "D9:D10": "Quá hạn", "E9:E10": "Trong hạn", "F8:H8": "Đã giải quyết", "F9:F10": "Quá hạn",
        "G9:G10": "Đúng hạn", "H9:H10": "Tổng số",
    }  # fmt: skip
    assert swapped
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
    assert told(upload) == [
        (Code.DUPLICATE_HEADING, Severity.NOTE, "H11"),
        (Code.DUPLICATE_HEADING, Severity.NOTE, "I11"),
    ]
    assert figures(upload)["dossiers_resolved_early"] == 2300


def test_a_column_of_its_own_is_left_out_with_a_note() -> None:
    """A column that is no part of the form is named and left out; rates and remarks need no word."""
    headings = OFFICIAL | {"N8:N10": "Số lần xin lỗi", "O8:O10": "Tỷ lệ đúng hạn (%)", "P8:P10": "Ghi chú"}
    rows = [(*row, 3, "93,2%", "") for row in (*FIELDS, TOTAL)]
    upload = read(form(headings=headings, rows=rows))
    assert told(upload) == [(Code.MISSING_HEADING, Severity.NOTE, "N8")]
    assert figures(upload) == EXPECTED


def test_two_columns_of_one_name() -> None:
    """Two columns say "Trước hạn": the second is told, and nothing is saved."""
    upload = read(form(headings=OFFICIAL | {"I9:I10": "Trước hạn"}, rows=(*FIELDS, TOTAL)))
    assert told(upload) == [(Code.DUPLICATE_HEADING, Severity.ERROR, "I9")]
    assert not upload.observations


def test_a_form_without_the_resolved_says_nothing() -> None:
    """Without what was resolved, nothing can be said of it."""
    headings = {cells: text for cells, text in OFFICIAL.items() if cells[0] not in "GHIJ"}
    rows = [(*row[:6], "", "", "", "", *row[10:]) for row in (*FIELDS, TOTAL)]
    assert told(read(form(headings=headings, rows=rows))) == [(Code.MISSING_HEADING, Severity.ERROR, "8")]


def test_a_form_without_the_received_says_nothing() -> None:
    """Without what was received, the resolved cannot be held against anything."""
    headings = {cells: text for cells, text in OFFICIAL.items() if cells[0] not in "CDEF"}
    upload = read(form(headings=headings, rows=[(*row[:2], "", "", "", "", *row[6:]) for row in (*FIELDS, TOTAL)]))
    assert (Code.MISSING_HEADING, Severity.ERROR, "8") in told(upload)


# Rows.


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
    """The name of the total, merged over the first two columns, stands in the first."""
    assert figures(read(form(rows=(*FIELDS, ("TỔNG CỘNG", "", *TOTAL[2:]))))) == EXPECTED


def test_a_total_above_its_rows() -> None:
    """Systems print the total as the first row."""
    upload = read(form(rows=(NUMBERS, TOTAL, *FIELDS)))
    assert (told(upload), figures(upload)) == ([], EXPECTED)


def test_fields_with_letters_that_look_like_a_total() -> None:
    """Công thương is no "Cộng", and "Tổng hợp" no total."""
    rows = (JUSTICE, (2, "Tổng hợp", *LAND[2:]), TRADE, TOTAL)
    upload = read(form(rows=rows))
    assert figures(upload) == EXPECTED


def test_a_total_that_is_not_the_sum_of_its_rows() -> None:
    """5.203 resolved where the rows add up to 5.200: 3 dossiers apart, at the total's cell, for a reason."""
    trade = (*TRADE[:6], 800, 700, *TRADE[8:])
    upload = read(form(rows=(JUSTICE, LAND, trade, TOTAL)))
    assert told(upload) == [
        (Code.IDENTITY_BROKEN, Severity.REASON, "G14"),
        (Code.IDENTITY_BROKEN, Severity.REASON, "H14"),
    ]
    assert "the rows add up to 5,200; difference: 3 dossiers" in english(upload)
    assert figures(upload) == EXPECTED


def test_a_row_that_cannot_be_read_is_told_and_not_compared() -> None:
    """A field that says "ba nghìn" cannot be added, so this column is not held against its total."""
    justice = (*JUSTICE[:2], "ba nghìn", *JUSTICE[3:])
    upload = read(form(rows=(justice, LAND, TRADE, TOTAL)))
    assert told(upload) == [(Code.NOT_A_NUMBER, Severity.NOTE, "C11")]
    assert figures(upload) == EXPECTED


def test_the_sum_is_taken_where_no_total_stands() -> None:
    """Without a total the fields are added, and it is said."""
    upload = read(form(rows=(*FIELDS, *FOOT)))
    assert told(upload) == [(Code.MISSING_VALUE, Severity.NOTE, "13")]
    assert figures(upload) == EXPECTED
    assert "3 rows" in english(upload)


def test_no_sum_is_taken_of_several_levels() -> None:
    """Groups and fields without a total: what the sum is cannot be known."""
    upload = read(form(rows=(("I", "Nội chính", *JUSTICE[2:]), JUSTICE, ("II", "Kinh tế", *LAND[2:]))))
    assert told(upload) == [(Code.MISSING_VALUE, Severity.ERROR, "13")]
    assert not upload.observations


def test_a_total_without_figures_is_none() -> None:
    """ "Tổng cộng" stands there and nobody filled it in: the rows are added, and it is said."""
    upload = read(form(rows=(*FIELDS, ("", "Tổng cộng"))))
    assert (told(upload), figures(upload)) == ([(Code.MISSING_VALUE, Severity.NOTE, "13")], EXPECTED)


def test_figures_below_the_total_are_left_out() -> None:
    """A row below the total is named and left out."""
    upload = read(form(rows=(*FIELDS, TOTAL, (4, "Hồ sơ liên thông", *TRADE[2:]))))
    assert told(upload) == [(Code.DUPLICATE_ROW, Severity.NOTE, "B15")]
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
    assert told(upload) == [(Code.DUPLICATE_HEADING, Severity.ERROR, "A16")]


def test_headings_and_nothing_below() -> None:
    """An empty form is told to be empty."""
    assert told(read(form(rows=(NUMBERS, *FOOT)))) == [(Code.EMPTY_FILE, Severity.ERROR, "")]


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
    assert told(upload) == [(Code.MISSING_VALUE, Severity.NOTE, "M14")]
    assert figures(upload) == {code: value for code, value in EXPECTED.items() if code != "dossiers_pending_overdue"}


def test_wrong_cells_of_the_total_are_told_all_at_once() -> None:
    """Text, a negative number and a fraction, each at its cell."""
    total = (*TOTAL[:3], "nhiều", -5, 2.5, *TOTAL[6:])
    upload = read(form(rows=(*FIELDS, total)))
    assert told(upload) == [
        (Code.NOT_A_NUMBER, Severity.ERROR, "D14"),
        (Code.NEGATIVE, Severity.ERROR, "E14"),
        (Code.NOT_WHOLE, Severity.ERROR, "F14"),
    ]


# Rows by unit.

WARDS = [
    (1, "Phường Hương Vân", 300, 100, 180, 20, 270, 100, 160, 10, 30, 29, 1),
    (2, "UBND phường Hương Văn", 200, 50, 140, 10, 190, 90, 95, 5, 10, 10, 0),
]
WARDS_TOTAL = ("", "Tổng cộng", 500, 150, 320, 30, 460, 190, 255, 15, 40, 39, 1)
BY_UNIT = OFFICIAL | {"B8:B10": "Đơn vị"}


def test_a_form_by_units_gives_figures_of_each() -> None:
    """Each ward has its own figures; the town's total is their sum and is not stored beside them."""
    upload = read(form(headings=BY_UNIT, rows=(NUMBERS, *WARDS, WARDS_TOTAL, *FOOT)))
    assert english(upload) == ""
    found = {(row.locality, row.measure): row.value for row in upload.observations}
    assert len(found) == 2 * 11
    assert found["20008@2021-07-01", "dossiers_resolved"] == 270
    assert found["20011@2021-07-01", "dossiers_resolved"] == 190


def test_units_are_known_by_their_names_below_any_heading() -> None:
    """Systems print units below "Lĩnh vực" as well."""
    upload = read(form(rows=(("", "Phường, xã, thị trấn"), *WARDS, WARDS_TOTAL)))
    assert {row.locality for row in upload.observations} == {"20008@2021-07-01", "20011@2021-07-01"}


def test_the_total_of_units_is_held_against_them() -> None:
    """A total of 501 over rows that add up to 500: one dossier apart."""
    upload = read(form(headings=BY_UNIT, rows=(*WARDS, (*WARDS_TOTAL[:2], 501, *WARDS_TOTAL[3:]))))
    assert told(upload) == [(Code.IDENTITY_BROKEN, Severity.REASON, "C13")]
    assert "difference: 1 dossiers" in english(upload)


def test_a_form_by_units_needs_no_name_above() -> None:
    """The rows say whose figures they are."""
    upload = read(form(header=DAYS, headings=BY_UNIT, rows=WARDS))
    assert {row.locality for row in upload.observations} == {"20008@2021-07-01", "20011@2021-07-01"}


def test_a_ward_without_its_marks_is_told() -> None:
    """ "Phuong Huong Van" may be either ward: not taken, and both are named."""
    upload = read(form(headings=BY_UNIT, rows=(WARDS[0], (2, "Phuong Huong Van", *WARDS[1][2:]))))
    assert told(upload) == [(Code.UNKNOWN_LOCALITY, Severity.ERROR, "B12")]
    assert "Phường Hương Văn" in english(upload)


def test_an_office_among_the_units_is_left_out_with_a_note() -> None:
    """A department among the wards is no locality."""
    upload = read(form(headings=BY_UNIT, rows=(*WARDS, (3, "Phòng Tư pháp", *TRADE[2:]))))
    assert told(upload) == [(Code.UNKNOWN_LOCALITY, Severity.NOTE, "B13")]


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
def test_where_the_form_stands_makes_no_difference(down: int, right: int) -> None:
    """Rows above and columns before it move cells and no figure."""
    upload = read(form(down=down, right=right))
    assert (told(upload), figures(upload)) == ([], EXPECTED)
    assert upload.rows[0] == 15 + down


@given(st.permutations(FIELDS), st.lists(st.integers(0, 4), max_size=3))
@settings(max_examples=25, deadline=None)
def test_the_order_of_fields_and_empty_rows_make_no_difference(
    fields: list[tuple[object, ...]], gaps: list[int]
) -> None:
    """Shuffled rows and empty ones between them: the same figures and nothing to complain of."""
    rows: list[tuple[object, ...]] = [*fields, TOTAL]
    for gap in gaps:
        rows.insert(gap, ())
    upload = read(form(rows=(NUMBERS, *rows, *FOOT)))
    assert (told(upload), figures(upload)) == ([], EXPECTED)


@given(st.lists(st.lists(st.integers(0, 10**6), min_size=11, max_size=11), min_size=2, max_size=12), st.randoms())
@settings(max_examples=25, deadline=None)
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
    from python_calamine import CalamineWorkbook

    cells = CalamineWorkbook.from_filelike(io.BytesIO(form())).get_sheet_by_index(0).to_python(skip_empty_area=False)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(
        [str(int(cell)) if isinstance(cell, float) else cell for cell in row] for row in cells
    )
    upload = read(out.getvalue().encode("utf-8-sig"), name="a.csv")
    assert (told(upload), figures(upload)) == ([], EXPECTED)


def test_the_form_is_found_among_other_sheets() -> None:
    """A period that is closed for the unit is told, once."""
    why = "closed"
    from dxkpi.locale import Message

    upload = read(form(), locked=lambda locality, period: Message(why))
    assert [(problem.code, problem.cell) for problem in upload.problems] == [(Code.LOCKED, "B15")]
