"""The file back with its problems marked: what was there stays, and sent again it reads as before."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from dxkpi.intake import Problem, ProblemCode, Severity, Upload, annotate_file, read_upload
from dxkpi.intake.annotate import cell_remarks, problem_rows
from dxkpi.locale import Language, Message

from ..uploads import ENGLISH, as_csv, as_other_xlsx, as_xlsx, context

HEAD = (*ENGLISH[:4], "note")
BAD = [
    HEAD,
    ("480", "2022-9M", "dossiers_received", "bảy", "=1+1"),
    ("Hương Tra", "2022-9M", "dossiers_resolved", "5203", "+84"),
    ("480", "2022-9M", "dossiers_resolved", "-", "@SUM(A1)"),
    ("480", "2022-9M", "dossiers_pending", "12", "giữ nguyên"),
]
LIST = "Vấn đề cần xử lý"
WHERE = {"D2": "F8CBCB", "A3": "F8CBCB", "D4": "CFE3F5"}
Row = Sequence[object]


def read(name: str, content: bytes) -> Upload:
    return read_upload(name, content, context())


def marked(name: str, content: bytes, language: Language = Language.VI) -> tuple[str, bytes]:
    annotated = annotate_file(name, content, read(name, content), language)
    assert annotated is not None
    return annotated


def opened(content: bytes, **more: bool) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), **more)


def colour(cell: object) -> str:
    return str(cell.fill.fgColor.rgb)[-6:] if cell.fill.fill_type else ""  # type: ignore[attr-defined]


def facts(upload: Upload) -> tuple[object, ...]:
    """What an upload says, but for the name of its sheet."""
    return (
        upload.layout,
        upload.observations,
        [
            (problem.code, problem.severity, problem.cell, problem.value, problem.message.text(Language.VI))
            for problem in upload.problems
        ],
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", as_xlsx(BAD)), ("a.xlsx", as_other_xlsx({"Số liệu": BAD})), ("a.csv", as_csv(BAD))],
)
def test_every_problem_is_marked_at_its_cell(name: str, content: bytes) -> None:
    """Each problem's cell has its colour and a comment with the word and the sentence; other cells have neither."""
    page = opened(marked(name, content)[1]).worksheets[1]
    coloured = {cell.coordinate: colour(cell) for row in page.iter_rows() for cell in row if colour(cell)}
    assert coloured == WHERE
    assert "Phải sửa: Ô D2 (Hồ sơ tiếp nhận trong kỳ): “bảy” không phải là số" in page["D2"].comment.text
    assert page["D4"].comment.text.startswith("dxkpi:\nLưu ý: ")
    assert page["D5"].comment is None


def test_an_empty_cell_is_marked_too() -> None:
    """Of a file that comes back as its cells, a cell with nothing in it is marked as any other."""
    rows = [HEAD, ("480", "2022-9M", "dossiers_received", "", ""), ("480", "2022-9M", "dossiers_pending", "12", "")]
    page = opened(marked("a.csv", as_csv(rows))[1]).worksheets[1]
    assert colour(page["D2"]) == "CFE3F5"
    assert page["D2"].comment.text.startswith("dxkpi:\nLưu ý: ")


def test_the_list_in_front_has_every_problem() -> None:
    """The first sheet names sheet, cell as a link, value and what to do, the worst first, and is what opens."""
    book = opened(marked("a.xlsx", as_xlsx(BAD))[1])
    listed = book.worksheets[0]
    assert (book.sheetnames, book.active.title) == ([LIST, "Sheet1"], LIST)
    assert listed["A2"].value == "Phải sửa: 2 · Sửa lại, hoặc ghi rõ lý do: 0 · Lưu ý: 1"
    rows = [[cell.value for cell in row] for row in listed.iter_rows(min_row=6, max_col=4)]
    assert rows == [
        ["Phải sửa", "Sheet1", "D2", "bảy"], ["Phải sửa", "Sheet1", "A3", "Hương Tra"], ["Lưu ý", "Sheet1", "D4", "-"],
    ]  # fmt: skip
    assert [cell.hyperlink.location for (cell,) in listed.iter_rows(min_row=6, min_col=3, max_col=3)] == [
        "'Sheet1'!D2", "'Sheet1'!A3", "'Sheet1'!D4",
    ]  # fmt: skip
    assert str(listed["E7"].value).startswith("Ô A3: Không có địa phương “Hương Tra”.")


def test_errors_come_first_in_the_list() -> None:
    """A notice at the top of the file does not hide the error below it."""
    listed = opened(marked("a.csv", as_csv([BAD[0], BAD[3], BAD[1]]))[1]).worksheets[0]
    assert [listed[f"C{row}"].value for row in (6, 7)] == ["D3", "D2"]


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", as_xlsx(BAD)), ("a.csv", as_csv(BAD))])
def test_a_marked_file_reads_as_before(name: str, content: bytes) -> None:
    """Sent again, and marked again, it gives the same figures and problems; the list is never taken for figures."""
    before = facts(read(name, content))
    once = marked(name, content)
    twice = marked(*once)
    assert facts(read(*once)) == before
    assert facts(read(*twice)) == before
    assert twice[0] == once[0] == "a-danh-dau.xlsx"
    assert opened(twice[1]).sheetnames[0] == LIST
    assert len(opened(twice[1]).sheetnames) == 2


def test_corrected_cells_are_no_longer_marked() -> None:
    """After correcting and marking again, the corrected cell looks as it did before the first marking."""
    book = opened(as_xlsx(BAD))
    book.active["D2"].fill = PatternFill("solid", fgColor="FFFF00")
    book.active["D2"].comment = Comment("theo sổ", "Lan")
    out = io.BytesIO()
    book.save(out)
    name, content = marked("a.xlsx", out.getvalue())
    assert opened(content)["Sheet1"]["D2"].comment.text.startswith("theo sổ\n\ndxkpi:\nPhải sửa")
    corrected = opened(content)
    corrected["Sheet1"]["D2"] = 7
    corrected["Sheet1"]["A3"] = "480"
    out = io.BytesIO()
    corrected.save(out)
    page = opened(marked(name, out.getvalue())[1])["Sheet1"]
    assert (colour(page["D2"]), page["D2"].comment.text) == ("FFFF00", "theo sổ")
    assert (colour(page["A3"]), page["A3"].comment) == ("", None)
    assert colour(page["D4"]) == "CFE3F5"


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", as_other_xlsx({"Sheet1": [HEAD]})), ("a.csv", as_csv(BAD))])
def test_text_stays_text(name: str, content: bytes) -> None:
    """Text that looks like a formula is no formula in the marked file, neither at its cell nor in the list."""
    if name == "a.xlsx":
        book = opened(as_xlsx(BAD))
        for row in book.active.iter_rows(min_col=5):
            row[0].data_type = "s"
        out = io.BytesIO()
        book.save(out)
        content = out.getvalue()
    book = opened(marked(name, content)[1])
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}
    assert [book.worksheets[1][f"E{row}"].value for row in (2, 3, 4)] == ["=1+1", "+84", "@SUM(A1)"]


def test_a_value_like_a_formula_is_listed_as_text() -> None:
    """A formula typed as the name of a locality is listed and linked, and never worked out."""
    evil = [ENGLISH[:4], ('=HYPERLINK("x")', "2022-9M", "dossiers_received", "1")]
    listed = opened(marked("a.csv", as_csv(evil))[1]).worksheets[0]
    assert (listed["D6"].value, listed["D6"].data_type) == ('=HYPERLINK("x")', "s")
    assert listed["D6"].quotePrefix


def test_formulas_keep_their_results() -> None:
    """A file whose figures are formulas is marked with formulas and results, so that it reads as before."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("Số liệu")
        page.write_row(0, 0, ENGLISH[:4])
        page.write_row(1, 0, ("480", "2022-9M", "dossiers_received"))
        page.write_formula("D2", "=5000+810", None, 5810)
        page.write_row(2, 0, ("=C9", "2022-9M", "dossiers_resolved", "x"))
        page.write_formula("C3", '="dossiers"&"_resolved"', None, "dossiers_resolved")
    before = read("a.xlsx", out.getvalue())
    assert [row.value for row in before.observations] == [5810]
    name, content = marked("a.xlsx", out.getvalue())
    assert facts(read(name, content)) == facts(before)
    assert opened(content)["Số liệu"]["D2"].value == "=5000+810"
    assert opened(content, data_only=True)["Số liệu"]["C3"].value == "dossiers_resolved"


def test_a_workbook_keeps_what_else_is_in_it() -> None:
    """Other sheets, widths, validation, properties and macros of the file stay."""
    book = opened(as_xlsx(BAD))
    book.create_sheet("Khác")["B2"] = "còn đây"
    book.active.column_dimensions["A"].width = 33
    book.active.merge_cells("A3:A4")
    out = io.BytesIO()
    book.save(out)
    macro = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(macro, "w") as new:
        for entry in old.namelist():
            data = old.read(entry).replace(
                b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
            )
            new.writestr(entry, data)
        new.writestr("xl/vbaProject.bin", b"\x01\x02")
    name, content = marked("a.xlsm", macro.getvalue())
    again = opened(content, keep_vba=True)
    assert name == "a-danh-dau.xlsm"
    assert again.sheetnames == [LIST, "Sheet1", "Khác"]
    assert again["Khác"]["B2"].value == "còn đây"
    assert again["Sheet1"].column_dimensions["A"].width == 33
    assert zipfile.ZipFile(io.BytesIO(content)).read("xl/vbaProject.bin") == b"\x01\x02"


def test_merged_cells_are_marked_at_their_first() -> None:
    """A problem in the middle of merged cells shows at the cell that people see."""
    book = opened(as_xlsx(BAD))
    book.active.merge_cells("C2:D2")
    out = io.BytesIO()
    book.save(out)
    content = out.getvalue()
    problem = Problem(ProblemCode.NOT_A_NUMBER, Severity.ERROR, Message("x"), "Sheet1", 2, "D", value="bảy")
    upload = Upload("long_table", problems=(problem,), sheet="Sheet1", cells=tuple(BAD))
    annotated = annotate_file("a.xlsx", content, upload, Language.VI)
    assert annotated is not None
    assert colour(opened(annotated[1])["Sheet1"]["C2"]) == "F8CBCB"


def test_what_openpyxl_cannot_open_comes_back_as_its_cells() -> None:
    """A workbook with an unheard-of font is read, and so it can be marked: its cells in a new workbook."""
    odd = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(BAD))) as old, zipfile.ZipFile(odd, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            new.writestr(entry, data.replace(b'<family val="2"', b'<family val="99"'))
    with pytest.raises(ValueError, match="stylesheet"):
        opened(odd.getvalue())
    name, content = marked("a.xlsx", odd.getvalue())
    assert facts(read(name, content)) == facts(read("a.xlsx", odd.getvalue()))
    assert colour(opened(content).worksheets[1]["D2"]) == "F8CBCB"


def test_a_file_that_could_not_be_read_has_nothing_to_mark() -> None:
    """Without cells there is no file to give back."""
    for name, content in (("a.xlsx", b"PK\x03\x04x"), ("a.csv", b""), ("a.csv", as_csv([("a", "b")]))):
        assert annotate_file(name, content, read(name, content), Language.VI) is None


def test_the_first_comments_are_written_and_all_problems_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the number of comments a spreadsheet opens quickly, cells are coloured and listed without one."""
    monkeypatch.setattr(cell_remarks, "MAX_COMMENTS", 1)
    book = opened(marked("a.xlsx", as_xlsx(BAD))[1])
    page = book.worksheets[1]
    assert [bool(page[cell].comment) for cell in WHERE] == [True, False, False]
    assert [colour(page[cell]) for cell in WHERE] == list(WHERE.values())
    assert book.worksheets[0].max_row == 8


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        (Language.EN, "The first 1 cells with a problem have a comment; from cell A3 on, cells are only coloured. "
                      "Every problem is in the list below."),
        (Language.VI, "1 ô có vấn đề đầu tiên có ghi chú kèm theo; từ ô A3 trở đi chỉ tô màu. "
                      "Mọi vấn đề đều có trong danh sách dưới đây."),
    ],
)  # fmt: skip
def test_the_list_says_where_comments_stop(monkeypatch: pytest.MonkeyPatch, language: Language, notice: str) -> None:
    """Where not every marked cell has a comment, a line above the list says from which cell on; else there is none."""
    monkeypatch.setattr(cell_remarks, "MAX_COMMENTS", 1)
    assert opened(marked("a.xlsx", as_xlsx(BAD), language)[1]).worksheets[0]["A4"].value == notice
    monkeypatch.setattr(cell_remarks, "MAX_COMMENTS", 3)
    assert opened(marked("a.xlsx", as_xlsx(BAD), language)[1]).worksheets[0]["A4"].value is None


def test_signs_of_xml_are_listed_unchanged() -> None:
    """A value with brackets, quotes, spaces at its ends and control characters is listed as a person reads it."""
    value = ' <7> & "8"\x01 '
    problem = Problem(ProblemCode.NOT_A_NUMBER, Severity.ERROR, Message("x"), "Số", 1, "A", value=value)
    annotated = annotate_file(
        "a.csv", b"", Upload("long_table", problems=(problem,), sheet="Số", cells=((value,),)), Language.VI
    )
    assert annotated is not None
    assert opened(annotated[1]).worksheets[0]["D6"].value == ' <7> & "8" '


def test_no_more_links_than_a_sheet_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the number of links that Excel opens, problems are listed with their cell and without a link."""
    monkeypatch.setattr(problem_rows, "MAX_LINKS", 2)
    listed = opened(marked("a.xlsx", as_xlsx(BAD))[1]).worksheets[0]
    assert [bool(listed[f"C{row}"].hyperlink) for row in (6, 7, 8)] == [True, True, False]
    assert listed["C8"].value == "D4"


def test_a_comment_is_no_longer_than_people_read() -> None:
    """A value of ten thousand letters does not fill a comment."""
    long = [ENGLISH[:4], ("480", "2022-9M", "dossiers_received", "x" * 10_000)]
    page = opened(marked("a.csv", as_csv(long))[1]).worksheets[1]
    assert len(page["D2"].comment.text) <= cell_remarks.COMMENT_CHARACTERS + len("dxkpi:\n")


def test_an_english_reader_gets_english_words() -> None:
    """Name, list and comments follow the language; the figures' own text stays."""
    name, content = marked("Báo cáo quý.csv", as_csv(BAD), Language.EN)
    book = opened(content)
    assert name == "Báo cáo quý-marked.xlsx"
    assert book.sheetnames == ["Problems to settle", "Figures"]
    assert book["Figures"]["D2"].comment.text.startswith("dxkpi:\nFix before submitting: Cell D2")


def test_the_name_of_a_sheet_need_not_be_one_that_excel_takes(tmp_path: Path) -> None:
    """Names of other programs, too long or with marks that Excel refuses, are made to fit."""
    problem = Problem(
        ProblemCode.NOT_A_NUMBER, Severity.ERROR, Message("x"), "Quý 3/2022: " + "x" * 40, 1, "A", value="a"
    )
    upload = Upload("long_table", problems=(problem,), sheet=problem.sheet, cells=(("a",),))
    annotated = annotate_file("a.ods", b"", upload, Language.VI)
    assert annotated is not None
    path = tmp_path / annotated[0]
    path.write_bytes(annotated[1])
    assert len(openpyxl.load_workbook(path).sheetnames[1]) <= 31
