"""The header of the official form: its period and its unit, compared with those that were chosen."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import pytest

from dxkpi.domain.model.period import Cutoff, parse_period
from dxkpi.intake import ProblemCode, Severity

from ..forms import (
    DAYS,
    HEADER,
    MOTTO,
    NINE_MONTHS,
    TOWN,
    english,
    form,
    problem_cells,
    read,
    said_locality,
    said_period,
)
from ..uploads import REGISTRY


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
    """First and last day may be in cells of their own, as dates."""
    days = {"A6": "Từ ngày", "C6": parse_period("2021-12-15", Cutoff.DECREE09).first, "E6": "đến ngày",
            "F6": parse_period("2022-09-14", Cutoff.DECREE09).first}  # fmt: skip
    assert said_period(read(form(header=MOTTO | days, merge=False))) == "2022-9M cumulative"


def test_the_day_of_signing_is_no_period() -> None:
    """The day below the title, and that of the circular, are not read as the period."""
    header = MOTTO | {
        "G3": "Hương Trà, ngày 15 tháng 9 năm 2022",
        "A5": "(Thông tư số 01/2020/TT-VPCP ngày 21/10/2020)",
    }
    assert problem_cells(read(form(header=header))) == [(ProblemCode.PERIOD_MISMATCH, Severity.ERROR, "5")]


def test_a_form_without_period_takes_the_chosen_one() -> None:
    """Where the header is silent, the period the file was sent for is meant."""
    assert said_period(read(form(header=MOTTO), period=NINE_MONTHS)) == "2022-9M cumulative"


def test_a_period_other_than_the_chosen_one() -> None:
    """The header's days are held against the chosen period, and both are named."""
    upload = read(form(), period=parse_period("2022-Q3", Cutoff.DECREE09))
    assert problem_cells(upload) == [(ProblemCode.PERIOD_MISMATCH, Severity.ERROR, "A6")]
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
    """Nine months of days below a heading that says another period: reported at the days."""
    upload = read(form(header=HEADER | {"A5": words}))
    assert problem_cells(upload) == [(ProblemCode.PERIOD_MISMATCH, Severity.ERROR, "A6")]


@pytest.mark.parametrize("words", ["9 tháng năm 2022", "TÌNH HÌNH GIẢI QUYẾT NĂM 2022", "Quý III và 9 tháng năm 2022"])
def test_days_and_words_that_agree(words: str) -> None:
    """One of the words fits the days; the year of a title fits all of its year."""
    assert problem_cells(read(form(header=HEADER | {"A5": words}))) == []


def test_words_of_two_periods_ask_for_a_choice() -> None:
    """ "Quý III và 9 tháng năm 2022" without days may mean either; with a period chosen it does not matter."""
    content = form(header=MOTTO | {"A6": "Quý III và 9 tháng đầu năm 2022"})
    assert problem_cells(read(content)) == [(ProblemCode.PERIOD_MISMATCH, Severity.ERROR, "A6")]
    assert said_period(read(content, period=NINE_MONTHS)) == "2022-9M cumulative"


@pytest.mark.parametrize("days", ["Từ ngày 15/12/2022 đến ngày 14/9/2022", "Từ ngày 31/6/2022 đến ngày 14/9/2022"])
def test_days_that_are_none(days: str) -> None:
    """An end before its beginning, and a 31 June, are reported."""
    assert problem_cells(read(form(header=MOTTO | {"A6": days}))) == [
        (ProblemCode.PERIOD_MISMATCH, Severity.ERROR, "A6")
    ]


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


def test_a_repeated_name_is_distinguished_by_the_district() -> None:
    """Two communes are called Phú An; no district is given above the name, so it is ambiguous."""
    upload = read(form(header=DAYS | {"A1": "UBND XÃ PHÚ AN"}))
    assert problem_cells(upload) == [(ProblemCode.AMBIGUOUS_LOCALITY, Severity.ERROR, "A1")]


def test_a_chosen_unit_may_have_its_superior_above_the_table() -> None:
    """A ward sends a form that only names the town it belongs to."""
    upload = read(form(), locality=REGISTRY.by_key("20008@2021-07-01"))
    assert said_locality(upload) == "20008@2021-07-01"


def test_a_form_of_another_unit_than_the_chosen_one() -> None:
    """The form of Hương Vân sent for Hương Văn is reported at the name."""
    header = DAYS | {"A1": "UBND THỊ XÃ HƯƠNG TRÀ", "A2": "UBND PHƯỜNG HƯƠNG VÂN"}
    upload = read(form(header=header), locality=REGISTRY.by_key("20011@2021-07-01"))
    assert problem_cells(upload) == [(ProblemCode.OUTSIDE_SCOPE, Severity.ERROR, "A2")]
    assert not upload.observations


def test_a_form_of_a_part_is_not_taken_for_the_whole() -> None:
    """The form of a ward sent for its town is not the town's."""
    upload = read(form(header=DAYS | {"A1": "UBND PHƯỜNG HƯƠNG VÂN"}), locality=TOWN)
    assert problem_cells(upload) == [(ProblemCode.OUTSIDE_SCOPE, Severity.ERROR, "A1")]


def test_the_receiver_is_not_the_reporter() -> None:
    """A form that names only who receives it does not say whose it is."""
    upload = read(form(header=DAYS | {"K5": "Đơn vị nhận báo cáo: UBND thị xã Hương Trà"}))
    assert problem_cells(upload) == [(ProblemCode.UNKNOWN_LOCALITY, Severity.ERROR, "6")]


def test_a_form_without_unit_takes_the_chosen_one() -> None:
    """Where the header is silent, the unit the file was sent for is meant."""
    assert said_locality(read(form(header=DAYS), locality=TOWN)) == "480@2021-07-01"


def test_a_reporter_that_nobody_knows() -> None:
    """A name without its marks is not matched, and the names that look alike are suggested."""
    upload = read(form(header=DAYS | {"A1": "UBND TỈNH THỪA THIÊN HUẾ", "K5": "Đơn vị báo cáo: UBND phường Huong Van"}))
    assert problem_cells(upload) == [(ProblemCode.UNKNOWN_LOCALITY, Severity.ERROR, "K5")]
    assert "Phường Hương Vân" in english(upload)


def test_an_office_of_the_province_is_not_the_province() -> None:
    """A department below "UBND tỉnh" reports its own dossiers, not the province's."""
    upload = read(form(header=DAYS | {"A1": "UBND TỈNH THỪA THIÊN HUẾ", "A2": "SỞ NỘI VỤ"}))
    assert problem_cells(upload) == [(ProblemCode.UNKNOWN_LOCALITY, Severity.ERROR, "A2")]


def test_a_unit_of_another_time() -> None:
    """The town was not there any more in the third quarter of 2025."""
    upload = read(form(header=MOTTO | {"A6": "Quý III/2025"}), locality=TOWN)
    assert [problem.code for problem in upload.problems] == [ProblemCode.LOCALITY_NOT_VALID_THEN]


def test_a_form_without_unit_and_period_reports_both() -> None:
    """Both gaps of the header are reported at once."""
    codes = {problem.code for problem in read(form(header={"A4": "KẾT QUẢ GIẢI QUYẾT TTHC"})).problems}
    assert codes == {ProblemCode.PERIOD_MISMATCH, ProblemCode.UNKNOWN_LOCALITY}
