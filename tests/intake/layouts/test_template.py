"""The product's own workbook: what is filled in is what is read, whatever was done to the file on the way."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from dxkpi.domain.model.period import Basis, Cutoff, Period, parse_period
from dxkpi.intake import LAYOUTS, TemplateRequest, Upload, make_template, read_form, read_upload
from dxkpi.intake.files.read_sheets import Sheet
from dxkpi.intake.layouts.template.reader import sheet_of_form
from dxkpi.locale import Language

from ..uploads import MEASURES, REGISTRY, as_csv, context

CODES = ("dossiers_to_process", "dossiers_resolved", "dossiers_pending", "community_teams")
COLUMNS = dict(zip(CODES, "CDEF", strict=True))  # as the template has them, after code and name
CHECK, NOTE, FIRST_BEFORE = "G", "H", "J"
CODE_ROW, FIRST = 9, 10
TOWN, VAN, VĂN = (REGISTRY.by_key(f"{code}@2021-07-01") for code in ("480", "20008", "20011"))
UNITS = (TOWN, VAN, VĂN)
ROWS = {unit.key: FIRST + place for place, unit in enumerate(UNITS)}
MADE = datetime(2022, 9, 15)  # noqa: DTZ001
QUARTER = parse_period("2022-Q3", Cutoff.DECREE09)
Filled = Mapping[tuple[str, str], object]
SOME: Filled = {
    (TOWN.key, "dossiers_to_process"): 5930, (TOWN.key, "dossiers_resolved"): 5310,
    (TOWN.key, "dossiers_pending"): 620, (TOWN.key, "community_teams"): 75,
    (VAN.key, "dossiers_to_process"): 7, (VAN.key, "dossiers_resolved"): 7,
    (VAN.key, "dossiers_pending"): 0, (VAN.key, "community_teams"): 3,
    (VĂN.key, "dossiers_to_process"): 5810, (VĂN.key, "dossiers_resolved"): 5203,
    (VĂN.key, "dossiers_pending"): 607, (VĂN.key, "community_teams"): 72,
}  # fmt: skip


def blank(period: Period = QUARTER, **more: object) -> TemplateRequest:
    measures = tuple(MEASURES.measures[code] for code in CODES)
    return TemplateRequest(TOWN, period, UNITS, measures, Cutoff.DECREE09, MEASURES.rules, **more)  # type: ignore[arg-type]


def template(period: Period = QUARTER, language: Language = Language.VI, **more: object) -> bytes:
    return make_template(blank(period, **more), language, made=MADE)


def edited(content: bytes, edit: Callable[[Worksheet], object]) -> bytes:
    """The workbook after somebody opened it, changed its first sheet and saved it."""
    book = load_workbook(io.BytesIO(content))
    edit(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filled(figures: Filled, content: bytes | None = None) -> bytes:
    def fill(page: Worksheet) -> None:
        for (key, code), value in figures.items():
            page[f"{COLUMNS[code]}{ROWS[key]}"] = value

    return edited(content or template(), fill)


def read(content: bytes, name: str = "a.xlsx", **more: object) -> Upload:
    return read_upload(name, content, context(rules=MEASURES.rules, **more))


def figures_of(upload: Upload) -> dict[tuple[str, str], object]:
    assert {row.period for row in upload.observations} <= {QUARTER}
    return {(row.locality, row.measure): row.value for row in upload.observations}


def problem_cells(upload: Upload) -> list[tuple[str, str, str]]:
    return [(problem.code.value, problem.severity.value, problem.cell) for problem in upload.problems]


def sheet_as_csv(content: bytes, delimiter: str) -> bytes:
    """The first sheet as an office program exports it: the text of every cell, hidden rows as well."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    plain = [[int(cell) if isinstance(cell, float) else cell for cell in row] for row in rows]
    return as_csv(plain, delimiter=delimiter, encoding="utf-8-sig")


def test_an_untouched_template_gives_no_figure() -> None:
    """As it was downloaded it holds nothing, and says so once for each unit."""
    upload = read(template())
    assert upload.observations == ()
    assert problem_cells(upload)[:3] == [("missing-value", "note", f"A{row}") for row in ROWS.values()]
    assert not upload.accepted


@pytest.mark.parametrize("language", list(Language))
def test_what_is_filled_in_is_read(language: Language) -> None:
    """Figures, zeros among them, are read as they are, in either language, without a problem."""
    upload = read(filled(SOME, template(language=language)))
    assert figures_of(upload) == SOME
    assert (upload.layout, upload.problems, upload.accepted) == ("template", (), True)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(SOME)), st.integers(0, 10**12), max_size=len(SOME)))
def test_exactly_what_is_filled_in_is_read(figures: Filled) -> None:
    """Whichever cells are filled with whichever counts: those figures and no other."""
    assert figures_of(read(filled(figures))) == figures


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_exported_as_text_it_is_still_a_template(delimiter: str) -> None:
    """As CSV, without formats and properties, it gives the same figures for the same period."""
    upload = read(sheet_as_csv(filled(SOME), delimiter), "a.csv")
    assert figures_of(upload) == SOME
    assert upload.problems == ()


def test_figures_of_the_period_before_are_never_read() -> None:
    """Values shown for orientation are never read as figures, not even without the codes."""
    before = {"before": np.full((3, 4), 9.0), "before_period": parse_period("2022-Q2", Cutoff.DECREE09)}
    content = template(**before)
    assert load_workbook(io.BytesIO(content)).worksheets[0][f"{FIRST_BEFORE}{FIRST}"].value == 9
    assert read(content).observations == ()
    without_codes = edited(content, lambda page: page.delete_rows(CODE_ROW))
    assert read(without_codes).observations == ()
    assert figures_of(read(filled(SOME, content))) == SOME


def test_a_block_before_without_figures_is_left_out() -> None:
    """Where nothing is known of the period before, there is nothing to the right of the notes."""
    before = {"before": np.full((3, 4), np.nan), "before_period": parse_period("2022-Q2", Cutoff.DECREE09)}
    assert load_workbook(io.BytesIO(template(**before))).worksheets[0].max_column == 8


def test_rows_may_be_deleted() -> None:
    """A deleted unit is not reported; the others are."""
    upload = read(edited(filled(SOME), lambda page: page.delete_rows(ROWS[VAN.key])))
    assert figures_of(upload) == {place: value for place, value in SOME.items() if place[0] != VAN.key}
    assert upload.problems == ()


def test_rows_may_be_sorted() -> None:
    """In another order each unit keeps its figures."""

    def turn(page: Worksheet) -> None:
        rows = [[cell.value for cell in row[:6]] for row in page.iter_rows(min_row=FIRST, max_row=FIRST + 2)]
        for number, row in enumerate(reversed(rows), start=FIRST):
            for column, value in enumerate(row, start=1):
                page.cell(number, column).value = value  # type: ignore[union-attr]

    assert figures_of(read(edited(filled(SOME), turn))) == SOME


def test_an_inserted_row_is_found_by_its_name() -> None:
    """A unit typed below by its name, without a code, is read like the others."""

    def insert(page: Worksheet) -> None:
        page.delete_rows(ROWS[VĂN.key])
        page[f"B{FIRST + 5}"], page[f"C{FIRST + 5}"] = "P. Hương Văn", 12

    assert figures_of(read(edited(template(), insert))) == {(VĂN.key, "dossiers_to_process"): 12}


def test_a_code_and_a_name_of_two_units_are_reported() -> None:
    """Names sorted without their codes would give one unit the figures of another: reported, not read."""

    def swap(page: Worksheet) -> None:
        page[f"B{ROWS[VAN.key]}"], page[f"B{ROWS[VĂN.key]}"] = VĂN.name, VAN.name

    upload = read(edited(filled(SOME), swap))
    assert problem_cells(upload) == [("ambiguous-locality", "error", "B11"), ("ambiguous-locality", "error", "B12")]
    assert {key for key, _ in figures_of(upload)} == {TOWN.key}


def test_without_its_code_a_unit_is_found_by_name() -> None:
    """A destroyed code, and a whole column of codes that is gone, leave the names."""
    assert figures_of(read(edited(filled(SOME), lambda page: page.__setitem__(f"A{FIRST}", "?")))) == SOME
    assert figures_of(read(edited(filled(SOME), lambda page: page.delete_cols(1)))) == SOME


def test_without_its_name_a_unit_is_found_by_code() -> None:
    """The names may be gone."""
    assert figures_of(read(edited(filled(SOME), lambda page: page.delete_cols(2)))) == SOME


def test_a_column_is_found_by_its_heading_where_its_code_is_gone() -> None:
    """One code, or the whole row of codes, may be gone: the headings carry the names."""
    assert figures_of(read(edited(filled(SOME), lambda page: page.__setitem__(f"D{CODE_ROW}", None)))) == SOME
    assert figures_of(read(edited(filled(SOME), lambda page: page.delete_rows(CODE_ROW)))) == SOME


def test_an_unknown_column_is_reported_at_its_heading() -> None:
    """Without code and heading nobody knows what is counted: an error there, and the other columns are read."""

    def spoil(page: Worksheet) -> None:
        page[f"D{CODE_ROW}"], page["D7"] = None, "Hồ sơ"

    upload = read(edited(filled(SOME), spoil))
    assert problem_cells(upload) == [("unknown-measure", "error", "D7")]
    assert figures_of(upload) == {place: value for place, value in SOME.items() if place[1] != "dossiers_resolved"}


def test_an_added_column_is_reported_and_not_read() -> None:
    """To the right of the notes people may write what they like; it is said that it was not read."""

    def add(page: Worksheet) -> None:
        page["J7"], page["J10"] = "Tổng của tôi", 4

    upload = read(edited(filled(SOME), add))
    assert problem_cells(upload) == [("unknown-measure", "note", "J7")]
    assert figures_of(upload) == SOME


def test_a_measure_over_two_columns_is_reported() -> None:
    """The same code twice: the second column is not read."""
    upload = read(edited(filled(SOME), lambda page: page.__setitem__(f"D{CODE_ROW}", CODES[0])))
    assert problem_cells(upload)[0] == ("duplicate-heading", "error", "D7")


def test_without_any_heading_nothing_is_read() -> None:
    """The mark alone does not say what is counted where."""
    upload = read(edited(filled(SOME), lambda page: page.delete_rows(6, 4)))
    assert (problem_cells(upload), upload.observations) == ([("missing-heading", "error", "")], ())


def test_a_row_left_empty_is_one_note() -> None:
    """A unit without any figure is reported once; a single missing figure, at its cell."""
    upload = read(filled({(VAN.key, "dossiers_to_process"): 1, (TOWN.key, "dossiers_to_process"): 1,
                          (TOWN.key, "dossiers_resolved"): 1, (TOWN.key, "dossiers_pending"): 0,
                          (TOWN.key, "community_teams"): 1}))  # fmt: skip
    assert problem_cells(upload) == [("missing-value", "note", cell) for cell in ("D11", "E11", "F11", "A12")]
    assert upload.accepted


def test_a_column_left_empty_is_one_note() -> None:
    """A measure that no unit reports is reported once, at the heading."""
    upload = read(filled({place: value for place, value in SOME.items() if place[1] != "community_teams"}))
    assert problem_cells(upload) == [("missing-value", "note", "F7")]


def test_a_total_row_is_reported_and_not_read() -> None:
    """A row of sums that somebody added below is no unit."""

    def add(page: Worksheet) -> None:
        page["B14"], page["C14"] = "TỔNG CỘNG", 5937

    upload = read(edited(filled(SOME), add))
    assert problem_cells(upload) == [("unknown-locality", "note", "B14")]
    assert figures_of(upload) == SOME


def test_a_note_stays_with_the_figures_of_its_row() -> None:
    """The note in a unit's row is the note of its figures, and of no others."""
    upload = read(edited(filled(SOME), lambda page: page.__setitem__(f"{NOTE}{FIRST}", "theo công văn 12")))
    assert {(row.locality, row.note) for row in upload.observations} == {
        (TOWN.key, "theo công văn 12"), (VAN.key, ""), (VĂN.key, ""),
    }  # fmt: skip


def test_wrong_figures_are_reported_at_their_cells() -> None:
    """Text, negatives, fractions, a sum that does not close: each with its cell, unit and measure."""
    wrong = {**SOME, (TOWN.key, "community_teams"): "bảy", (VAN.key, "community_teams"): -1,
             (VĂN.key, "community_teams"): 1.5, (VĂN.key, "dossiers_pending"): 600}  # fmt: skip
    upload = read(filled(wrong))
    assert [(problem.code.value, problem.cell, problem.locality, problem.measure) for problem in upload.problems] == [
        ("not-a-number", "F10", TOWN.key, "community_teams"),
        ("negative", "F11", VAN.key, "community_teams"),
        ("not-whole", "F12", VĂN.key, "community_teams"),
        ("identity-broken", "C12", VĂN.key, "dossiers_to_process"),
    ]


def test_a_template_of_another_version_is_refused_with_what_to_do() -> None:
    """A later shape is not guessed at."""
    upload = read(edited(filled(SOME), lambda page: page.__setitem__("B5", "2;480@2021-07-01;2022-Q3")))
    assert (problem_cells(upload), upload.layout) == ([("unknown-layout", "error", "")], "template")
    assert "“2”" in upload.problems[0].message.text(Language.EN)


def test_another_period_than_the_chosen_one_is_reported() -> None:
    """The template of one quarter sent for another is reported at the cell of the period."""
    upload = read(filled(SOME), period=parse_period("2022-Q4", Cutoff.DECREE09))
    assert problem_cells(upload) == [("period-mismatch", "error", "B3")]


def test_a_period_typed_over_is_reported() -> None:
    """A template used again for the next quarter is not taken for the quarter it was made for."""
    upload = read(edited(filled(SOME), lambda page: page.__setitem__("B3", "2022-Q4")))
    assert problem_cells(upload) == [("period-mismatch", "error", "B3")]


def test_the_period_is_found_without_the_hidden_row() -> None:
    """The document's property, and then the period that people read, say it as well."""
    assert figures_of(read(edited(filled(SOME), lambda page: page.delete_rows(5)))) == SOME
    lines = sheet_as_csv(filled(SOME), ",").decode("utf-8-sig").splitlines()
    visible = "\n".join(line for line in lines if not line.startswith("dxkpi-template")).encode()
    assert figures_of(read(visible, "a.csv")) == SOME
    nowhere = "\n".join(line for line in visible.decode().splitlines() if not line.startswith("Kỳ,")).encode()
    assert [code for code, *_ in problem_cells(read(nowhere, "a.csv"))] == ["period-mismatch"]
    assert figures_of(read(nowhere, "a.csv", period=QUARTER)) == SOME


@pytest.mark.parametrize("text", ["2022-9M", "2022", "2022-3M", "2022-01-01..2022-08-31"])
@pytest.mark.parametrize("basis", list(Basis))
def test_every_period_comes_back(text: str, basis: Basis) -> None:
    """Quarters, months so far and odd spans, counted in the period or cumulative."""
    period = parse_period(text, Cutoff.DECREE09, basis)
    upload = read(filled(SOME, template(period)), period=period)
    assert ({row.period for row in upload.observations}, upload.problems) == ({period}, ())


def test_units_outside_the_scope_are_reported_only_with_figures() -> None:
    """Sent for one ward, the template of the town may hold that ward's figures alone."""
    alone = {place: value for place, value in SOME.items() if place[0] == VAN.key}
    assert figures_of(read(filled(alone), locality=VAN)) == alone
    assert [code for code, *_ in problem_cells(read(filled(SOME), locality=VAN))] == ["outside-scope", "outside-scope"]


def test_other_sheets_are_not_taken_for_a_template() -> None:
    """Neither the guide nor an office's own table with names and notes is one."""
    recognises = LAYOUTS["template"].recognises
    book = CalamineWorkbook.from_filelike(io.BytesIO(template()))
    assert [recognises(Sheet(name, book.get_sheet_by_name(name).to_python())) for name in book.sheet_names] == [
        True, False,
    ]  # fmt: skip
    assert not recognises(Sheet("", [["Mã địa phương", "Tên địa phương", "Quý I/2022", "Ghi chú"]]))


def test_the_form_on_the_screen_is_read_like_the_template() -> None:
    """The same texts, typed, give the same figures and the same problems at the same unit and measure."""
    wrong = {**SOME, (TOWN.key, "community_teams"): "bảy", (VĂN.key, "dossiers_pending"): 600}
    typed = {place: str(value) for place, value in wrong.items()}
    form = sheet_of_form(blank(), typed, {VAN.key: "làm tròn"})
    seen = read_form(form, context(rules=MEASURES.rules, locality=TOWN, period=QUARTER))
    file = read(filled(wrong))
    assert figures_of(seen) == figures_of(file)
    assert {row.note for row in seen.observations if row.locality == VAN.key} == {"làm tròn"}
    assert [(problem.code, problem.locality, problem.measure) for problem in seen.problems] == [
        (problem.code, problem.locality, problem.measure) for problem in file.problems
    ]


def test_numbers_are_typed_into_the_form_as_offices_type_them() -> None:
    """Thousands with a point, spaces, a dash for nothing."""
    typed = {(VĂN.key, "dossiers_to_process"): " 5.810 ", (VĂN.key, "dossiers_pending"): "-"}
    form = sheet_of_form(blank(), typed, {})
    seen = read_form(form, context(locality=TOWN, period=QUARTER))
    assert figures_of(seen) == {(VĂN.key, "dossiers_to_process"): 5810}


def test_the_form_keeps_odd_periods() -> None:
    """Three months so far and the first quarter are the same days and two periods."""
    for text in ("2022-Q1", "2022-3M"):
        period = parse_period(text, Cutoff.DECREE09)
        form = sheet_of_form(blank(period), {(TOWN.key, CODES[0]): "1"}, {})
        seen = read_form(form, context(locality=TOWN, period=period))
        assert [row.period for row in seen.observations] == [period]


def test_the_same_blank_gives_the_same_bytes() -> None:
    """Nothing in the file depends on when or where it was written, but the time it is given."""
    assert template() == template()


@pytest.fixture(scope="module")
def page() -> Worksheet:
    """The sheet to fill in, as downloaded."""
    return load_workbook(io.BytesIO(template())).worksheets[0]


def test_only_what_is_to_be_filled_in_can_be_written_to(page: Worksheet) -> None:
    """Figures and notes are open, everything else is locked, without a password."""
    open_cells = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert open_cells == {f"{column}{row}" for column in "CDEFH" for row in ROWS.values()}
    assert page.protection.sheet
    assert not page.protection.password


def test_the_sheet_says_where_and_when_in_words(page: Worksheet) -> None:
    """Locality, period and its days are above the table."""
    assert page["C2"].value == "Thị xã Hương Trà"
    assert page["C3"].value == "Quý III/2022: từ ngày 15/06/2022 đến ngày 14/09/2022, số liệu trong kỳ"


def test_headings_units_and_codes_are_above_the_columns(page: Worksheet) -> None:
    """Three rows above the units: name, unit of counting, code; wide enough, wrapped, in view while scrolling."""
    column = [page[f"C{row}"].value for row in (7, 8, CODE_ROW)]
    assert column == ["Tổng số hồ sơ tiếp nhận, gồm cả từ kỳ trước", "hồ sơ", "dossiers_to_process"]
    assert page["C7"].alignment.wrap_text
    assert page.freeze_panes == "C10"
    assert page.column_dimensions["B"].width >= 25
    assert page.row_dimensions[5].hidden


def test_it_prints_on_a4_across_with_its_headings_on_every_page(page: Worksheet) -> None:
    """Landscape A4, the headings and the names repeated, no reference columns on paper."""
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.print_title_rows, page.print_title_cols) == ("$7:$9", "$A:$B")
    assert page.print_area == f"'Số liệu'!$A$1:${NOTE}$12"


def test_cells_refuse_what_is_no_count_in_vietnamese(page: Worksheet) -> None:
    """Each column of figures takes whole numbers from 0, and says so."""
    rules = page.data_validations.dataValidation
    assert [(str(rule.sqref), rule.type, rule.operator, rule.formula1) for rule in rules] == [
        (f"{column}10:{column}12", "whole", "greaterThanOrEqual", "0") for column in "CDEF"
    ]
    assert rules[0].error == "Hãy ghi một số nguyên từ 0 trở lên, hoặc để trống ô này."


def test_sums_that_do_not_close_are_shown_while_typing(page: Worksheet) -> None:
    """To process = resolved + pending: its cells take colour, and the check column has a formula that names them."""
    formulas = {str(formatting.sqref): formatting.rules[0].formula for formatting in page.conditional_formatting}
    condition = "AND(COUNT($C10,$D10,$E10)=3,N($C10)<>N($D10)+N($E10))"
    assert formulas["C10:C12 D10:D12 E10:E12"] == [condition]
    assert str(page[f"{CHECK}10"].value).startswith(f'=IF({condition},"C = D + E: lệch "')


def test_the_mark_is_in_the_properties_and_in_the_sheet(page: Worksheet) -> None:
    """The version, the locality and the period are kept twice."""
    book = load_workbook(io.BytesIO(template()))
    assert {prop.name: prop.value for prop in book.custom_doc_props.props} == {
        "dxkpi-template": "1;480@2021-07-01;2022-Q3"
    }
    assert [page["A5"].value, page["B5"].value] == ["dxkpi-template", "1;480@2021-07-01;2022-Q3"]


def test_the_guide_explains_every_column() -> None:
    """The second sheet has each measure with its unit and how it is counted."""
    guide = load_workbook(io.BytesIO(template())).worksheets[1]
    rows = [[cell.value for cell in row] for row in guide.iter_rows(min_row=11, max_col=6)]
    assert guide.title == "Hướng dẫn"
    assert rows[0] == [
        "C", "Tổng số hồ sơ tiếp nhận, gồm cả từ kỳ trước", "hồ sơ", "Tổng số phát sinh trong cả kỳ", "(3)",
        "Hồ sơ đã giải quyết + Hồ sơ đang giải quyết",
    ]  # fmt: skip
    assert len(rows) == len(CODES)


def test_an_english_template_has_no_vietnamese_but_names() -> None:
    """Headings, hints and messages follow the language."""
    book = load_workbook(io.BytesIO(template(language=Language.EN)))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    names = {unit.name for unit in UNITS}
    assert [text for text in texts if not text.isascii() and text not in names and text.strip("“”") not in names] == [
        text for text in texts if "“Check”" in text or "“Note”" in text
    ]
    assert book.sheetnames == ["Figures", "How to fill in"]


def test_a_template_of_nobody_is_still_a_workbook() -> None:
    """Without units there is a heading and nothing to fill in."""
    content = make_template(
        TemplateRequest(TOWN, QUARTER, (), blank().measures, Cutoff.DECREE09), Language.VI, made=MADE
    )
    assert problem_cells(read(content)) == [("empty-file", "error", "")]
