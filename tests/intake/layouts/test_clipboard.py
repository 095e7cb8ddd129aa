"""A block copied from a spreadsheet: every cell is placed in the form or reported."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.intake.layouts.template.clipboard import PastedCells, parse_block, typed_from_block
from dxkpi.locale import Language

from ..uploads import MEASURES, REGISTRY

UNITS = tuple(REGISTRY.by_key(f"{code}@2021-07-01") for code in ("480", "20008", "20011"))
CODES = ("dossiers_received", "dossiers_resolved")
COUNTS = tuple(MEASURES.measures[code] for code in CODES)
NAMES = ("Thị xã Hương Trà", "Phường Hương Vân", "Phường Hương Văn")
HEADINGS = ("Hồ sơ tiếp nhận trong kỳ", "Hồ sơ đã giải quyết")
FIGURES = (("5.810", "5.203"), ("12", "10"), ("7", "0"))
EXPECTED = {
    (unit.key, code): text
    for unit, row in zip(UNITS, FIGURES, strict=True)
    for code, text in zip(CODES, row, strict=True)
}
cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\0", exclude_categories=("Cs", "Cc")), max_size=8)


def pasted(block: PastedCells) -> tuple[dict[tuple[str, str], str], list[tuple[str, str, str]]]:
    typed, problems = typed_from_block(block, UNITS, COUNTS)
    return typed, [(problem.code.value, problem.severity.value, problem.cell) for problem in problems]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("", []),
        ("5", [["5"]]),
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\t2\n3\t4", [["1", "2"], ["3", "4"]]),
        ("1\t\r\n\t4\r\n", [["1", ""], ["", "4"]]),
        ("5\r\n\r\n", [["5"], [""]]),
        ("1\t2\t3\r\n4\r\n", [["1", "2", "3"], ["4", "", ""]]),
        ('"Hồ sơ\ntiếp nhận"\t2\r\n"nói ""có"""\t4\r\n', [["Hồ sơ\ntiếp nhận", "2"], ['nói "có"', "4"]]),
        ('"chưa đóng\t2\r\n3\t4\r\n', [['"chưa đóng', "2"], ["3", "4"]]),
        ("Hương Vân;12;10\n", [["Hương Vân", "12", "10"]]),
        ("Hương Vân,12,10\n", [["Hương Vân", "12", "10"]]),
        ("5,810\n6,120\n", [["5,810"], ["6,120"]]),
        ("93,2 %\n", [["93,2 %"]]),
        ("\ufeff 5 810 \t2\n", [["5 810", "2"]]),
    ],
)
def test_what_the_clipboard_holds(text: str, block: PastedCells) -> None:
    """Tabs and line ends of any system, quoted cells, semicolons, commas; a comma within a number parts nothing."""
    assert parse_block(text) == block


@given(st.lists(st.lists(cells.map(str.strip), min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_a_spreadsheet_writes_is_read_back(rows: list[list[str]]) -> None:
    """Any cells, written with tabs and quotes as needed, come back, the shorter rows filled up."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows(rows)
    width = max(len(row) for row in rows)
    assert parse_block(out.getvalue()) == [row + [""] * (width - len(row)) for row in rows]


def test_a_block_of_figures_goes_by_position() -> None:
    """Of the form's very shape and without words: in the form's order."""
    assert pasted(FIGURES) == (EXPECTED, [])


def test_empty_rows_and_columns_around_the_end_are_nothing() -> None:
    """A copied border of empty cells changes nothing; an empty last column of the form stays empty."""
    wider = [[*row, "", ""] for row in FIGURES] + [["", "", "", ""]]
    assert pasted(wider) == (EXPECTED, [])
    first = [[row[0], ""] for row in FIGURES]
    assert pasted(first) == ({place: text for place, text in EXPECTED.items() if place[1] == CODES[0]}, [])


@pytest.mark.parametrize("names", [NAMES, ("480", "20008", "20011"), tuple(unit.key for unit in UNITS),
                                   ("TX. Hương Trà", "hương vân", "P.Hương Văn")])  # fmt: skip
@pytest.mark.parametrize("headings", [HEADINGS, CODES, ("dossiers RECEIVED", "Dossiers  resolved")])
@pytest.mark.parametrize("turned", [False, True])
def test_names_and_headings_say_where_each_figure_goes(
    names: tuple[str, ...], headings: tuple[str, ...], turned: bool
) -> None:
    """Rows by name, code or key, columns by name or code, in any order."""
    rows = [(name, *row) for name, row in zip(names, FIGURES, strict=True)]
    block = [("", *headings), *(reversed(rows) if turned else rows)]
    if turned:
        block = [(name, second, first) for name, first, second in block]
    assert pasted(block) == (EXPECTED, [])


def test_names_alone_are_enough() -> None:
    """With names and no headings the columns go by position; numbers of rows before the names are nothing."""
    named = [(name, *row) for name, row in zip(NAMES, FIGURES, strict=True)]
    assert pasted(named) == (EXPECTED, [])
    assert pasted([(str(number), *row) for number, row in enumerate(named, start=1)]) == (EXPECTED, [])


def test_headings_alone_are_enough() -> None:
    """With headings and no names the rows go by position, if there are as many as in the form."""
    assert pasted([HEADINGS, *FIGURES]) == (EXPECTED, [])
    assert pasted([HEADINGS, *FIGURES[:2]]) == ({}, [("unknown-layout", "error", "")])


def test_a_whole_template_may_be_pasted() -> None:
    """Title, names, units of counting, codes, checks and the period before around the figures do no harm."""
    block = [
        ["BIỂU SỐ LIỆU", "", "", "", "", ""],
        ["Mã địa phương", "Tên địa phương", *HEADINGS, "Kiểm tra", "Kỳ trước: " + HEADINGS[0]],
        ["", "Đơn vị tính", "hồ sơ", "hồ sơ", "", "hồ sơ"],
        ["locality_key", "locality_name", *CODES, "check", "previous"],
        *([unit.key, unit.name, *row, "C = D: lệch 1. ", "9"] for unit, row in zip(UNITS, FIGURES, strict=True)),
    ]
    assert pasted(block) == (EXPECTED, [])


def test_another_shape_is_refused_in_words() -> None:
    """Figures alone that do not fit the form are not guessed at: the problem names both shapes, nothing is filled."""
    typed, problems = typed_from_block([("1", "2", "3"), ("4", "5", "6")], UNITS, COUNTS)
    assert typed == {}
    (problem,) = problems
    text = problem.message.text(Language.VI)
    assert "2 dòng × 3 cột" in text
    assert "3 dòng × 2 cột" in text


def test_a_row_of_no_unit_is_reported() -> None:
    """A row of another locality is reported and its figures are dropped; a total is only mentioned."""
    block = [("", *HEADINGS), (NAMES[0], *FIGURES[0]), ("Xã Phú An", "1", "1"), ("TỔNG CỘNG", "9", "9")]
    typed, problems = pasted(block)
    assert set(typed) == {(UNITS[0].key, code) for code in CODES}
    assert problems == [("unknown-locality", "error", "3"), ("unknown-locality", "note", "4")]


def test_a_table_of_other_places_is_not_taken_by_position() -> None:
    """As many rows as the form, but of other units: not one figure is taken over."""
    block = [("Tên", *HEADINGS), *((f"Xã số {number}", "1", "1") for number in range(3))]
    typed, problems = pasted(block)
    assert typed == {}
    assert [cell for code, _, cell in problems if code == "unknown-locality"] == ["2", "3", "4"]


def test_a_name_without_its_marks_is_no_name() -> None:
    """Hương Vân and Hương Văn are two wards; “Huong Van” is neither."""
    typed, problems = pasted([("", *HEADINGS), ("Huong Van", "1", "2"), (NAMES[0], "3", "4")])
    assert set(typed.values()) == {"3", "4"}
    assert problems == [("unknown-locality", "error", "2")]


def test_a_column_of_no_measure_is_reported() -> None:
    """A heading that the form does not have is reported; a column of row numbers is ignored."""
    block = [("STT", "", *HEADINGS, "Văn bản đi"), ("1", NAMES[0], *FIGURES[0], "44")]
    typed, problems = pasted(block)
    assert set(typed) == {(UNITS[0].key, code) for code in CODES}
    assert problems == [("unknown-measure", "error", "E1")]


def test_a_repeated_row_is_read_once_and_reported() -> None:
    """A second row of a unit and a second column of a measure are not taken over."""
    assert pasted([("", *HEADINGS), (NAMES[0], "1", "2"), (NAMES[0], "3", "4")]) == (
        {(UNITS[0].key, CODES[0]): "1", (UNITS[0].key, CODES[1]): "2"}, [("duplicate-row", "error", "3")],
    )  # fmt: skip
    assert pasted([("", HEADINGS[0], HEADINGS[0]), (NAMES[0], "1", "2")]) == (
        {(UNITS[0].key, CODES[0]): "1"}, [("duplicate-heading", "error", "C1")],
    )  # fmt: skip


def test_a_code_and_a_name_of_two_units_are_reported() -> None:
    """A row that names two units is of neither."""
    assert pasted([("", "", *HEADINGS), (UNITS[1].key, NAMES[2], "1", "2")]) == (
        {}, [("ambiguous-locality", "error", "2")],
    )  # fmt: skip


def test_figures_that_look_like_codes_are_figures() -> None:
    """480 dossiers in the form of the town 480 are 480 dossiers."""
    typed, problems = typed_from_block([("480", "20008")], UNITS[:1], COUNTS)
    assert typed == {(UNITS[0].key, CODES[0]): "480", (UNITS[0].key, CODES[1]): "20008"}
    assert problems == ()


@given(
    st.lists(
        st.lists(st.sampled_from(["", "1", "480", "Hương Vân", HEADINGS[0], "x"]), min_size=3, max_size=3), max_size=5
    )
)
def test_no_block_breaks_the_form(block: list[list[str]]) -> None:
    """Whatever is pasted gives texts of the form's own cells, never a crash."""
    typed, _ = typed_from_block(block, UNITS, COUNTS)
    assert set(typed) <= set(EXPECTED)
